"""Questions about a draft: why so, why not otherwise, what else, which day, what was left out, may one travel."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from api import drafting, questions
from api.desk import Desk
from api.gate import Principal
from api.jobs.asking import ASKING
from api.questions import Repairs
from api.routes.drafts import Id, draft_of
from api.travel import precheck
from models.absences import AbsenceKind
from models.brief import Brief
from models.errors import BadInput, Fault
from models.people import LeaderId
from models.permissions import Permission
from models.plan import Plan
from models.reasons import Alternative, BookingReasons, LetIn, MonthMap, WhyNot, Wish
from models.slip import Slip, Trip
from models.spans import DateRange, Frozen, Instant

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


def router(desk: Desk) -> APIRouter:
    """Routes of questions."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["reasons"])
    Planner = Annotated[Principal, Depends(desk.gate.needs(Permission.PLAN))]

    def asked_of(office: str, draft: str) -> tuple[Brief, Plan]:
        found = draft_of(desk.store, office, draft)
        return drafting.brief_of(desk.store, office, found), found.plan

    @routes.get("/drafts/{draft}/why")
    def explain(office: str, draft: Id, who: Planner, event: MaybeEvent = None) -> tuple[BookingReasons, ...]:
        """Why it is planned so: by which articles, and why at no other time and by nobody else."""
        return ASKING.ask(questions.why_so, *asked_of(office, draft), event)

    @routes.post("/drafts/{draft}/why-not")
    def explain_not(office: str, draft: Id, given: Wish, who: Planner) -> WhyNot:
        """Why it cannot be otherwise, or what it would cost."""
        if given.event is None and given.item is None:
            raise BadInput([Fault("event", "请写明事项（event）或议题（item）")])
        if (given.seat is None) != (given.leader is None):
            raise BadInput([Fault("seat", "seat 和 leader 应一起写")])
        return ASKING.ask(questions.why_not_so, *asked_of(office, draft), given)

    @routes.get("/drafts/{draft}/recommend")
    def recommend(office: str, draft: Id, who: Planner, event: EventId, seat: Seat = None) -> tuple[Alternative, ...]:
        """Who may take a seat, or when an event may be held: lawful ones by cost, the others with their articles."""
        return ASKING.ask(questions.alternatives, *asked_of(office, draft), event, seat)

    @routes.get("/drafts/{draft}/month-map")
    def map_month(office: str, draft: Id, who: Planner, event: MaybeEvent = None, both: bool = False) -> MonthMap:
        """On which day a standing meeting might be held: cost, what hinders it, which waivers it takes."""
        return ASKING.ask(questions.map_of, *asked_of(office, draft), event, both)

    @routes.get("/drafts/{draft}/left-out")
    def not_placed(
        office: str, draft: Id, who: Planner, ways: Annotated[int, Query(ge=0, le=5)] = 0
    ) -> tuple[LetIn, ...]:
        """What found no place: who decides on it, and how it could be let in."""
        return ASKING.ask(questions.not_placed, *asked_of(office, draft), ways)

    @routes.post("/repairs")
    def repairs(office: str, given: Days, who: Planner) -> tuple[Repairs, ...]:
        """The conflicts that keep some days from being planned, each with its ways out; empty where there is none."""
        as_of = drafting.instant_for(desk.store, office, desk.now())
        made = drafting.frozen(desk.store, office, given.horizon, as_of).brief
        return ASKING.ask(questions.repairs, made)

    @routes.post("/travel")
    def travel(office: str, given: TripAsked, who: Planner) -> Slip:
        """The coverage slip: may a leader be away then, who covers what, and what is still missing."""
        trip = Trip.model_validate({name: getattr(given, name) for name in Trip.model_fields})
        if trip.end <= trip.start:
            raise BadInput([Fault("end", "结束时间须晚于开始时间，请改正")])
        as_of = drafting.instant_for(desk.store, office, desk.now())
        made = drafting.frozen(desk.store, office, given.horizon, as_of).brief
        precheck(made, trip)
        return ASKING.ask(questions.coverage, made, trip)

    return routes
