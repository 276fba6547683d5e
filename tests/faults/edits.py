"""Small edits of a brief and a plan, from which faults are made."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple, TypeVar

from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief
from models.events import Event, Window
from models.people import LeaderId
from models.plan import Booking, LeftOut, Plan, Seating
from models.seats import ConcreteSeat
from models.spans import Span


class Fault(NamedTuple):
    """A brief and a plan with one fault in them, the rule that it breaks, and names that the finding may bear."""

    brief: Brief
    plan: Plan
    code: str
    subjects: tuple[str, ...]


class NoPlace(Exception):
    """The lawful plan offers no place for a fault of this kind."""


T = TypeVar("T")
Operator = Callable[[Brief, Plan, Random], Fault]


def pick(rng: Random, candidates: list[T]) -> T:
    """One of the candidates; raises NoPlace when there is none."""
    if not candidates:
        raise NoPlace
    return rng.choice(candidates)


def rebrief(brief: Brief, **changes: Any) -> Brief:
    """A brief with other facts."""
    return brief.model_copy(update=changes)


def replan(brief: Brief, plan: Plan, **changes: Any) -> Plan:
    """A plan with other choices, made from this brief."""
    return plan.model_copy(update={"brief": brief.digest, **changes})


# looking


def booked(brief: Brief, plan: Plan) -> list[tuple[Event, Booking]]:
    """Known events and their bookings."""
    return [(brief.event_by_id[b.event], b) for b in plan.bookings]


def ours(brief: Brief, plan: Plan) -> list[tuple[Event, Window, Booking]]:
    """Bookings whose minutes we choose: neither past nor pinned."""
    pinned = {pin.event for pin in brief.pins}
    return [
        (event, event.when, booking)
        for event, booking in booked(brief, plan)
        if isinstance(event.when, Window)
        and event.when.minutes is not None
        and event.id not in pinned
        and booking.start >= brief.as_of
    ]


def taker(plan: Plan, event: str, key: str) -> LeaderId | None:
    """Who takes a seat."""
    return next((s.taken_by for s in plan.seats if (s.event, s.seat) == (event, key)), None)


def attendees(plan: Plan, event: str) -> list[LeaderId]:
    """Everybody at an event."""
    return [s.taken_by for s in plan.seats if s.event == event and s.taken_by is not None]


def in_town(brief: Brief, leader: LeaderId, span: Span) -> bool:
    """Whether a leader is not away in any half-day of a span."""
    return not brief.is_away(leader, span.half_days())


def taken_seats(brief: Brief, plan: Plan) -> Iterator[tuple[Event, Booking, ConcreteSeat, LeaderId]]:
    """Every seat that somebody takes."""
    for event, booking in booked(brief, plan):
        for seat in brief.seats_by_event[event.id]:
            who = taker(plan, event.id, seat.key)
            if who is not None:
                yield event, booking, seat, who


# editing a plan


def moved(plan: Plan, event: str, start: datetime) -> tuple[Booking, ...]:
    """Bookings with one event at another start, as long as before."""
    return tuple(
        b if b.event != event else Booking(event=event, start=start, end=start + (b.end - b.start), state=b.state)
        for b in plan.bookings
    )


def seated(plan: Plan, event: str, key: str, who: LeaderId | None) -> tuple[Seating, ...]:
    """Seats with one of them taken by somebody else, or by nobody."""
    rest = tuple(s for s in plan.seats if (s.event, s.seat) != (event, key))
    return (*rest, Seating(event=event, seat=key, taken_by=who))


def without(brief: Brief, plan: Plan, *events: str) -> Plan:
    """The plan without some events, which are told as left out."""
    return replan(
        brief,
        plan,
        bookings=tuple(b for b in plan.bookings if b.event not in events),
        seats=tuple(s for s in plan.seats if s.event not in events),
        agenda=tuple(t for t in plan.agenda if t.event not in events),
        left_out=(*plan.left_out, *(LeftOut(subject=e, reason="试验时舍去", price=0) for e in events)),
    )


def without_a_few(brief: Brief, plan: Plan, rng: Random) -> Plan:
    """Another lawful plan: a few wanted events are left out that no other rule needs."""
    counted = brief.policy.research.kinds_that_count
    published = brief.published_by_event
    spare = [
        event.id
        for event, _ in booked(brief, plan)
        if not brief.is_must(event) and event.kind not in counted and event.id not in published
    ]
    return without(brief, plan, *rng.sample(spare, min(len(spare), rng.randint(0, 3))))


# editing a brief


def away(
    leader: LeaderId,
    span: Span,
    kind: AbsenceKind = AbsenceKind.TRIP,
    state: ApprovalState = ApprovalState.APPROVED,
) -> Absence:
    """An absence over a span."""
    since = span.start - timedelta(days=30)
    approval = Approval(state=state, by="head", at=since + timedelta(days=1))
    name = f"fault/{leader}/{span.start:%m%d%H%M}"
    return Absence(id=name, leader=leader, kind=kind, span=span, requested_at=since, approval=approval)


def with_absences(brief: Brief, *absences: Absence) -> Brief:
    """The brief with more absences."""
    return rebrief(brief, absences=(*brief.absences, *absences))
