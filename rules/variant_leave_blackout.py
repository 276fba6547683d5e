"""Elsewhere: stretches of the year in which leaders stay."""

from collections.abc import Iterator

from models.absences import Absence, AbsenceKind
from models.brief import Brief
from models.policy_base import Blackout
from rules.base import Fact, Sheet
from rules.leave_grants import LeaveGrant, approved, unwaived


class LeaveBlackout(LeaveGrant):
    """No trip and no leave then, but for illness."""

    code = "variant-leave-blackout"
    title = "不得外出的时段"
    reading = "汛期等规定的时段内不外出、不休假，病假和区长同意的除外。"
    settings = ("leave.blackout",)

    def constrain(self, sheet: Sheet) -> None:
        for wish in unwaived(sheet, self.code):
            hit = [leave.lit for leave in sheet.leaves(wish) if self._hit(sheet.brief, leave.absence)]
            sheet.forbid(hit, Fact(self.code, wish.id))

    def _hit(self, brief: Brief, absence: Absence) -> Blackout | None:
        """The first of the stretches that an absence touches."""
        days = {half.day for half in absence.span.half_days()}
        return next((s for s in brief.policy.leave.blackout if any(s.holds(day) for day in days)), None)

    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        for absence in approved(brief) if brief.policy.leave.blackout else ():
            if absence.kind is not AbsenceKind.SICK_LEAVE:
                hit = self._hit(brief, absence)
                yield absence, f"碰到{hit.name}" if hit else None


RULE = LeaveBlackout()
