"""Elsewhere: plenary and office meetings have their number."""

from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.events import Kind
from models.occupations import start_halves
from models.plan import Plan
from rules.base import Strength
from rules.variant import Variant


class MeetingCounts(Variant):
    """Enough of them are held or called. What is called is held by other rules: audit only."""

    code = "variant-meeting-counts"
    title = "全体会议、区长办公会议的次数"
    reading = (
        "规定了次数的，全体会议到年底、区长办公会议到月底须够数：台账里已开的和摘要里已登记的一并计算，"
        "不够的请登记安排，或由区长说明理由。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "区长"
    settings = ("plenary.per_year_min", "office_meeting.per_month_min")

    def _known(self, brief: Brief, kind: Kind, prefix: str, first: date, last: date) -> int:
        """Meetings of a kind from first to last, held or called."""
        names = {m.id for m in brief.ledger.meetings if m.id.startswith(prefix) and first <= m.on <= last}
        for event in brief.events:
            starts = start_halves(brief, event) if event.kind is kind else ()
            if any(first <= start.day <= last for start in starts):
                names.add(event.id)
        return len(names)

    def _asked(self, brief: Brief) -> Iterator[tuple[str, str, int, int]]:
        """Subject, words, how many are known and how many are asked for."""
        horizon, calendar = brief.horizon, brief.calendar
        yearly, monthly = brief.policy.plenary.per_year_min, brief.policy.office_meeting.per_month_min
        for year in range(horizon.first.year, horizon.last.year + 1) if yearly is not None else ():
            if calendar.last_workday_of_year(year) in horizon:
                known = self._known(brief, Kind.PLENARY, "plenary/", date(year, 1, 1), date(year, 12, 31))
                yield f"plenary/{year}", f"{year}年全体会议", known, yearly or 0
        for month in sorted({day.replace(day=1) for day in horizon.days()}) if monthly is not None else ():
            last = calendar.last_workday_of_month(month.year, month.month)
            if last in horizon:
                known = self._known(brief, Kind.OFFICE, "office/", month, last)
                yield f"office/{month:%Y-%m}", f"{month:%Y年%m月}区长办公会议", known, monthly or 0

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for subject, words, known, least in self._asked(brief):
            sentence = f"{words}{known}次，按规定至少{least}次"
            waiver = brief.heads_waiver(self.code, subject)
            if known >= least:
                yield self.kept(subject, sentence)
            elif waiver:
                yield self.bent(subject, f"{sentence}，经区长同意：{waiver.reason}")
            else:
                yield self.broken(subject, f"{sentence}，请登记安排", given=True)


RULE = MeetingCounts()
