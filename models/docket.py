"""A plan read against its brief: what is held, who sits where, and what is left out."""

from collections.abc import Iterator
from typing import NamedTuple

from models.brief import Brief
from models.events import Duty, Event
from models.people import LeaderId
from models.plan import Plan
from models.seats import ConcreteSeat
from models.spans import HalfDay, Span


class Held(NamedTuple):
    """An event at its time. seats: every concrete seat with its taker, none where it is empty."""

    event: Event
    span: Span
    halves: tuple[HalfDay, ...]
    seats: tuple[tuple[ConcreteSeat, LeaderId | None], ...]


def held(brief: Brief, plan: Plan) -> Iterator[Held]:
    """Every booking of a known event, in the plan's order. The last brief's answer is kept: every rule asks."""
    known = plan.dockets
    if not known or known[0][0] is not brief:
        known[:] = [(brief, tuple(_held(brief, plan)))]
    return iter(known[0][1])


def _held(brief: Brief, plan: Plan) -> Iterator[Held]:
    taken = plan.takers
    for booking in plan.bookings:
        event = brief.event_by_id.get(booking.event)
        if event is not None:
            seats = tuple((seat, taken.get((event.id, seat.key))) for seat in brief.seats_by_event[event.id])
            yield Held(event, booking.span, booking.halves, seats)


def in_scope(brief: Brief) -> Iterator[Event]:
    """Events that could start in the horizon: those that a plan has to place or leave out."""
    return iter(brief.in_scope)


def unheld(brief: Brief, plan: Plan) -> Iterator[Event]:
    """Events in scope that the plan does not hold."""
    booked = {booking.event for booking in plan.bookings}
    return (event for event in in_scope(brief) if event.id not in booked)


def price_left_out(brief: Brief, event: Event) -> int:
    """What leaving out a wanted event costs; a little where a later plan may still place it."""
    weights = brief.policy.weights
    if brief.may_wait(event):
        return weights.deferred
    return weights.wanted[event.priority - 1] if event.duty is Duty.WANTED else weights.wanted[0]
