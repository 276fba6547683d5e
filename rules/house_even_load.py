"""Ours: no half-day is crowded while another has room."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Fact, Lit, Rule, Sheet, Strength


class EvenLoad(Rule):
    """Each item of a leader's half-day above the number that still is comfortable has its price."""

    code = "house-even-load"
    article = None
    title = "半天不拥挤"
    reading = "一位领导半天内事项以不超过两项为宜，每多一项计代价。"
    strength = Strength.COST
    settings = ("plan.crowded_above", "weights.crowded")

    def constrain(self, sheet: Sheet) -> None:
        cells: dict[tuple[LeaderId, HalfDay], list[Lit]] = defaultdict(list)
        for event in sheet.events:
            for start in sheet.starts(event):
                for seat in sheet.brief.seats_by_event[event.id]:
                    for person in sheet.takers(event, seat):
                        lit = sheet.takes(event, seat, person, start)
                        for half in sheet.halves(event, start):
                            cells[person, half].append(lit)
        most, price = sheet.brief.policy.plan.crowded_above, sheet.brief.policy.weights.crowded
        for (person, half), lits in cells.items():
            if len(lits) > most:
                sheet.charge(price, lits, Fact(self.code, f"{person}@{half}"), above=most)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        most, price = brief.policy.plan.crowded_above, brief.policy.weights.crowded
        count = Counter(
            (taker, half)
            for _, _, halves, seats in held(brief, plan)
            for _, taker in seats
            if taker is not None
            for half in halves
        )
        for (person, half), items in sorted(count.items()):
            if items > most:
                sentence = f"{brief.zh(person)}{half.zh}有{items}项"
                yield self.kept(f"{person}@{half}", sentence, price * (items - most))


RULE = EvenLoad()
