"""Elsewhere: stretches of the year in which leaders stay."""

from collections.abc import Iterator

from models.absences import Absence, AbsenceKind
from models.brief import Brief
from rules.leave_grants import LeaveGrant, approved


class LeaveBlackout(LeaveGrant):
    """No trip and no leave then, but for illness."""

    code = "variant-leave-blackout"
    title = "不得外出的时段"
    reading = "汛期等规定的时段内不外出、不休假，病假和区长同意的除外。"
    settings = ("leave.blackout",)

    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        stretches = brief.policy.leave.blackout
        for absence in approved(brief) if stretches else ():
            if absence.kind is AbsenceKind.SICK_LEAVE:
                continue
            days = {half.day for half in absence.span.half_days()}
            hit = next((s for s in stretches if any(s.holds(day) for day in days)), None)
            yield absence, f"碰到{hit.name}" if hit else None


RULE = LeaveBlackout()
