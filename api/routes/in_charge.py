"""Who is in charge: now, over days as a timeline, and as a feed of its own."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from api import in_charge as verbs
from api.desk import Desk, days_of
from api.gate import Principal
from api.routes.feeds import calendar_of
from models.in_charge import InCharge, Stint
from models.permissions import Permission
from models.spans import Frozen, in_office_zone

At = Annotated[datetime | None, Query(description="哪个时刻，如 2026-12-08T09:00；不写即现在")]
Day = Annotated[str, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="日期，如 2026-12-01")]
CALENDAR: dict[int | str, dict[str, Any]] = {
    200: {"description": "An iCalendar object.", "content": {"text/calendar": {"schema": {"type": "string"}}}},
    304: {"description": "Nothing new."},
}


class Timeline(Frozen):
    """Who acts for whom, in order of time; half-days in which nobody does among them."""

    stints: tuple[Stint, ...]


def router(desk: Desk) -> APIRouter:
    """Routes of who is in charge; posts and half-days only, which everybody in the office may see."""
    routes = APIRouter(prefix="/api/offices/{office}/in-charge", tags=["in-charge"])
    Reader = Annotated[Principal, Depends(desk.gate.needs(Permission.READ))]

    @routes.get("")
    def who_is_in_charge(office: str, who: Reader, at: At = None) -> InCharge:
        """Who presides, who acts for whom, and what nobody is in charge of."""
        return verbs.now(desk.store, office, in_office_zone(at) if at is not None else desk.now())

    @routes.get("/timeline")
    def charge_timeline(office: str, first: Day, last: Day, who: Reader) -> Timeline:
        """Who acts for whom on these days."""
        return Timeline(stints=verbs.stints(desk.store, office, days_of(first, last), desk.now()))

    @routes.get("/feed.ics", response_class=Response, responses=CALENDAR)
    def charge_feed(office: str, who: Reader, request: Request) -> Response:
        """The same as a calendar."""
        return calendar_of(request, verbs.feed(desk.store, office, desk.today(), desk.now()), desk.now())

    return routes
