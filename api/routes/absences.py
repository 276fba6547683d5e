"""Absences over HTTP: the question, the request, how each stands, and what deciding on it would mean.

Steps are api/routes/absence_steps.py. What a reader may know of each is api/absence_roll.py's business.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.absence_roll import AbsenceView, Reader, Roll
from api.absence_slips import judged_for, trip_of
from api.absences import Absences
from api.conditions import IdempotencyKey, Why, act_of, earlier, etag, given_key, once, request_sha
from api.desk import Desk
from api.gate import ABSENT, Principal
from api.paging import Cursor, Limit, Page, page
from api.routes.documents import Form, download
from api.secrets import new_id
from models.absence_deeds import Doer
from models.absence_steps import AbsenceStep, Phase
from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.accounts import Role
from models.brief import Brief
from models.errors import BadInput, Fault, Unknown
from models.people import LeaderId
from models.permissions import Permission
from models.records import Edit, RecordKind, RecordVersion
from models.slip import Slip, Trip
from models.spans import Frozen, Instant, Span
from render.docx_slip import slip_docx
from render.pdf import slip_pdf
from render.slip_words import SlipPaper, slip_paper

Id = Annotated[str, Path(min_length=1, max_length=80, description="外出编号")]
OfPhase = Annotated[Phase | None, Query(description="只看处在这一步的，如 overdue")]
OfLeader = Annotated[str | None, Query(max_length=40, description="只看这位领导的")]
OnlyMine = Annotated[bool, Query(description="只看等我办的")]
PAPERS: dict[Form, Callable[[SlipPaper], bytes]] = {Form.DOCX: slip_docx, Form.PDF: slip_pdf}
FILES: dict[int | str, dict[str, Any]] = {200: {"description": "A file.", "content": {f.mime: {} for f in PAPERS}}}


class Question(Frozen):
    """May this leader be away then? Times are widened outward to half-days."""

    leader: LeaderId = Field(max_length=40)
    start: Instant
    end: Instant
    kind: AbsenceKind = AbsenceKind.TRIP
    place: str = Field(default="", max_length=100)


class Asking(Question):
    """A request to be away. extends: the absence that it goes on from."""

    contact: str = Field(default="", max_length=100)
    reason: str = Field(default="", max_length=200)
    purpose: str = Field(default="", max_length=200)
    transport: str = Field(default="", max_length=100)
    companions: str = Field(default="", max_length=200)
    acting: tuple[str, ...] = Field(default=(), max_length=20)
    plan_line: str | None = Field(default=None, max_length=80)
    extends: str | None = Field(default=None, max_length=80)


class Longer(Frozen):
    """A longer stay, asked for anew (article 65). place: where, if not where he is."""

    until: Instant
    reason: str = Field(default="", max_length=200)
    place: str | None = Field(default=None, max_length=100)


class Asked(Frozen):
    """A request as it was kept, and the slip that it was made on."""

    absence: AbsenceView
    slip: Slip


class TrailLine(Frozen):
    """A revision of an absence's record. by: whose account; step: the step taken, none for a correction by hand."""

    revision: int
    by: str
    at: Instant
    why: str
    step: AbsenceStep | None


def reader_of(who: Principal) -> Reader:
    """What somebody may know, by role and by post."""
    office = bool(who.roles & {Role.CLERK, Role.APPROVER})
    leader = who.leader if Role.LEADER in who.roles else None
    return Reader(office=office, leader=leader, decides=Role.APPROVER in who.roles)


def doer_of(who: Principal, in_name_of: LeaderId | None = None) -> Doer:
    """Somebody as he takes a step. Raises BadInput for a word that is not his to put on record."""
    reader = reader_of(who)
    if in_name_of is not None and not reader.decides:
        raise BadInput([Fault("in_name_of", "只有办公室的审批人可以登记他人的书面意见")])
    return Doer(title=who.title, leader=reader.leader, office=reader.office, word_of=in_name_of)


def router(desk: Desk) -> APIRouter:
    """Routes of absences: to ask and to read."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["absences"])
    Who = Annotated[Principal, Depends(desk.gate.needs(Permission.AWAY))]

    def judged(office: str, trip: Trip, who: Principal, absence: Absence | None = None) -> tuple[Brief, Slip]:
        return judged_for(desk.store, office, trip, desk.now(), reader_of(who), absence)

    def read(office: str, id: str, who: Principal) -> tuple[Absence, AbsenceView]:
        roll = Roll(desk.store, office, desk.now())
        return roll.get(id), roll.told(id, reader_of(who))

    def paper(brief: Brief, slip: Slip, form: Form) -> Response:
        make = PAPERS.get(form)
        if make is None:
            raise Unknown(ABSENT)
        made = slip_paper(slip, brief.office.name, brief.as_of)
        return download(make(made), made.name, form)

    @routes.get("/absences")
    def absences(
        office: str,
        who: Who,
        phase: OfPhase = None,
        leader: OfLeader = None,
        mine: OnlyMine = False,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Page[AbsenceView]:
        """Absences that one may know of, by their first half-day; with what each waits for and what is late."""
        found = [
            view
            for view in Roll(desk.store, office, desk.now()).views(reader_of(who))
            if phase in (None, view.phase) and leader in (None, view.leader) and (view.mine or not mine)
        ]
        return page(found, cursor, limit, lambda view: (view.first.index, view.leader, view.id))

    @routes.post("/absences/question")
    def may_travel(office: str, given: Question, who: Who) -> Slip:
        """May a leader be away then? The coverage slip; nothing is kept. A leader asks for himself."""
        return judged(office, trip_asked(given), who)[1]

    @routes.get("/absences/question/slip.{form}", response_class=Response, responses=FILES)
    def may_travel_on_paper(
        office: str,
        form: Form,
        who: Who,
        leader: Annotated[str, Query(max_length=40)],
        start: Instant,
        end: Instant,
        kind: AbsenceKind = AbsenceKind.TRIP,
        place: Annotated[str, Query(max_length=100)] = "",
    ) -> Response:
        """The same slip as a file to take away."""
        given = Question(leader=leader, start=start, end=end, kind=kind, place=place)
        return paper(*judged(office, trip_asked(given), who), form)

    @routes.post("/absences", status_code=201, response_model=Asked)
    def ask_absence(
        office: str, given: Asking, who: Who, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Ask for it: kept as a request, with the slip that it is decided on."""
        return kept_as_request(office, given, given, who, request, key, why)

    @routes.post("/absences/{id:path}/extension", status_code=201, response_model=Asked)
    def extend_absence(
        office: str, id: Id, given: Longer, who: Who, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Ask for a longer stay: a request of its own that goes on from the first, and is approved anew."""
        first = read(office, id, who)[0]
        return kept_as_request(office, given, longer(first, given), who, request, key, why)

    def kept_as_request(
        office: str, said: Frozen, given: Asking, who: Principal, request: Request, key: str | None, why: str | None
    ) -> Response:
        asked, named = request_sha("POST", request.scope["path"], said), given_key(key)
        if (kept := earlier(desk.store, office, who, named, asked)) is not None:
            return kept
        trip_asked(given)
        act = act_of(who, desk.now(), why)
        made = Absences(desk.store, office).prepared(wanted(given, act.at), doer_of(who), act)
        slip = judged(office, trip_of(made), who, made)[1]
        view = Roll(desk.store, office, act.at).view(made, reader_of(who))
        if view is None:
            raise Unknown(ABSENT)
        with desk.store.write(office, act) as room:

            def make() -> tuple[Asked, dict[str, str]]:
                room.records.edit([Edit.of(RecordKind.ABSENCE, made)])
                return Asked(absence=view, slip=slip), {"ETag": etag(1)}

            return once(room, who, named, asked, make)

    @routes.get("/absences/{id:path}/slip")
    def absence_slip(office: str, id: Id, who: Who) -> Slip:
        """The coverage slip of a request, judged now."""
        absence, view = read(office, id, who)
        if not view.whole:
            raise Unknown(ABSENT)
        return judged(office, trip_of(absence), who, absence)[1]

    @routes.get("/absences/{id:path}/slip.{form}", response_class=Response, responses=FILES)
    def absence_slip_on_paper(office: str, id: Id, form: Form, who: Who) -> Response:
        """The same as a file, to be attached to the form."""
        absence, view = read(office, id, who)
        if not view.whole:
            raise Unknown(ABSENT)
        return paper(*judged(office, trip_of(absence), who, absence), form)

    @routes.get("/absences/{id:path}/trail")
    def absence_trail(office: str, id: Id, who: Who) -> tuple[TrailLine, ...]:
        """Every revision of it: by whose account, when, why, and which step; oldest first."""
        if not read(office, id, who)[1].whole:
            raise Unknown(ABSENT)
        with desk.store.read(office) as room:
            versions = room.records.history(RecordKind.ABSENCE, id)
        return tuple(trail_of(versions))

    @routes.get("/absences/{id:path}")
    def absence(office: str, id: Id, who: Who, response: Response) -> AbsenceView:
        """One absence: how it stands, what is missing, what is late, and what one may do about it."""
        view = read(office, id, who)[1]
        response.headers["ETag"] = etag(view.revision)
        return view

    return routes


def trip_asked(given: Question) -> Trip:
    """The question. Raises BadInput for no stretch of time."""
    if given.end <= given.start:
        raise BadInput([Fault("end", "结束时间须晚于开始时间，请改正")])
    return Trip.model_validate({name: getattr(given, name) for name in Trip.model_fields})


def wanted(given: Asking, at: datetime) -> Absence:
    """The request, under an id of ours."""
    facts = given.model_dump(exclude={"start", "end"})
    state = Approval(state=ApprovalState.REQUESTED)
    return Absence(
        **facts, id=f"away-{new_id()}", span=Span(start=given.start, end=given.end), requested_at=at, approval=state
    )


def longer(first: Absence, given: Longer) -> Asking:
    """The request that prolongs an absence. Raises BadInput for no later end."""
    if given.until <= first.span.end:
        raise BadInput([Fault("until", "续假须晚于原定返回时间，请改正")])
    place = first.place if given.place is None else given.place
    return Asking(
        leader=first.leader, start=first.span.end, end=given.until, kind=first.kind, place=place,
        contact=first.contact, reason=given.reason, purpose=first.purpose, transport=first.transport,
        companions=first.companions, acting=first.acting, plan_line=first.plan_line, extends=first.id,
    )  # fmt: skip


def trail_of(versions: Iterable[RecordVersion]) -> Iterator[TrailLine]:
    """Each revision with the step that made it."""
    known = 0
    for version in versions:
        steps = version.body.steps if isinstance(version.body, Absence) else ()
        step = steps[-1] if len(steps) > known else None
        known = max(known, len(steps))
        yield TrailLine(revision=version.revision, by=version.by, at=version.at, why=version.why, step=step)
