"""Collecting departments' requests by Excel: the sheet to be filled in, a look at what has been filled in, and taking
it, all or nothing; the clerk's page around them."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse

from api import collecting
from api.conditions import IdempotencyKey, Why, act_of, earlier, given_key, once, request_sha
from api.desk import Desk, days_of
from api.gate import Principal
from api.pages.collect import collect_page
from api.routes.documents import Form as FileForm
from api.routes.documents import download
from intake.xlsx_merge import Asked
from models.accounts import Role
from models.errors import Refused
from models.permissions import Permission
from models.spans import DateRange, Frozen

XLSX = FileForm.XLSX
SHEET: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "An Excel workbook.",
        "content": {XLSX.mime: {"schema": {"type": "string", "format": "binary"}}},
    }
}
Filled = Annotated[bytes, Body(media_type="application/octet-stream", max_length=8 * 1024 * 1024)]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="如 2026-12-01")]
Unit = Annotated[str, Query(max_length=100, description="填报的部门；写明后再交同一份表即为修改")]
Seen = Annotated[str, Query(pattern="^[0-9a-f]{64}$", description="预览所答的 seen")]


class AskedView(Frozen):
    """One request of a sheet: its row in Excel, what becomes of it, and its words."""

    row: int
    word: str
    id: str
    title: str
    kind: str
    when: str
    people: str
    unit: str
    differs: tuple[str, ...]

    @classmethod
    def of(cls, asked: Asked) -> "AskedView":
        """The request as it is told."""
        return cls(**asked._asdict())


class LookView(Frozen):
    """What a sheet would do, or has done. seen: to be handed back where it is to be taken."""

    seen: str
    requests: tuple[AskedView, ...]

    @classmethod
    def of(cls, look: collecting.Look) -> "LookView":
        """The look as it is told."""
        return cls(seen=look.seen, requests=tuple(map(AskedView.of, look.asked)))


def unit_of(who: Principal, named: str) -> str:
    """Whose request it is: a department's own, or whom the Office names."""
    return who.title if who.roles <= {Role.DEPARTMENT} else named


def router(desk: Desk) -> APIRouter:
    """Routes of collecting."""
    routes = APIRouter(tags=["requests"])
    Asker = Annotated[Principal, Depends(desk.gate.needs(Permission.REQUEST))]
    Clerk = Annotated[Principal, Depends(desk.gate.needs(Permission.EDIT))]

    @routes.get("/api/offices/{office}/requests/sheet", response_class=Response, responses=SHEET)
    def request_sheet(office: str, who: Asker, unit: Unit = "", first: Day = None, last: Day = None) -> Response:
        """The Excel sheet in which departments ask for leaders; four weeks from the next Monday unless said."""
        days: DateRange = days_of(first, last) if first or last else collecting.template_days(desk.today())
        whose = unit_of(who, unit)
        body = collecting.Collector(desk.store, office, desk.now()).template(whose, days)
        return download(body, f"领导活动申请表{f'（{whose}）' if whose else ''}", XLSX)

    @routes.post("/api/offices/{office}/requests/sheet/preview")
    def look_at_sheet(office: str, who: Clerk, filled: Filled) -> LookView:
        """What a filled sheet would do; every fault by row and column. Nothing is written."""
        return LookView.of(collecting.Collector(desk.store, office, desk.now()).look(filled))

    @routes.post("/api/offices/{office}/requests/sheet", status_code=201, response_model=LookView)
    def take_sheet(
        office: str,
        who: Clerk,
        filled: Filled,
        seen: Seen,
        request: Request,
        key: IdempotencyKey = None,
        why: Why = None,
    ) -> Response:
        """Take a filled sheet as it was looked at: all of it or nothing, each request with its line in the trail."""
        asked = request_sha("POST", request.scope["path"], [hashlib.sha256(filled).hexdigest(), seen])
        if (known := earlier(desk.store, office, who, given_key(key), asked)) is not None:
            return known
        look = collecting.Collector(desk.store, office, desk.now()).look(filled)
        if look.seen != seen:
            raise Refused("预览之后情况有变，没有收入任何一项；请重新预览，核对后再收入。")
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[LookView, dict[str, str]]:
                collecting.take(room, look)
                return LookView.of(look), {}

            return once(room, who, given_key(key), asked, make)

    @routes.get("/collect", include_in_schema=False)
    def page(who: Clerk) -> HTMLResponse:
        """The clerk's page."""
        return collect_page(desk.of(who.office), who)

    return routes
