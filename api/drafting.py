"""Drafts: plans at hand that rest on living records, and how one becomes the next publication. Knows no HTTP.

What a draft rests on is the brief of its horizon and instant. While that brief reads as it did, nothing that the
plan rests on has changed; when it does not, the draft is refused with what changed, and may be brought up to date.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from api.jobs.landing import Landing
from api.records import FrozenBrief, freeze_brief
from api.secrets import new_id
from intake.brief import freeze, read_brief, write_brief
from models.audit import Audit
from models.brief import Brief
from models.continuity import continued
from models.decided import Decision
from models.errors import BadInput, Fault, Refused, TooLarge, Unknown
from models.plan import Plan, Seating
from models.publication import Publication
from models.runs import PlanDraft
from models.sealing import issue_week, seal
from models.spans import DateRange, in_office_zone
from rules import audit
from store.base import Store
from store.desk import Desk

LONGEST = 130  # days of a horizon at one time
NAMED = 5
SOLVING = 120.0  # seconds that a draft's run may compute


def instant_for(store: Store, office: str, now: datetime) -> datetime:
    """The instant to freeze a brief at: now, but never before the newest publication was sealed."""
    head = store.head(office)
    return in_office_zone(max(now, head.sealed_at) if head else now).replace(microsecond=0)


def frozen(store: Store, office: str, horizon: DateRange, as_of: datetime) -> FrozenBrief:
    """The brief of a horizon. Raises TooLarge for one that nobody plans at once, BadInput with every fault."""
    check_days(horizon)
    return freeze_brief(store, office, horizon, as_of)


def check_days(horizon: DateRange) -> None:
    """Raises TooLarge for more days than are planned at one time; a run that is asked for by itself may be longer."""
    days = (horizon.last - horizon.first).days + 1
    if days > LONGEST:
        raise TooLarge(f"计划范围有 {days} 天，一次最多 {LONGEST} 天，请分段")


def made_of(brief: FrozenBrief, plan: Plan, by: str, at: datetime, title: str) -> PlanDraft:
    """A new draft of a plan."""
    published = brief.brief.published
    return PlanDraft(
        id=new_id(),
        title=title,
        input_revision=brief.revision,
        on=published.number if published else 0,
        as_of=brief.brief.as_of,
        by=by,
        at=at,
        plan=plan,
    )


def of_run(landing: Landing, by: str, at: datetime) -> PlanDraft:
    """The draft of a run's result; its id is the run's own, so that it is made once. Raises Refused with what has
    changed where the result stands no more."""
    if landing.plan is None:
        raise Refused(landing.sentence)
    run = landing.run
    made = made_of(FrozenBrief(landing.brief, landing.revision), landing.plan, by, at, run.title)
    return made.model_copy(update={"id": f"d-{run.id.removeprefix('r-')}", "run": run.id})


def kept_once(desk: Desk, draft: PlanDraft) -> PlanDraft:
    """A draft as it stands: put there, or there already."""
    return desk.drafts.get(draft.id) or desk.drafts.put(draft, expecting=None)


def moved_onto(brief: Brief, plan: Plan) -> Plan:
    """A plan's choices as a plan of another brief of its horizon; what proved it good speaks of it no more.

    Events that are not there any more, and research, keep or lose their place by what the brief knows.
    """
    known = brief.event_by_id
    return plan.model_copy(
        update={
            "brief": brief.digest,
            "bookings": tuple(b for b in plan.bookings if b.event in known),
            "seats": tuple(s for s in plan.seats if s.event in known),
            "research": continued(brief, [(b.leader, b.start, b.half_days) for b in plan.research]),
            "proof": None,
        }
    )


def brief_of(store: Store, office: str, draft: PlanDraft) -> Brief:
    """The brief that a draft rests on, from the records as they stand. Raises Refused with what has changed."""
    now = frozen(store, office, draft.plan.horizon, draft.as_of)
    if now.brief.digest == draft.plan.brief:
        return now.brief
    with store.read(office) as desk:
        changed = desk.records.changed_since(draft.input_revision)
        numbers = desk.publications.numbers()
    told = [f"{record.kind.zh}{record.id}" for record in changed[:NAMED]]
    if numbers and numbers[-1] != draft.on:
        told.append(f"已发布第{numbers[-1]}版")
    more = f"等{len(changed)}项" if len(changed) > NAMED else ""
    what = f"{'、'.join(told) or '政策或日历'}{more}"
    raise Refused(f"草案所依据的情况已有变化：{what}。请用 refresh 按现在的情况重新核对，或重新排定。")


def decided(brief: Brief, plan: Plan, decisions: Iterable[Decision]) -> tuple[Brief, Plan]:
    """Brief and plan with named persons' decisions on open seats. Raises BadInput for decisions on nothing, Refused
    where the plan has given a seat to somebody else."""
    added = tuple(decisions)
    if not added:
        return brief, plan
    document: dict[str, Any] = json.loads(write_brief(brief))
    document["decisions"] += [one.model_dump(mode="json") for one in added]
    now = freeze(document)
    takers = dict(plan.takers)
    for one in added:
        if takers.get((one.event, one.seat)) not in (None, one.taken_by):
            raise Refused(f"方案中 {one.event} 的席位 {one.seat} 已另有人出席，与裁定不一致；请先修改草案。")
        takers[one.event, one.seat] = one.taken_by
    seats = tuple(Seating(event=e, seat=s, taken_by=who) for (e, s), who in takers.items())
    return now, plan.model_copy(update={"brief": now.digest, "seats": seats, "proof": None})


def judged(brief: Brief, plan: Plan) -> Audit:
    """What the law says of a plan of a brief."""
    if plan.horizon != brief.horizon:
        raise BadInput([Fault("plan.horizon", "方案的范围与摘要的不同，请改成一致")])
    return audit(brief, plan)


def next_publication(
    head: Publication | None, brief: Brief, plan: Plan, at: datetime, proposed_by: str, signed_by: str, reason: str
) -> Publication:
    """The publication of a plan on top of the newest. Raises Refused for what may not be published."""
    return seal(
        brief=brief,
        plan=plan,
        audit=judged(brief, plan),
        previous=head,
        sealed_at=at,
        proposed_by=proposed_by,
        signed_by=signed_by,
        reason=reason,
    )


def going_out(head: Publication | None, week: str, at: datetime, by: str, signed_by: str, reason: str) -> Publication:
    """The publication by which a week's arrangement goes out (article 62). Raises Refused."""
    if head is None:
        raise Refused("还没有发布过任何方案，不能印发周安排；请先发布方案。")
    return issue_week(head, week, at, by, signed_by, reason)


def plan_of(publication: Publication | None, number: int) -> Plan:
    """The plan that a version was sealed with. Raises Unknown for no such version or one without a plan."""
    if publication is None or publication.plan is None:
        raise Unknown(f"第{number}版没有可退回的方案。")
    return publication.plan


def decisions_of(store: Store, office: str, publication: Publication | None, brief: Brief) -> tuple[Decision, ...]:
    """What named persons decided for a version and the brief does not know of; none where its brief was erased."""
    with store.read(office) as desk:
        raw = desk.briefs.get(publication.brief) if publication is not None else None
    if raw is None:
        return ()
    known = {(one.event, one.seat) for one in brief.decisions}
    old = read_brief(raw).decisions
    return tuple(one for one in old if one.event in brief.event_by_id and (one.event, one.seat) not in known)


def append(desk: Desk, publication: Publication, brief: Brief | None) -> None:
    """Make a publication the newest, with the brief that it rests on."""
    desk.publications.append(publication, expecting=publication.number - 1 or None)
    if brief is not None:
        desk.briefs.save(brief.digest, write_brief(brief))


def title_of(store: Store, office: str, account: str) -> str:
    """An account's post as a publication names it, its id where there is none."""
    with store.read(office) as desk:
        found = desk.accounts.get(account)
    return found.title if found else account
