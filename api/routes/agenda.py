"""The page of agenda items; they are records, and edited as such."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.agenda import agenda_page
from models.permissions import Permission

Day = Annotated[date | None, Query(description="假定哪天开会，用于尚未上会的议题")]


def router(desk: Desk) -> APIRouter:
    """The route of the page."""
    routes = APIRouter(include_in_schema=False)
    Reader = Annotated[Principal, Depends(desk.gate.needs(Permission.RECORDS))]

    @routes.get("/agenda")
    def page(who: Reader, meeting: Day = None) -> HTMLResponse:
        """Every item, the most pressing first."""
        return agenda_page(desk.of(who.office), who, meeting)

    return routes
