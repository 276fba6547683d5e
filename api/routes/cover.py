"""The page 值守与补位 and its parts: behind the permission table, each reader with what he may know."""

import time
from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import HTMLResponse, Response

from api.absence_looks import Looks
from api.absence_slips import at_once, judged_for, trip_of
from api.desk import Desk
from api.gate import ABSENT, Principal
from api.pages.cover import card_part, cover_live, cover_page, look_part, paper_of, slip_part
from api.routes.absences import Question, reader_of, trip_asked
from models.absences import AbsenceKind
from models.errors import Unknown
from models.permissions import Permission

Id = Annotated[str, Path(min_length=1, max_length=80)]
Nth = Annotated[int, Query(ge=0, le=50)]


def router(desk: Desk) -> APIRouter:
    """Routes of the page."""
    routes = APIRouter(include_in_schema=False)
    Reads = Annotated[Principal, Depends(desk.gate.needs(Permission.READ))]
    Who = Annotated[Principal, Depends(desk.gate.needs(Permission.AWAY))]

    def looks(who: Principal) -> Looks:
        return Looks(desk.store, who.office, desk.now(), reader_of(who))

    @routes.get("/cover")
    def page(who: Reads) -> HTMLResponse:
        """The page."""
        return cover_page(desk.of(who.office), who, reader_of(who))

    @routes.get("/cover/live")
    def live(who: Reads) -> HTMLResponse:
        """What changes with every step."""
        return HTMLResponse(cover_live(desk.of(who.office), who, reader_of(who)))

    @routes.get("/cover/slip")
    def slip(
        who: Who,
        leader: Annotated[str, Query(max_length=40)],
        start: datetime,
        end: datetime,
        kind: AbsenceKind = AbsenceKind.TRIP,
        place: Annotated[str, Query(max_length=100)] = "",
        quick: bool = False,
    ) -> Response:
        """The slip of a question. quick: by the rules alone, at once; nothing where nothing is published."""
        begun = time.perf_counter()
        given = Question(leader=leader, start=start, end=end, kind=kind, place=place)
        if quick:
            found = at_once(desk.store, who.office, trip_asked(given), desk.now(), reader_of(who))
            if found is None:
                return Response(status_code=204)
            took = (time.perf_counter() - begun) * 1000
            return HTMLResponse(slip_part(found[1], paper_of(found[1], found[0]), "", took, exact=False))
        brief, made = judged_for(desk.store, who.office, trip_asked(given), desk.now(), reader_of(who))
        took = (time.perf_counter() - begun) * 1000
        asked = given.model_dump(mode="json")
        address = f"/api/offices/{who.office}/absences/question/slip"
        query = f"{address}.{{form}}?{urlencode(asked)}"
        return HTMLResponse(slip_part(made, paper_of(made, brief), query, took, asks=True))

    @routes.get("/cover/absences/{id:path}/slip")
    def slip_of(id: Id, who: Who) -> HTMLResponse:
        """The slip of a request, judged now."""
        found = looks(who)
        if not found.view(id).whole:
            raise Unknown(ABSENT)
        absence, begun = found.verbs(id).get(id), time.perf_counter()
        brief, made = judged_for(desk.store, who.office, trip_of(absence), desk.now(), reader_of(who), absence)
        took = (time.perf_counter() - begun) * 1000
        query = f"/api/offices/{who.office}/absences/{id}/slip.{{form}}"
        return HTMLResponse(slip_part(made, paper_of(made, brief), query, took))

    @routes.get("/cover/absences/{id:path}/{look}")
    def look(id: Id, look: Literal["outlook", "way-back"], who: Who, n: Nth = 0) -> HTMLResponse:
        """What a step would bring with it."""
        return HTMLResponse(look_part(looks(who), id, look, n))

    @routes.get("/cover/absences/{id:path}")
    def card(id: Id, who: Who) -> HTMLResponse:
        """One absence."""
        return HTMLResponse(card_part(desk, who, looks(who), id))

    return routes
