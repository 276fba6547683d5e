"""Chapter twelve, research: a month a year for each leader (66)."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.oracle.world import World, day_of_half, half_number


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Leaders short of their month of research when the year's last working day is planned."""
    rules = world.policy.research
    for year in range(world.brief.horizon.first.year, world.brief.horizon.last.year + 1):
        last = date(year, 12, 31)
        while not world.is_worked(last):
            last -= timedelta(days=1)
        if not world.brief.horizon.first <= last <= world.brief.horizon.last:
            continue
        for leader in world.brief.leaders:
            if leader.post not in rules.applies_to:
                continue
            before = world.brief.ledger.research.get(leader.id, 0) if world.brief.ledger.year == year else 0
            if before + len(_spent(world, leader.id, year)) < rules.month_in_workdays * 2:
                yield "66-a", leader.id


def _spent(world: World, leader: str, year: int) -> set[int]:
    """Half-days of a year that the plan gives a leader's research: none is counted twice."""
    found: set[int] = set()
    for block in world.plan.research:
        if block.leader == leader:
            first = half_number(block.start.day, block.start.pm)
            found.update(range(first, first + block.half_days))
    for event, booking in world.held():
        if event.kind in world.policy.research.kinds_that_count and leader in world.attendees(event.id):
            found.update(world.halves_of(booking))
    return {half for half in found if day_of_half(half).year == year}
