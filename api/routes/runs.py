"""Runs of the solver: asked for, watched, stopped, and their results brought onto today's records."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from api.conditions import IdempotencyKey, Why, act_of, earlier, etag, given_key, once, request_sha
from api.desk import Desk
from api.drafting import instant_for, kept_once, of_run
from api.gate import Principal
from api.jobs.desk_jobs import DeskJobs
from api.jobs.events import seen_until, stream
from api.jobs.port import Ask
from api.paging import Cursor, Limit, Page, page
from models.audit import Finding
from models.permissions import Permission
from models.runs import PlanDraft, PlanRun, Progress, RunState
from models.spans import DateRange, Frozen, Instant

Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")]
LastEventId = Annotated[str | None, Header(alias="Last-Event-ID", max_length=40, description="最后收到的事件编号")]


class WantedRun(Frozen):
    """What to plan. as_of: the instant of the facts, now where none is named. seconds: how long it may compute.
    title: of the draft."""

    horizon: DateRange
    as_of: Instant | None = None
    title: str = Field(default="", max_length=100)
    seconds: float = Field(default=300, ge=1, le=7200)


class RunLine(Frozen):
    """A run without its plan and its brief."""

    id: str
    title: str
    state: RunState
    horizon: DateRange
    as_of: Instant
    asked_by: str
    asked_at: Instant
    ended_at: Instant | None
    attempt: int
    stop_wanted: bool
    cancel_wanted: bool
    progress: Progress
    has_plan: bool
    message: str

    @classmethod
    def of(cls, run: PlanRun) -> "RunLine":
        """The run as a list tells it."""
        names = set(cls.model_fields) - {"attempt", "has_plan"}
        facts = {name: getattr(run, name) for name in names}
        return cls(**facts, attempt=run.fence, has_plan=run.best is not None)


class Landed(Frozen):
    """Whether a result still stands on today's records. changed: what it rests on that is no longer so."""

    accepted: bool
    sentence: str
    changed: tuple[str, ...]
    broken: tuple[Finding, ...]


def router(desk: Desk, jobs: DeskJobs) -> APIRouter:
    """Routes of runs."""
    routes = APIRouter(prefix="/api/offices/{office}/runs", tags=["runs"])
    Planner = Annotated[Principal, Depends(desk.gate.needs(Permission.PLAN))]

    @routes.get("")
    def runs(office: str, who: Planner, limit: Limit = 50, cursor: Cursor = None) -> Page[RunLine]:
        """The runs last asked for, by their ids."""
        with desk.store.read(office) as room:
            found = sorted((RunLine.of(run) for run in room.runs.all(limit=1000)), key=lambda line: line.id)
        return page(found, cursor, limit, lambda line: (line.id,))

    @routes.post("", status_code=201, response_model=RunLine)
    def ask_run(
        office: str, given: WantedRun, who: Planner, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Queue a solve on today's records; its progress is at `events`."""
        asked_sha, named = request_sha("POST", request.scope["path"], given), given_key(key)
        if (kept := earlier(desk.store, office, who, named, asked_sha)) is not None:
            return kept
        as_of = given.as_of or instant_for(desk.store, office, desk.now())
        act = act_of(who, desk.now(), why)
        asked = jobs.prepare(office, Ask(given.horizon, as_of, given.seconds, given.title), act)
        with desk.store.write(office, act) as room:
            made = once(room, who, named, asked_sha, lambda: (RunLine.of(jobs.keep(room, asked)), {}))
        jobs.hand(office, asked.run)
        return made

    @routes.get("/{run}")
    def run(office: str, run: Id, who: Planner) -> RunLine:
        """How a run stands."""
        return RunLine.of(jobs.progress(office, run))

    def known(office: str, run: Id, who: Planner) -> PlanRun:
        """The run, before anything is streamed. Raises Unknown."""
        return jobs.progress(office, run)

    @routes.get("/{run}/events", response_class=EventSourceResponse)
    async def run_events(
        office: str, run: Id, found: Annotated[PlanRun, Depends(known)], last: LastEventId = None
    ) -> AsyncIterator[ServerSentEvent]:
        """Objective, bound and gap as they come, until the end; picked up again after `Last-Event-ID`."""
        async for event in stream(lambda: jobs.progress(office, found.id), seen_until(last)):
            yield event

    @routes.post("/{run}/stop")
    def stop_run(office: str, run: Id, who: Planner, why: Why = None) -> RunLine:
        """Stop, and keep the best so far."""
        return RunLine.of(jobs.stop(office, run, act_of(who, desk.now(), why)))

    @routes.post("/{run}/cancel")
    def cancel_run(office: str, run: Id, who: Planner, why: Why = None) -> RunLine:
        """End it, and keep nothing."""
        return RunLine.of(jobs.cancel(office, run, act_of(who, desk.now(), why)))

    @routes.get("/{run}/result")
    def run_result(office: str, run: Id, who: Planner) -> Landed:
        """Whether the result stands on today's records, else what has changed."""
        found = jobs.result(office, run)
        return Landed(accepted=found.is_accepted, sentence=found.sentence, changed=found.changed, broken=found.broken)

    @routes.post("/{run}/draft", status_code=201, response_model=PlanDraft)
    def draft_run(
        office: str, run: Id, who: Planner, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """The draft of the result, made when first asked for. Refused with what changed where it stands no more."""
        asked_sha, named = request_sha("POST", request.scope["path"], None), given_key(key)
        draft = of_run(jobs.result(office, run), who.id, desk.now())
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[PlanDraft, dict[str, str]]:
                kept = kept_once(room, draft)
                return kept, {"ETag": etag(kept.revision)}

            return once(room, who, named, asked_sha, make)

    return routes
