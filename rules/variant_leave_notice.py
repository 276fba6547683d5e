"""Elsewhere: who goes away says so some working days ahead."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.absences import Absence, AbsenceKind
from models.brief import Brief
from models.spans import in_office_zone
from rules.base import Fact, Sheet
from rules.leave_grants import LeaveGrant, approved, unwaived


class LeaveNotice(LeaveGrant):
    """Asked for no later than so many working days before it begins, but for illness."""

    code = "variant-leave-notice"
    title = "外出提前报告"
    reading = "外出须在开始之前规定的工作日数（或自然日数）以前提出，病假和区长同意的除外。"
    settings = ("leave.notice_workdays", "leave.notice_days")

    def constrain(self, sheet: Sheet) -> None:
        for wish in unwaived(sheet, self.code):
            late = [leave.lit for leave in sheet.leaves(wish) if self._bound_missed(sheet.brief, leave.absence)]
            sheet.forbid(late, Fact(self.code, wish.id))

    def _bound(self, brief: Brief, start: date) -> date | None:
        """The last day on which an absence from a day on may be asked for; none: any."""
        policy = brief.policy.leave
        bounds = []
        if policy.notice_workdays is not None:
            bounds.append(brief.calendar.workdays_before(start, policy.notice_workdays))
        if policy.notice_days is not None:
            bounds.append(start - timedelta(days=policy.notice_days))
        return min(bounds, default=None)

    def _bound_missed(self, brief: Brief, absence: Absence) -> date | None:
        """The day until which it should have been asked for, where it was not."""
        bound = self._bound(brief, in_office_zone(absence.span.start).date())
        return bound if bound is not None and in_office_zone(absence.requested_at).date() > bound else None

    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        policy = brief.policy.leave
        asks = policy.notice_workdays is not None or policy.notice_days is not None
        for absence in approved(brief) if asks else ():
            if absence.kind is not AbsenceKind.SICK_LEAVE:
                bound = self._bound_missed(brief, absence)
                yield absence, f"未在{bound:%m月%d日}以前提出" if bound else None


RULE = LeaveNotice()
