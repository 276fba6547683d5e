"""Rules of other governments on people, read from the policy alone: C, absences, stays, reports, applications."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.absences import Absence
from models.people import Post
from tests.oracle.chapter_02 import entrusted, thirds
from tests.oracle.chapter_08 import head_waived, waived_by
from tests.oracle.variants import is_from_above
from tests.oracle.world import World, ceil_minute, day_of, day_of_half, floor_minute, half_number, halves_between


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Breaches of what the policy sets."""
    yield from _stand_ins(world)
    yield from _absences(world)
    yield from _pairs(world)
    yield from (("variant-partner-told", name) for name, verdict in _partners_told(world) if verdict == "broken")
    yield from _research(world)
    yield from _applications(world)


def left_open(world: World) -> Iterator[tuple[str, str]]:
    """Gaps in the A/B table, reports still to be written, partners still to be told."""
    yield from (("variant-partner-told", name) for name, verdict in _partners_told(world) if verdict == "open")
    cover = world.policy.cover
    days = _days(world)
    if cover.everyone_paired and any(_holds(pair, day) for pair in world.brief.pairs for day in days):
        for leader in world.brief.leaders:
            if leader.post in cover.scope and not all(_seconds(world, leader.id, day) for day in days):
                yield "7-c-table", leader.id
    least, year = world.policy.research.reports_min, world.brief.ledger.year
    if least is not None and _year_ends(world, year):
        for leader in world.brief.leaders:
            written = world.brief.ledger.research_reports.get(leader.id, 0)
            if leader.post in world.policy.research.applies_to and written < least:
                yield "variant-research-reports", leader.id


def _days(world: World) -> list[date]:
    first, last = world.brief.horizon.first, world.brief.horizon.last
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _holds(pair, day: date) -> bool:
    return pair.first <= day and (pair.last is None or day <= pair.last)


def _seconds(world: World, leader: str, day: date) -> set[str]:
    """Who covers a leader on a day."""
    found = set()
    for pair in world.brief.pairs:
        if _holds(pair, day):
            if pair.a == leader:
                found.add(pair.b)
            if pair.b == leader and pair.mutual:
                found.add(pair.a)
    return found


def _year_ends(world: World, year: int) -> bool:
    last = date(year, 12, 31)
    while not world.is_worked(last):
        last -= timedelta(days=1)
    return world.brief.horizon.first <= last <= world.brief.horizon.last


# who stands in


def _stand_ins(world: World) -> Iterator[tuple[str, str]]:
    most = world.policy.cover.long_absence_days
    for event, booking in world.held():
        halves = world.halves_of(booking)
        for place in world.places[event.id]:
            taker, owner = world.taker(event.id, place.key), place.owner
            if taker is None or owner is None or owner in (taker, world.head):
                continue
            if world.is_decided(event.id, place.key, taker):
                continue
            lasting = [a for half in halves for a in world.absences(owner, half)]
            if (
                most is not None
                and any(len(_touched(a)) > most for a in lasting)
                and not entrusted(world, taker, halves)
            ):
                yield "variant-long-absence", event.id
            if not place.coverable or taker not in thirds(world, owner) or taker in _ever(world, owner):
                continue
            triggers = world.policy.cover.trigger
            away = all(any(a.kind in triggers for a in world.absences(owner, half)) for half in halves)
            seconds = set()
            for half in halves:
                seconds |= _seconds(world, owner, day_of_half(half))
            if not away or not seconds or not all(world.away_in_any(who, halves) for who in seconds):
                yield "variant-third-cover", event.id


def _ever(world: World, leader: str) -> set[str]:
    found = set()
    for pair in world.brief.pairs:
        found |= _seconds(world, leader, pair.first)
    return found


# who is away


def _touched(absence: Absence) -> list[date]:
    first, last = day_of(floor_minute(absence.span.start)), day_of(ceil_minute(absence.span.end) - 1)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _halves(absence: Absence) -> frozenset[int]:
    return halves_between(floor_minute(absence.span.start), ceil_minute(absence.span.end))


def _absences(world: World) -> Iterator[tuple[str, str]]:
    known = [a for a in (*world.begun, *world.brief.absences) if a.approval.state == "approved"]
    known = [a for a in known if ceil_minute(a.span.end) > world.first_minute]
    known = [a for a in known if floor_minute(a.span.start) < world.end_minute]
    known.sort(key=lambda a: (a.requested_at, a.id))
    known += sorted(world.placed, key=lambda a: (a.requested_at, a.id))  # what is ours gives way
    for n, absence in enumerate(known):
        for code, wrong in (
            ("variant-both-away", _with_partner(world, absence, known[:n])),
            ("variant-not-together", _all_away(world, absence, known, n)),
            ("variant-leave-blackout", _blacked_out(world, absence)),
            ("variant-leave-notice", _too_late(world, absence)),
        ):
            if wrong and not head_waived(world, code, absence.id):
                yield code, absence.id


def _with_partner(world: World, absence: Absence, earlier: list[Absence]) -> bool:
    if world.policy.cover.both_away == "open":
        return False
    for other in earlier:
        for half in _halves(absence) & _halves(other):
            day = day_of_half(half)
            for pair in world.brief.pairs:
                both = {pair.a, pair.b} == {absence.leader, other.leader}
                if both and _holds(pair, day) and world.brief.horizon.first <= day <= world.brief.horizon.last:
                    return True
    return False


def _all_away(world: World, absence: Absence, known: list[Absence], n: int) -> bool:
    """Whether this absence is the one that made a set complete."""
    for posts in world.policy.leave.not_together:
        group = [leader for leader, post in world.post.items() if post in posts]
        if absence.leader not in group or len(group) < 2:
            continue
        for half in _halves(absence):
            if not world.brief.horizon.first <= day_of_half(half) <= world.brief.horizon.last:
                continue
            first_by: dict[str, int] = {}
            for m, other in enumerate(known):
                if half in _halves(other):
                    first_by.setdefault(other.leader, m)
            if all(who in first_by for who in group) and max(first_by[who] for who in group) == n:
                return True
    return False


def _partners_told(world: World) -> Iterator[tuple[str, str]]:
    for absence in world.brief.absences if world.policy.leave.tell_partner else ():
        start, end = floor_minute(absence.span.start), ceil_minute(absence.span.end)
        counts = absence.approval.state == "approved" and start < world.end_minute and end > world.first_minute
        if not counts or not _seconds(world, absence.leader, day_of(start)):
            continue
        told = absence.told.partner
        if told is None:
            yield absence.id, "broken" if absence.span.start <= world.brief.as_of else "open"
        elif told > absence.span.start:
            yield absence.id, "broken"


def _blacked_out(world: World, absence: Absence) -> bool:
    for stretch in world.policy.leave.blackout:
        for day in _touched(absence) if absence.kind != "sick_leave" else ():
            name = day.strftime("%m-%d")
            over_new_year = stretch.first > stretch.last
            after, before = name >= stretch.first, name <= stretch.last
            if (after or before) if over_new_year else (after and before):
                return True
    return False


def _too_late(world: World, absence: Absence) -> bool:
    if absence.kind == "sick_leave":
        return False
    asked, day = day_of(floor_minute(absence.requested_at)), _touched(absence)[0]
    ahead, left = world.policy.leave.notice_days, world.policy.leave.notice_workdays
    if ahead is not None and (day - asked).days < ahead:
        return True
    if left is None:
        return False
    while left > 0:
        day -= timedelta(days=1)
        left -= world.is_worked(day)
    return asked > day


def _pairs(world: World) -> Iterator[tuple[str, str]]:
    for pair in world.brief.pairs:
        if world.policy.cover.mutual and not pair.mutual and any(_holds(pair, day) for day in _days(world)):
            yield "7-c-table", pair.a


# research


def _research(world: World) -> Iterator[tuple[str, str]]:
    rules = world.policy.research
    for leader in world.brief.leaders:
        halves: set[int] = set()
        for block in world.plan.research:
            if block.leader == leader.id:
                first = half_number(block.start.day, block.start.pm)
                halves.update(range(first, first + block.half_days))
        months = [(day_of_half(half).year, day_of_half(half).month) for half in halves]
        if rules.month_max is not None and any(months.count(month) > rules.month_max for month in months):
            yield "variant-research-spread", leader.id
        if rules.run_max is not None and _longest(world, halves) > rules.run_max:
            yield "variant-research-spread", leader.id
        if leader.post in rules.applies_to:
            yield from _stay(world, leader.id, halves)
            yield from _quarter(world, leader.id, halves)
            yield from _units(world, leader.id)


def _units(world: World, leader: str) -> Iterator[tuple[str, str]]:
    """Units still to be visited by the year's end, one in each stretch."""
    least, ledger = world.policy.research.units_min, world.brief.ledger
    for year in sorted({day.year for day in _days(world)}) if least is not None else ():
        if not _year_ends(world, year):
            continue
        seen = set(ledger.units.get(leader, ())) if ledger.year == year else set()
        blocks = [b for b in world.plan.research if b.leader == leader and b.start.day.year == year]
        if len(seen) + len(blocks) < (least or 0):
            yield "variant-research-units", leader


def _longest(world: World, halves: set[int]) -> int:
    """Working days in a row with some research."""
    best = run = 0
    for day in _days(world):
        if world.is_worked(day):
            run = run + 1 if {half_number(day, False), half_number(day, True)} & halves else 0
            best = max(best, run)
    return best


def _stay(world: World, leader: str, halves: set[int]) -> Iterator[tuple[str, str]]:
    rules, ledger = world.policy.research, world.brief.ledger
    if rules.stay_days_min is None:
        return
    for year in sorted({day.year for day in _days(world)}):
        done = ledger.research_stays.get(leader, 0) if ledger.year == year else 0
        if not _year_ends(world, year) or done >= rules.stay_days_min:
            continue
        best = run = 0
        for day in (d for d in _days(world) if d.year == year):
            if world.is_worked(day):
                whole = {half_number(day, False), half_number(day, True)} <= halves
                run = run + 1 if whole else 0
            elif run and rules.stay_unit == "natural_day":
                run += 1
            best = max(best, run)
        if best < rules.stay_days_min:
            yield "variant-research-stay", leader


def _quarter(world: World, leader: str, halves: set[int]) -> Iterator[tuple[str, str]]:
    least = world.policy.research.quarter_min
    if least is None:
        return
    for year, n in sorted({(day.year, (day.month - 1) // 3) for day in _days(world)}):
        end = date(year, 3 * n + 3, 31 if n in (0, 3) else 30)
        while not world.is_worked(end):
            end -= timedelta(days=1)
        first = world.brief.horizon.first
        if not first <= end <= world.brief.horizon.last:
            continue
        begun = (first.year, (first.month - 1) // 3) == (year, n)
        got = world.brief.ledger.research_quarter.get(leader, 0) if begun else 0
        counted = set(halves)
        for event, booking in world.held():
            if event.kind in world.policy.research.kinds_that_count and leader in world.attendees(event.id):
                counted |= world.halves_of(booking)
        got += sum((day_of_half(h).year, (day_of_half(h).month - 1) // 3) == (year, n) for h in counted)
        if got < least:
            yield "variant-research-quarter", leader


# ceremonies


def _applications(world: World) -> Iterator[tuple[str, str]]:
    rules = world.policy.ceremony
    if rules.apply_days_before is None:
        return
    for event, booking in world.held():
        if event.kind not in rules.kinds or event.application is None or is_from_above(event):
            continue
        asked = day_of(floor_minute(event.application.at))
        ahead = (day_of(floor_minute(booking.start)) - asked).days
        late = ahead < rules.apply_days_before
        if late and not waived_by(world, "variant-apply-ahead", event.id, Post.OFFICE_DIRECTOR, Post.HEAD):
            yield "variant-apply-ahead", event.id
