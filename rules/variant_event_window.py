"""Ours, for offices that ask: ceremonies go round among the leaders."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from rules.base import Fact, Lit, Sheet, Strength
from rules.variant import Variant


class EventWindow(Variant):
    """Each further ceremony of one leader within a window of so many days has its price."""

    code = "variant-event-window"
    title = "事务性活动轮换"
    reading = "规定天数为一轮（七天即一周），一轮之内同一位领导参加事务性活动以一次为宜，每多一次计代价。"
    strength = Strength.COST
    settings = ("fairness.event_window", "ceremony.kinds", "weights.ceremony_again")

    def _round(self, day: date, length: int) -> int:
        """Rounds follow one another; those of seven days are weeks from Monday."""
        return (day.toordinal() - 1) // length

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        length = brief.policy.fairness.event_window
        if length is None:
            return
        taken: dict[tuple[LeaderId, int], list[Lit]] = defaultdict(list)
        for event in (e for e in sheet.events if e.kind in brief.policy.ceremony.kinds):
            for seat in brief.seats_by_event[event.id]:
                for person in sheet.takers(event, seat):
                    for start in sheet.starts(event):
                        key = (person, self._round(start.day, length))
                        taken[key].append(sheet.takes(event, seat, person, start))
        for (person, _), lits in sorted(taken.items()):
            sheet.charge(brief.policy.weights.ceremony_again, lits, Fact(self.code, person), above=1)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        length = brief.policy.fairness.event_window
        if length is None:
            return
        count = Counter(
            (taker, self._round(halves[0].day, length))
            for event, _, halves, seats in held(brief, plan)
            if event.kind in brief.policy.ceremony.kinds
            for _, taker in seats
            if taker is not None
        )
        for (person, _), times in sorted(count.items()):
            price = brief.policy.weights.ceremony_again * (times - 1)
            yield self.kept(person, f"{brief.zh(person)}{length}天内参加事务性活动{times}次", price)


RULE = EventWindow()
