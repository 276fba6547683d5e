"""Coming in by another system's word: the way to it and the way back."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import NotAdmitted
from api.desk import Desk
from api.gate import Public
from api.pages.fill import sign_in_page
from api.routes.session import SAME, keep_session
from api.vouching import LONGEST, NOT_OURS, NotVouched, Passage, Vouching

PASSAGE = "richeng_passage"
MINUTES = 10
OPEN = Public("人还没有登录")
Given = Annotated[str, Query(max_length=4000)]


def router(desk: Desk, vouching: Vouching) -> APIRouter:
    """Two routes; there are none where no provider is set."""
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(OPEN)])

    @routes.get("/sign-in/outer")
    def leave_for_provider(request: Request) -> Response:
        """Off to the provider, with a cookie that holds the passage together."""
        passage = Passage.begin()
        try:
            away = vouching.way_out(passage, str(request.url_for("return_from_provider")))
        except NotVouched as no:
            return _told(str(no), 503)
        response = RedirectResponse(away, 303)
        response.set_cookie(
            PASSAGE,
            str(passage),
            max_age=MINUTES * 60,
            path="/sign-in",
            httponly=True,
            samesite="lax",
            secure=request.scope["scheme"] == "https",
        )
        return response

    @routes.get("/sign-in/outer/return")
    def return_from_provider(request: Request, state: Given = "", code: Given = "") -> Response:
        """Back from the provider: he whom it vouches for and who has an account, or a page that says why not."""
        passage = Passage.read(request.cookies.get(PASSAGE, ""))
        if passage is None or not hmac.compare_digest(passage.state.encode(), state.encode()) or not code:
            return _told(NOT_OURS, 400)
        try:
            subject = vouching.subject(passage, code, str(request.url_for("return_from_provider")))
            secret = desk.people.vouched(desk.shelf.office, subject)
        except NotVouched as no:
            return _told(str(no), 503)
        except NotAdmitted:
            return _told(f"您的统一身份（{subject[:LONGEST]}）在本单位没有账号；请管理员在账号中填上它。", 403)
        response = keep_session(RedirectResponse("/", 303), secret, request)
        response.delete_cookie(PASSAGE, path="/sign-in")
        return response

    return routes


def _told(fault: str, status: int) -> Response:
    response = HTMLResponse(sign_in_page(fault, vouched=True), status, SAME)
    response.delete_cookie(PASSAGE, path="/sign-in")
    return response
