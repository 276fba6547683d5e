"""The audit trail: who did what, when and why; and whether it is whole."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.desk import Desk
from api.gate import Principal
from api.paging import Cursor, Limit, Page, after, cursor_of
from models.errors import BadInput, Fault
from models.permissions import Permission
from models.spans import Frozen, Instant
from models.trail import Anchor, TrailEntry, TrailFault

MOST = 2**31 - 1
Subject = Annotated[str | None, Query(max_length=250, description="只看一件事，如 event/2026-12/17")]


class TrailLine(Frozen):
    """One deed. before, after: fingerprints or numbers of what stood before and stands after."""

    number: int
    at: Instant
    by: str
    what: str
    subject: str
    before: str
    after: str
    why: str
    seal: str

    @classmethod
    def of(cls, entry: TrailEntry) -> "TrailLine":
        """The entry as it is told."""
        return cls(**{name: getattr(entry, name) for name in cls.model_fields})


class Verified(Frozen):
    """What verifying found. anchor: where the trail ends, to be kept elsewhere."""

    whole: bool
    anchor: Anchor
    faults: tuple[TrailFault, ...]


def router(desk: Desk) -> APIRouter:
    """Routes of the trail; it is only ever read here."""
    routes = APIRouter(prefix="/api/offices/{office}/trail", tags=["trail"])
    Who = Annotated[Principal, Depends(desk.gate.needs(Permission.TRAIL))]

    @routes.get("")
    def trail(
        office: str, who: Who, subject: Subject = None, limit: Limit = 50, cursor: Cursor = None
    ) -> Page[TrailLine]:
        """The trail in order, oldest first."""
        place = after(cursor)
        number = place[0] if place else 0
        if not isinstance(number, int) or not 0 <= number <= MOST:
            raise BadInput([Fault("cursor", "翻页标记不对，请用上一页所答的 next")])
        with desk.store.read(office) as room:
            found = room.trail.entries(after=number, limit=limit + 1, subject=subject)
        shown = [TrailLine.of(entry) for entry in found[:limit]]
        return Page(items=tuple(shown), next=cursor_of(shown[-1].number) if len(found) > limit else None)

    @routes.get("/verification")
    def verify(office: str, who: Who) -> Verified:
        """Whether the trail, and records, reads and publications beneath it, are as they were written."""
        with desk.store.read(office) as room:
            return Verified(whole=not (faults := room.trail.verify()), anchor=room.trail.anchor, faults=faults)

    return routes
