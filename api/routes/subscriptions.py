"""The page of calendars' addresses: who has one, when it was last read, what its holder sees; an address's codes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.desk import Desk
from api.gate import Principal
from api.pages.codes import codes_of
from api.pages.subscriptions import codes_fragment, subscriptions_page
from models.permissions import Permission
from models.spans import Frozen

Chosen = Annotated[str | None, Query(max_length=40)]


class Address(Frozen):
    """A feed's address, as it was shown."""

    address: str = Field(pattern=r"^https?://[A-Za-z0-9.:\[\]-]{1,260}/feeds/[A-Za-z0-9_-]{1,120}\.ics$")


class CodesView(Frozen):
    """An address for phones. html: the codes and the way to use them, as the page shows them."""

    webcal: str
    html: str


def router(desk: Desk) -> APIRouter:
    """Routes of subscriptions."""
    routes = APIRouter(tags=["links"])
    Who = Annotated[Principal, Depends(desk.gate.needs(Permission.LINKS))]

    @routes.post("/api/offices/{office}/links/codes")
    def codes(office: str, given: Address, who: Who) -> CodesView:
        """An address as QR codes and as webcal; nothing is kept."""
        made = codes_of(given.address)
        return CodesView(webcal=made.webcal, html=codes_fragment(made))

    @routes.get("/subscriptions", include_in_schema=False)
    def page(who: Who, audience: Chosen = None) -> HTMLResponse:
        """Every address that one may see, and what an audience sees."""
        return subscriptions_page(desk.of(who.office), who, audience)

    return routes
