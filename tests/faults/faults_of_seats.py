"""Faults of seats: empty, taken by the wrong person or twice, covered without right, taken by somebody away."""

from datetime import timedelta
from random import Random

from models.absences import AbsenceKind, ApprovalState
from models.brief import Brief
from models.events import Cover, Event
from models.people import DeputyPair, LeaderId
from models.plan import Booking, Plan
from models.seats import ConcreteSeat
from models.spans import HalfDay, Span
from tests.faults.edits import (
    Fault,
    attendees,
    away,
    in_town,
    pick,
    rebrief,
    replan,
    seated,
    taken_seats,
    with_absences,
)


def _partners(brief: Brief, leader: LeaderId) -> list[LeaderId]:
    """Partners of a leader on any day."""
    return list(dict.fromkeys(other for p in brief.pairs if (other := p.other(leader)) is not None))


def _in_force(brief: Brief, one: LeaderId, other: LeaderId, span: Span) -> bool:
    days = {half.day for half in span.half_days()}
    return all(any(p.other(one) == other and p.in_force(day) for p in brief.pairs) for day in days)


Covered = tuple[Event, Booking, ConcreteSeat, LeaderId]


def _coverable(brief: Brief, plan: Plan) -> list[Covered]:
    """Seats of deputies in town which their owner takes, and a partner in town, in force and not at the event."""
    rows = []
    for event, booking, seat, who in taken_seats(brief, plan):
        if seat.cover is Cover.NONE or seat.owner != who or who == brief.head:
            continue
        for partner in _partners(brief, who):
            free = partner not in attendees(plan, event.id) and in_town(brief, partner, booking.span)
            if free and in_town(brief, who, booking.span) and _in_force(brief, who, partner, booking.span):
                rows.append((event, booking, seat, partner))
    return rows


def _taken(brief: Brief, plan: Plan, event: Event, seat: ConcreteSeat, who: LeaderId | None) -> Plan:
    return replan(brief, plan, seats=seated(plan, event.id, seat.key, who))


def seat_empty(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A required seat is empty though its owner is in town, or nobody of several was chosen."""
    rows = [
        (event, seat)
        for event, booking, seat, _ in taken_seats(brief, plan)
        if seat.required and not seat.member and (seat.owner is None or in_town(brief, seat.owner, booking.span))
    ]
    event, seat = pick(rng, rows)
    broken = _taken(brief, plan, event, seat, None)
    if rng.random() < 0.5:
        broken = replan(brief, broken, seats=tuple(s for s in broken.seats if s.taken_by is not None))
    return Fault(brief, broken, "house-seats-filled", (event.id,))


def no_candidate(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A seat is taken by somebody who never could: no owner, no partner, not on the list."""
    event, _, seat, _ = pick(rng, list(taken_seats(brief, plan)))
    out = set(seat.options) | set(attendees(plan, event.id))
    out |= {second for first in seat.options for second in _partners(brief, first)}
    stranger = pick(rng, [leader.id for leader in brief.leaders if leader.id not in out])
    code = "house-seats-filled" if seat.owner is None else "7-e"
    return Fault(brief, _taken(brief, plan, event, seat, stranger), code, (event.id,))


def one_person_in_two_seats(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """Somebody takes a second seat of the same event."""
    rows = list(taken_seats(brief, plan))
    options = [(e, seat, other) for e, _, seat, who in rows for other in attendees(plan, e.id) if other != who]
    event, seat, other = pick(rng, options)
    return Fault(brief, _taken(brief, plan, event, seat, other), "house-one-seat", (event.id,))


def b_sits_with_a_in_town(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """B takes A's seat while A is in town."""
    event, _, seat, partner = pick(rng, _coverable(brief, plan))
    return Fault(brief, _taken(brief, plan, event, seat, partner), "7-d", (event.id,))


def b_sits_while_away(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A is away and so is B, who takes A's seat all the same."""
    event, booking, seat, partner = pick(rng, _coverable(brief, plan))
    assert seat.owner is not None
    kinds = [kind for kind in brief.policy.cover.trigger if isinstance(kind, AbsenceKind)]
    changed = with_absences(
        brief,
        away(seat.owner, booking.span, rng.choice(kinds)),
        away(partner, booking.span, rng.choice(list(AbsenceKind))),
    )
    return Fault(changed, _taken(changed, plan, event, seat, partner), "65-b", (event.id, partner))


def cover_of_a_cover(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A and B are away, and B's B takes A's seat."""
    event, booking, seat, partner = pick(rng, _coverable(brief, plan))
    owner = seat.owner
    assert owner is not None
    third = pick(
        rng,
        [
            leader.id
            for leader in brief.leaders
            if leader.id not in {owner, partner, brief.head, *_partners(brief, owner), *attendees(plan, event.id)}
        ],
    )
    changed = with_absences(brief, away(owner, booking.span), away(partner, booking.span))
    first = booking.start.date() - timedelta(days=rng.randint(1, 300))
    changed = rebrief(changed, pairs=(*changed.pairs, DeputyPair(a=partner, b=third, first=first)))
    return Fault(changed, _taken(changed, plan, event, seat, third), "7-g", (event.id,))


def pair_out_of_date(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A is away, and B takes the seat on the strength of a pair that has ended, or not begun."""
    event, booking, seat, partner = pick(rng, _coverable(brief, plan))
    owner = seat.owner
    assert owner is not None
    day = booking.start.date()
    kept = tuple(p for p in brief.pairs if p.other(owner) != partner)
    if rng.random() < 0.5:
        old = DeputyPair(a=owner, b=partner, first=day - timedelta(days=400), last=day - timedelta(days=1))
    else:
        old = DeputyPair(a=partner, b=owner, first=booking.end.date() + timedelta(days=rng.randint(1, 30)))
    changed = rebrief(with_absences(brief, away(owner, booking.span)), pairs=(*kept, old))
    return Fault(changed, _taken(changed, plan, event, seat, partner), "7-c", (event.id,))


def away_and_still_seated(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A leader is away by an approved absence, if only by a minute of the half-day, and keeps his seat."""
    rows = [(e, b, who) for e, b, _, who in taken_seats(brief, plan)]
    event, booking, who = pick(rng, rows)
    span = booking.span
    if rng.random() < 0.5:
        begins = HalfDay.of(booking.start).start
        span = Span(start=begins, end=begins + timedelta(minutes=1))
    changed = with_absences(brief, away(who, span, rng.choice(list(AbsenceKind))))
    return Fault(changed, replan(changed, plan), "65-b", (event.id, who))


def unapproved_absence_as_trigger(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """B takes the seat though A's absence was never approved."""
    event, booking, seat, partner = pick(rng, _coverable(brief, plan))
    assert seat.owner is not None
    state = rng.choice((ApprovalState.REQUESTED, ApprovalState.REFUSED, ApprovalState.CANCELLED))
    changed = with_absences(brief, away(seat.owner, booking.span, state=state))
    return Fault(changed, _taken(changed, plan, event, seat, partner), "7-d", (event.id,))
