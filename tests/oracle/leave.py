"""Leave that the office places: what has begun, what the plan places, and where that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from models.absences import Absence, AbsenceKind
from models.leave import LeaveWish
from models.spans import OFFICE_TZ, HalfDay, Span

if TYPE_CHECKING:
    from tests.oracle.world import World

CODE = "house-leave-placed"


def broken(world: World) -> Iterator[tuple[str, str]]:
    """Leave of the plan that lies where it may not."""
    ours = {wish.id: wish for wish in _ours(world)}
    begun = {absence.id: absence for absence in world.begun}
    told = [(leave.absence, leave.start) for leave in world.plan.leave]
    for id, start in told:
        if id in begun:
            first = begun[id].span.start.astimezone(OFFICE_TZ)
            wrong = (start.day, start.pm) != (first.date(), False)
        elif id in ours:
            wrong = not _may_begin(world, ours[id], start) or _meets_another(world, ours, id, told)
        else:
            wrong = True
        if wrong or [other for other, _ in told].count(id) > 1:
            yield CODE, id


def _meets_another(world: World, ours: dict[str, LeaveWish], id: str, told: list[tuple[str, HalfDay]]) -> bool:
    mine = [days_of(world, ours[id], start) for other, start in told if other == id]
    others = [
        days_of(world, ours[other], start)
        for other, start in told
        if other != id and other in ours and ours[other].leader == ours[id].leader
    ]
    return any(set(own) & set(other) for own in mine for other in others)


def _may_begin(world: World, wish: LeaveWish, start: HalfDay) -> bool:
    horizon = world.brief.horizon
    if start.pm or not world.is_worked(start.day) or not horizon.first <= start.day <= horizon.last:
        return False
    days = days_of(world, wish, start)
    if days[0] < wish.window.first or days[-1] > wish.window.last:
        return False
    if datetime.combine(start.day, time(0), OFFICE_TZ) < world.brief.as_of:
        return False
    return not any(_days(a) & set(days) for a in (*world.brief.absences, *world.begun) if _counts(a, wish))


def _counts(absence: Absence, wish: LeaveWish) -> bool:
    return absence.leader == wish.leader and absence.approval.state == "approved"


def _days(absence: Absence) -> set[date]:
    first, last = absence.span.start.astimezone(OFFICE_TZ), absence.span.end.astimezone(OFFICE_TZ)
    days, day = set(), first.date()
    while datetime.combine(day, time(0), OFFICE_TZ) < last:
        days.add(day)
        day += timedelta(days=1)
    return days


def days_of(world: World, wish: LeaveWish, start: HalfDay) -> list[date]:
    """The days of a leave, days off between its working days among them."""
    days = [start.day]
    worked = 1 if world.is_worked(start.day) else 0
    while worked < wish.workdays:
        days.append(days[-1] + timedelta(days=1))
        worked += 1 if world.is_worked(days[-1]) else 0
    return days


def _ours(world: World) -> list[LeaveWish]:
    """Wishes that this plan has to answer."""
    brief = world.brief
    was = {told.absence: told.start for told in brief.published.leave} if brief.published else {}
    found = []
    for wish in brief.leave:
        if wish.approval.state != "approved" or _has_begun(world, was.get(wish.id)):
            continue
        elsewhere = wish.id in was and was[wish.id].day > brief.horizon.last
        over = datetime.combine(wish.window.last, time(0), OFFICE_TZ) + timedelta(days=1) <= brief.as_of
        touches = wish.window.first <= brief.horizon.last and wish.window.last >= brief.horizon.first
        if touches and not elsewhere and not over:
            found.append(wish)
    return found


def _has_begun(world: World, start: HalfDay | None) -> bool:
    return start is not None and (start.start < world.brief.as_of or start.day < world.brief.horizon.first)


def placements(world: World) -> tuple[list[Absence], list[Absence]]:
    """Leave as absences: what has begun, and what the plan places."""
    brief = world.brief
    was = {told.absence: told.start for told in brief.published.leave} if brief.published else {}
    begun = [_absence(world, w, was[w.id]) for w in brief.leave if _has_begun(world, was.get(w.id))]
    ours = {wish.id: wish for wish in _ours(world)}
    placed = [_absence(world, ours[told.absence], told.start) for told in world.plan.leave if told.absence in ours]
    return begun, placed


def _absence(world: World, wish: LeaveWish, start: HalfDay) -> Absence:
    last = days_of(world, wish, start)[-1]
    return Absence(
        id=wish.id,
        leader=wish.leader,
        kind=AbsenceKind.ANNUAL_LEAVE,
        span=Span(start=start.start, end=datetime.combine(last, time(0), OFFICE_TZ) + timedelta(days=1)),
        requested_at=wish.requested_at,
        approval=wish.approval,
    )


def shifted(world: World) -> list[Absence]:
    """Placed leave that does not stand where it was published."""
    published = world.brief.published
    was = [(told.absence, told.start.start) for told in published.leave] if published else []
    return [leave for leave in world.placed if (leave.id, leave.span.start) not in was]
