"""Chapter eight, what is on an agenda: gates in order and papers approved (45), sorts (43), major matters (6)."""

from collections.abc import Iterator

from models.agenda import AgendaItem
from models.events import Event, Kind
from models.plan import Booking
from tests.oracle.world import World, floor_minute, half_of


def tablings(world: World) -> Iterator[tuple[AgendaItem, Event, Booking]]:
    """Every known item that stands on the agenda of a booked meeting."""
    for tabling in world.plan.agenda:
        for item in world.brief.agenda:
            if item.id == tabling.item and tabling.event in world.events and tabling.event in world.booked:
                yield item, world.events[tabling.event], world.booked[tabling.event]


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of articles 6, 43 and 45."""
    for item, event, booking in tablings(world):
        gates = item.gates
        days = [gates.submitted, gates.deputy_read, gates.consulted, gates.review_done]
        if item.owner == world.head:
            days = [gates.submitted, gates.consulted, gates.review_done]
        passed = [day for day in days if day is not None]
        if len(passed) < len(days) or sorted(passed) != passed:
            yield "45-a", item.id
        if _printed_unapproved(world, item):
            yield "45-c", item.id
        if item.major and event.kind not in (Kind.STANDING, Kind.PLENARY) and not _taken_further(world, item):
            yield "6-b", item.id
        if item.follows is not None and not _came_before(world, item.follows, booking):
            yield "43-d", item.id


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Papers that still wait for approval, items of no sort."""
    for item, _, _ in tablings(world):
        if item.gates.print_approved is None and not _printed_unapproved(world, item):
            yield "45-c", item.id
        if item.category is None and item.meeting == Kind.STANDING:
            yield "43-d", item.id


def _printed_unapproved(world: World, item: AgendaItem) -> bool:
    printed, approved = item.gates.papers_printed, item.gates.print_approved
    if printed is None:
        return False
    if approved is None:
        return (world.brief.as_of.date() - printed).days > 0
    return (approved - printed).days > 0


def _taken_further(world: World, item: AgendaItem) -> bool:
    for other in world.brief.agenda:
        if other.follows == item.id and other.meeting in (Kind.STANDING, Kind.PLENARY):
            return True
    return False


def _came_before(world: World, first: str, booking: Booking) -> bool:
    if all(item.id != first for item in world.brief.agenda):
        return True
    here = half_of(floor_minute(booking.start))
    return any(item.id == first and half_of(floor_minute(other.start)) < here for item, _, other in tablings(world))
