"""Why this: for every booking and seat of a plan, the rules that shaped it and what keeps it from being otherwise.

What the audit says of an event is told as it stands; every other half-day and every other leader is told with the
rules by which it is excluded, beside the musts, or as open. What an open one would cost is asked for one at a time
(solver/recommend.py).
"""

from collections.abc import Iterator

from models.events import Event, Fixed
from models.plan import Booking
from models.reasons import Alternative, BookingReasons, Cite, SeatReasons
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import FALSE, Fact
from solver.inquiry import Inquiry
from solver.recommend import excluded, takers, times
from solver.telling import cite_of, cites_of


def why(inquiry: Inquiry) -> tuple[BookingReasons, ...]:
    """All bookings of the plan."""
    return tuple(_booking(inquiry, booking) for booking in inquiry.plan.bookings if _known(inquiry, booking))


def why_event(inquiry: Inquiry, event_id: str, *, prices: bool = True) -> BookingReasons:
    """One booking, with the price of what else is open. Raises KeyError for an event that the plan does not hold."""
    booking = next((b for b in inquiry.plan.bookings if b.event == event_id and _known(inquiry, b)), None)
    if booking is None:
        raise KeyError(event_id)
    told = _booking(inquiry, booking)
    if not prices:
        return told
    fixed = isinstance(inquiry.brief.event_by_id[event_id].when, Fixed)
    others = () if fixed else tuple(a for a in times(inquiry, event_id) if not a.chosen)
    seats = tuple(
        seat.model_copy(update={"others": tuple(a for a in takers(inquiry, event_id, seat.seat) if not a.chosen)})
        for seat in told.seats
    )
    return told.model_copy(update={"others": others, "seats": seats})


def _known(inquiry: Inquiry, booking: Booking) -> bool:
    return booking.event in inquiry.brief.event_by_id


def _booking(inquiry: Inquiry, booking: Booking) -> BookingReasons:
    event = inquiry.brief.event_by_id[booking.event]
    start = HalfDay.of(booking.start)
    words = tuple(cite_of(f) for f in inquiry.audit.findings if f.subject == event.id and f.seat is None)
    fixed = isinstance(event.when, Fixed)
    if fixed:
        words += cites_of(inquiry.brief, inquiry.by_code, [Fact("house-fixed-time", event.id)])
    taken = {s.seat: s.taken_by for s in inquiry.plan.seats if s.event == event.id}
    seats = tuple(
        _seat(inquiry, event, seat, taken.get(seat.key), start) for seat in inquiry.brief.seats_by_event[event.id]
    )
    return BookingReasons(
        event=event.id,
        title=event.title,
        start=start,
        fixed=fixed,
        words=words,
        others=() if fixed else tuple(_others(inquiry, event, start)),
        seats=seats,
    )


def _others(inquiry: Inquiry, event: Event, chosen: HalfDay) -> Iterator[Alternative]:
    sheet = inquiry.grounds.sheet
    for start in sheet.starts(event):
        if start != chosen:
            because = excluded(inquiry, event, start, [sheet.at(event, start)])
            yield Alternative(value=str(start), zh=start.zh, open=not because, because=because)


def _seat(inquiry: Inquiry, event: Event, seat: ConcreteSeat, taker: str | None, start: HalfDay) -> SeatReasons:
    words = [cite_of(f) for f in inquiry.audit.findings if f.subject == event.id and f.seat == seat.key]
    sheet = inquiry.grounds.sheet
    others = []
    for person in sheet.takers(event, seat) if event in sheet.events else ():
        if person == taker:
            continue
        lit = sheet.takes(event, seat, person, start)
        because: tuple[Cite, ...] = () if lit == FALSE else excluded(inquiry, event, start, [lit])
        others.append(Alternative(value=person, zh=inquiry.brief.zh(person), open=not because, because=because))
    return SeatReasons(event=event.id, seat=seat.key, taken_by=taker, words=tuple(words), others=tuple(others))
