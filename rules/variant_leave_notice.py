"""Elsewhere: who goes away says so some working days ahead."""

from collections.abc import Iterator

from models.absences import Absence, AbsenceKind
from models.brief import Brief
from models.spans import in_office_zone
from rules.leave_grants import LeaveGrant, approved


class LeaveNotice(LeaveGrant):
    """Asked for no later than so many working days before it begins, but for illness."""

    code = "variant-leave-notice"
    title = "外出提前报告"
    reading = "外出须在开始之前规定的工作日数以前提出，病假和区长同意的除外。"
    settings = ("leave.notice_workdays",)

    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        ahead = brief.policy.leave.notice_workdays
        for absence in approved(brief) if ahead is not None else ():
            if absence.kind is AbsenceKind.SICK_LEAVE:
                continue
            bound = brief.calendar.workdays_before(in_office_zone(absence.span.start).date(), ahead or 1)
            late = in_office_zone(absence.requested_at).date() > bound
            yield absence, f"未在{bound:%m月%d日}以前提出" if late else None


RULE = LeaveNotice()
