"""Pages of a month to plan."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import RedirectResponse, Response

from api.desk import Desk
from api.gate import Principal
from api.pages.month import Month, address, month_page
from models.errors import BadInput
from models.permissions import Permission


def router(desk: Desk) -> APIRouter:
    """Routes of the month's page."""
    routes = APIRouter(include_in_schema=False)
    Planner = Annotated[Principal, Depends(desk.gate.needs(Permission.PLAN))]

    @routes.get("/month")
    def opening(who: Planner) -> Response:
        """The month that is planned next: the coming one from the 20th on, as months are planned ahead."""
        today = desk.today()
        month = Month.of(today)
        return RedirectResponse(address(month.shifted(1) if today.day >= 20 else month), 303)

    @routes.get("/month/{text}")
    def month(text: str, who: Planner) -> Response:
        """One month."""
        try:
            found = Month.parse(text)
        except BadInput:
            raise HTTPException(404) from None
        return month_page(desk, who, found)

    return routes
