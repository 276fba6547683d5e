"""Absences: trips and leave, their approval, and what has to be filed (articles 58 and 65)."""

from enum import StrEnum

from pydantic import Field

from models.people import LeaderId
from models.spans import Frozen, Instant, Span


class AbsenceKind(StrEnum):
    """Why a leader is away; article 7 names trips and leave as triggers of cover."""

    TRIP = "trip"
    TRIP_ABROAD = "trip_abroad"
    ANNUAL_LEAVE = "annual_leave"
    SICK_LEAVE = "sick_leave"
    PRIVATE_LEAVE = "private_leave"
    TRAINING = "training"

    @property
    def zh(self) -> str:
        """The kind as forms say it."""
        return _KIND_ZH[self]


_KIND_ZH = {
    AbsenceKind.TRIP: "因公出差",
    AbsenceKind.TRIP_ABROAD: "出访",
    AbsenceKind.ANNUAL_LEAVE: "年休假",
    AbsenceKind.SICK_LEAVE: "病假",
    AbsenceKind.PRIVATE_LEAVE: "事假",
    AbsenceKind.TRAINING: "培训学习",
}


class ApprovalState(StrEnum):
    """Where an application stands; only an approved one counts (article 65)."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class Approval(Frozen):
    """The decision on an absence: its state, by whom (a post or id) and when."""

    state: ApprovalState
    by: str = ""
    at: Instant | None = None


class Absence(Frozen):
    """A leader's absence. Times are widened outward to half-days wherever they matter."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    leader: LeaderId
    kind: AbsenceKind
    span: Span
    place: str = ""
    contact: str = ""
    reason: str = ""
    requested_at: Instant
    approval: Approval

    @property
    def approved(self) -> bool:
        """Whether it counts at all."""
        return self.approval.state is ApprovalState.APPROVED
