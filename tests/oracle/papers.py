"""Paperwork that comes before an event: 45 (topics), 48 (approvals), 49 (the head's and joint events), 63 (guests).

Each reading is a list of stamps, in order; a stamp is a minute, or none where it is not there (or not by whom it has
to be). Stamps after the event, or out of order, are wrong for good; missing ones only once the event has begun.
"""

from collections.abc import Iterator

from models.clearances import Clearance
from models.events import Event, Host, Kind, Role, Window
from models.people import Post
from models.plan import Booking
from tests.oracle.chapter_02 import HEADS_MEETINGS
from tests.oracle.world import World, day_of, floor_minute

Asked = list[tuple[str, Post | tuple[Post, ...] | None]]  # a step, and whose word it has to be
OURS = (Host.OWN, Host.SUBORDINATE)
DEPUTIES = (Post.EXECUTIVE_DEPUTY, Post.DEPUTY)
HEADS_STEPS: Asked = [("proposed", None), ("signed", Post.OFFICE_DIRECTOR), ("approved", Post.HEAD)]


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Paperwork that is wrong for good."""
    for code, event, _, wrong, _ in _asked(world):
        if wrong:
            yield code, event.id
    yield from _short_notice(world)
    yield from (("48-d", name) for name, begun in on_the_spot(world) if begun)


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Paperwork that can still be done."""
    for code, event, missing, wrong, _ in _asked(world):
        if missing and not wrong:
            yield code, (world.head or "") if code == "49-a" else event.id
    yield from (("48-d", name) for name, begun in on_the_spot(world) if not begun)


def _asked(world: World) -> Iterator[tuple[str, Event, bool, bool, Booking]]:
    for event, booking in world.held():
        start = floor_minute(booking.start)
        for code, steps in _steps(world, event):
            stamps = _stamps(world, code, event, booking, steps)
            there = [stamp for stamp in stamps if stamp is not None]
            missing = len(there) < len(stamps)
            wrong = any(stamp > start for stamp in there) or there != sorted(there)
            wrong = wrong or (missing and start < world.as_of)
            if code == "49-b" and isinstance(event.when, Window):
                missing = True
            yield code, event, missing, wrong, booking


def _steps(world: World, event: Event) -> Iterator[tuple[str, Asked]]:
    there = world.attendees(event.id)
    chairs = [p for p in world.places[event.id] if p.role == Role.CHAIR]
    chaired_by = [world.taker(event.id, p.key) or p.owner for p in chairs]
    if event.kind == Kind.SPECIAL and any(world.post.get(chair or "", Post.HEAD) in DEPUTIES for chair in chaired_by):
        yield "45-b", [("topic", Post.HEAD)]
    if event.kind in world.policy.meeting.approval_kinds and event.host in OURS and not event.summoned:
        yield "48-a", [("meeting", None)]
    if event.invites and event.host in OURS and event.kind not in HEADS_MEETINGS:
        rules = world.policy.headcall
        asked: Asked = [("party_consent", None)] if rules.needs_party else []
        asked += [("unit_heads", Post.HEAD)] if rules.first_in_command_needs_head else []
        if asked:
            yield "48-c", asked
    if world.head in there and event.kind != Kind.EMERGENCY:
        yield "49-a", HEADS_STEPS
    if event.host == Host.JOINT:
        in_charge = world.in_charge(event.portfolio) if event.portfolio else None
        told: Asked = [("deputy", None)] if in_charge not in (None, world.head) else []
        yield "49-b", [("liaison", None), ("signed", Post.OFFICE_DIRECTOR), *told]
    received = event.kind == Kind.RECEPTION and event.host in (Host.SUPERIOR, Host.EXTERNAL)
    if received or event.kind == Kind.INSPECTION_BY_SUPERIOR:
        yield (
            "63-a",
            [("reception_plan", Post.OFFICE_DIRECTOR), ("reception_approved", world.policy.reception.plan_approvers)],
        )
    if event.kind == Kind.RECEPTION and event.host == Host.SUBORDINATE:
        yield "63-b", [("request", None)]
    if event.kind == Kind.FOREIGN_AFFAIRS:
        yield "63-c", [("arrangement", None)]


def _stamps(world: World, code: str, event: Event, booking: Booking, steps: Asked) -> list[int | None]:
    if code == "63-b":
        return [None if event.application is None else floor_minute(event.application.at)]
    papers = list(event.clearances)
    complete = {name for name, _ in steps} <= {paper.step for paper in papers}
    if code == "49-a" and not complete:
        batch: list[Clearance] = []
        for programme in world.brief.programmes:
            if programme.days.first <= day_of(floor_minute(booking.start)) <= programme.days.last:
                batch += programme.clearances
        papers = batch if batch else papers
    if code == "49-a":
        for was in world.brief.published.bookings if world.brief.published is not None else ():
            if was.event == event.id and was.start != booking.start:
                papers = [paper for paper in papers if paper.at > was.announced_at]
    return [_stamp(world, papers, name, post, numbered=code == "63-c") for name, post in steps]


def _stamp(
    world: World, papers: list[Clearance], name: str, post: Post | tuple[Post, ...] | None, *, numbered: bool
) -> int | None:
    posts = post if isinstance(post, tuple) else (post,)
    for paper in papers:
        if paper.step != name:
            continue
        if numbered and paper.no == "":
            return None
        if post is None or any(one is not None and paper.by == one.zh for one in posts):
            return floor_minute(paper.at)
        for leader in world.brief.leaders:
            if leader.post in posts and paper.by in (leader.id, leader.title):
                return floor_minute(paper.at)
        return None
    return None


def _short_notice(world: World) -> Iterator[tuple[str, str]]:
    """Requests that do not leave the days that the office asks for (63)."""
    lead = world.policy.reception.request_days_before
    for event, booking in world.held():
        if lead is None or event.application is None:
            continue
        if event.kind == Kind.RECEPTION and event.host == Host.SUBORDINATE:
            asked, held = day_of(floor_minute(event.application.at)), day_of(floor_minute(booking.start))
            if (held - asked).days < lead:
                yield "63-b", event.id


def on_the_spot(world: World) -> Iterator[tuple[str, bool]]:
    """District-wide meetings of ours on the spot without a reason, and whether they have begun (48)."""
    for event, booking in world.held():
        if event.kind not in world.policy.meeting.district_wide or event.host not in OURS or event.summoned:
            continue
        reasoned = event.mode_reason != "" or ("48-d", event.id) in world.waived
        if event.mode == "site" and not reasoned:
            yield event.id, floor_minute(booking.start) < world.as_of
