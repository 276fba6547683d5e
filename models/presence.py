"""Who is away once a plan has placed leave: the one question of audits, and what a plan may decide about leave.

Rules ask a brief who is away. A plan that places leave makes more of them away; `settled` is the brief as it is then,
so that a rule judges placed leave in the words in which it judges any absence.
"""

from models.brief import Brief
from models.leave import LeaveWish, PlacedLeave, leave_at, starts
from models.plan import LeaveStart, Plan
from models.spans import HalfDay


def wishes(brief: Brief) -> tuple[LeaveWish, ...]:
    """Approved wishes that the plan has to place or to deny: not begun, not published for a day outside the
    horizon, and with a window that touches it and is not over."""
    begun = {absence.id for absence in brief.begun_leave}
    return tuple(
        wish
        for wish in brief.leave
        if wish.approved
        and wish.id not in begun
        and brief.published_leave.get(wish.id, HalfDay(brief.horizon.first, False)).day in brief.horizon
        and wish.window.first <= brief.horizon.last
        and brief.horizon.first <= wish.window.last
        and not brief.is_past(HalfDay(wish.window.last, True).end)
    )


def options(brief: Brief, wish: LeaveWish) -> tuple[PlacedLeave, ...]:
    """Where the plan may put a leave, in order: begun on a working day of its window and of the horizon, not in the
    past, ended within its window, and clear of the leader's other absences."""
    was = brief.published_leave.get(wish.id)
    found = (
        leave_at(brief.calendar, wish, start, kept=start == was)
        for start in starts(brief.calendar, wish, brief.horizon)
        if not brief.is_past(start.start)
    )
    return tuple(leave for leave in found if not brief.is_away(wish.leader, leave.halves))


def placed(brief: Brief, plan: Plan) -> tuple[PlacedLeave, ...]:
    """The leave that a plan places, lawfully or not, as absences; what has begun is a fact already."""
    open_to_us = {wish.id: wish for wish in wishes(brief)}
    return tuple(
        leave_at(brief.calendar, wish, told.start, kept=told.start == brief.published_leave.get(wish.id))
        for told in plan.leave
        if (wish := open_to_us.get(told.absence)) is not None
    )


def settled(brief: Brief, plan: Plan) -> Brief:
    """The brief with the plan's leave among its absences; the brief itself where the plan places none."""
    return brief.with_absences(placed(brief, plan)) if plan.leave else brief


def begun(brief: Brief) -> tuple[LeaveStart, ...]:
    """Leave that has begun and starts in the horizon: every plan carries it along."""
    known = ((absence.id, brief.published_leave[absence.id]) for absence in brief.begun_leave)
    return tuple(LeaveStart(absence=id, start=start) for id, start in known if start.day in brief.horizon)


def price_denied(brief: Brief, wish: LeaveWish) -> int:
    """What denying a leave costs; a little where a later plan may still place it."""
    waits = wish.window.last > brief.horizon.last
    return brief.policy.weights.deferred if waits else brief.policy.weights.leave_denied
