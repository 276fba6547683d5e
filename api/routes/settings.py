"""The pages of settings and accounts; a holiday notice looked at before it is taken. All of it is on record, and
written as records and accounts are."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.desk import Desk
from api.gate import Principal
from api.noticing import look_at
from api.pages.settings import accounts_page, notice_fragment, settings_page
from intake.notices import parse_notice
from models.permissions import Permission
from models.records import RecordKind
from models.spans import Frozen
from models.workdays import DayException, Notice


class PastedNotice(Frozen):
    """A holiday notice as it was pasted. number: its document number."""

    year: int = Field(ge=1950, le=2100)
    number: str = Field(max_length=100)
    text: str = Field(max_length=20_000)


class NoticeView(Frozen):
    """A notice read, not yet taken. notice: the record to be written; revision: that of the one on record, if any;
    html: the year as the page shows it."""

    notice: dict[str, Any]
    revision: int | None
    html: str


def router(desk: Desk) -> APIRouter:
    """Routes of settings."""
    routes = APIRouter(tags=["settings"])
    Reader = Annotated[Principal, Depends(desk.gate.needs(Permission.RECORDS))]
    Clerk = Annotated[Principal, Depends(desk.gate.needs(Permission.EDIT))]
    Keeper = Annotated[Principal, Depends(desk.gate.needs(Permission.PEOPLE))]

    @routes.post("/api/offices/{office}/notices/preview")
    def preview_notice(office: str, given: PastedNotice, who: Clerk) -> NoticeView:
        """What a pasted holiday notice says, as a record to be written and a year to be looked at, or every fault of
        it with its line. Nothing is written."""
        notice = parse_notice(given.text, given.year, given.number, who.title, desk.now().replace(microsecond=0))
        with desk.store.read(office) as room:
            known = [record.read(Notice) for record in room.records.all(RecordKind.NOTICE)]
            overrides = [record.read(DayException) for record in room.records.all(RecordKind.OVERRIDE)]
            old = room.records.get(RecordKind.NOTICE, str(notice.year))
        look = look_at(notice, known, overrides, desk.of(office).shelf.head())
        return NoticeView(
            notice=notice.model_dump(mode="json"),
            revision=old.revision if old is not None else None,
            html=notice_fragment(look),
        )

    @routes.get("/settings", include_in_schema=False)
    def settings(who: Reader) -> HTMLResponse:
        """Leaders, pairs, policy and holidays."""
        return settings_page(desk.of(who.office), who)

    @routes.get("/settings/accounts", include_in_schema=False)
    def accounts(who: Keeper) -> HTMLResponse:
        """Who may come in."""
        return accounts_page(desk.of(who.office), who)

    return routes
