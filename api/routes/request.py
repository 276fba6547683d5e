"""Departments asking for leaders' time: when leaders are busy and nothing else, a form, what one has asked for."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from api import collecting
from api.conditions import IdempotencyKey, IfMatch, Why, act_of, given_key, once, request_sha, seen_revision
from api.desk import Desk, days_of
from api.gate import ABSENT, Principal
from api.pages.request import request_page
from api.routes.collect import unit_of
from intake.xlsx_merge import asked
from models.accounts import Role
from models.errors import BadInput, Fault, Refused, Unknown
from models.events import Event
from models.people import Leader
from models.permissions import Permission
from models.records import Edit, Record, RecordKind
from models.spans import Frozen
from render.busy import busy_rows
from store.desk import Desk as Room

MOST_DAYS = 62
Day = Annotated[str, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="如 2026-12-01")]
Week = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Id = Annotated[str, Path(min_length=1, max_length=80)]


class NewRequest(collecting.Form):
    """A request. unit: whom the Office fills it in for; a department's is its own."""

    unit: str = ""


class RequestView(Frozen):
    """A request that has come in, in its own words. settled: it stands in a published arrangement."""

    id: str
    revision: int
    title: str
    kind: str
    when: str
    people: str
    unit: str
    settled: bool


class Requests(Frozen):
    """Requests, by day."""

    items: tuple[RequestView, ...]


class BusyView(Frozen):
    """A leader's half-days in order. busy: the times at which he is, none in a half-day that is free."""

    leader: str
    title: str
    halves: tuple[tuple[str, ...], ...]


class BusyDays(Frozen):
    """When leaders are busy; two half-days a day, from the first day on."""

    rows: tuple[BusyView, ...]


def router(desk: Desk) -> APIRouter:
    """Routes of requests by form."""
    routes = APIRouter(tags=["requests"])
    Asker = Annotated[Principal, Depends(desk.gate.needs(Permission.REQUEST))]

    @routes.get("/api/offices/{office}/busy")
    def busy(office: str, first: Day, last: Day, who: Asker) -> BusyDays:
        """When leaders are busy, and nothing else."""
        days = days_of(first, last)
        if (days.last - days.first).days >= MOST_DAYS:
            raise BadInput([Fault("last", f"一次最多看 {MOST_DAYS} 天，请缩短")])
        head = desk.of(office).shelf.head()
        rows = busy_rows(head, days) if head is not None else ()
        return BusyDays(
            rows=tuple(
                BusyView(
                    leader=row.leader,
                    title=row.title,
                    halves=tuple(("有安排",) if half.whole else half.times for half in row.halves),
                )
                for row in rows
            )
        )

    @routes.get("/api/offices/{office}/requests")
    def requests(office: str, who: Asker) -> Requests:
        """Requests that have come in; a department's own."""
        return Requests(items=views(desk, who))

    @routes.post("/api/offices/{office}/requests", status_code=201, response_model=RequestView)
    def create_request(
        office: str, given: NewRequest, who: Asker, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Ask for leaders' time. What is asked for is wanted, never a must: the Office arranges."""
        unit = unit_of(who, given.unit)
        asked_sha = request_sha("POST", request.scope["path"], given)
        made_key = given_key(key)
        collector = collecting.Collector(desk.store, office, desk.now())
        look = collector.asked_by_form(given, unit)
        settled = _settled(desk, office)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[RequestView, dict[str, str]]:
                collecting.take(room, look)
                return _view(settled, room, look.asked[0].id), {}

            return once(room, who, made_key, asked_sha, make)

    @routes.delete("/api/offices/{office}/requests/{id:path}", status_code=204)
    def withdraw_request(office: str, id: Id, who: Asker, seen: IfMatch = None, why: Why = None) -> None:
        """Take a request back, while no published arrangement holds it."""
        expecting = seen_revision(seen)
        if id not in {one.id for one in views(desk, who)}:
            raise Unknown(ABSENT)
        settled = _settled(desk, office)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            if _view(settled, room, id).settled:
                raise Refused("这一项已列入安排，不能自行撤回；请联系政府办。")
            room.records.edit([Edit(kind=RecordKind.EVENT, id=id, body=None, expecting=expecting)])

    @routes.get("/request", include_in_schema=False)
    def page(who: Asker, week: Week = None) -> HTMLResponse:
        """The department's page."""
        return request_page(desk.of(who.office), who, week, views(desk, who))

    return routes


def views(desk: Desk, who: Principal) -> tuple[RequestView, ...]:
    """What one has asked for: a department its own, the Office all."""
    settled = _settled(desk, who.office)
    with desk.store.read(who.office) as room:
        mine = collecting.requests_of(room, who.title if who.roles <= {Role.DEPARTMENT} else None)
        return _told(settled, room, mine)


def _settled(desk: Desk, office: str) -> frozenset[str]:
    """Ids of all that stands in the published arrangement."""
    head = desk.of(office).shelf.head()
    return frozenset(entry.id for entry in head.entries) if head is not None else frozenset()


def _view(settled: frozenset[str], room: Room, id: str) -> RequestView:
    """One request. Raises Unknown."""
    found = room.records.get(RecordKind.EVENT, id)
    if found is None:
        raise Unknown(ABSENT)
    return _told(settled, room, [found])[0]


def _told(settled: frozenset[str], room: Room, records: Sequence[Record]) -> tuple[RequestView, ...]:
    titles = {record.id: record.read(Leader).title for record in room.records.all(RecordKind.LEADER)}
    both = [(record, asked(0, None, record.read(Event), lambda id: titles.get(id, id))) for record in records]
    return tuple(
        RequestView(
            id=record.id,
            revision=record.revision,
            settled=record.id in settled,
            title=told.title,
            kind=told.kind,
            when=told.when,
            people=told.people,
            unit=told.unit,
        )
        for record, told in both
    )
