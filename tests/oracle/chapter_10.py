"""Chapter ten, discipline: secrecy (60)."""

from collections.abc import Iterator

from models.events import Secrecy
from tests.oracle.world import World


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Restricted events that somebody takes who may not know of them."""
    for event, _ in world.held():
        if event.secrecy != Secrecy.RESTRICTED or event.knows is None:
            continue
        initiated = set(event.knows)
        for place in world.places[event.id]:
            if place.owner is not None:
                initiated.add(place.owner)
        for leader in world.attendees(event.id):
            if leader not in initiated:
                yield "60", event.id
