"""The page of the trail."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.trail import trail_page
from models.permissions import Permission

Before = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


def router(desk: Desk) -> APIRouter:
    """The route of the page."""
    routes = APIRouter(include_in_schema=False)
    Reader = Annotated[Principal, Depends(desk.gate.needs(Permission.TRAIL))]

    @routes.get("/trail")
    def page(who: Reader, before: Before = None) -> HTMLResponse:
        """The newest deeds, or those before a number."""
        return trail_page(desk.of(who.office), who, before)

    return routes
