"""Papers of those who leave town: what to report, to whom, by when (58, 64, 65); the weekly table (62)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models.absences import Absence
from models.people import Post
from models.plan import BookingState
from tests.oracle.in_charge import Minutes
from tests.oracle.world import DAY, World, ceil_minute, floor_minute, halves_between, minute_of

TRIPS = ("trip", "trip_abroad")
DEPUTIES = (Post.EXECUTIVE_DEPUTY, Post.DEPUTY)
Words = Iterator[tuple[str, str]]


def broken(world: World) -> Words:
    """Breaches of articles 58, 62, 64 and 65."""
    for code, subject, verdict in _all(world):
        if verdict == "broken":
            yield code, subject


def left_open(world: World) -> Words:
    """What is still to be supplied."""
    for code, subject, verdict in _all(world):
        if verdict == "open":
            yield code, subject


def _all(world: World) -> Iterator[tuple[str, str, str]]:
    for absence in world.brief.absences:
        start, end = floor_minute(absence.span.start), ceil_minute(absence.span.end)
        if end <= world.first_minute or world.end_minute <= start:
            continue
        yield "65-h", absence.id, _stay(world, absence)
        if absence.approval.state != "approved":
            continue
        for code, verdict in _papers(world, absence):
            yield code, absence.id, verdict
    for week, begun in _unissued_weeks(world):
        yield "62", week, "broken" if begun and world.policy.week.late == "broken" else "open"
    for week in _undrafted_weeks(world):
        yield "62", week, "open"


def _papers(world: World, absence: Absence) -> Iterator[tuple[str, str]]:
    post = world.post.get(absence.leader)
    line = absence.plan_line
    abroad = absence.kind == "trip_abroad"
    if abroad:
        unfit = absence.fits_rank is not None and not absence.fits_rank
        yield "65-f", "broken" if unfit else _by_departure(world, absence, [absence.purpose.strip() != ""])
    if post == Post.HEAD and absence.kind in TRIPS:
        approval = [absence.superior_approved] if world.policy.leave.head_needs_approval else []
        yield "65-a", _dated(world, absence, [absence.told.city, absence.told.party, *approval])
    if post in DEPUTIES or post == Post.OFFICE_DIRECTOR:
        yield "58-a", _reported(world, absence)
    if post == Post.OFFICE_DIRECTOR:
        yield "65-d", _acting(world, absence)
    elif absence.kind in TRIPS and post is not None:
        if line is not None:
            yield "64-a", _on_plan(world, absence)
        elif not abroad:
            yield "64-a", "open"
        else:
            steps = absence.ad_hoc
            chain = [steps.unit_asked, steps.office_opined, steps.agreed, steps.city_approved]
            yield "64-b", "broken" if _disordered(chain) else _dated(world, absence, chain)


def _by_departure(world: World, absence: Absence, done: list[bool]) -> str:
    if all(done):
        return "kept"
    return "broken" if absence.span.start <= world.brief.as_of else "open"


def _dated(world: World, absence: Absence, steps: list[datetime | None]) -> str:
    for step in steps:
        if step is not None and step > absence.span.start:
            return "broken"
    return _by_departure(world, absence, [step is not None for step in steps])


def _disordered(steps: list[datetime | None]) -> bool:
    taken = [step for step in steps if step is not None]
    return sorted(taken) != taken


def _reported(world: World, absence: Absence) -> str:
    by, at = absence.approval.by, absence.approval.at
    if by != "":
        heads = {"head", "区长", world.head, *(k.title for k in world.brief.leaders if k.post == Post.HEAD)}
        execs = {"executive_deputy", "常务副区长", world.exec}
        execs |= {k.title for k in world.brief.leaders if k.post == Post.EXECUTIVE_DEPUTY}
        few = world.policy.leave.exec_approves_days
        nights = (ceil_minute(absence.span.end) - 1) // DAY - floor_minute(absence.span.start) // DAY
        short = few is not None and nights + 1 <= few and absence.leader != world.exec
        if by not in heads and not (short and by in execs) and not _stands_in(world, absence, by, short):
            return "broken"
    steps = [absence.requested_at, at if by != "" else None]
    if _disordered(steps):
        return "broken"
    said = _dated(world, absence, steps)
    return "open" if said == "kept" and absence.told.leaders is None else said


def _stands_in(world: World, absence: Absence, by: str, short: bool) -> bool:
    """Whether somebody approved in the place of the head, or of the executive deputy, who was out just then."""
    minutes, then = Minutes(world.brief), floor_minute(absence.approval.at or world.brief.as_of)
    asked = [(world.head, ("",))] + ([(world.exec, minutes.works(world.exec))] if short and world.exec else [])
    acting = {minutes.who(owner, work, then) for owner, works in asked if owner for work in works}
    acting -= {world.head, absence.leader} | ({world.exec} if not minutes.away.at(world.head, then) else set())
    return any(by in (k.id, k.title) for k in world.brief.leaders if k.id in acting)


def _acting(world: World, absence: Absence) -> str:
    said = _by_departure(world, absence, [any(name.strip() != "" for name in absence.acting)])
    if said != "kept":
        return said
    away = halves_between(floor_minute(absence.span.start), ceil_minute(absence.span.end))
    for name in absence.acting:
        if name == absence.leader or world.away_in_any(name, away):
            return "broken"
    return "kept"


def _on_plan(world: World, absence: Absence) -> str:
    for plan in world.brief.travel_plans:
        cited = [line for line in plan.lines if line.id == absence.plan_line]
        if cited:
            if cited[0].leader != absence.leader:
                return "broken"
            if plan.year != absence.span.start.year:
                return "broken"
            days = [plan.party_approved, plan.government_approved]
            for day in days:
                if day is not None and minute_of(day, datetime.min.time()) > floor_minute(absence.span.start):
                    return "broken"
            return _by_departure(world, absence, [day is not None for day in days])
    return "broken"


def _stay(world: World, absence: Absence) -> str:
    if absence.kind not in TRIPS:
        return "kept"
    approved = absence.approval.state == "approved"
    if approved and absence.returned_at is not None and floor_minute(absence.returned_at) > _last(world, absence):
        return "broken"
    for first in world.brief.absences:
        if first.id != absence.extends:
            continue
        if absence.approval.state == "requested":
            return "broken" if first.span.end <= world.brief.as_of else "open"
        if approved and absence.approval.at is not None and absence.approval.at > first.span.end:
            return "broken"
    return "kept"


def _last(world: World, absence: Absence) -> int:
    """The last minute by which a leader had to be back, approved extensions and all."""
    ends = [absence.span.end]
    names, grown = {absence.id}, True
    while grown:
        grown = False
        for longer in world.brief.absences:
            if longer.extends in names and longer.id not in names and longer.approval.state == "approved":
                names.add(longer.id)
                ends.append(longer.span.end)
                grown = True
    minute = ceil_minute(max(ends))
    while minute % DAY not in (0, 13 * 60):
        minute += 1
    return minute


def _mondays(world: World) -> Iterator[date]:
    monday = world.brief.horizon.first
    while monday.weekday() != 0:
        monday -= timedelta(days=1)
    while monday <= world.brief.horizon.last:
        yield monday
        monday += timedelta(days=7)


def clock_before(clock: str | None, monday: date) -> int | None:
    """The minute of ``thu 12:00`` in the week before a Monday's."""
    if clock is None:
        return None
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hour, minute = clock[4:].split(":")
    day = monday - timedelta(days=7 - names.index(clock[:3]))
    return minute_of(day, datetime.min.time()) + int(hour) * 60 + int(minute)


def _undrafted_weeks(world: World) -> Iterator[str]:
    booked = world.brief.published.bookings if world.brief.published is not None else ()
    for monday in _mondays(world):
        due = clock_before(world.policy.week.draft, monday)
        ahead = minute_of(monday, datetime.min.time()) > world.as_of
        if (
            due is not None
            and due <= world.as_of
            and ahead
            and not any(_in_week(monday, b.start.date()) for b in booked)
        ):
            year, number, _ = monday.isocalendar()
            yield f"{year}-W{number:02}"


def _unissued_weeks(world: World) -> Iterator[tuple[str, bool]]:
    """Weeks whose arrangement should have gone out, and whether they have begun."""
    if world.brief.published is None:
        return
    for monday in _mondays(world):
        begun = monday <= world.brief.as_of.date()
        due = clock_before(world.policy.week.issue, monday)
        if not begun and (due is None or due > world.as_of):
            continue
        states = {b.state for b in world.brief.published.bookings if _in_week(monday, b.start.date())}
        year, number, _ = monday.isocalendar()
        name = f"{year}-W{number:02}"
        issued = BookingState.ISSUED in states or name in world.brief.published.issued_weeks
        if states and (not issued or BookingState.PLANNED in states):
            yield name, begun


def _in_week(monday: date, day: date) -> bool:
    return 0 <= (day - monday).days < 7
