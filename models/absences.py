"""Absences: trips and leave, their approval, and what has to be filed (articles 47, 58, 64 and 65)."""

from enum import StrEnum
from functools import cached_property

from pydantic import Field

from models.absence_steps import AbsenceStep
from models.events import EventId
from models.people import LeaderId
from models.spans import Frozen, HalfDay, Instant, Span


class AbsenceKind(StrEnum):
    """Why a leader is away; article 7 names trips and leave as triggers of cover."""

    TRIP = "trip"
    TRIP_ABROAD = "trip_abroad"
    ANNUAL_LEAVE = "annual_leave"
    SICK_LEAVE = "sick_leave"
    PRIVATE_LEAVE = "private_leave"
    TRAINING = "training"

    @property
    def is_trip(self) -> bool:
        """On duty elsewhere, at home or abroad."""
        return self in (AbsenceKind.TRIP, AbsenceKind.TRIP_ABROAD)

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

    @property
    def approved(self) -> bool:
        """Whether what was asked for counts."""
        return self.state is ApprovalState.APPROVED


class Told(Frozen):
    """When others were told: the city government and the party committee of the head's trip (article 65), the
    other leaders of a deputy's or the director's absence (article 58); elsewhere his partner, before all."""

    city: Instant | None = None
    party: Instant | None = None
    leaders: Instant | None = None
    partner: Instant | None = None


class AdHocAbroad(Frozen):
    """The four steps of a trip abroad outside the year's plan (article 64), in order."""

    unit_asked: Instant | None = None
    office_opined: Instant | None = None
    agreed: Instant | None = None
    city_approved: Instant | None = None


class Absence(Frozen):
    """A leader's absence. Times are widened outward to half-days wherever they matter.

    purpose: what a visit abroad is to achieve; fits_rank: whether it was found fit for his post, none: nobody has
    said (article 65). acting: who leads meanwhile, by leader's id or post.
    transport, companions: how he travels and who goes along (posts, never names), where the office asks for it.
    superior_approved: when the head of the superior government approved the head's trip in writing, elsewhere.
    plan_line: the line of the year's travel plan that it stands on (article 64); none: an ad-hoc trip.
    extends: the absence that it prolongs or adds a stop to. returned_at: when he was back in town.
    steps: what was done about it, in order, as far as the service was there (`models.absence_life`).
    """

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    leader: LeaderId
    kind: AbsenceKind
    span: Span
    place: str = ""
    contact: str = ""
    reason: str = ""
    requested_at: Instant
    approval: Approval
    told: Told = Told()
    purpose: str = ""
    fits_rank: bool | None = None
    acting: tuple[str, ...] = Field(default=(), max_length=20)
    transport: str = ""
    companions: str = Field(default="", max_length=200)
    superior_approved: Instant | None = None
    plan_line: str | None = None
    ad_hoc: AdHocAbroad = AdHocAbroad()
    extends: str | None = None
    returned_at: Instant | None = None
    steps: tuple[AbsenceStep, ...] = Field(default=(), max_length=200, exclude_if=lambda steps: not steps)

    @cached_property
    def halves(self) -> tuple[HalfDay, ...]:
        """Every half-day that it touches, in order."""
        return tuple(self.span.half_days())

    def covers(self, half: HalfDay) -> bool:
        """Whether it touches a half-day."""
        return self.span.start < half.end and half.start < self.span.end

    @property
    def approved(self) -> bool:
        """Whether it counts at all."""
        return self.approval.approved


class OthersLeave(Frozen):
    """Leave that others than leaders asked for from a meeting, and when the Office listed it to the head
    (article 47). people: units or posts, never persons."""

    event: EventId
    people: tuple[str, ...] = Field(min_length=1, max_length=200)
    listed_at: Instant | None = None


class UnitSort(StrEnum):
    """What a unit head leads: it decides who has to agree to his leave (article 58)."""

    SUBDISTRICT = "subdistrict"
    DEPARTMENT = "department"
    INSTITUTION = "institution"


class UnitLeave(Frozen):
    """A unit head's leave from town and its steps in order (article 58): applied to the Office, put to the office
    director, agreed by the head (for departments and institutions by the deputy in charge too), filed; and what is
    filed (article 65): place, contact, and who leads meanwhile (posts, never names)."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    unit: str = Field(min_length=1, max_length=60)
    sort: UnitSort
    span: Span
    applied: Instant | None = None
    to_director: Instant | None = None
    head_agreed: Instant | None = None
    deputy_agreed: Instant | None = None
    filed: Instant | None = None
    place: str = Field(default="", max_length=100)
    contact: str = Field(default="", max_length=100)
    acting: tuple[str, ...] = Field(default=(), max_length=20)
