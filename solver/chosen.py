"""A plan as a sheet's literals: what it chooses, true; all else, false."""

from collections.abc import Mapping

from models.events import EventId
from models.plan import Plan, Tabling
from models.spans import HalfDay
from rules.base import FALSE, Lit
from solver.sheet import CpSheet


def chosen(sheet: CpSheet, plan: Plan) -> frozenset[Lit] | None:
    """The literals that a plan makes true, all others being false; none: it chooses what cannot be chosen.

    A seat of a booked event that the plan does not speak of is empty.
    """
    begins = {booking.event: HalfDay.of(booking.start) for booking in plan.bookings}
    taken = {(seating.event, seating.seat): seating.taken_by for seating in plan.seats}
    if _is_told_twice(plan) or not begins.keys() <= {event.id for event in sheet.events}:
        return None
    found = [*_research(sheet, plan), *_agenda(sheet, plan, begins), *_leave(sheet, plan)]
    for event in sheet.events:
        start = begins.get(event.id)
        if start is None:
            found.append(sheet.left_out(event))
            continue
        found.append(sheet.at(event, start))
        for seat in sheet.brief.seats_by_event[event.id] if found[-1] != FALSE else ():
            taker = taken.pop((event.id, seat.key), None)
            found.append(sheet.empty(event, seat, start) if taker is None else sheet.takes(event, seat, taker, start))
    if FALSE in found or taken or len(set(found)) < len(found):
        return None
    return frozenset(found)


def _is_told_twice(plan: Plan) -> bool:
    bookings, seats, leave = (
        [booking.event for booking in plan.bookings],
        [(seating.event, seating.seat) for seating in plan.seats],
        list(plan.leave),
    )
    return any(len(set(row)) < len(row) for row in (bookings, seats, leave))


def _research(sheet: CpSheet, plan: Plan) -> list[Lit]:
    blocks = {(k.id, b.start, b.half_days): b.lit for k in sheet.brief.leaders for b in sheet.blocks(k.id)}
    return [blocks.get((b.leader, b.start, b.half_days), FALSE) for b in plan.research]


def _agenda(sheet: CpSheet, plan: Plan, begins: Mapping[EventId, HalfDay]) -> list[Lit]:
    items = {item.id: item for item in sheet.brief.agenda}
    events = {event.id: event for event in sheet.events}

    def lit(tabling: Tabling) -> Lit:
        item, event, start = items.get(tabling.item), events.get(tabling.event), begins.get(tabling.event)
        if item is None or event is None or start is None:
            return FALSE
        return sheet.tabled(item, event, start)

    return [lit(tabling) for tabling in plan.agenda]


def _leave(sheet: CpSheet, plan: Plan) -> list[Lit]:
    """The leave that a plan places and that it denies; what has begun is no choice."""
    facts = {(absence.id, absence.span.start) for absence in sheet.brief.begun_leave}
    ours = [leave for leave in plan.leave if (leave.absence, leave.start.start) not in facts]
    lits = {(wish.id, leave.start): leave.lit for wish in sheet.wishes for leave in sheet.leaves(wish)}
    placed = {leave.absence for leave in ours}
    denied = [sheet.denied(wish) for wish in sheet.wishes if wish.id not in placed]
    return [lits.get((leave.absence, leave.start), FALSE) for leave in ours] + denied
