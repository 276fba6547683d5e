"""Elsewhere: no more standing meetings a year than so many."""

from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind
from models.occupations import start_halves
from models.plan import Plan
from rules.base import Fact, Sheet, Strength
from rules.variant import Variant


class StandingCap(Variant):
    """The year's meetings, held and planned, stay within the number."""

    code = "variant-standing-cap"
    title = "常务会议的年度次数"
    reading = "一年的常务会议不超过规定次数，台账里已开的和本期安排的一并计算；必开的已经超过的，只作提示。"
    strength = Strength.MUST
    settings = ("standing.per_year_max",)

    def _room(self, brief: Brief, year: int) -> int:
        """How many more meetings the year has room for."""
        done = sum(
            m.on.year == year and m.id.startswith("standing/") and m.id not in brief.event_by_id
            for m in brief.ledger.meetings
        )
        return (brief.policy.standing.per_year_max or 0) - done

    def _given(self, brief: Brief, year: int) -> bool:
        """Whether meetings that have to be held are too many by themselves."""
        due = [event for event in brief.events if self._due(brief, event, year)]
        return len(due) > self._room(brief, year)

    def _due(self, brief: Brief, event: Event, year: int) -> bool:
        starts = start_halves(brief, event)
        if event.kind is not Kind.STANDING or not starts or starts[0].day.year != year:
            return False
        return not (brief.may_wait(event) or brief.is_over(event) or brief.heads_waiver("43-b", event.id))

    def _years(self, brief: Brief) -> range:
        first, last = brief.horizon.first.year, brief.horizon.last.year
        return range(first, last + 1) if brief.policy.standing.per_year_max is not None else range(0)

    def constrain(self, sheet: Sheet) -> None:
        for year in self._years(sheet.brief):
            if self._given(sheet.brief, year):
                continue
            lits = [
                sheet.at(event, start)
                for event in sheet.events
                if event.kind is Kind.STANDING
                for start in sheet.starts(event)
                if start.day.year == year
            ]
            sheet.between(None, lits, max(0, self._room(sheet.brief, year)), Fact(self.code, f"standing/{year}"))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for year in self._years(brief):
            days: list[date] = [h[0].day for event, _, h, _ in held(brief, plan) if event.kind is Kind.STANDING]
            count, room = sum(day.year == year for day in days), self._room(brief, year)
            most = brief.policy.standing.per_year_max
            sentence = f"{year}年常务会议本期{count}次，按{self.cited(brief)}全年不超过{most}次，余{max(0, room)}次"
            if count <= max(0, room):
                yield self.kept(f"standing/{year}", sentence)
            else:
                given = self._given(brief, year)
                yield self.broken(f"standing/{year}", f"{sentence}，请减少", given=given)


RULE = StandingCap()
