"""An office's publications: which there are, what each changed, any week of any; publish, issue, go back."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api import drafting
from api.conditions import IdempotencyKey, Why, act_of, earlier, given_key, once, request_sha
from api.conditions import reason as reason_of
from api.desk import Desk, audience_of
from api.gate import Principal
from api.paging import Cursor, Limit, Page, page
from api.routes.drafts import draft_of
from models.audience import OFFICE, Audience
from models.brief import Brief
from models.changes import changes
from models.decided import Decision
from models.permissions import Permission
from models.plan import Plan
from models.publication import Publication, PublicationKind
from models.spans import DateRange, Frozen
from render.aside import Changes, Names, changed
from render.week_model import WeekTable
from render.weeks import IsoWeek

AudienceId = Annotated[str, Query(description="office 或领导编号;没有默认值", max_length=40)]
Version = Annotated[int | None, Query(ge=1, le=10**9, description="第几版;不写即最新")]
Number = Annotated[int, Path(ge=1, le=10**9, description="第几版")]


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


class SeatDecision(Frozen):
    """Who takes an open seat, and why (article 7 and the like leave it to a person)."""

    event: str = Field(min_length=1, max_length=80)
    seat: str = Field(min_length=1, max_length=80)
    taken_by: str = Field(min_length=1, max_length=40)
    why: str = Field(default="签发时指定", min_length=1, max_length=200)

    def signed(self, by: str, brief: Brief) -> Decision:
        """The decision of a post, dated as of the brief by whose facts it is taken."""
        return Decision(
            event=self.event, seat=self.seat, taken_by=self.taken_by, by=by, reason=self.why, at=brief.as_of
        )


class ToPublish(Frozen):
    """A draft to be published. decisions: by whom open seats are taken, signed by whoever publishes."""

    draft: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")
    reason: str = Field(default="发布方案", min_length=1, max_length=200)
    decisions: tuple[SeatDecision, ...] = Field(default=(), max_length=200)


class Reason(Frozen):
    """Why."""

    reason: str = Field(min_length=1, max_length=200)


def router(desk: Desk) -> APIRouter:
    """Routes of publications; what a leader reads is his own calendar's."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["publications"])
    Reader = Annotated[Principal, Depends(desk.gate.needs(Permission.READ))]
    Approver = Annotated[Principal, Depends(desk.gate.needs(Permission.PUBLISH))]

    @routes.get("/publications")
    def publications(
        office: str, audience: AudienceId, who: Reader, limit: Limit = 50, cursor: Cursor = None
    ) -> Page[Envelope]:
        """The publications, newest first."""
        here = desk.of(office)
        places = [-number for number in reversed(here.shelf.numbers())]
        shown = page(places, cursor, limit, lambda place: (place,))
        found = [here.publication(-place) for place in shown.items]
        told = tuple(envelope(publication, audience_of(publication, audience)) for publication in found)
        return Page(items=told, next=shown.next)

    @routes.get("/publications/{number}")
    def publication(office: str, number: Number, audience: AudienceId, who: Reader) -> ChangesView:
        """One publication and what it changed, as a reader may see it."""
        here = desk.of(office)
        found = here.publication(number)
        reader = here.reader(found, audience)
        told = changed(found, reader, Names.of(found), None)
        return ChangesView(publication=envelope(found, reader), audience=reader.id, changes=told)

    @routes.get("/publications/{number}/diff")
    def difference(
        office: str, number: Number, audience: AudienceId, who: Reader, since: Version = None
    ) -> ChangesView:
        """What changed between any two versions (`since`: the one before, where none is named), as a reader may see
        it; the later version's titles are used."""
        here = desk.of(office)
        found = here.publication(number)
        old = here.publication(since or max(1, number - 1))
        reader = here.reader(found, audience)
        all_time = DateRange(first=date.min, last=date.max)
        compared = found.model_copy(
            update={"previous": old.digest, "changes": changes(old.entries, found.entries, all_time)}
        )
        told = changed(compared, reader, Names.of(found), None)
        told = told.model_copy(update={"since": old.number}) if told else None
        return ChangesView(publication=envelope(found, reader), audience=reader.id, changes=told)

    @routes.get("/weeks/{week}")
    def week(office: str, week: str, audience: AudienceId, who: Reader, version: Version = None) -> WeekTable:
        """A week's table, as a reader may see it."""
        here = desk.of(office)
        found = here.publication(version)
        return here.table(found, here.reader(found, audience), IsoWeek.parse(week))

    @routes.post("/publications", status_code=201, response_model=Envelope)
    def publish(
        office: str, given: ToPublish, who: Approver, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Publish a draft: audited, sealed and made the newest, or refused with what stands in the way."""
        asked, named = request_sha("POST", request.scope["path"], given), given_key(key)
        if (kept := earlier(desk.store, office, who, named, asked)) is not None:
            return kept
        draft = draft_of(desk.store, office, given.draft)
        brief = drafting.brief_of(desk.store, office, draft)
        decisions = [one.signed(who.title, brief) for one in given.decisions]
        brief, plan = drafting.decided(brief, draft.plan, decisions)
        return _publish(who, office, brief, plan, draft.by, given.reason, named, asked, why)

    @routes.post("/publications/{number}/rollback", status_code=201, response_model=Envelope)
    def roll_back(
        office: str,
        number: Number,
        given: Reason,
        who: Approver,
        request: Request,
        key: IdempotencyKey = None,
        why: Why = None,
    ) -> Response:
        """Go back to an older version's plan, as a new version: judged by the facts of today like any other."""
        asked, named = request_sha("POST", request.scope["path"], given), given_key(key)
        if (kept := earlier(desk.store, office, who, named, asked)) is not None:
            return kept
        old = desk.of(office).shelf.publication(number)
        plan = drafting.plan_of(old, number)
        as_of = drafting.instant_for(desk.store, office, desk.now())
        brief = drafting.frozen(desk.store, office, plan.horizon, as_of).brief
        decisions = drafting.decisions_of(desk.store, office, old, brief)
        brief, moved = drafting.decided(brief, drafting.moved_onto(brief, plan), decisions)
        return _publish(who, office, brief, moved, who.id, given.reason, named, asked, why)

    @routes.post("/weeks/{week}/issue", status_code=201, response_model=Envelope)
    def issue(
        office: str,
        week: str,
        given: Reason,
        who: Approver,
        request: Request,
        key: IdempotencyKey = None,
        why: Why = None,
    ) -> Response:
        """Send out a week's arrangement (article 62)."""
        iso = str(IsoWeek.parse(week))
        asked, named = request_sha("POST", request.scope["path"], given), given_key(key)
        if (kept := earlier(desk.store, office, who, named, asked)) is not None:
            return kept
        head = desk.store.head(office)
        made = drafting.going_out(head, iso, sealing_time(head), who.title, who.title, given.reason)
        return _append(who, office, made, None, named, asked, why)

    def sealing_time(head: Publication | None) -> datetime:
        now = desk.now().replace(microsecond=0)
        return max(now, head.sealed_at) if head else now

    def _publish(
        who: Principal,
        office: str,
        brief: Brief,
        plan: Plan,
        by: str,
        reason: str,
        key: str,
        asked: str,
        why: str | None,
    ) -> Response:
        head = desk.store.head(office)
        proposer = drafting.title_of(desk.store, office, by)
        at = max(sealing_time(head), brief.as_of)
        made = drafting.next_publication(head, brief, plan, at, proposer, who.title, reason)
        return _append(who, office, made, brief, key, asked, why)

    def _append(
        who: Principal, office: str, made: Publication, brief: Brief | None, key: str, asked: str, why: str | None
    ) -> Response:
        act = act_of(who, desk.now(), why).model_copy(update={"why": reason_of(why) or made.reason})
        with desk.store.write(office, act) as room:

            def make() -> tuple[Envelope, dict[str, str]]:
                drafting.append(room, made, brief)
                return envelope(made, OFFICE), {}

            return once(room, who, key, asked, make)

    return routes
