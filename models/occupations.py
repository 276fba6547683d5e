"""Where time goes: the half-days an event may start in, its exact minutes, and whether two of them clash.

Half-days are what the solver speaks; minutes are placed per day, since the road from one venue to the next may
cross noon.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from models.brief import Brief
from models.events import Event, Fixed
from models.grid import Grid
from models.people import LeaderId
from models.plan import Plan
from models.policy import TravelPolicy
from models.spans import OFFICE_TZ, HalfDay, Span


class Occupation(NamedTuple):
    """A stretch of somebody's time. whole: it fills every half-day that it touches."""

    subject: str
    span: Span
    venue: str
    area: str
    whole: bool


def start_halves(brief: Brief, event: Event) -> tuple[HalfDay, ...]:
    """Half-days in which the event could start, in order, whatever the rules say; empty: outside the horizon."""
    return brief.start_halves(event)


def open_halves(brief: Brief, event: Event) -> tuple[HalfDay, ...]:
    """Half-days in which the event could start as the past has left it: where it was published before `as_of` and
    can stand, that one alone."""
    was = brief.published_by_event.get(event.id)
    past = was is not None and brief.is_past(was.start) and can_stand(brief, event)
    return (HalfDay.of(was.start),) if was is not None and past else start_halves(brief, event)


def can_stand(brief: Brief, event: Event) -> bool:
    """Whether a published event, as it is now, could still be held at its published minute."""
    was = brief.published_by_event[event.id]
    half = HalfDay.of(was.start)
    if isinstance(event.when, Fixed):
        return True
    if half not in start_halves(brief, event):
        return False
    return not is_whole(event) or start_times(brief, event, half)[0].start == was.start


def halves(event: Event, start: HalfDay) -> tuple[HalfDay, ...]:
    """Half-days that the event touches if it starts in the given one."""
    if isinstance(event.when, Fixed):
        return tuple(event.when.span.half_days())
    length = event.when.half_days or 1
    return (start,) if length == 1 else tuple(start.shifted(n) for n in range(length))


def session(brief: Brief, half: HalfDay) -> Span:
    """The office hours of a half-day by season, whether or not it is a working day."""
    known = brief.sessions.get(half.index)
    if known is None:
        begin, end = (
            datetime.combine(half.day, at, OFFICE_TZ) for at in brief.policy.hours.sessions(half.day)[half.pm]
        )
        known = brief.sessions[half.index] = Span(start=begin, end=end)
    return known


def whole_span(brief: Brief, start: HalfDay, half_days: int) -> Span:
    """From the opening of the first half-day's session to the close of the last one's."""
    last = start.shifted(half_days - 1)
    return Span(start=session(brief, start).start, end=session(brief, last).end)


def start_times(brief: Brief, event: Event, start: HalfDay) -> Sequence[Span]:
    """Exact times on the grid that start in a half-day and stay within it, whatever the rules say.

    A fixed event has its one time; whole half-days have the one from opening to close; others every grid
    minute, counted from midnight.
    """
    if isinstance(event.when, Fixed):
        return (event.when.span,)
    if event.when.minutes is None:
        return (whole_span(brief, start, event.when.half_days or 1),)
    key = (start.index, event.when.minutes)
    if key not in brief.grids:
        brief.grids[key] = _grid(brief, start, timedelta(minutes=event.when.minutes))
    return brief.grids[key]


def _grid(brief: Brief, start: HalfDay, length: timedelta) -> Grid:
    """Every stretch of a length on the grid within a half-day."""
    step = timedelta(minutes=brief.policy.plan.grid_minutes)
    midnight = HalfDay(start.day, False).start
    first = midnight + -(-(start.start - midnight) // step) * step
    return Grid(start, first, step, length, (start.end - length - first) // step + 1)


def is_whole(event: Event) -> bool:
    """Whether the event fills its half-days."""
    return not isinstance(event.when, Fixed) and event.when.half_days is not None


def occupation(event: Event, span: Span) -> Occupation:
    """The event at a time."""
    return Occupation(event.id, span, event.venue, event.area, is_whole(event))


def field_occupation(brief: Brief, subject: str, start: HalfDay, half_days: int) -> Occupation:
    """Research: whole half-days, somewhere in the district."""
    return Occupation(subject, whole_span(brief, start, half_days), "", "district", True)


def road(travel: TravelPolicy, one: Occupation, other: Occupation) -> int:
    """Minutes on the road between two occupations; none within one venue."""
    if one.venue and (one.venue, one.area) == (other.venue, other.area):
        return 0
    return travel.between(one.area, other.area)


def clash(travel: TravelPolicy, one: Occupation, other: Occupation) -> bool:
    """Whether nobody can be at both: they overlap, the road between them is longer than the gap, or one fills a
    half-day that the other touches."""
    if one.span.start > other.span.start:
        one, other = other, one
    gap = (other.span.start - one.span.end).total_seconds() / 60
    if gap < 0 or gap < road(travel, one, other):
        return True
    if not (one.whole or other.whole):
        return False
    return bool(set(one.span.half_days()) & set(other.span.half_days()))


def carried(brief: Brief) -> tuple[tuple[LeaderId, Occupation], ...]:
    """What begins before the horizon and runs into it: nobody's to move any more, but it takes its people's time.

    Fixed events at their time, whatever else was published at its published one, with the published takers; what
    was not published and is a must, with the owners of its required seats who are in town; published research.
    """
    edge = brief.horizon.span.start
    found: list[tuple[LeaderId, Occupation]] = []
    for event in brief.events:
        when = event.when.span
        if isinstance(event.when, Fixed) and when.start < edge < when.end:
            found += [(who, occupation(event, when)) for who in _carriers(brief, event)]
    for booking in brief.published.bookings if brief.published else ():
        known = brief.event_by_id.get(booking.event)
        if booking.start < edge < booking.end and (known is None or not isinstance(known.when, Fixed)):
            there = Occupation(booking.event, booking.span, "", "district", False)
            there = there if known is None else occupation(known, booking.span)
            found += [(who, there) for who in _published_takers(brief, booking.event)]
    for block in brief.published.research if brief.published else ():
        there = field_occupation(brief, block.id, block.start, block.half_days)
        if there.span.start < edge < there.span.end:
            found.append((block.leader, there))
    return tuple(row for row in dict.fromkeys(found) if row[0] in brief.leader_by_id)


def _carriers(brief: Brief, event: Event) -> list[LeaderId]:
    """Who is at a fixed event that begins before the horizon."""
    if event.id in brief.published_by_event:
        return _published_takers(brief, event.id)
    if not brief.is_must(event):
        return []
    during = tuple(event.when.span.half_days())
    owners = [seat.owner for seat in brief.seats_by_event[event.id] if seat.required and seat.owner is not None]
    return [owner for owner in owners if not brief.is_away(owner, during)]


def _published_takers(brief: Brief, event: str) -> list[LeaderId]:
    return [who for (id, _), who in brief.published_seats.items() if id == event and who is not None]


def diary(brief: Brief, plan: Plan) -> dict[str, list[Occupation]]:
    """What each leader is booked for, by leader id, in order of time: by the plan, and by what runs into it."""
    booked = {booking.event: booking for booking in plan.bookings}
    days: dict[str, list[Occupation]] = {leader.id: [] for leader in brief.leaders}
    for seating in plan.seats:
        if seating.taken_by in days and seating.event in booked and seating.event in brief.event_by_id:
            event = brief.event_by_id[seating.event]
            days[seating.taken_by].append(occupation(event, booked[seating.event].span))
    for block in plan.research:
        if block.leader in days:
            days[block.leader].append(field_occupation(brief, block.id, block.start, block.half_days))
    for leader_id, there in carried(brief):
        days[leader_id].append(there)
    for own in days.values():
        own.sort(key=lambda o: (o.span.start, o.span.end, o.subject))
    return days
