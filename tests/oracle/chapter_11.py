"""Chapter eleven, activities: ceremonies of lower units (61), leaving town (65)."""

from collections.abc import Iterator

from tests.oracle.world import World, half_number


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of articles 61 and 65."""
    yield from _ceremonies(world)
    yield from _away(world)


def _ceremonies(world: World) -> Iterator[tuple[str, str]]:
    rules = world.policy.ceremony
    for event, _ in world.held():
        if event.kind not in rules.kinds:
            continue
        there = set(world.attendees(event.id))
        agreed = set()
        if event.application is not None:
            for consent in event.application.consents:
                agreed.add(consent.leader)
        if rules.consent_required and there - agreed and ("61-c", event.id) not in world.waived:
            yield "61-c", event.id
        if len(there) > rules.leaders_max and ("61-d", event.id) not in world.waived:
            yield "61-d", event.id


def _away(world: World) -> Iterator[tuple[str, str]]:
    for event, booking in world.held():
        for leader in world.attendees(event.id):
            if world.away_in_any(leader, world.halves_of(booking)):
                yield "65-b", f"{event.id}:{leader}"
    for block in world.plan.research:
        first = half_number(block.start.day, block.start.pm)
        for half in range(first, first + block.half_days):
            if world.absences(block.leader, half):
                yield "65-b", block.id
