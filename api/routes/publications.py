"""The publications of an office as JSON: which there are, what each changed, and any week of any of them."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.desk import Desk, audience_of
from api.errors import plain
from models.audience import Audience
from models.publication import Publication, PublicationKind
from models.spans import DateRange, Frozen
from render.aside import Changes, Names, changed
from render.week_model import WeekTable
from render.weeks import IsoWeek

log = logging.getLogger("richeng")

AudienceId = Annotated[str, Query(description="office 或领导编号;没有默认值", max_length=40)]
Version = Annotated[int | None, Query(ge=1, le=10**9, description="第几版;不写即最新")]
Limit = Annotated[int, Query(ge=1, le=200)]


class Envelope(Frozen):
    """A publication without its content."""

    office: str
    number: int
    digest: str
    previous: str | None
    kind: PublicationKind
    sealed_at: datetime
    proposed_by: str
    signed_by: str
    reason: str
    covers: DateRange
    issued_weeks: tuple[str, ...]


class ChangesView(Frozen):
    """What a publication changed, as one audience may see it."""

    publication: Envelope
    audience: str
    changes: Changes | None


def envelope(publication: Publication, audience: Audience) -> Envelope:
    """The envelope; why a version was made is free text and the Office's alone."""
    return Envelope(
        office=publication.office.id,
        number=publication.number,
        digest=publication.digest,
        previous=publication.previous,
        kind=publication.kind,
        sealed_at=publication.sealed_at,
        proposed_by=publication.proposed_by,
        signed_by=publication.signed_by,
        reason=publication.reason if audience.is_office else "",
        covers=publication.covers,
        issued_weeks=publication.issued_weeks,
    )


def router(desk: Desk) -> APIRouter:
    """Routes of publications; behind the door."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["publications"], dependencies=[Depends(desk.door)])

    @routes.get("/publications")
    def publications(office: str, audience: AudienceId, limit: Limit = 50) -> list[Envelope]:
        """The newest publications, newest first."""
        desk.owned(office)
        found = [desk.publication(number) for number in reversed(desk.shelf.numbers()[-limit:])]
        return [envelope(publication, audience_of(publication, audience)) for publication in found]

    @routes.get("/publications/{number}")
    def publication(office: str, number: int, audience: AudienceId) -> ChangesView:
        """One publication and what it changed, as a reader may see it."""
        desk.owned(office)
        found = desk.publication(number)
        reader = desk.reader(found, audience)
        told = changed(found, reader, Names.of(found), None)
        return ChangesView(publication=envelope(found, reader), audience=reader.id, changes=told)

    @routes.get("/weeks/{week}")
    def week(office: str, week: str, audience: AudienceId, version: Version = None) -> WeekTable:
        """A week's table, as a reader may see it."""
        desk.owned(office)
        found = desk.publication(version)
        return desk.table(found, desk.reader(found, audience), IsoWeek.parse(week))

    return routes


def common(desk: Desk, schema: Callable[[], dict[str, Any]]) -> APIRouter:
    """Health, open to all, and the description of the API, behind the door."""
    routes = APIRouter(prefix="/api", tags=["service"])

    @routes.get("", include_in_schema=False, dependencies=[Depends(desk.door)])
    def index() -> JSONResponse:
        """Where everything is; what stands in braces is for the caller to fill in."""
        office = f"/api/offices/{desk.shelf.office}"
        return JSONResponse(
            {
                "openapi": "/api/openapi.json",
                "health": "/api/health",
                "publications": f"{office}/publications?audience=office",
                "publication": f"{office}/publications/{{number}}?audience={{audience}}",
                "week": f"{office}/weeks/{{week}}?audience={{audience}}&version={{version}}",
            }
        )

    @routes.get("/health")
    def health(request: Request) -> Response:
        """Whether the service can read its store."""
        try:
            desk.shelf.head()
        except Exception as fault:
            log.error("health: %s", type(fault).__name__)
            return plain(request, 503)
        return JSONResponse({"status": "正常"})

    @routes.get("/openapi.json", include_in_schema=False, dependencies=[Depends(desk.door)])
    def openapi() -> JSONResponse:
        """The API described."""
        return JSONResponse(schema())

    return routes
