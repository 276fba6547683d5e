"""The office's own rules of time: one place at a time, hours, windows, pins, duties, the past."""

from collections.abc import Iterator

from models.events import Duty, Event, Fixed, Kind, Window
from models.plan import Booking, BookingState
from tests.oracle import chapter_03
from tests.oracle.chapter_02 import HEADS_MEETINGS
from tests.oracle.world import DAY, Stay, World, ceil_minute, day_of_half, floor_minute, half_number


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of the house rules of time."""
    yield from _one_place_at_a_time(world)
    yield from _hours(world)
    yield from _when(world)
    yield from _pins(world)
    yield from _duties(world)
    yield from _past(world)


# one place at a time


def stays(world: World, leader: str) -> list[Stay]:
    """Everything that a leader is down for."""
    found = []
    for event, booking in world.held():
        if leader in world.attendees(event.id):
            whole = isinstance(event.when, Window) and event.when.half_days is not None
            start, end = floor_minute(booking.start), ceil_minute(booking.end)
            found.append(Stay(event.id, start, end, event.venue, event.area, whole))
    for block in world.plan.research:
        if block.leader == leader:
            first = half_number(block.start.day, block.start.pm)
            start, end = world.session(first)[0], world.session(first + block.half_days - 1)[1]
            found.append(Stay(block.id, start, end, "", "district", True))
    return found


def before(world: World, leader: str) -> list[Stay]:
    """What began before the plan's first day, runs into it and has the leader."""
    found = []
    published = world.brief.published
    was = {b.event: b for b in published.bookings} if published else {}
    sat = [(s.event, s.taken_by) for s in published.seats] if published else []
    for event in world.brief.events:
        if not isinstance(event.when, Fixed):
            continue
        start, end = floor_minute(event.when.start), ceil_minute(event.when.end)
        if start < world.first_minute < end and _was_at(world, event, leader, event.id in was, sat):
            found.append(Stay(event.id, start, end, event.venue, event.area, False))
    for name, booking in was.items():
        known = world.events.get(name)
        start, end = floor_minute(booking.start), ceil_minute(booking.end)
        if known is not None and isinstance(known.when, Fixed):
            continue
        if start < world.first_minute < end and (name, leader) in sat:
            venue, area = (known.venue, known.area) if known else ("", "district")
            whole = bool(known and isinstance(known.when, Window) and known.when.half_days)
            found.append(Stay(name, start, end, venue, area, whole))
    for block in published.research if published else ():
        first = half_number(block.start.day, block.start.pm)
        start, end = world.session(first)[0], world.session(first + block.half_days - 1)[1]
        if block.leader == leader and start < world.first_minute < end:
            found.append(Stay(block.id, start, end, "", "district", True))
    return found


def _was_at(world: World, event: Event, leader: str, published: bool, sat: list) -> bool:
    """Whether a leader is at a fixed event of before: as published, else by his own seat at what has to be held."""
    if published:
        return (event.id, leader) in sat
    due = event.duty == Duty.MUST or event.summoned or event.kind in (*HEADS_MEETINGS, Kind.EMERGENCY)
    if not due and event.id not in {pin.event for pin in world.brief.pins}:
        return False
    assert isinstance(event.when, Fixed)
    halves = Stay("", floor_minute(event.when.start), ceil_minute(event.when.end), "", "", False).halves
    own = any(place.owner == leader and place.required for place in world.places[event.id])
    return own and not world.away_in_any(leader, halves)


def road(world: World, here: Stay, there: Stay) -> int:
    """Minutes from one place to another."""
    if here.venue != "" and here.venue == there.venue and here.area == there.area:
        return 0
    table = world.policy.travel.minutes
    for one, other in ((here.area, there.area), (there.area, here.area)):
        if one in table and other in table[one]:
            return table[one][other]
    raise AssertionError(f"no road between {here.area} and {there.area}")


def _one_place_at_a_time(world: World) -> Iterator[tuple[str, str]]:
    for leader in world.brief.leaders:
        own = stays(world, leader.id)
        for n, one in enumerate(own):
            for other in own[n + 1 :]:
                if one.subject == other.subject:
                    continue  # house-one-booking judges what is held twice
                if one.start > other.end + DAY or other.start > one.end + DAY:
                    continue
                if not _reachable(world, one, other):
                    yield "house-no-double-booking", one.subject
                    yield "house-no-double-booking", other.subject
        for there in before(world, leader.id):
            for one in own:
                new = one.subject != there.subject or one.subject not in world.events
                if new and one.start <= there.end + DAY and not _reachable(world, one, there):
                    yield "house-no-double-booking", one.subject


def _reachable(world: World, one: Stay, other: Stay) -> bool:
    if (one.whole or other.whole) and one.halves & other.halves:
        return False
    needed = road(world, one, other)
    taken = set(range(one.start, one.end))
    return not any(minute in taken for minute in range(other.start - needed, other.end + needed))


# when


def _hours(world: World) -> Iterator[tuple[str, str]]:
    for event, booking in world.held():
        if isinstance(event.when, Fixed) or _is_not_ours(world, booking):
            continue
        start, end = floor_minute(booking.start), ceil_minute(booking.end)
        halves = sorted(world.halves_of(booking))
        if not all(world.is_worked(day_of_half(half)) for half in halves):
            yield "house-office-hours", event.id
        elif event.when.half_days is not None:
            if (start, end) != (world.session(halves[0])[0], world.session(halves[-1])[1]):
                yield "house-office-hours", event.id
        else:
            opens, closes = world.session(halves[0])
            if start < opens or end > closes:
                yield "house-office-hours", event.id
    for block in world.plan.research:
        first = half_number(block.start.day, block.start.pm)
        if not all(world.is_worked(day_of_half(half)) for half in range(first, first + block.half_days)):
            yield "house-office-hours", block.id
        last = day_of_half(first + block.half_days - 1)
        inside = world.brief.horizon.first <= block.start.day and last <= world.brief.horizon.last
        if block.half_days > world.policy.research.block_max or not inside:
            yield "house-research-blocks", block.id


def _is_not_ours(world: World, booking: Booking) -> bool:
    """Whether an officer pinned the time, or it is past and was published so: then we do not place it."""
    for pin in world.brief.pins:
        if pin.event == booking.event and pin.start == booking.start:
            return True
    return floor_minute(booking.start) < world.as_of and _was_published_at(world, booking)


def _was_published_at(world: World, booking: Booking) -> bool:
    for published in world.brief.published.bookings if world.brief.published else ():
        if published.event == booking.event and published.start == booking.start:
            return True
    return False


def _when(world: World) -> Iterator[tuple[str, str]]:
    for event, booking in world.held():
        start, end = floor_minute(booking.start), ceil_minute(booking.end)
        last = start if isinstance(event.when, Fixed) else end - 1  # what its host has fixed may run on
        if not world.first_minute <= start <= last < world.end_minute:
            yield "house-window", event.id
        if isinstance(event.when, Fixed):
            if (booking.start, booking.end) != (event.when.start, event.when.end):
                yield "house-fixed-time", event.id
            continue
        if event.when.half_days is None:
            right_length = end - start == event.when.minutes
        else:
            right_length = len(world.halves_of(booking)) == event.when.half_days
        inside = floor_minute(event.when.earliest) <= start and end <= ceil_minute(event.when.latest)
        if not (right_length and inside):
            yield "house-window", event.id


def _pins(world: World) -> Iterator[tuple[str, str]]:
    for pin in world.brief.pins:
        booking = world.booked.get(pin.event)
        if booking is None:
            continue  # a pinned event is a duty: house-musts-held judges it
        if pin.start is not None and booking.start != pin.start:
            yield "house-pins", pin.event
        if pin.seat is not None and pin.leader is not None and world.taker(pin.event, pin.seat) != pin.leader:
            yield "house-pins", pin.event


def _duties(world: World) -> Iterator[tuple[str, str]]:
    pinned = {pin.event for pin in world.brief.pins}
    issued = set()
    for published in world.brief.published.bookings if world.brief.published else ():
        if published.state == BookingState.ISSUED:
            issued.add(published.event)
    for event in world.brief.events:
        due = event.duty == Duty.MUST or event.summoned or event.kind in (*HEADS_MEETINGS, Kind.EMERGENCY)
        if not (due or event.id in pinned or event.id in issued) or not world.falls_due(event):
            continue
        if world.goes_on(event):
            continue
        if chapter_03.put_off(world, event):
            continue  # 18 judges it
        if event.id not in world.booked and event.kind != Kind.STANDING:  # standing meetings are for 43-b to judge
            yield "house-musts-held", event.id


# the past


def _past(world: World) -> Iterator[tuple[str, str]]:
    published = world.brief.published
    starts = {b.event: floor_minute(b.start) for b in published.bookings} if published else {}
    for name, start in starts.items():
        if world.first_minute <= start < min(world.as_of, world.end_minute):
            booking, known = world.booked.get(name), world.events.get(name)
            host_moved = known is not None and isinstance(known.when, Fixed)
            if booking is None or (floor_minute(booking.start) != start and not host_moved):
                yield "house-past-stands", name
    for booking in world.plan.bookings:
        start = floor_minute(booking.start)
        ours = booking.event in world.events and isinstance(world.events[booking.event].when, Window)
        if ours and start < world.as_of and starts.get(booking.event) != start:
            yield "house-past-stands", booking.event
    old = {(b.leader, b.start) for b in published.research} if published else set()
    new = {(b.leader, b.start) for b in world.plan.research}
    for block in published.research if published else ():
        first = world.session(half_number(block.start.day, block.start.pm))[0]
        if (
            world.first_minute <= first < min(world.as_of, world.end_minute)
            and (block.leader, block.start) not in new
            and not world.away_in_any(block.leader, frozenset([half_number(block.start.day, block.start.pm)]))
        ):
            yield "house-past-stands", block.id
    for block in world.plan.research:
        first = world.session(half_number(block.start.day, block.start.pm))[0]
        if first < world.as_of and (block.leader, block.start) not in old:
            yield "house-past-stands", block.id
