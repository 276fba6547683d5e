"""Chapter three: emergencies come first (18)."""

from collections.abc import Iterator

from models.events import Event, Fixed, Kind, Role
from tests.oracle.world import World, ceil_minute, floor_minute

PUT_OFF = (Kind.STANDING, Kind.PLENARY, Kind.OFFICE)  # meetings of the head's with a time of their own


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Seats and meetings that give way to an emergency that nobody left for."""
    for name, there in _given_way(world):
        if not there:
            yield "18", name


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Seats and meetings whose owner is at an emergency."""
    for name, there in _given_way(world):
        if there:
            yield "18", name


def _given_way(world: World) -> Iterator[tuple[str, bool]]:
    for event, booking in world.held():
        for place in world.places[event.id]:
            if not place.required or place.owner is None or world.taker(event.id, place.key) is not None:
                continue
            if not world.away_in_any(place.owner, world.halves_of(booking)) and kept_away(world, event, place.owner):
                yield event.id, _is_there(world, event, place.owner)
    for event in world.brief.events:
        if event.id not in world.booked and put_off(world, event):
            yield event.id, _is_there(world, event, world.head)


def put_off(world: World, event: Event) -> bool:
    """Whether an emergency may need the head while he should chair, on a day of the horizon."""
    if event.kind not in PUT_OFF or not isinstance(event.when, Fixed):
        return False
    if not world.first_minute <= floor_minute(event.when.start) < world.end_minute:
        return False
    chairs = [place for place in world.places[event.id] if place.role == Role.CHAIR]
    return any(place.owner is not None and kept_away(world, event, place.owner) for place in chairs)


def kept_away(world: World, event: Event, leader: str) -> bool:
    """Whether somebody could be sent to an emergency that keeps him from the event."""
    return any(leader in _could_go(world, other) for other in _meanwhile(world, event))


def _is_there(world: World, event: Event, leader: str | None) -> bool:
    return any(leader in world.attendees(o.id) and o.id in world.booked for o in _meanwhile(world, event))


def _could_go(world: World, emergency: Event) -> set[str]:
    found: set[str] = set()
    for place in world.places[emergency.id]:
        found |= set(place.listed or ())
        if place.owner is None:
            continue
        found.add(place.owner)
        if not place.coverable:
            continue
        for pair in world.brief.pairs:
            if place.owner in (pair.a, pair.b):
                found |= {pair.a, pair.b}
        if place.owner == world.head and world.exec is not None:
            found.add(world.exec)
    return found


def _meanwhile(world: World, event: Event) -> Iterator[Event]:
    """Emergencies too close in time for anybody to be at both."""
    if event.kind == Kind.EMERGENCY:
        return
    for other in world.brief.events:
        if other.kind == Kind.EMERGENCY and collide(world, event, other):
            yield other


def collide(world: World, event: Event, other: Event) -> bool:
    """Whether the hosts of both have set times so close that nobody can be at both."""
    if not isinstance(event.when, Fixed) or not isinstance(other.when, Fixed):
        return False
    taken = range(floor_minute(event.when.start), ceil_minute(event.when.end))
    minutes = _road(world, event, other)
    begin, until = floor_minute(other.when.start) - minutes, ceil_minute(other.when.end) + minutes
    return any(minute in taken for minute in range(begin, until))


def _road(world: World, event: Event, other: Event) -> int:
    if other.venue and (other.venue, other.area) == (event.venue, event.area):
        return 0
    table = world.policy.travel.minutes
    row = table.get(event.area, {})
    return row[other.area] if other.area in row else table[other.area][event.area]
