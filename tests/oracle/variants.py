"""Rules of other governments on meetings, read from the policy alone: quorum, spacing, caps, no-meeting days."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from models.events import Body, Event, Fixed, Host, Kind, Role
from models.people import Post
from tests.oracle.chapter_08 import head_waived, let_in
from tests.oracle.chapter_08_items import tablings
from tests.oracle.world import World, day_of, day_of_half, floor_minute, half_number

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of what the policy sets."""
    yield from _quorum(world)
    yield from _gap(world)
    yield from _cap(world)
    yield from _topics(world)
    yield from _quiet_days(world)
    yield from _speakers(world)
    yield from _counts(world)


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Reports that are too long."""
    rules = world.policy.agenda
    for item, _, _ in tablings(world):
        if rules.report_minutes is not None and (item.report_minutes or 0) > rules.report_minutes:
            yield "variant-report-length", item.id
        if rules.report_chars is not None and (item.report_chars or 0) > rules.report_chars:
            yield "variant-report-length", item.id


def standing(world: World) -> list[tuple[date, str]]:
    """Days of standing meetings that are booked."""
    return [(day_of(floor_minute(b.start)), e.id) for e, b in world.held() if e.kind == Kind.STANDING]


def before(world: World) -> list[tuple[date, str]]:
    """Days of standing meetings that the ledger has."""
    meetings = world.brief.ledger.meetings
    return [(m.on, m.id) for m in meetings if m.id.startswith("standing/") and m.id not in world.events]


def _quorum(world: World) -> Iterator[tuple[str, str]]:
    rule = world.policy.standing.quorum
    if rule is None:
        return
    body = world.body(Body.STANDING)
    if rule.of == "deputies":
        body = [who for who in body if world.post[who] in (Post.DEPUTY, Post.EXECUTIVE_DEPUTY)]
    for event, _ in world.held():
        if event.kind != Kind.STANDING:
            continue
        there = sum(1 for who in body if who in world.attendees(event.id))
        share = Fraction(there, max(1, len(body)))
        if share < Fraction(rule.share) or (rule.above and share == Fraction(rule.share)):
            yield "variant-quorum", event.id


def _gap(world: World) -> Iterator[tuple[str, str]]:
    gap = world.policy.standing.min_gap_days
    meetings = standing(world)
    if gap is None:
        return
    for day, name in meetings:
        for other, neighbour in meetings + before(world):
            if neighbour != name and (other, neighbour) < (day, name) and (day - other).days < gap:
                yield "variant-standing-gap", name
            if neighbour not in world.events and 0 < (other - day).days < gap:
                yield "variant-standing-gap", name


def _cap(world: World) -> Iterator[tuple[str, str]]:
    most = world.policy.standing.per_year_max
    if most is None:
        return
    for year in range(world.brief.horizon.first.year, world.brief.horizon.last.year + 1):
        days = [day for day, _ in standing(world) + before(world)]
        if sum(day.year == year for day in days) > most and any(day.year == year for day, _ in standing(world)):
            yield "variant-standing-cap", f"standing/{year}"


def _topics(world: World) -> Iterator[tuple[str, str]]:
    rules = world.policy.agenda
    for item, event, booking in tablings(world):
        if event.kind != Kind.STANDING:
            continue
        if world.policy.standing.topic_owner_required and item.owner not in world.attendees(event.id):
            yield "variant-topic-owner", item.id
        if item.meeting != Kind.STANDING or (rules.topic_call_day is None and rules.topic_call_weekday is None):
            continue
        call = day_of(floor_minute(booking.start)) - timedelta(days=1)
        while not _is_call(world, call):
            call -= timedelta(days=1)
        late = item.gates.submitted is None or item.gates.submitted > call
        if late and not let_in(world, "variant-topic-call", item.id):
            yield "variant-topic-call", item.id


def _is_call(world: World, day: date) -> bool:
    rules = world.policy.agenda
    if rules.topic_call_day is not None:
        return day.day == rules.topic_call_day
    return DAYS[day.weekday()] == rules.topic_call_weekday


def is_from_above(event: Event) -> bool:
    """Whether others than the government call it."""
    above = (Kind.SUPERIOR, Kind.VIDEO_SUPERIOR, Kind.PARTY_COMMITTEE)
    return event.summoned or event.kind in above or event.host in (Host.SUPERIOR, Host.PARTY_COMMITTEE, Host.JOINT)


def _quiet_days(world: World) -> Iterator[tuple[str, str]]:
    rules, research = world.policy.nomeeting, world.policy.research
    for event, booking in world.held():
        halves = world.halves_of(booking)
        free = (
            ("superior" in rules.exceptions and is_from_above(event))
            or ("statutory" in rules.exceptions and event.kind == Kind.COUNCIL)
            or ("emergency" in rules.exceptions and event.kind == Kind.EMERGENCY)
            or ("head_approves" in rules.exceptions and head_waived(world, "variant-no-meeting", event.id))
        )
        if event.kind in rules.kinds and not free and any(_is_quiet(world, half) for half in halves):
            yield "variant-no-meeting", event.id
        if is_from_above(event) or event.kind in (Kind.EMERGENCY, Kind.DUTY, *research.kinds_that_count):
            continue
        if any(DAYS[day_of_half(half).weekday()] in research.fixed_weekdays for half in halves):
            there = [w for w in world.attendees(event.id) if world.post.get(w) in research.applies_to]
            if there and not head_waived(world, "variant-research-days", event.id):
                yield "variant-research-days", event.id


def _is_quiet(world: World, half: int) -> bool:
    day = day_of_half(half)
    for time in world.policy.nomeeting.days:
        name, _, part = time.partition("/")
        if DAYS[day.weekday()] == name and (part == "" or half == half_number(day, part == "pm")):
            return True
    monday, count = day - timedelta(days=day.weekday()), 0
    first = monday.replace(day=1)
    for n in range((monday - first).days + 1):
        count += (first + timedelta(days=n)).weekday() == 0
    return count in world.policy.nomeeting.weeks


def _speakers(world: World) -> Iterator[tuple[str, str]]:
    most = world.policy.meeting.speakers_max
    if most is None:
        return
    for event, _ in world.held():
        taken = [p for p in world.places[event.id] if p.role == Role.SPEAKER and world.taker(event.id, p.key)]
        if len(taken) > most and not head_waived(world, "variant-speakers", event.id):
            yield "variant-speakers", event.id


def _counts(world: World) -> Iterator[tuple[str, str]]:
    for name, known, least in _asked(world):
        if known < least and not head_waived(world, "variant-meeting-counts", name):
            yield "variant-meeting-counts", name


def _asked(world: World) -> Iterator[tuple[str, int, int]]:
    """Meetings that are asked for by the end of months and years, how many are known and how many are wanted."""
    yearly, monthly = world.policy.plenary.per_year_min, world.policy.office_meeting.per_month_min
    day = world.brief.horizon.first
    while day <= world.brief.horizon.last:
        if world.is_worked(day) and not _worked_later(world, day, day.month):
            if monthly is not None:
                known = _called(world, Kind.OFFICE, "office/", day.year, day.month)
                yield f"office/{day.year}-{day.month:02}", known, monthly
            if yearly is not None and day.month == 12:
                yield f"plenary/{day.year}", _called(world, Kind.PLENARY, "plenary/", day.year), yearly
        day += timedelta(days=1)


def _worked_later(world: World, day: date, month: int) -> bool:
    later = day + timedelta(days=1)
    while later.month == month:
        if world.is_worked(later):
            return True
        later += timedelta(days=1)
    return False


def _called(world: World, kind: Kind, prefix: str, year: int, month: int | None = None) -> int:
    """Meetings of a kind that the ledger has, or that the brief calls for a day of the horizon."""
    names = set()
    for meeting in world.brief.ledger.meetings:
        if meeting.id.startswith(prefix) and meeting.on.year == year and month in (None, meeting.on.month):
            names.add(meeting.id)
    for event in world.brief.events:
        if event.kind != kind:
            continue
        first = event.when.start if isinstance(event.when, Fixed) else event.when.earliest
        last = event.when.start if isinstance(event.when, Fixed) else event.when.latest - timedelta(minutes=1)
        day = max(day_of(floor_minute(first)), world.brief.horizon.first)
        while day <= min(day_of(floor_minute(last)), world.brief.horizon.last):
            if day.year == year and month in (None, day.month):
                names.add(event.id)
            day += timedelta(days=1)
    return len(names)
