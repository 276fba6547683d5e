"""Questions about a draft: why so, why not otherwise, what else, which day, what was left out, may one travel."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from api import drafting
from api.desk import Desk
from api.gate import Principal
from api.routes.drafts import Id, a_turn, draft_of
from api.travel import choose, precheck, slip_of
from models.absences import AbsenceKind
from models.errors import BadInput, Fault, Refused
from models.people import LeaderId
from models.permissions import Permission
from models.plan import Plan
from models.reasons import Alternative, BookingReasons, Conflict, LetIn, MonthMap, Stuck, WhyNot, Wish
from models.repairs import WayOut
from models.slip import Slip, Trip
from models.spans import DateRange, Frozen, Instant
from solver.inquiry import Inquiry
from solver.let_in import left_out
from solver.month_map import month_map
from solver.recommend import takers, times
from solver.repairs import ways_out
from solver.why import why, why_event
from solver.why_not import why_not

T = TypeVar("T")
EventId = Annotated[str, Query(min_length=1, max_length=80, description="事项编号")]
MaybeEvent = Annotated[str | None, Query(min_length=1, max_length=80, description="事项编号")]
Seat = Annotated[str | None, Query(min_length=1, max_length=80, description="席位编号；不写则比较时间")]


class TripAsked(Frozen):
    """May this leader be away then? horizon: the days that the question is judged within."""

    horizon: DateRange
    leader: LeaderId = Field(max_length=40)
    start: Instant
    end: Instant
    kind: AbsenceKind = AbsenceKind.TRIP
    place: str = Field(default="", max_length=100)


class Days(Frozen):
    """Some days."""

    horizon: DateRange


class Repairs(Frozen):
    """A conflict and the ways out of it, the cheapest first."""

    conflict: Conflict
    ways: tuple[WayOut, ...]


def router(desk: Desk) -> APIRouter:
    """Routes of questions."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["reasons"])
    Planner = Annotated[Principal, Depends(desk.gate.needs(Permission.PLAN))]

    def inquiry(office: str, draft: str) -> Inquiry:
        found = draft_of(desk.store, office, draft)
        return Inquiry(drafting.brief_of(desk.store, office, found), found.plan)

    @routes.get("/drafts/{draft}/why")
    def explain(office: str, draft: Id, who: Planner, event: MaybeEvent = None) -> tuple[BookingReasons, ...]:
        """Why it is planned so: by which articles, and why at no other time and by nobody else."""
        with a_turn():
            asked = inquiry(office, draft)
            return why(asked) if event is None else (_known("event", lambda: why_event(asked, event)),)

    @routes.post("/drafts/{draft}/why-not")
    def explain_not(office: str, draft: Id, given: Wish, who: Planner) -> WhyNot:
        """Why it cannot be otherwise, or what it would cost."""
        if given.event is None and given.item is None:
            raise BadInput([Fault("event", "请写明事项（event）或议题（item）")])
        if (given.seat is None) != (given.leader is None):
            raise BadInput([Fault("seat", "seat 和 leader 应一起写")])
        with a_turn():
            asked = inquiry(office, draft)
            return _known("event", lambda: why_not(asked, given))

    @routes.get("/drafts/{draft}/recommend")
    def recommend(office: str, draft: Id, who: Planner, event: EventId, seat: Seat = None) -> tuple[Alternative, ...]:
        """Who may take a seat, or when an event may be held: lawful ones by cost, the others with their articles."""
        with a_turn():
            asked = inquiry(office, draft)
            return _known("event", lambda: times(asked, event) if seat is None else takers(asked, event, seat))

    @routes.get("/drafts/{draft}/month-map")
    def map_month(office: str, draft: Id, who: Planner, event: MaybeEvent = None, both: bool = False) -> MonthMap:
        """On which day a standing meeting might be held: cost, what hinders it, which waivers it takes."""
        with a_turn():
            asked = inquiry(office, draft)
            return _known("event", lambda: month_map(asked, event, both_halves=both))

    @routes.get("/drafts/{draft}/left-out")
    def not_placed(
        office: str, draft: Id, who: Planner, ways: Annotated[int, Query(ge=0, le=5)] = 0
    ) -> tuple[LetIn, ...]:
        """What found no place: who decides on it, and how it could be let in."""
        with a_turn():
            return tuple(left_out(inquiry(office, draft), most_ways=ways))

    @routes.post("/repairs")
    def repairs(office: str, given: Days, who: Planner) -> tuple[Repairs, ...]:
        """The conflicts that keep some days from being planned, each with its ways out; empty where there is none."""
        as_of = drafting.instant_for(desk.store, office, desk.now())
        made = drafting.frozen(desk.store, office, given.horizon, as_of).brief
        with a_turn():
            answer = drafting.solved(made).result
            if isinstance(answer, Plan):
                return ()
            if not isinstance(answer, Stuck):
                raise Refused(answer.why)
            return tuple(Repairs(conflict=c, ways=tuple(ways)) for c, ways in ways_out(made, answer))

    @routes.post("/travel")
    def travel(office: str, given: TripAsked, who: Planner) -> Slip:
        """The coverage slip: may a leader be away then, who covers what, and what is still missing."""
        trip = Trip.model_validate({name: getattr(given, name) for name in Trip.model_fields})
        if trip.end <= trip.start:
            raise BadInput([Fault("end", "结束时间须晚于开始时间，请改正")])
        as_of = drafting.instant_for(desk.store, office, desk.now())
        made = drafting.frozen(desk.store, office, given.horizon, as_of).brief
        with a_turn():
            _known("leader", lambda: precheck(made, trip))
            chosen = choose(made, None)
            if not isinstance(chosen, tuple):
                raise Refused("现有的必办事项互相冲突，排不出方案，无从核对外出；请先用 repairs 查看出路。")
            return slip_of(made, *chosen, trip)

    return routes


def _known(path: str, ask: Callable[[], T]) -> T:
    """What is answered. Raises BadInput for something that the draft does not know."""
    try:
        return ask()
    except KeyError:
        raise BadInput([Fault(path, "草案里没有这一项，请核对编号")]) from None
