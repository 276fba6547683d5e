"""Rules of other governments on weeks, read from the policy alone: in time, frozen, without meetings."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.events import Event, Fixed, Kind
from models.people import Post
from tests.oracle.chapter_08 import head_waived, waived_by
from tests.oracle.chapter_11_away import clock_before
from tests.oracle.variants import is_from_above
from tests.oracle.world import World, day_of, day_of_half, floor_minute

DIRECTORS = (Post.OFFICE_DIRECTOR, Post.HEAD)


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of what the policy sets."""
    known = {b.event for b in world.brief.published.bookings} if world.brief.published else set()
    for event, booking in world.held():
        monday = _monday(day_of(floor_minute(booking.start)))
        if event.id in known:
            continue
        until = clock_before(world.policy.week.collect_until, monday)
        late = until is not None and _came_after(event, until)
        if late and not waived_by(world, "variant-week-collected", event.id, *DIRECTORS):
            yield "variant-week-collected", event.id
        if _is_frozen(world, monday) and not _is_must(world, event) and not _let(world, event):
            yield "variant-week-frozen", event.id
    yield from _without_meetings(world)


def _came_after(event: Event, until: int) -> bool:
    """Whether an event that may not come late was handed in after a minute."""
    if event.received_at is None or event.kind == Kind.EMERGENCY or is_from_above(event):
        return False
    return floor_minute(event.received_at) > until


def _monday(day: date) -> date:
    while day.weekday() != 0:
        day -= timedelta(days=1)
    return day


def _is_frozen(world: World, monday: date) -> bool:
    rules = world.policy.week
    if rules.change_rule == "new_version":
        return False
    since = clock_before(rules.freeze, monday)
    if since is not None:
        return since <= world.as_of
    year, number, _ = monday.isocalendar()
    return world.brief.published is not None and f"{year}-W{number:02}" in world.brief.published.issued_weeks


def _let(world: World, event: Event) -> bool:
    if world.policy.week.change_rule == "no_changes":
        return head_waived(world, "variant-week-frozen", event.id)
    return waived_by(world, "variant-week-frozen", event.id, *DIRECTORS)


def _is_must(world: World, event: Event) -> bool:
    """Whether it is no choice of the office's that the event is held, and now."""
    if not isinstance(event.when, Fixed) and floor_minute(event.when.latest) > world.end_minute:
        pinned = [pin.start for pin in world.brief.pins if pin.event == event.id and pin.start is not None]
        if not any(world.first_minute <= floor_minute(start) < world.end_minute for start in pinned):
            return False
    named = any(pin.event == event.id for pin in world.brief.pins)
    called = event.kind in (Kind.STANDING, Kind.PLENARY, Kind.OFFICE, Kind.EMERGENCY)
    return event.duty == "must" or event.summoned or called or named


def _without_meetings(world: World) -> Iterator[tuple[str, str]]:
    rules, ledger = world.policy.nomeeting, world.brief.ledger
    if rules.weeks_per_year_min is None:
        return
    met = {
        _monday(day_of_half(half))
        for event, b in world.held()
        if _counts(world, event)
        for half in world.halves_of(b)
    }
    first, end = world.brief.horizon.first, world.brief.horizon.last
    for year in range(first.year, end.year + 1):
        last = date(year, 12, 31)
        while not world.is_worked(last):
            last -= timedelta(days=1)
        if not first <= last <= end:
            continue
        quiet, monday = 0, _monday(max(first, date(year, 1, 1)))
        while monday <= min(end, date(year, 12, 31)):
            days = [monday + timedelta(days=n) for n in range(7)]
            inside = monday >= max(first, date(year, 1, 1))
            quiet += inside and monday not in met and any(world.is_worked(day) for day in days if first <= day <= end)
            monday += timedelta(days=7)
        quiet += ledger.quiet_weeks if ledger.year == year else 0
        name = f"quiet-weeks/{year}"
        if quiet < rules.weeks_per_year_min and not head_waived(world, "variant-quiet-weeks", name):
            yield "variant-quiet-weeks", name


def _counts(world: World, event: Event) -> bool:
    rules = world.policy.nomeeting
    free = ("superior" in rules.exceptions and is_from_above(event)) or (
        "statutory" in rules.exceptions and event.kind == Kind.COUNCIL
    )
    free = free or ("emergency" in rules.exceptions and event.kind == Kind.EMERGENCY)
    return event.kind in rules.kinds and not free
