"""Pages of a week at work: the board, and the part of it that changes with every edit."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.desk import Desk, week_of
from api.gate import Principal
from api.pages.board import address, board_of, board_page, board_sheet, no_board_page
from models.permissions import Permission
from render.weeks import IsoWeek, opening_week


def router(desk: Desk) -> APIRouter:
    """Routes of the board."""
    routes = APIRouter(include_in_schema=False)
    Planner = Annotated[Principal, Depends(desk.gate.needs(Permission.PLAN))]

    @routes.get("/board")
    def opening(who: Planner) -> Response:
        """The week to open with."""
        head = desk.of(who.office).shelf.head()
        week = opening_week(head, desk.today()) if head else IsoWeek.of(desk.today())
        return RedirectResponse(address(week), 303)

    @routes.get("/board/{iso}")
    def board(iso: str, who: Planner) -> Response:
        """One week."""
        found = board_of(desk, who, week_of(iso))
        return no_board_page(desk, who) if found is None else board_page(desk, who, found)

    @routes.get("/board/{iso}/sheet")
    def sheet(iso: str, who: Planner) -> Response:
        """The week's table and what stands beside it."""
        found = board_of(desk, who, week_of(iso))
        return HTMLResponse("" if found is None else board_sheet(desk, found))

    return routes
