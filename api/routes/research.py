"""The page of the year's research; topics are records, and a stretch put in is an event on record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.research import research_page
from models.permissions import Permission

Year = Annotated[int | None, Query(ge=1950, le=2100)]


def router(desk: Desk) -> APIRouter:
    """The route of the page."""
    routes = APIRouter(include_in_schema=False)
    Reader = Annotated[Principal, Depends(desk.gate.needs(Permission.RECORDS))]

    @routes.get("/research")
    def page(who: Reader, year: Year = None) -> HTMLResponse:
        """The year, leader by leader."""
        return research_page(desk.of(who.office), who, year)

    return routes
