"""Elsewhere: standing meetings have their usual day."""

from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Kind
from models.plan import Plan
from rules.base import Fact, Sheet, Strength
from rules.variant import Variant


class StandingDay(Variant):
    """A standing meeting on another day than the usual one has its price."""

    code = "variant-standing-day"
    title = "常务会议的惯常日子"
    reading = "常务会议尽量在惯常的日子召开（如每周一，或第一、第三个周二），不在的每次计代价。"
    strength = Strength.COST
    settings = ("standing.preferred_weekday", "standing.preferred_ordinal", "weights.standing_other_day")

    def _usual(self, brief: Brief, day: date) -> bool:
        standing = brief.policy.standing
        if standing.preferred_weekday is not None and not standing.preferred_weekday.is_on(day):
            return False
        return not standing.preferred_ordinal or (day.day - 1) // 7 + 1 in standing.preferred_ordinal

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if event.kind is Kind.STANDING:
                other = [sheet.at(event, s) for s in sheet.starts(event) if not self._usual(brief, s.day)]
                sheet.charge(brief.policy.weights.standing_other_day, other, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, _ in held(brief, plan):
            if event.kind is Kind.STANDING and not self._usual(brief, halves[0].day):
                sentence = f"「{event.title}」定于{halves[0].zh}，不在惯常的日子"
                yield self.kept(event.id, sentence, brief.policy.weights.standing_other_day)


RULE = StandingDay()
