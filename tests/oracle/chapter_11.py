"""Chapter eleven, activities: ceremonies of lower units (61), leaving town (65)."""

from collections.abc import Iterator

from models.events import Event, Host, Kind
from models.people import Post
from tests.oracle.chapter_08 import waived_by
from tests.oracle.world import World, ceil_minute, floor_minute, half_number

MAY_WAIVE = (Post.OFFICE_DIRECTOR, Post.HEAD)


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of articles 61 and 65."""
    yield from _ceremonies(world)
    yield from _away(world)


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Approved absences of which something that the office asks for has not been filed."""
    for absence in world.brief.absences:
        begins, ends = floor_minute(absence.span.start), ceil_minute(absence.span.end)
        if absence.approval.state != "approved" or ends <= world.first_minute or begins >= world.end_minute:
            continue
        filed = [getattr(absence, field.value) for field in world.policy.leave.report_fields]
        if not all(filed):
            yield "65-b", absence.id


def _ceremonies(world: World) -> Iterator[tuple[str, str]]:
    rules = world.policy.ceremony
    for event, _ in world.held():
        if event.kind not in rules.kinds:
            continue
        if is_from_above(event):
            continue
        there = world.attendees(event.id)  # one in two seats is for house-one-seat to judge
        unasked = [who for who in there if not agreed(world, event, who)]
        if rules.consent_required and unasked and not waived_by(world, "61-c", event.id, *MAY_WAIVE):
            yield "61-c", event.id
        if len(there) > rules.leaders_max and not waived_by(world, "61-d", event.id, *MAY_WAIVE):
            yield "61-d", event.id


def agreed(world: World, event: Event, leader: str) -> bool:
    """Whether everybody has agreed whom the office asks: the leader, the party committee, the government."""
    if event.application is None:
        return False
    stamped = {paper.step.value for paper in event.clearances}
    for giver in world.policy.ceremony.consent_givers:
        if giver == "leader" and leader not in [consent.leader for consent in event.application.consents]:
            return False
        if giver == "party" and "party_consent" not in stamped:
            return False
        if giver == "government" and "government_consent" not in stamped:
            return False
    return True


def is_from_above(event: Event) -> bool:
    """Whether a ceremony is no lower unit's: article 61 does not speak of it."""
    above = (Kind.SUPERIOR, Kind.VIDEO_SUPERIOR, Kind.PARTY_COMMITTEE)
    return event.summoned or event.kind in above or event.host in (Host.SUPERIOR, Host.PARTY_COMMITTEE, Host.JOINT)


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
