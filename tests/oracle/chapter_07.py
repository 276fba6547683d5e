"""Chapter seven, supervision: letters and petitions in person (39)."""

from collections.abc import Iterator

from tests.oracle.world import PERSONAL, World


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Petitions or letters that somebody deals with for another."""
    for event, _ in world.held():
        if event.kind not in PERSONAL:
            continue
        for place in world.places[event.id]:
            taker = world.taker(event.id, place.key)
            if taker is not None and place.owner is not None and taker != place.owner:
                yield "39", event.id
