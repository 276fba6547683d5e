"""Documents to take away: a week as Word, Excel or PDF, and what a version changed, for one audience."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from api.desk import Desk, week_of
from api.gate import Principal
from models.permissions import Permission
from render.docx_slip import changes_docx
from render.docx_week import week_docx
from render.paper import WeekPaper, week_paper
from render.pdf import changes_pdf, week_pdf
from render.slip_changes import ChangePaper, change_paper
from render.xlsx_week import week_xlsx

Version = Annotated[int | None, Query(ge=1, le=10**9)]
OFFICE_FILES = "application/vnd.openxmlformats-officedocument"


class Form(StrEnum):
    """What a file is."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"

    @property
    def mime(self) -> str:
        """Its media type."""
        return {
            Form.DOCX: f"{OFFICE_FILES}.wordprocessingml.document",
            Form.XLSX: f"{OFFICE_FILES}.spreadsheetml.sheet",
            Form.PDF: "application/pdf",
        }[self]


WEEKS: dict[Form, Callable[[WeekPaper], bytes]] = {
    Form.DOCX: week_docx,
    Form.XLSX: week_xlsx,
    Form.PDF: week_pdf,
}
CHANGES: dict[Form, Callable[[ChangePaper], bytes]] = {Form.DOCX: changes_docx, Form.PDF: changes_pdf}


def router(served: Desk) -> APIRouter:
    """Routes of documents, of the reader's own office."""
    routes = APIRouter(include_in_schema=False)
    Reader = Annotated[Principal, Depends(served.gate.needs(Permission.READ))]

    @routes.get("/{audience}/week/{iso}/paper.{form}")
    def week(audience: str, iso: str, form: Form, who: Reader, version: Version = None) -> Response:
        """One week."""
        wanted, desk = week_of(iso), served.of(who.office)
        publication = desk.publication(version)
        table = desk.table(publication, desk.reader(publication, audience), wanted)
        paper = week_paper(table)
        return download(WEEKS[form](paper), paper.name, form)

    @routes.get("/{audience}/week/{iso}/changes.{form}")
    def changes(audience: str, iso: str, form: Form, who: Reader, version: Version = None) -> Response:
        """What a version changed in one week."""
        wanted, desk = week_of(iso), served.of(who.office)
        publication = desk.publication(version)
        paper = change_paper(publication, desk.reader(publication, audience), wanted)
        make = CHANGES.get(form)
        return Response(status_code=404) if make is None else download(make(paper), paper.name, form)

    return routes


def download(body: bytes, name: str, form: Form) -> Response:
    """A file to be saved under a Chinese name."""
    file = quote(f"{name}.{form}", safe="")
    headers = {"Content-Disposition": f"attachment; filename=\"richeng.{form}\"; filename*=UTF-8''{file}"}
    return Response(body, media_type=form.mime, headers=headers)
