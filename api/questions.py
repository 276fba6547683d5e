"""Questions about plans, as a child answers them: from values to values, nothing of stores or HTTP.

Who asks is api/routes/reasons.py; where and within what limits, api/jobs/asking.py.
"""

from collections.abc import Callable
from typing import TypeVar

from api.travel import answered
from models.brief import Brief
from models.errors import BadInput, Fault, Unanswered
from models.plan import Plan
from models.reasons import Alternative, BookingReasons, Conflict, LetIn, MonthMap, Stuck, WhyNot, Wish
from models.repairs import WayOut
from models.slip import Basis, Slip, Trip
from models.spans import Frozen
from solver.inquiry import Inquiry
from solver.let_in import left_out
from solver.month_map import month_map
from solver.recommend import takers, times
from solver.repairs import ways_out
from solver.solve import solve
from solver.travel import Travel, judged_of
from solver.why import why, why_event
from solver.why_not import why_not

T = TypeVar("T")


class Repairs(Frozen):
    """A conflict and the ways out of it, the cheapest first."""

    conflict: Conflict
    ways: tuple[WayOut, ...]


def why_so(brief: Brief, plan: Plan, event: str | None) -> tuple[BookingReasons, ...]:
    """Why a plan, or one event of it, is as it is. Raises BadInput for an event that it does not hold."""
    asked = Inquiry(brief, plan)
    return why(asked) if event is None else (_known("event", lambda: why_event(asked, event)),)


def why_not_so(brief: Brief, plan: Plan, wish: Wish) -> WhyNot:
    """Why it cannot be as wished, or what that would cost. Raises BadInput."""
    return _known("event", lambda: why_not(Inquiry(brief, plan), wish))


def alternatives(brief: Brief, plan: Plan, event: str, seat: str | None) -> tuple[Alternative, ...]:
    """When else, or by whom else. Raises BadInput."""
    asked = Inquiry(brief, plan)
    return _known("event", lambda: times(asked, event) if seat is None else takers(asked, event, seat))


def map_of(brief: Brief, plan: Plan, event: str | None, both: bool) -> MonthMap:
    """On which day else. Raises BadInput."""
    return _known("event", lambda: month_map(Inquiry(brief, plan), event, both_halves=both))


def not_placed(brief: Brief, plan: Plan, ways: int) -> tuple[LetIn, ...]:
    """What found no place, each with some ways to let it in."""
    return tuple(left_out(Inquiry(brief, plan), most_ways=ways))


def repairs(brief: Brief) -> tuple[Repairs, ...]:
    """The conflicts of a brief with their ways out, none where it can be planned. Raises Unanswered."""
    result = solve(brief)
    if isinstance(result, Plan):
        return ()
    if not isinstance(result, Stuck):
        raise Unanswered(result.why)
    return tuple(Repairs(conflict=conflict, ways=tuple(ways)) for conflict, ways in ways_out(brief, result))


def coverage(brief: Brief, trip: Trip) -> Slip:
    """The coverage slip, on the published plan or a fresh one. Raises BadInput."""
    return answered(brief, None, trip, fresh=solve)  # here: this process is a limited child already


def coverage_by_rules(brief: Brief, trip: Trip) -> Slip | None:
    """The same by the rules alone, at once and without a re-plan; none where nothing is published to judge it by."""
    plan = judged_of(brief.published, brief) if brief.published is not None else None
    return None if plan is None else Travel(brief, plan, Basis.PUBLISHED).slip(trip, exact=False)


def _known(path: str, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except KeyError:
        raise BadInput([Fault(path, "草案里没有这一项，请核对编号")]) from None
