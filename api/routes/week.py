"""Pages of a week: for the Office and for each leader, of any version."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.desk import Desk, audience_of, week_of
from api.gate import Principal
from api.pages.codes import codes_of
from api.pages.fill import Choice, Nav, nothing_page, subscribe_page, week_page
from models.audience import OFFICE, OFFICE_ID, Audience
from models.permissions import Permission
from models.publication import Publication
from render.weeks import IsoWeek, opening_week

VERSIONS_SHOWN = 20
PAPERS = (
    ("Word 文件", "paper.docx"),
    ("Excel 表格", "paper.xlsx"),
    ("PDF 文件", "paper.pdf"),
    ("变动单（Word）", "changes.docx"),
    ("变动单（PDF）", "changes.pdf"),
)
Version = Annotated[int | None, Query(ge=1, le=10**9)]


def router(served: Desk) -> APIRouter:
    """Routes of pages; behind the door."""
    routes = APIRouter(include_in_schema=False)
    Reader = Annotated[Principal, Depends(served.gate.needs(Permission.READ))]
    Anybody = Annotated[Principal, Depends(served.gate.needs(Permission.SELF))]

    @routes.get("/")
    def front(who: Anybody) -> Response:
        """The week to open with: a leader's own, the board for whoever plans, their requests for departments."""
        if not who.may(Permission.READ):
            return RedirectResponse("/request", 303)
        if who.session is not None and who.may(Permission.PLAN):
            return RedirectResponse("/board", 303)
        if served.of(who.office).shelf.head() is None:
            return HTMLResponse(nothing_page())
        return opening(who.leader if who.is_confined and who.leader else OFFICE_ID, who)

    @routes.get("/{audience}/week")
    def opening(audience: str, who: Reader) -> Response:
        """The week to open an audience's calendar with."""
        desk = served.of(who.office)
        head = desk.shelf.head()
        if head is None:
            return HTMLResponse(nothing_page())
        return RedirectResponse(address(audience_of(head, audience), opening_week(head, desk.today()), None), 303)

    @routes.get("/{audience}/week/{iso}")
    def week(audience: str, iso: str, who: Reader, version: Version = None) -> Response:
        """One week."""
        wanted, desk = week_of(iso), served.of(who.office)
        if desk.shelf.head() is None:
            return HTMLResponse(nothing_page())
        publication = desk.publication(version)
        reader = desk.reader(publication, audience)
        table = desk.table(publication, reader, wanted)
        return HTMLResponse(week_page(table, reader, nav(desk, publication, reader, wanted, who), desk.today()))

    @routes.get("/{audience}/subscribe")
    def subscribe(audience: str, request: Request, who: Reader) -> Response:
        """An audience's feed, for a phone: the demo's own address, else the page on which addresses are made."""
        desk = served.of(who.office)
        head = desk.publication(None)
        reader = audience_of(head, audience)
        token = desk.demo_tokens.get(reader.id)
        if token is None:
            if not who.may(Permission.LINKS):
                raise HTTPException(404)
            return RedirectResponse(f"/subscriptions?audience={reader.id}", 303)
        whose = "全体领导" if reader.leader is None else head.zh(reader.leader)
        codes = codes_of(str(request.url_for("feed", token=token)))
        return HTMLResponse(subscribe_page(whose, codes, f"/{reader.id}/week"))

    return routes


def address(reader: Audience, week: IsoWeek, version: int | None) -> str:
    """Where a week of a version stands; without a version: the newest."""
    return f"/{reader.id}/week/{week}" + (f"?version={version}" if version else "")


def paper(reader: Audience, week: IsoWeek, version: int | None, file: str) -> str:
    """Where a week's file stands."""
    return f"/{reader.id}/week/{week}/{file}" + (f"?version={version}" if version else "")


def nav(desk: Desk, publication: Publication, reader: Audience, week: IsoWeek, who: Principal) -> Nav:
    """Where one can go from here; the version stays as long as it is not the newest."""
    numbers = desk.shelf.numbers()
    newest = max(numbers)
    version = None if publication.number == newest else publication.number
    today = desk.today()
    nearest = opening_week(publication, week.monday)
    readers = [OFFICE, *(Audience(leader.id) for leader in publication.leaders)]
    names = ["全体领导", *(leader.title for leader in publication.leaders)]
    return Nav(
        previous=address(reader, week.shifted(-1), version),
        this=address(reader, IsoWeek.of(today), version),
        next=address(reader, week.shifted(1), version),
        is_this=week == IsoWeek.of(today),
        versions=[
            Choice(
                f"第{n}版" + ("（最新）" if n == newest else ""),
                address(reader, week, None if n == newest else n),
                n == publication.number,
            )
            for n in sorted(numbers, reverse=True)[:VERSIONS_SHOWN]
        ],
        readers=[
            Choice(name, address(one, week, version), one.id == reader.id)
            for name, one in zip(names, readers, strict=True)
            if who.sees(one.id)
        ],
        newest=newest,
        superseded=version is not None,
        newest_href=address(reader, week, None),
        nearest="" if nearest == week else address(reader, nearest, version),
        nearest_zh=f"{nearest.zh}（{nearest.range_zh}）",
        subscribe=f"/{reader.id}/subscribe" if desk.demo_tokens.get(reader.id) or who.may(Permission.LINKS) else "",
        work=_work(who, week),
        papers=[Choice(name, paper(reader, week, version, file), False) for name, file in PAPERS],
    )


def _work(who: Principal, week: IsoWeek) -> Choice:
    """Where whoever reads a week can do something about it."""
    if who.session is None:
        return Choice("登录", "/sign-in", False)
    return Choice("编排", f"/board/{week}", False) if who.may(Permission.PLAN) else Choice("首页", "/", False)
