"""Leave that the office lets us place: what is wished, where it could begin, and the absence that it becomes.

Article 65 counts approved absences alone; a wish approved by number of days is placed by the plan, and from then on
the leader is away as by any other absence.
"""

from collections.abc import Iterator

from pydantic import Field, model_validator

from models.absences import Absence, AbsenceKind, Approval
from models.people import LeaderId
from models.spans import DateRange, Frozen, HalfDay, Instant, Span
from models.workdays import WorkCalendar


class LeaveWish(Frozen):
    """So many days of annual leave within a window, to be placed by the plan.

    workdays: working days in a row, days off between them not counted; window: first and last day on which the
    leave may lie; approval: the head's word on the days, not on the dates.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    leader: LeaderId
    workdays: int = Field(ge=1, le=30)
    window: DateRange
    requested_at: Instant
    approval: Approval

    @property
    def approved(self) -> bool:
        """Whether it is placed at all."""
        return self.approval.approved


class PlacedLeave(Absence):
    """A wish where a plan put it: an approved absence.

    kept: it begins where it was published; begun: so it has already, and is a fact; else it is a decision.
    """

    kept: bool = False
    begun: bool = False

    @model_validator(mode="after")
    def _annual(self) -> "PlacedLeave":
        if self.kind is not AbsenceKind.ANNUAL_LEAVE:
            raise ValueError("由本办排定的只有年休假，请改为 annual_leave")
        return self


def leave_at(
    calendar: WorkCalendar, wish: LeaveWish, start: HalfDay, *, kept: bool = False, begun: bool = False
) -> PlacedLeave:
    """The absence that a wish becomes if it begins in a half-day: to the end of its last working day, or of the
    calendar if that comes first."""
    days = calendar.workdays(start.day, calendar.last) if calendar.covers(start.day) else ()
    last = days[wish.workdays - 1] if len(days) >= wish.workdays else max(start.day, calendar.last)
    return PlacedLeave(
        id=wish.id,
        leader=wish.leader,
        kind=AbsenceKind.ANNUAL_LEAVE,
        span=Span(start=start.start, end=HalfDay(last, True).end),
        requested_at=wish.requested_at,
        approval=wish.approval,
        kept=kept,
        begun=begun,
    )


def is_decision(absence: Absence) -> bool:
    """Whether an absence is leave that the plan places, not a fact of the brief."""
    return isinstance(absence, PlacedLeave) and not absence.begun


def starts(calendar: WorkCalendar, wish: LeaveWish, within: DateRange) -> Iterator[HalfDay]:
    """Where the leave could begin, in order: on the morning of a working day within some days, so that it ends
    within its window."""
    first, last = max(within.first, wish.window.first), min(within.last, wish.window.last)
    end = min(wish.window.last, calendar.last)
    if first > last or not calendar.covers(first):
        return
    days = calendar.workdays(first, end)
    many = len(days) - wish.workdays + 1
    yield from (HalfDay(day, False) for day in days[: max(0, many)] if day <= last)
