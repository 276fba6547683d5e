"""Elsewhere: so many whole weeks of the year without meetings."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event
from models.occupations import halves, start_halves
from models.plan import Plan
from models.policy_base import monday_of
from models.spans import HalfDay
from rules.base import Fact, Lit, Sheet, Strength, no
from rules.quiet import counts_as_meeting
from rules.variant import Variant


class _Due(NamedTuple):
    year: int
    weeks: tuple[date, ...]  # their Mondays
    wanted: int


class QuietWeeks(Variant):
    """Due where the horizon holds the year's last working day; the weeks before it are told by the ledger."""

    code = "variant-quiet-weeks"
    title = "每年的无会周"
    reading = (
        "每年至少规定的几个整周不开本级和下级的会（例外同无会日）：台账里已有的算在内，"
        "排期含当年最后一个工作日时须够数；区长同意的除外，余下的周已经不够的只作提示。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "区长"
    settings = ("nomeeting.weeks_per_year_min", "nomeeting.kinds", "nomeeting.exceptions")

    def _due(self, brief: Brief) -> Iterator[_Due]:
        """What each year that ends in the horizon still owes, and the weeks that could hold it."""
        least = brief.policy.nomeeting.weeks_per_year_min
        if least is None:
            return
        for year in range(brief.horizon.first.year, brief.horizon.last.year + 1):
            if brief.calendar.last_workday_of_year(year) not in brief.horizon:
                continue
            begun = max(brief.horizon.first, date(year, 1, 1))
            mondays = sorted({monday_of(day) for day in brief.horizon.days() if begun <= day <= date(year, 12, 31)})
            weeks = tuple(m for m in mondays if m >= begun and self._worked(brief, m))
            done = brief.ledger.quiet_weeks if brief.ledger.year == year else 0
            yield _Due(year, weeks, max(0, least - done))

    def _worked(self, brief: Brief, monday: date) -> bool:
        days = [monday + timedelta(days=n) for n in range(7)]
        return any(brief.calendar.is_workday(day) for day in days if day in brief.horizon)

    def _mondays(self, touched: tuple[HalfDay, ...]) -> set[date]:
        return {monday_of(half.day) for half in touched}

    def _given(self, brief: Brief, due: _Due) -> bool:
        """Whether meetings that must be held, at whatever time, leave too few weeks."""
        taken: set[date] = set()
        for event in brief.in_scope:
            if counts_as_meeting(brief, event) and brief.is_must(event) and not brief.is_over(event):
                rows = [self._mondays(halves(event, start)) for start in start_halves(brief, event)]
                taken |= set.intersection(*rows)
        return len([monday for monday in due.weeks if monday not in taken]) < due.wanted

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for due in self._due(brief):
            subject = f"quiet-weeks/{due.year}"
            if self.waived(brief, subject) or self._given(brief, due):
                continue
            free = [no(sheet.either(held_then)) if held_then else 0 for held_then in self._held(sheet, due)]
            sheet.between(due.wanted, free, None, Fact(self.code, subject))

    def _held(self, sheet: Sheet, due: _Due) -> list[list[Lit]]:
        """For each week, the meetings that could be held in it."""
        mine: list[Event] = [event for event in sheet.events if counts_as_meeting(sheet.brief, event)]
        rows = [(s, e, self._mondays(tuple(sheet.halves(e, s)))) for e in mine for s in sheet.starts(e)]
        return [[sheet.at(e, s) for s, e, mondays in rows if monday in mondays] for monday in due.weeks]

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for due in self._due(brief):
            rows = [row for row in held(brief, plan) if counts_as_meeting(brief, row.event)]
            met = {monday for row in rows for monday in self._mondays(row.halves)}
            got = sum(monday not in met for monday in due.weeks)
            subject = f"quiet-weeks/{due.year}"
            waiver = self.waived(brief, subject)
            sentence = f"{due.year}年还须{due.wanted}个无会周，本期有{got}个"
            if got >= due.wanted:
                yield self.kept(subject, sentence)
            elif waiver:
                yield self.bent(subject, f"{sentence}，经{waiver.approver}同意：{waiver.reason}")
            else:
                yield self.broken(subject, f"{sentence}，请把会议并到别的周", given=self._given(brief, due))


RULE = QuietWeeks()
