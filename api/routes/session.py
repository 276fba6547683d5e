"""Signing in and out, as a page and as JSON; one-time links."""

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from api import people
from api.auth import NotAdmitted
from api.conditions import act_of
from api.desk import Desk
from api.gate import SESSION, Principal, Public
from api.pages.fill import enter_page, sign_in_page
from models.accounts import Role
from models.errors import BadInput, Refused, Unknown
from models.permissions import Permission
from models.spans import Frozen

WRONG = "登录名或口令不对，请核对后再输；连续多次不对将暂停尝试。"
SHUT = "尝试次数过多，请一刻钟后再试，或请管理员发一个一次性链接。"
USED = "这个链接已经用过或过期；请向管理员索取新的链接。"
SAME = {"Referrer-Policy": "same-origin"}  # under no-referrer a form is sent with Origin: null
OPEN = Public("人还没有登录")


class Credentials(Frozen):
    """Who signs in. office: the served one where none is named."""

    login: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=1, max_length=200, repr=False)
    office: str | None = Field(default=None, max_length=40)


class Myself(Frozen):
    """Who one is to the service, and what one may do."""

    id: str
    office: str
    title: str
    roles: tuple[Role, ...]
    leader: str | None
    permissions: tuple[Permission, ...]

    @classmethod
    def of(cls, who: Principal) -> "Myself":
        """The principal as it is told."""
        return cls(
            id=who.id,
            office=who.office,
            title=who.title,
            roles=tuple(sorted(who.roles)),
            leader=who.leader,
            permissions=tuple(p for p in Permission if who.may(p)),
        )


class NewPassword(Frozen):
    """A change of one's own password."""

    old: str = Field(default="", max_length=200, repr=False)
    new: str = Field(max_length=200, repr=False)


def router(desk: Desk, newcomer: str | None = None, *, vouched: bool = False) -> APIRouter:
    """Routes of sessions. newcomer: the login that anybody on this machine may walk in by, in the demo alone.
    vouched: whether another system vouches for people."""
    routes = APIRouter(tags=["session"])
    me = desk.gate.needs(Permission.SELF)
    Me = Annotated[Principal, Depends(me)]

    async def let_in(office: str, login: str, password: str) -> str:
        begun = time.monotonic()
        try:
            return await run_in_threadpool(desk.people.sign_in, office, login, password)
        except NotAdmitted:
            await asyncio.sleep(begun + people.REFUSAL - time.monotonic())
            raise

    @routes.post("/api/session", status_code=201, dependencies=[Depends(OPEN)])
    async def sign_in(given: Credentials, request: Request, response: Response) -> Myself:
        """Sign in; the answer sets the session's cookie."""
        secret = await let_in(given.office or desk.shelf.office, given.login, given.password)
        who = await run_in_threadpool(desk.gate.by_session, secret)
        if who is None:
            raise NotAdmitted(401)
        keep_session(response, secret, request)
        return Myself.of(who)

    @routes.get("/api/session")
    def myself(who: Me) -> Myself:
        """Who I am here, and what I may do."""
        return Myself.of(who)

    @routes.delete("/api/session", status_code=204)
    def sign_out(who: Me, response: Response) -> None:
        """End this session."""
        _end(desk, who)
        response.delete_cookie(SESSION)

    @routes.put("/api/session/password", status_code=204)
    def change_password(given: NewPassword, who: Me) -> None:
        """Change one's own password; every session ends."""
        if who.session is None:
            raise Refused("访客和程序没有口令可改；请先登录。")
        with desk.store.write(who.office, act_of(who, desk.now(), None)) as room:
            account = room.accounts.get(who.id)
            if account is None:
                raise Unknown(USED)
            desk.people.set_password(room, account, given.old, given.new)

    @routes.get("/sign-in", include_in_schema=False, dependencies=[Depends(OPEN)])
    def ask() -> Response:
        """The page that asks who one is."""
        return HTMLResponse(sign_in_page("", newcomer is not None, vouched), headers=SAME)

    @routes.post("/sign-in", include_in_schema=False, dependencies=[Depends(OPEN)])
    async def enter(
        request: Request, login: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
    ) -> Response:
        """Login and password, shown."""
        try:
            secret = await let_in(desk.shelf.office, login, password)
        except NotAdmitted as refused:
            fault = WRONG if refused.status == 401 else SHUT
            return HTMLResponse(
                sign_in_page(fault, newcomer is not None, vouched), refused.status, {**refused.headers, **SAME}
            )
        return keep_session(RedirectResponse("/", 303), secret, request)

    if newcomer is not None:

        @routes.post("/demo", include_in_schema=False, dependencies=[Depends(Public("演示单位，仅限本机"))])
        def walk_in(request: Request) -> Response:
            """Into the demo office by one click."""
            return keep_session(RedirectResponse("/", 303), desk.people.walk_in(desk.shelf.office, newcomer), request)

    @routes.post("/sign-out", include_in_schema=False)
    def leave(who: Me) -> Response:
        """End this session."""
        _end(desk, who)
        response = RedirectResponse("/sign-in", 303)
        response.delete_cookie(SESSION)
        return response

    @routes.get("/enter/{secret}", include_in_schema=False, dependencies=[Depends(OPEN)])
    def show_link(secret: str) -> Response:
        """The page of a one-time link; looking at it does not use it up."""
        found = desk.people.of_link(secret)
        if found is None:
            return HTMLResponse(sign_in_page(USED), 404, SAME)
        return HTMLResponse(enter_page(found[1].title, ""), headers=SAME)

    @routes.post("/enter/{secret}", include_in_schema=False, dependencies=[Depends(OPEN)])
    def use_link(secret: str, request: Request, password: Annotated[str, Form()] = "") -> Response:
        """Come in by a one-time link, with a new password or without."""
        try:
            session = desk.people.enter(secret, password)
        except Unknown:
            return HTMLResponse(sign_in_page(USED), 404, SAME)
        except BadInput as fault:
            found = desk.people.of_link(secret)
            title = found[1].title if found else ""
            return HTMLResponse(enter_page(title, fault.faults[0].message), 422, SAME)
        return keep_session(RedirectResponse("/", 303), session, request)

    return routes


def keep_session(response: Response, secret: str, request: Request) -> Response:
    """Have the browser keep its session's secret, out of scripts' reach."""
    response.set_cookie(
        SESSION,
        secret,
        max_age=int(people.ABSOLUTE.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.scope["scheme"] == "https",
    )
    return response


def _end(desk: Desk, who: Principal) -> None:
    if who.session is not None:
        with desk.store.write(who.office, act_of(who, desk.now(), None)) as room:
            room.sessions.revoke(who.id, who.session)
