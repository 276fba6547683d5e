"""Briefs and drafts: what the solver is given, what it answers, hand edits, and what the law says of any plan."""

import json
import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from api import drafting
from api.conditions import (
    IdempotencyKey,
    IfMatch,
    Why,
    act_of,
    earlier,
    etag,
    given_key,
    once,
    request_sha,
    seen_revision,
)
from api.desk import Desk, days_of
from api.errors import Problem
from api.gate import ABSENT, Principal
from api.jobs.desk_jobs import DeskJobs
from api.jobs.events import settled
from api.jobs.port import Ask
from api.paging import Cursor, Limit, Page, page
from api.routes.runs import RunLine
from intake.brief import write_brief
from models.audit import Audit
from models.errors import Refused, Unknown
from models.people import LeaderId
from models.permissions import Permission
from models.plan import Plan
from models.runs import PlanDraft, PlanRun
from models.spans import DateRange, Frozen, Instant
from models.trail import Act
from store.base import Store

Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")]
Day = Annotated[str, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="如 2026-12-01")]
Prefer = Annotated[
    str | None,
    Header(max_length=100, description="wait=秒数（RFC 7240）：最多等这么久，至多 20 秒；到时没有算完答 202"),
]
WAIT, LONGEST_WAIT = 5, 20  # seconds that an answer waits for its draft


class Wanted(Frozen):
    """What to plan. as_of: the instant of the facts, now where none is named."""

    horizon: DateRange
    as_of: Instant | None = None
    title: str = Field(default="", max_length=100)


class Judged(Frozen):
    """A plan to be judged by the records as they stand."""

    plan: Plan
    as_of: Instant | None = None


class DraftLine(Frozen):
    """A draft without its plan."""

    id: str
    revision: int
    title: str
    horizon: DateRange
    on: int
    as_of: Instant
    by: LeaderId
    at: Instant
    objective: int | None

    @classmethod
    def of(cls, draft: PlanDraft) -> "DraftLine":
        """The draft as a list tells it."""
        proof = draft.plan.proof
        names = ("id", "revision", "title", "on", "as_of", "by", "at")
        facts = {name: getattr(draft, name) for name in names}
        return cls(**facts, horizon=draft.plan.horizon, objective=proof.objective if proof else None)


def patience(prefer: str | None) -> int:
    """How many seconds somebody who asks for a draft would wait for it."""
    found = re.search(r"(?:^|[,;\s])wait\s*=\s*\"?([0-9]{1,6})", prefer or "")
    return min(int(found.group(1)), LONGEST_WAIT) if found else WAIT


def check_ended(run: PlanRun) -> None:
    """Raises 409 for a run that is over without a plan, with what stood in the way."""
    if run.best is not None:
        return
    if run.answer is not None and "stuck" in run.answer:
        told = "必办事项互相冲突，排不出方案；冲突的事实和条款见 causes，出路可用 repairs 查询。"
        raise Problem(409, "stuck", "排不出方案", told, causes=run.answer["stuck"]["conflicts"])
    raise Problem(409, "no-answer", "没有算出结果", run.message)


def draft_of(store: Store, office: str, id: str) -> PlanDraft:
    """A draft. Raises Unknown."""
    with store.read(office) as room:
        found = room.drafts.get(id)
    if found is None:
        raise Unknown(ABSENT)
    return found


def router(desk: Desk, jobs: DeskJobs) -> APIRouter:
    """Routes of briefs and drafts."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["drafts"])
    Planner = Annotated[Principal, Depends(desk.gate.needs(Permission.PLAN))]

    @routes.get("/brief", response_model=dict[str, Any])
    def brief(office: str, who: Planner, first: Day, last: Day) -> Response:
        """The brief of some days as the records stand now, with every fault that would keep it from being planned."""
        as_of = drafting.instant_for(desk.store, office, desk.now())
        made = drafting.frozen(desk.store, office, days_of(first, last), as_of)
        return Response(write_brief(made.brief), media_type="application/json")

    @routes.post("/check")
    def check(office: str, given: Judged, who: Planner) -> Audit:
        """What the law says of any plan, also a hand-made one."""
        as_of = given.as_of or drafting.instant_for(desk.store, office, desk.now())
        made = drafting.frozen(desk.store, office, given.plan.horizon, as_of).brief
        return drafting.judged(made, given.plan.model_copy(update={"brief": made.digest}))

    @routes.get("/drafts")
    def drafts(office: str, who: Planner, limit: Limit = 50, cursor: Cursor = None) -> Page[DraftLine]:
        """All drafts, by their ids."""
        with desk.store.read(office) as room:
            found = sorted((DraftLine.of(draft) for draft in room.drafts.all()), key=lambda line: line.id)
        return page(found, cursor, limit, lambda line: (line.id,))

    def asked_for(office: str, given: Wanted, who: Principal, key: str, asked: str, act: Act) -> str:
        """The id of the run for a draft, begun where it was not asked for yet."""
        kept = earlier(desk.store, office, who, key, asked)
        if kept is None:
            as_of = given.as_of or drafting.instant_for(desk.store, office, desk.now())
            drafting.check_days(given.horizon)
            ready = jobs.prepare(office, Ask(given.horizon, as_of, drafting.SOLVING, given.title), act)
            with desk.store.write(office, act) as room:
                kept = once(room, who, key, asked, lambda: (RunLine.of(jobs.keep(room, ready)), {}))
            jobs.hand(office, ready.run)
        return str(json.loads(bytes(kept.body))["id"])

    def drafted(office: str, run: PlanRun, who: Principal, act: Act) -> PlanDraft:
        check_ended(run)
        draft = drafting.of_run(jobs.result(office, run.id), who.id, desk.now())
        with desk.store.write(office, act) as room:
            return drafting.kept_once(room, draft)

    @routes.post(
        "/drafts",
        status_code=201,
        response_model=PlanDraft,
        responses={202: {"model": RunLine, "description": "没有算完；进展见 runs 的 events，方案见 runs 的 draft"}},
    )
    async def create_draft(
        office: str,
        given: Wanted,
        who: Planner,
        request: Request,
        key: IdempotencyKey = None,
        why: Why = None,
        prefer: Prefer = None,
    ) -> Response:
        """Plan some days on top of the newest publication: a run, and its draft where it ends soon enough
        (`Prefer: wait=5`); else 202 with the run, whose draft is made by `runs/{run}/draft` once it is over."""
        act, named = act_of(who, desk.now(), why), given_key(key)
        asked = request_sha("POST", request.scope["path"], given)
        id = await run_in_threadpool(asked_for, office, given, who, named, asked, act)
        run = await settled(lambda: jobs.progress(office, id), patience(prefer))
        if not run.state.is_over:
            at = {"Location": f"/api/offices/{office}/runs/{id}", "Preference-Applied": f"wait={patience(prefer)}"}
            return JSONResponse(RunLine.of(run).model_dump(mode="json"), 202, at)
        made = await run_in_threadpool(drafted, office, run, who, act)
        return JSONResponse(made.model_dump(mode="json", by_alias=True), 201, {"ETag": etag(made.revision)})

    @routes.get("/drafts/{draft}")
    def draft(office: str, draft: Id, who: Planner, response: Response) -> PlanDraft:
        """One draft with its plan."""
        found = draft_of(desk.store, office, draft)
        response.headers["ETag"] = etag(found.revision)
        return found

    @routes.put("/drafts/{draft}")
    def replace_draft(
        office: str, draft: Id, given: Plan, who: Planner, response: Response, seen: IfMatch = None, why: Why = None
    ) -> PlanDraft:
        """Put a hand-edited plan in a draft's place; it is judged like any other."""
        expecting = seen_revision(seen)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            old = room.drafts.get(draft)
            if old is None:
                raise Unknown(ABSENT)
            if given.horizon != old.plan.horizon:
                raise Refused("草案的范围不能修改；请另建一份草案。")
            plan = given.model_copy(update={"brief": old.plan.brief, "proof": None})
            made = old.model_copy(update={"plan": plan, "by": who.id, "at": desk.now()})
            kept = room.drafts.put(made, expecting=expecting)
        response.headers["ETag"] = etag(kept.revision)
        return kept

    @routes.post("/drafts/{draft}/refresh")
    def refresh_draft(
        office: str, draft: Id, who: Planner, response: Response, seen: IfMatch = None, why: Why = None
    ) -> PlanDraft:
        """Bring a draft onto the records and the publication as they are now, its choices as they were."""
        expecting = seen_revision(seen)
        old = draft_of(desk.store, office, draft)
        as_of = drafting.instant_for(desk.store, office, desk.now())
        now = drafting.frozen(desk.store, office, old.plan.horizon, as_of)
        plan = drafting.moved_onto(now.brief, old.plan)
        made = drafting.made_of(now, plan, who.id, desk.now(), old.title).model_copy(update={"id": old.id})
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            kept = room.drafts.put(made, expecting=expecting)
        response.headers["ETag"] = etag(kept.revision)
        return kept

    @routes.delete("/drafts/{draft}", status_code=204)
    def delete_draft(office: str, draft: Id, who: Planner, seen: IfMatch = None, why: Why = None) -> None:
        """Drop a draft."""
        expecting = seen_revision(seen)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            if room.drafts.get(draft) is None:
                raise Unknown(ABSENT)
            room.drafts.drop(draft, expecting=expecting)

    @routes.get("/drafts/{draft}/check")
    def check_draft(office: str, draft: Id, who: Planner) -> Audit:
        """What the law says of a draft, by the facts that it rests on; refused with what has changed since."""
        found = draft_of(desk.store, office, draft)
        return drafting.judged(drafting.brief_of(desk.store, office, found), found.plan)

    return routes
