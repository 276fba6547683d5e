"""Papers of others than leaders, and papers to sign: urgent ones (7), listed leave (47), unit heads' leave (58)."""

from collections.abc import Iterator
from datetime import datetime

from models.absences import UnitLeave, UnitSort
from models.events import Kind
from models.people import Post
from models.travel import SigningItem
from tests.oracle.world import World, ceil_minute, day_of, floor_minute, half_of

Words = Iterator[tuple[str, str]]
HEADS = (Kind.STANDING, Kind.PLENARY, Kind.OFFICE)


def broken(world: World) -> Words:
    """Breaches of articles 7, 47 and 58."""
    for code, subject, verdict in _all(world):
        if verdict == "broken":
            yield code, subject


def left_open(world: World) -> Words:
    """What is still to be supplied."""
    for code, subject, verdict in _all(world):
        if verdict == "open":
            yield code, subject


def _all(world: World) -> Iterator[tuple[str, str, str]]:
    for event, booking in world.held():
        for leave in world.brief.others_leave:
            if leave.event == event.id and event.kind in HEADS:
                yield "47-d", event.id, _listed(world, leave.listed_at, booking.start)
    for paper in world.brief.signing:
        if world.post.get(paper.owner) in (Post.DEPUTY, Post.EXECUTIVE_DEPUTY):
            yield "7-f", paper.id, _paper(world, paper)
    for unit in world.brief.unit_leaves:
        start, end = floor_minute(unit.span.start), ceil_minute(unit.span.end)
        if world.first_minute < end and start < world.end_minute:
            for code, verdict in _unit(world, unit):
                yield code, unit.id, verdict


def _listed(world: World, listed: datetime | None, begins: datetime) -> str:
    if listed is None:
        return "broken" if begins < world.brief.as_of else "open"
    return "broken" if begins < listed else "kept"


def _paper(world: World, paper: SigningItem) -> str:
    if paper.signed_by is None:
        minute = floor_minute(paper.due)
        if not world.first_minute <= minute < world.end_minute:
            return "kept"
        if not world.absences(paper.owner, half_of(minute)):
            return "kept"
        if not paper.urgent or not _is_covered(world, paper.owner, minute):
            return "open"
        partners = _partners(world, paper.owner, minute)
        return "kept" if any(not world.absences(who, half_of(minute)) for who in partners) else "open"
    if paper.signed_by in (paper.owner, world.head):
        return "kept"
    minute = floor_minute(paper.due if paper.signed_at is None else paper.signed_at)
    stands_in = paper.signed_by in _partners(world, paper.owner, minute)
    return "kept" if stands_in and _is_covered(world, paper.owner, minute) and paper.urgent else "broken"


def _is_covered(world: World, owner: str, minute: int) -> bool:
    return any(absence.kind in world.policy.cover.trigger for absence in world.absences(owner, half_of(minute)))


def _partners(world: World, owner: str, minute: int) -> set[str]:
    found = set()
    for pair in world.brief.pairs:
        if pair.first <= day_of(minute) and (pair.last is None or day_of(minute) <= pair.last):
            if pair.a == owner:
                found.add(pair.b)
            if pair.b == owner and pair.mutual:
                found.add(pair.a)
    return found


def _unit(world: World, leave: UnitLeave) -> Iterator[tuple[str, str]]:
    filings = [_chain(world, leave, [leave.applied, leave.head_agreed, leave.filed])]
    if leave.sort != UnitSort.SUBDISTRICT:
        filings.append(_chain(world, leave, [leave.applied, leave.deputy_agreed, leave.filed]))
    yield "58-b", next(worst for worst in ("broken", "open", "kept") if worst in filings)
    yield "65-d-units", _listed_acting(world, leave)
    by_head = _chain(world, leave, [leave.applied, leave.to_director, leave.head_agreed])
    if leave.sort == UnitSort.SUBDISTRICT:
        yield "58-c", by_head
        return
    by_deputy = _chain(world, leave, [leave.applied, leave.to_director, leave.deputy_agreed])
    for worst in ("broken", "open", "kept"):
        if worst in (by_head, by_deputy):
            yield "58-d", worst
            return


def _listed_acting(world: World, leave: UnitLeave) -> str:
    told = leave.place.strip() != "" and leave.contact.strip() != "" and any(n.strip() != "" for n in leave.acting)
    if told:
        return "kept"
    return "broken" if leave.span.start <= world.brief.as_of else "open"


def _chain(world: World, leave: UnitLeave, steps: list[datetime | None]) -> str:
    taken = [step for step in steps if step is not None]
    if sorted(taken) != taken or any(step > leave.span.start for step in taken):
        return "broken"
    if len(taken) == len(steps):
        return "kept"
    return "broken" if leave.span.start <= world.brief.as_of else "open"
