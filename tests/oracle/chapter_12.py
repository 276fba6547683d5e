"""Chapter twelve, research: a month a year for each leader (66), and before decisions (67)."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

from models.agenda import ResearchNeed
from models.plan import Booking
from tests.oracle.chapter_08_items import tablings
from tests.oracle.world import World, day_of, day_of_half, floor_minute, half_number, half_of


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of articles 66 and 67."""
    yield from _short(world)
    for item, _, booking in tablings(world):
        if item.needs_research is not None and not _researched(world, item.needs_research, booking):
            yield "67-a", item.id
    if _is_over(world):
        for leader in _without_plan(world):
            yield "66-b", leader


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Leaders whose research plan of the year may still come."""
    if not _is_over(world):
        for leader in _without_plan(world):
            yield "66-b", leader


def _is_over(world: World) -> bool:
    last = date(world.brief.horizon.first.year, 12, 31)
    while not world.is_worked(last):
        last -= timedelta(days=1)
    return last < world.brief.as_of.date()


def _without_plan(world: World) -> Iterator[str]:
    for leader in world.brief.leaders:
        written = False
        for plan in world.brief.research:
            if plan.leader == leader.id:
                written = written or any(topic.strip() != "" for topic in plan.topics)
        if leader.post in world.policy.research.applies_to and not written:
            yield leader.id


def _short(world: World) -> Iterator[tuple[str, str]]:
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
            if before + len(_spent(world, leader.id, year)) < _a_year(world):
                yield "66-a", leader.id


def _a_year(world: World) -> int:
    """Half-days of research that a year asks for."""
    rules = world.policy.research
    if rules.min_per_year is None:
        return rules.month_in_workdays * 2
    if rules.unit == "half_day":
        return rules.min_per_year
    if rules.unit == "workday":
        return rules.min_per_year * 2
    return math.ceil(rules.min_per_year * 5 / 7 * 2 - 1e-9)


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


def _researched(world: World, need: ResearchNeed, booking: Booking) -> bool:
    """Whether the leader named has done research before the half-day of a meeting."""
    done, ends = [], []  # topics and days of what is behind us, half-days of what is planned
    for study in world.brief.ledger.studies:
        if study.leader == need.leader and study.on < day_of(floor_minute(booking.start)):
            done.append(study.topic)
    for block in world.brief.published.research if world.brief.published else ():
        last = half_number(block.start.day, block.start.pm) + block.half_days - 1
        if block.leader == need.leader and day_of_half(last) < world.brief.horizon.first:
            done.append(block.topic)
    for block in world.plan.research:
        if block.leader == need.leader:
            ends.append(half_number(block.start.day, block.start.pm) + block.half_days - 1)
    for event, other in world.held():
        if event.kind in world.policy.research.kinds_that_count and need.leader in world.attendees(event.id):
            ends.append(max(world.halves_of(other)))
    meeting = half_of(floor_minute(booking.start))
    return need.topic in done or (need.topic == "" and done != []) or any(end < meeting for end in ends)
