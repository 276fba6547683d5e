"""A draft changed by hand: first tried, article by article, then done."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from api import drafting
from api.conditions import (
    IdempotencyKey,
    IfMatch,
    Why,
    act_of,
    etag,
    given_key,
    once,
    request_sha,
    seen_revision,
)
from api.desk import Desk
from api.gate import Principal
from api.routes.drafts import Id, draft_of
from models.audience import OFFICE
from models.audit import Finding, Verdict
from models.by_hand import HandChange, as_published, by_hand
from models.permissions import Permission
from models.plan import Seating
from models.reasons import Difference
from models.runs import PlanDraft
from models.sealing import previewed
from models.spans import DateRange, Frozen
from render.aside import Changes as Told
from render.aside import Names, changed
from rules import audit
from solver.difference import difference


class Changes(Frozen):
    """Changes by hand, made one after the other."""

    changes: tuple[HandChange, ...] = Field(min_length=1, max_length=50)


class Tried(Frozen):
    """What changes would come to. broken, open: what they would newly break, or newly leave to a person to decide.

    mended: what was broken, or open, and would be so no more.
    """

    lawful: bool
    difference: Difference
    broken: tuple[Finding, ...]
    open: tuple[Finding, ...]
    mended: tuple[Finding, ...]


class DraftSlip(Frozen):
    """What a draft changes against the newest publication; none: there is no publication yet. was: by whom the seats
    that the draft leaves open are taken in that publication."""

    changes: Told | None
    was: tuple[Seating, ...]


class ToTakeUp(Frozen):
    """Which days of what is published are to be worked on."""

    horizon: DateRange
    title: str = Field(default="", max_length=100)


def router(desk: Desk) -> APIRouter:
    """Routes of hand edits."""
    routes = APIRouter(prefix="/api/offices/{office}/drafts", tags=["drafts"])
    Planner = Annotated[Principal, Depends(desk.gate.needs(Permission.PLAN))]

    @routes.post("/by-hand", status_code=201, response_model=PlanDraft)
    def take_up(
        office: str, given: ToTakeUp, who: Planner, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """A draft of what is published for some days, to be changed by hand; nothing is solved."""
        asked, named = request_sha("POST", request.scope["path"], given), given_key(key)
        as_of = drafting.instant_for(desk.store, office, desk.now())
        made = drafting.frozen(desk.store, office, given.horizon, as_of)
        draft = drafting.made_of(made, as_published(made.brief), who.id, desk.now(), given.title)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            return once(room, who, named, asked, lambda: (room.drafts.put(draft, expecting=None), {"ETag": etag(1)}))

    @routes.post("/{draft}/try")
    def try_changes(office: str, draft: Id, given: Changes, who: Planner) -> Tried:
        """What changes by hand would break, mend and cost, article by article; nothing is kept."""
        found = draft_of(desk.store, office, draft)
        brief = drafting.brief_of(desk.store, office, found)
        after = by_hand(brief, found.plan, given.changes)
        was, now = audit(brief, found.plan), audit(brief, after)
        return Tried(
            lawful=not _new(Verdict.BROKEN, was.findings, now.findings),
            difference=difference(brief, found.plan, was, after, now),
            broken=_new(Verdict.BROKEN, was.findings, now.findings),
            open=_new(Verdict.OPEN, was.findings, now.findings),
            mended=tuple(f for v in (Verdict.BROKEN, Verdict.OPEN) for f in _new(v, now.findings, was.findings)),
        )

    @routes.get("/{draft}/slip")
    def draft_slip(office: str, draft: Id, who: Planner) -> DraftSlip:
        """What publishing a draft would change, before it is published."""
        found = draft_of(desk.store, office, draft)
        brief = drafting.brief_of(desk.store, office, found)
        head = desk.of(office).shelf.head()
        made = previewed(brief, found.plan, drafting.judged(brief, found.plan), head, desk.now())
        told = brief.published_seats
        empty = [key for key, taker in found.plan.takers.items() if taker is None]
        was = tuple(Seating(event=e, seat=s, taken_by=told[e, s]) for e, s in empty if told.get((e, s)))
        return DraftSlip(changes=changed(made, OFFICE, Names.of(made), None), was=was)

    @routes.patch("/{draft}")
    def change_draft(
        office: str,
        draft: Id,
        given: Changes,
        who: Planner,
        response: Response,
        seen: IfMatch = None,
        why: Why = None,
    ) -> PlanDraft:
        """Change a draft by hand; it is judged like any other."""
        expecting = seen_revision(seen)
        old = draft_of(desk.store, office, draft)
        brief = drafting.brief_of(desk.store, office, old)
        plan = by_hand(brief, old.plan, given.changes)
        made = old.model_copy(update={"plan": plan, "by": who.id, "at": desk.now()})
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            kept = room.drafts.put(made, expecting=expecting)
        response.headers["ETag"] = etag(kept.revision)
        return kept

    return routes


def _new(verdict: Verdict, was: tuple[Finding, ...], now: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of a verdict that were not there before."""
    before = {(f.code, f.subject, f.seat, f.sentence) for f in was if f.verdict is verdict}
    found = (f for f in now if f.verdict is verdict)
    return tuple(f for f in found if (f.code, f.subject, f.seat, f.sentence) not in before)
