"""The service itself: whether it is alive and ready, its figures, and the description of the API."""

import logging
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.desk import Desk
from api.errors import plain
from api.gate import Principal, Public
from api.measures import CONTENT_TYPE, Measures
from models.audience import OFFICE_ID
from models.permissions import Permission
from models.spans import Frozen

log = logging.getLogger("richeng")
WELL = "正常"


class Health(Frozen):
    """The service is well."""

    status: str


def router(desk: Desk, schema: Callable[[], dict[str, Any]], measures: Measures) -> APIRouter:
    """Routes of the service. Health says nothing of any office."""
    routes = APIRouter(tags=["service"])
    watched = [Depends(Public("看护程序没有身份，所答也不涉及任何单位"))]
    reader = [Depends(desk.gate.needs(Permission.READ))]

    @routes.get("/healthz", include_in_schema=False, dependencies=watched)
    def alive() -> Health:
        """Whether the process answers."""
        return Health(status=WELL)

    @routes.get("/readyz", include_in_schema=False, dependencies=watched)
    def ready(request: Request) -> Response:
        """Whether the store can be read."""
        return _read(desk, request)

    @routes.get("/api/health", response_model=Health, dependencies=watched)
    def health(request: Request) -> Response:
        """Whether the service can read its store."""
        return _read(desk, request)

    @routes.get("/metrics", include_in_schema=False, dependencies=[Depends(desk.gate.needs(Permission.MEASURE))])
    def metrics() -> Response:
        """Figures for Prometheus."""
        return Response(measures.text(), media_type=CONTENT_TYPE)

    @routes.get("/api", include_in_schema=False)
    def index(who: Annotated[Principal, Depends(desk.gate.needs(Permission.READ))]) -> JSONResponse:
        """Where everything is that one may read; what stands in braces is for the caller to fill in."""
        office = f"/api/offices/{who.office}"
        found = {
            "openapi": "/api/openapi.json",
            "health": "/api/health",
            "session": "/api/session",
            "publications": f"{office}/publications?audience={who.leader if who.is_confined else OFFICE_ID}",
            "publication": f"{office}/publications/{{number}}?audience={{audience}}",
            "week": f"{office}/weeks/{{week}}?audience={{audience}}&version={{version}}",
        }
        more = {
            "records": (Permission.RECORDS, f"{office}/records/{{kind}}"),
            "drafts": (Permission.PLAN, f"{office}/drafts"),
            "links": (Permission.LINKS, f"{office}/links"),
            "people": (Permission.PEOPLE, f"{office}/people"),
            "keys": (Permission.PEOPLE, f"{office}/keys"),
            "trail": (Permission.TRAIL, f"{office}/trail"),
        }
        return JSONResponse(found | {name: path for name, (asked, path) in more.items() if who.may(asked)})

    @routes.get("/api/openapi.json", include_in_schema=False, dependencies=reader)
    def openapi() -> JSONResponse:
        """The API described."""
        return JSONResponse(schema())

    return routes


def _read(desk: Desk, request: Request) -> Response:
    try:
        desk.shelf.head()
    except Exception as fault:
        log.error("health: %s", type(fault).__name__)
        return plain(request, 503)
    return JSONResponse({"status": WELL})
