"""Ours: nobody sits in two seats of one event."""

from collections import Counter
from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.plan import Plan
from rules.base import Fact, Rule, Sheet, Strength


class OneSeat(Rule):
    """One person, one seat."""

    code = "house-one-seat"
    article = None
    title = "一人一席"
    reading = "同一活动里一位领导只占一个席位；代行也是如此。"
    strength = Strength.MUST

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            seats = sheet.brief.seats_by_event[event.id]
            people = Counter(person for seat in seats for person in sheet.takers(event, seat))
            for person in (p for p, seats_open in people.items() if seats_open > 1):
                own = [seat for seat in seats if person in sheet.takers(event, seat)]
                for start in sheet.starts(event):
                    lits = [sheet.takes(event, seat, person, start) for seat in own]
                    sheet.at_most_one(lits, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, seats in held(brief, plan):
            for person, times in Counter(t for _, t in seats if t is not None).items():
                if times > 1:
                    sentence = f"「{event.title}」里{brief.zh(person)}占了{times}个席位，请只留一个"
                    yield self.broken(event.id, sentence)


RULE = OneSeat()
