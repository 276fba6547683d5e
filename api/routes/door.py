"""The log-in: one field for the key, one cookie that does not hold it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import COOKIE, SESSION_SECONDS, next_page
from api.desk import Desk
from api.gate import Public
from api.pages.fill import login_page
from render.weekly import TITLE

WRONG = "口令不对，请核对后再输；连续多次不对将暂停尝试。"


def router(desk: Desk) -> APIRouter:
    """Routes of the log-in; without a key there is nothing to log in to."""
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(Public("人还没有登录"))])

    @routes.get("/login")
    def ask(next: str = "/") -> Response:
        """The page that asks for the key."""
        door = desk.gate.door
        if door.is_open:
            return RedirectResponse("/", 303)
        return _page(next) if door.has_key else RedirectResponse("/sign-in", 303)

    @routes.post("/login")
    def enter(request: Request, key: Annotated[str, Form()] = "", next: Annotated[str, Form()] = "/") -> Response:
        """The key, shown."""
        if desk.gate.door.is_open:
            return RedirectResponse("/", 303)
        if not desk.gate.door.admits(key, request):
            return _page(next, WRONG, 401)
        response = RedirectResponse(next_page(next), 303)
        response.set_cookie(
            COOKIE,
            desk.gate.door.session(),
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="strict",
            secure=request.scope["scheme"] == "https",
        )
        return response

    return routes


def _page(wanted: str, fault: str = "", status: int = 200) -> Response:
    # under no-referrer a browser would send the form with Origin: null, and the guards would refuse it
    headers = {"Referrer-Policy": "same-origin"}
    return HTMLResponse(login_page(TITLE, next_page(wanted), fault), status, headers)
