"""Chapter two, who does what: the head chairs (6), A and B (7), the acting head (8)."""

from collections.abc import Iterator
from datetime import date

from models.events import Event, Fixed, Kind, Role
from models.people import Post
from models.plan import Booking
from tests.oracle import chapter_03
from tests.oracle.world import Place, World, ceil_minute, day_of, floor_minute, halves_between

HEADS_MEETINGS = (Kind.STANDING, Kind.PLENARY, Kind.OFFICE)  # articles 42, 43 and 44 name them


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of articles 6, 7 and 8."""
    for event, booking in world.held():
        if event.kind in HEADS_MEETINGS and not _head_chairs(world, event, booking):
            yield "6-a", event.id
        for place in world.places[event.id]:
            taker = world.taker(event.id, place.key)
            if taker is None or place.owner is None or taker == place.owner:
                continue
            if world.is_decided(event.id, place.key, taker) or chairs_for_head(world, event, place, taker, booking):
                continue
            for code in _stand_in(world, place, taker, booking):
                yield code, event.id


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Coverable seats of somebody who is away, which nobody took."""
    for event, booking in world.held():
        for place in world.places[event.id]:
            if not place.required or not place.coverable or place.owner is None:
                continue
            if world.taker(event.id, place.key) is None and world.away_in_any(place.owner, world.halves_of(booking)):
                yield "8" if place.owner == world.head else "7-g", event.id


def _head_chairs(world: World, event: Event, booking: Booking) -> bool:
    acting = False
    for place in world.places[event.id]:
        taker = world.taker(event.id, place.key)
        if place.role == Role.CHAIR and taker != world.head:
            if taker is None or not chairs_for_head(world, event, place, taker, booking):
                return False
            acting = True
    if acting:
        return True
    if world.head not in world.attendees(event.id):
        return False
    return not world.away_in_any(world.head, world.halves_of(booking))


def chairs_for_head(world: World, event: Event, place: Place, taker: str, booking: Booking) -> bool:
    """Whether the office's own rule lets the taker chair a standing meeting, entrusted by a head who is away."""
    rule = world.policy.standing.chair_when_head_away
    if rule == "reschedule" or event.kind != Kind.STANDING or place.role != Role.CHAIR or place.owner != world.head:
        return False
    posts = (Post.EXECUTIVE_DEPUTY,) if rule == "exec_deputy" else (Post.EXECUTIVE_DEPUTY, Post.DEPUTY)
    halves = world.halves_of(booking)
    if world.post.get(taker) not in posts or not world.away_in_all(world.head, halves):
        return False
    return not world.away_in_any(taker, halves) and entrusted(world, taker, halves)


def _stand_in(world: World, place: Place, taker: str, booking: Booking) -> Iterator[str]:
    owner = place.owner
    assert owner is not None
    if not place.coverable:
        yield "7-e"
        return
    halves = world.halves_of(booking)
    if owner == world.head:
        if taker != world.exec:
            yield "8" if taker in _partners(world, owner) else "7-e"
        elif not (world.away_in_all(owner, halves) and _is_entrusted(world, halves)):
            yield "8"
        return
    if taker not in _partners(world, owner) and taker in thirds(world, owner):
        return  # tests.oracle.variants tells when C may act
    if taker not in _partners(world, owner):
        chained = any(taker in _partners(world, partner) for partner in _partners(world, owner))
        yield "7-g" if chained else "7-e"
        return
    if not _for_this(world, owner, taker, place.work):
        yield "7-e"
    for minute in range(floor_minute(booking.start), ceil_minute(booking.end)):
        if not _paired(world, owner, taker, day_of(minute)):
            yield "7-c"
            break
    for half in halves:
        away = any(absence.kind in world.policy.cover.trigger for absence in world.absences(owner, half))
        if not away and not _is_busy(world, owner, booking):
            yield "7-d"
            break


def _is_busy(world: World, owner: str, booking: Booking) -> bool:
    """Whether the owner sits at something else that keeps him away; only where the office lets B act for that, and
    not in a seat that was never his to take."""
    here = world.events[booking.event]
    if "busy" in world.policy.cover.trigger and isinstance(here.when, Fixed):
        others = 0
        for other, when in world.held():
            same = isinstance(other.when, Fixed) and world.halves_of(when) & world.halves_of(booking)
            others += bool(same) and other.id != here.id and _sits(world, owner, other)
        if others >= world.policy.plan.crowded_above:
            return True
    if "clash" not in world.policy.cover.trigger:
        return False
    return any(
        _sits(world, owner, other) and other.id in world.booked and chapter_03.collide(world, here, other)
        for other in world.brief.events
        if other.id != here.id
    )


def _sits(world: World, who: str, event: Event) -> bool:
    """Whether somebody takes a seat that is his, or anybody's, or that he may take for another."""
    for place in world.places[event.id]:
        if world.taker(event.id, place.key) != who:
            continue
        if place.owner in (None, who):
            return True
        owner = place.owner or ""
        acts = who in _partners(world, owner) or who in thirds(world, owner)
        if place.coverable and (acts or (owner == world.head and who == world.exec)):
            return True
    return False


def _partners(world: World, leader: str) -> set[str]:
    """Partners of a leader on any day."""
    found = set()
    for pair in world.brief.pairs:
        if pair.a == leader:
            found.add(pair.b)
        if pair.b == leader and pair.mutual:
            found.add(pair.a)
    return found


def _for_this(world: World, owner: str, taker: str, work: str | None) -> bool:
    """Whether some pair of theirs, of any date, is for this work."""
    found = False
    for pair in world.brief.pairs:
        if {pair.a, pair.b} == {owner, taker} and (pair.mutual or pair.a == owner):
            found = found or not pair.portfolios or work is None or work in pair.portfolios
    return found


def _paired(world: World, one: str, other: str, day: date) -> bool:
    for pair in world.brief.pairs:
        if {pair.a, pair.b} == {one, other} and pair.first <= day and (pair.last is None or pair.last >= day):
            return True
    return False


def _is_entrusted(world: World, halves: frozenset[int]) -> bool:
    return not world.policy.cover.head_needs_delegation or entrusted(world, world.exec, halves)


def entrusted(world: World, taker: str | None, halves: frozenset[int]) -> bool:
    """Whether the head has entrusted somebody for all of the half-days."""
    covered: set[int] = set()
    for paper in world.brief.delegations:
        if paper.by == world.head and paper.to == taker:
            covered |= halves_between(floor_minute(paper.span.start), ceil_minute(paper.span.end))
    return halves <= covered


def thirds(world: World, owner: str) -> set[str]:
    """Who may be C for a leader by the office's own rule."""
    rule = world.policy.cover.fallback
    if rule == "named":
        return {pair.c for pair in world.brief.pairs if pair.c is not None and owner in (pair.a, pair.b)}
    post = {"exec_deputy": Post.EXECUTIVE_DEPUTY, "office_director": Post.OFFICE_DIRECTOR}.get(rule)
    return {leader for leader, its in world.post.items() if its == post and leader != owner}
