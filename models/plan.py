"""A plan: what is held when, who takes which seat, and what was left out. One type for solver, officer and audit."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from models.digest import digest_of
from models.events import EventId
from models.people import LeaderId
from models.research import ResearchBlock
from models.spans import DateRange, Frozen, HalfDay, Instant, Span


class BookingState(StrEnum):
    """fixed: its host set the time · issued: its week's arrangement has gone out · planned: ours, still movable."""

    FIXED = "fixed"
    ISSUED = "issued"
    PLANNED = "planned"


class Booking(Frozen):
    """An event at its time."""

    event: EventId
    start: Instant
    end: Instant
    state: BookingState = BookingState.PLANNED

    @model_validator(mode="after")
    def _forward(self) -> "Booking":
        if self.end <= self.start:
            raise ValueError("结束必须晚于开始，请改正起止时间")
        return self

    @cached_property
    def span(self) -> Span:
        """The time as a span."""
        return Span(start=self.start, end=self.end)

    @cached_property
    def halves(self) -> tuple[HalfDay, ...]:
        """Every half-day that the booking touches, in order."""
        return tuple(self.span.half_days())


class Seating(Frozen):
    """Who takes a seat of a booked event; `taken_by` none: the seat stays open.

    seat: the seat's key; a seat for all members of a body has one key a member, ``members:dep-a``.
    """

    event: EventId
    seat: str
    taken_by: LeaderId | None


class Tabling(Frozen):
    """An agenda item on the agenda of a meeting."""

    item: str
    event: EventId


class LeftOut(Frozen):
    """A wanted event or an agenda item that found no place. reason: Chinese; price: its cost in the objective.

    day: its fixed day, the first of its window, or its meeting's; plans of before days were kept have none.
    """

    subject: str
    title: str = ""
    reason: str
    price: int
    day: date | None = Field(default=None, exclude_if=lambda day: day is None)


class LeaveStart(Frozen):
    """The first half-day chosen for a leave that the office lets us place."""

    absence: str
    start: HalfDay


class ProofStatus(StrEnum):
    """optimal: no gap with all placement cuts in, and the placed plan costs just that · feasible: a gap is left."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class Proof(Frozen):
    """How good the plan is, and with what it was found.

    objective, bound: cost units; gap: (objective - bound) / max(1, objective); seconds are not kept, since a
    plan must be the same whenever it is made.
    """

    status: ProofStatus
    objective: int
    bound: int
    gap: float
    engine: str
    seed: int
    events: int
    variables: int
    constraints: int
    cuts: int
    rounds: int
    repeatable: bool = True


class Plan(Frozen):
    """The choices for one horizon of one brief."""

    schema_: Literal["richeng.plan/1"] = Field(default="richeng.plan/1", alias="schema")
    brief: str = Field(description="所依据摘要(brief)的指纹")
    horizon: DateRange
    bookings: tuple[Booking, ...] = ()
    seats: tuple[Seating, ...] = ()
    research: tuple[ResearchBlock, ...] = ()
    leave: tuple[LeaveStart, ...] = ()
    agenda: tuple[Tabling, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    proof: Proof | None = None

    @cached_property
    def takers(self) -> dict[tuple[EventId, str], LeaderId | None]:
        """Who takes which seat, by event and seat key; none: nobody."""
        return {(s.event, s.seat): s.taken_by for s in self.seats}

    @cached_property
    def dockets(self) -> list[tuple[object, tuple[Any, ...]]]:
        """What `models.docket.held` has read the plan against: the last brief, and its rows."""
        return []

    @property
    def digest(self) -> str:
        """SHA-256 of the plan's canonical JSON, hexadecimal."""
        return digest_of(self)
