"""Whom a meeting calls and who holds it (10, 41, 42, 43, 44, 45), and what is not given away (61)."""

from collections.abc import Iterator

from models.events import Body, Event, Host, Kind, Role
from tests.oracle.world import World, floor_minute

BODIES = {Kind.STANDING: Body.STANDING, Kind.PLENARY: Body.PLENARY}
THREE_MEETINGS = [Kind.STANDING, Kind.PLENARY, Kind.OFFICE]


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches that are in the facts."""
    for event, booking in world.held():
        if event.kind in BODIES:
            body = world.body(BODIES[event.kind])
            for place in world.places[event.id]:
                if place.owner in body and not place.required:
                    yield "42-c", event.id
        if event.kind in THREE_MEETINGS:
            office = event.organiser == "" or event.organiser in world.policy.meeting.organisers
            if event.host != Host.OWN or not office:
                yield "45-d", event.id
        if event.kind == Kind.OFFICE:
            listed = _listed(event)
            if listed is None or (not listed and floor_minute(booking.start) < world.as_of):
                yield "44-b", event.id
    for event in world.brief.events:
        arranged = [paper.at for paper in event.clearances if paper.step == "party"]
        for favour in event.favours:
            if favour.granted_at is not None and not any(at <= favour.granted_at for at in arranged):
                yield "61-a", event.id


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Attendees to be named, departments to be called, audit's items to be the head's."""
    for event, booking in world.held():
        if event.kind == Kind.OFFICE and _listed(event) == 0 and floor_minute(booking.start) >= world.as_of:
            yield "44-b", event.id
        if event.kind == Kind.PLENARY:
            for department in world.brief.departments:
                if department.constituent and department.id not in event.invites:
                    yield "10", event.id
    for item in world.brief.agenda:
        for department in world.brief.departments:
            if department.under_head and department.name == item.unit and item.owner != world.head:
                yield "10", item.id


def _listed(event: Event) -> int | None:
    """How many are named beside the chair; none where a body's list stands in for names."""
    named = len(event.invites)
    for seat in event.seats:
        if seat.role == Role.CHAIR:
            continue
        if seat.who.members_of is not None:
            return None
        named += 1
    return named
