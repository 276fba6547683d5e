"""Chapter eight, meetings: standing meetings (43), their agenda (45), no leave from them (47)."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from models.agenda import AgendaItem
from models.events import Body, Event, Kind, Role, Window
from models.people import Post
from models.plan import Booking
from tests.oracle import chapter_03
from tests.oracle.chapter_02 import HEADS_MEETINGS
from tests.oracle.leave import shifted
from tests.oracle.world import World, ceil_minute, day_of, floor_minute, minute_of

BODIES = {Kind.STANDING: Body.STANDING, Kind.PLENARY: Body.PLENARY}


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of articles 43, 45 and 47."""
    yield from _everybody_comes(world)
    yield from _monthly(world)
    yield from _agenda(world)
    yield from _no_leave(world)


def _everybody_comes(world: World) -> Iterator[tuple[str, str]]:
    for event, booking in world.held():
        if event.kind not in BODIES:
            continue
        there = world.attendees(event.id)
        seats = {place.owner: place for place in world.places[event.id]}
        called = [place.owner for place in world.places[event.id] if place.member and place.required and place.owner]
        for member in dict.fromkeys([*world.body(BODIES[event.kind]), *called]):
            place = seats.get(member)
            if place is not None and not place.member:
                continue  # the chair's seat and other named ones are for 6-a and house-seats-filled to judge
            if world.away_in_any(member, world.halves_of(booking)):
                continue
            chairs = [p.key for p in world.places[event.id] if p.role == Role.CHAIR]
            if any(world.taker(event.id, key) == member for key in chairs) and member != world.head:
                continue  # 6-a judges whether he may
            empty = place is not None and place.required and world.taker(event.id, place.key) is None
            if empty and member not in there and chapter_03.kept_away(world, event, member):
                continue  # 18 judges it
            if member not in there or (place is not None and world.taker(event.id, place.key) is None):
                yield ("42-a" if event.kind is Kind.PLENARY else "43-a"), f"{event.id}:{member}"


def _monthly(world: World) -> Iterator[tuple[str, str]]:
    yield from _not_held(world)
    if world.head is not None:
        yield from _not_called(world)


def _not_held(world: World) -> Iterator[tuple[str, str]]:
    """Meetings that were called: each has to be held, however many there are."""
    for event in world.brief.events:
        if event.kind != Kind.STANDING or event.id in world.booked or not world.falls_due(event):
            continue
        if world.goes_on(event) or chapter_03.put_off(world, event):
            continue  # 18 judges what is put off
        if not head_waived(world, "43-b", event.id):
            yield "43-b", event.id


def _not_called(world: World) -> Iterator[tuple[str, str]]:
    """Months over by the last day of the horizon, for which too few meetings were held or called."""
    day, last = world.brief.horizon.first, world.brief.horizon.last
    while day <= last:
        if world.is_worked(day) and _is_last_worked_of_month(world, day):
            met = _met_in(world, day.year, day.month)
            need = world.policy.standing.per_month_min
            names = [f"standing/{day.year}-{day.month:02}/{n}" for n in range(1, need + 1)]
            missing = [name for name in names if name not in met][: max(0, need - len(met))]
            for name in missing:
                if not head_waived(world, "43-b", name):
                    yield "43-b", name
        day += timedelta(days=1)


def _is_last_worked_of_month(world: World, day: date) -> bool:
    following = day + timedelta(days=1)
    while following.month == day.month:
        if world.is_worked(following):
            return False
        following += timedelta(days=1)
    return True


def _met_in(world: World, year: int, month: int) -> set[str]:
    """Standing meetings held in a month by the ledger, and those called whose time lies, or may lie, in it."""
    met = set()
    for meeting in world.brief.ledger.meetings:
        if meeting.id.startswith("standing/") and (meeting.on.year, meeting.on.month) == (year, month):
            met.add(meeting.id)
    begins = minute_of(date(year, month, 1), time(0))
    ends = minute_of(date(year + month // 12, month % 12 + 1, 1), time(0))
    for event in world.brief.events:
        if event.kind != Kind.STANDING:
            continue
        when = event.when
        if isinstance(when, Window):
            touches = floor_minute(when.earliest) < ends and ceil_minute(when.latest) > begins
        else:
            touches = begins <= floor_minute(when.start) < ends
        if touches:
            met.add(event.id)
    return met


def _agenda(world: World) -> Iterator[tuple[str, str]]:
    items = {item.id: item for item in world.brief.agenda}
    seen = set()
    for tabling in world.plan.agenda:
        item, event, booking = (
            items.get(tabling.item),
            world.events.get(tabling.event),
            world.booked.get(tabling.event),
        )
        if item is None:
            yield "house-one-booking", tabling.item
            continue
        if tabling.item in seen or event is None or booking is None or item.meeting != event.kind:
            yield "house-agenda", tabling.item
        if event is None or booking is None:
            continue
        seen.add(tabling.item)
        meeting_day = day_of(floor_minute(booking.start))
        if not _reviewed_in_time(world, item, meeting_day) and not let_in(world, "45-g", item.id):
            yield "45-g", item.id
        if not _printed_in_time(world, item, meeting_day) and not let_in(world, "45-h", item.id):
            yield "45-h", item.id


def _reviewed_in_time(world: World, item: AgendaItem, meeting_day: date) -> bool:
    asked = [item.gates.review_done, item.gates.head_agreed]
    asked += [item.gates.deputy_agreed] if item.owner != world.head else []
    for done in asked:
        if done is None or (meeting_day - done).days < world.policy.agenda.review_days_before:
            return False
    return True


def _printed_in_time(world: World, item: AgendaItem, meeting_day: date) -> bool:
    printed = item.gates.papers_printed
    if printed is None:
        return False
    day, left = meeting_day, world.policy.agenda.papers_workdays_before
    while left > 0:
        day -= timedelta(days=1)
        if world.is_worked(day):
            left -= 1
    return printed <= day


def _no_leave(world: World) -> Iterator[tuple[str, str]]:
    for event, booking in world.held():
        if event.kind not in HEADS_MEETINGS:
            continue
        for place in world.places[event.id]:
            leader = place.owner
            if leader is None or leader == world.head or not place.required:
                continue
            if not world.away_in_any(leader, world.halves_of(booking)):
                continue
            name = f"{event.id}:{leader}"
            if not _asked_in_time(world, event, booking, leader) and not _head_agreed(world, name):
                yield "47-a", name


def _asked_in_time(world: World, event: Event, booking: Booking, leader: str) -> bool:
    """Whether the leave was granted before this day of the meeting was made known."""
    for half in world.halves_of(booking):
        if any(leave.leader == leader and leave in world.absences(leader, half) for leave in shifted(world)):
            return False
    known_since = None
    for published in world.brief.published.bookings if world.brief.published else ():
        same_day = day_of(floor_minute(published.start)) == day_of(floor_minute(booking.start))
        if published.event == event.id and same_day:
            known_since = published.announced_at
    if known_since is None:
        return True
    for half in world.halves_of(booking):
        in_time = False
        for absence in world.absences(leader, half):
            granted = absence.approval.at
            in_time = in_time or absence in world.begun or absence in world.placed
            in_time = in_time or (granted is not None and granted < known_since)
        if world.absences(leader, half) and not in_time:
            return False
    return True


def let_in(world: World, code: str, item: str) -> bool:
    """Whether the head has let a late item in, where the office's own rule lets him."""
    return world.policy.agenda.late_item == "head_may_allow" and head_waived(world, code, item)


def _head_agreed(world: World, name: str) -> bool:
    """Whether the head himself has waived attendance, or whoever else the office lets."""
    posts = world.policy.standing.leave_approvers
    words = {word for k in world.brief.leaders if k.post in posts for word in (k.id, k.title, k.post.zh)}
    waived = [w for w in world.brief.waivers if (w.rule, w.subject) == ("47-a", name)]
    return any(waiver.approver in words for waiver in waived)


def head_waived(world: World, code: str, name: str) -> bool:
    """Whether the head himself has waived a rule."""
    return waived_by(world, code, name, Post.HEAD)


def waived_by(world: World, code: str, name: str, *posts: Post) -> bool:
    """Whether a holder of one of the posts has waived a rule."""
    words = {post.zh for post in posts}
    for leader in world.brief.leaders:
        if leader.post in posts:
            words |= {leader.id, leader.title}
    for waiver in world.brief.waivers:
        if (waiver.rule, waiver.subject) == (code, name) and waiver.approver in words:
            return True
    return False
