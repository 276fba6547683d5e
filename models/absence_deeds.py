"""Steps in the life of an absence, taken: asked for, decided, reported, back. Pure: a new value, or Refused with why.

Every step is added to those before; the facts that the rules read (approval, reports, return) follow from it.
"""

from collections.abc import Callable
from datetime import datetime

from models.absence_life import OFFICE, NextStep, life, until
from models.absence_steps import AD_HOC, NEEDS_REASON, AbsenceStep, StepKind
from models.absences import Absence, Approval, ApprovalState
from models.approvers import approvers
from models.brief import Brief
from models.errors import BadInput, Fault, Refused
from models.people import LeaderId
from models.spans import Frozen, Span

SUPERIORS = "市政府、区委"  # whose word counts for the head's own trip, as the office writes it


class Doer(Frozen):
    """Who takes a step. title: a post; leader: the same as a leader; office: one of the Office's staff.

    word_of: whose decision, given on paper, the Office puts on record.
    """

    title: str
    leader: LeaderId | None = None
    office: bool = False
    word_of: LeaderId | None = None

    @property
    def speaker(self) -> LeaderId | None:
        """Whose word it is."""
        return self.word_of if self.office and self.word_of is not None else self.leader


def ask(brief: Brief, wanted: Absence, doer: Doer, at: datetime, why: str = "") -> Absence:
    """A new request, as it is first kept. Raises BadInput with every fault, Refused for somebody else's.

    wanted: who, when, where and why; whatever it says of approval, reports or steps is dropped.
    """
    if not doer.office and doer.leader != wanted.leader:
        raise Refused("外出由本人或办公室代为申请；请用本人的账号，或请办公室办理。")
    if faults := _faults(brief, wanted, at):
        raise BadInput(faults)
    plain = Absence(
        **wanted.model_dump(include={
            "id", "leader", "kind", "span", "place", "contact", "reason", "purpose", "acting", "transport",
            "companions", "plan_line", "extends",
        }),
        requested_at=at,
        approval=Approval(state=ApprovalState.REQUESTED),
    )  # fmt: skip
    return plain.model_copy(update={"steps": (_step(StepKind.REQUEST, doer, at, why),)})


def take(
    brief: Brief,
    absence: Absence,
    kind: StepKind,
    doer: Doer,
    at: datetime,
    why: str = "",
    *,
    when: datetime | None = None,
    publication: int | None = None,
) -> Absence:
    """The absence with one step more. Raises Refused for a step that is not next, is barred, or is not his to take.

    when: what really was when, where it was told later (the return). publication: by which the plan followed.
    """
    found = _allowed(brief, absence, kind, doer, at, why)
    moment = when or at
    if moment > at:
        raise Refused(f"{kind.zh}的时间不能晚于现在，请改正。")
    if kind is StepKind.RETURN and moment <= absence.span.start:
        raise Refused("销假的时间不能早于出发，请改正。")
    acting_for = _acting_for(brief, absence, doer, at) if kind in (StepKind.APPROVE, StepKind.REFUSE) else None
    step = _step(found.kind, doer, at, why, acting_for, publication)
    by = brief.zh(doer.speaker) if doer.speaker is not None else SUPERIORS
    facts = _FACTS.get(kind, _nothing)(absence, by, moment)
    return absence.model_copy(update={**facts, "steps": (*absence.steps, step)})


def _faults(brief: Brief, wanted: Absence, at: datetime) -> list[Fault]:
    found = []
    if wanted.leader not in brief.leader_by_id:
        known = "、".join(f"{k.id}（{k.title}）" for k in brief.leaders)
        found.append(Fault("leader", f"没有编号为 {wanted.leader} 的领导，请改用其中之一：{known}"))
    if any(one.id == wanted.id for one in brief.absences):
        found.append(Fault("id", f"已有编号为 {wanted.id} 的外出，请另编一个"))
    if wanted.span.end <= at:
        found.append(Fault("span", "所申请的时间已经过去，请改正"))
    lines = {line.id for plan in brief.travel_plans for line in plan.lines if line.leader == wanted.leader}
    if wanted.plan_line is not None and wanted.plan_line not in lines:
        found.append(Fault("plan_line", "年度外出计划中没有本人的这一项（第六十四条），请核对"))
    if wanted.extends is not None:
        found += _extension_faults(brief, wanted)
    else:
        found += [
            Fault("span", f"与本人{one.halves[0].zh}起的外出重叠；延长请注明续假（第六十五条）")
            for one in brief.absences
            if one.leader == wanted.leader
            and one.approval.state in (ApprovalState.REQUESTED, ApprovalState.APPROVED)
            and one.span.overlaps(wanted.span)
        ]
    return found


def _extension_faults(brief: Brief, wanted: Absence) -> list[Fault]:
    """A longer stay, or a stop more, is asked for anew; it goes on from one that was approved (article 65)."""
    first = next((one for one in brief.absences if one.id == wanted.extends), None)
    if first is None or first.leader != wanted.leader or not first.approved:
        return [Fault("extends", "没有本人已获批准的这次外出，不能续假，请核对编号")]
    if first.returned_at is not None:
        return [Fault("extends", "这次外出已经销假，请另行申请")]
    found = []
    if wanted.span.start > until(brief, first):
        found.append(Fault("span", "续假须与原批准的外出相接，请改正起始时间，或另行申请"))
    if wanted.span.end <= first.span.end:
        found.append(Fault("span", "续假的结束不晚于原定返回时间，无须续假"))
    return found


def _allowed(brief: Brief, absence: Absence, kind: StepKind, doer: Doer, at: datetime, why: str) -> NextStep:
    now = life(brief, absence, at)
    mine = [step for step in now.next if step.kind is kind]
    who = f"{brief.zh(absence.leader)}{absence.halves[0].zh}起的外出"
    if not mine:
        open_now = "、".join(step.kind.zh for step in now.next) or "无"
        raise Refused(f"{who}{now.phase_zh}，现在不能{kind.zh}；可以办的是：{open_now}。")
    step = mine[0]
    if not ((doer.office and OFFICE in step.who) or doer.speaker in step.who):
        names = "、".join("办公室" if one == OFFICE else brief.zh(one) for one in step.who) or "区长"
        raise Refused(f"{who}：{kind.zh}应由{names}办理，{doer.title}不能代办（{step.article}）。")
    if step.bars:
        raise Refused(f"{who}现在不能{kind.zh}：{'；'.join(step.bars)}。")
    if kind in NEEDS_REASON and not why.strip():
        raise Refused(f"{kind.zh}须写明理由。")
    if absence.steps and at < absence.steps[-1].at:
        raise Refused(f"{kind.zh}的时间早于已登记的{absence.steps[-1].kind.zh}，请核对时钟。")
    return step


def _acting_for(brief: Brief, absence: Absence, doer: Doer, at: datetime) -> LeaderId | None:
    found = (one.acting_for for one in approvers(brief, absence, at) if one.leader == doer.speaker)
    return next(found, None)


def _step(
    kind: StepKind,
    doer: Doer,
    at: datetime,
    why: str,
    acting_for: LeaderId | None = None,
    publication: int | None = None,
) -> AbsenceStep:
    return AbsenceStep(
        kind=kind, by=doer.title, at=at, why=why, leader=doer.speaker, acting_for=acting_for, publication=publication
    )


# What a step makes true of the absence itself: field by field, as the rules read it.

Facts = dict[str, object]
Makes = Callable[[Absence, str, datetime], Facts]


def _nothing(absence: Absence, by: str, at: datetime) -> Facts:
    return {}


def _told(name: str) -> Makes:
    return lambda absence, by, at: {"told": absence.told.model_copy(update={name: at})}


def _ad_hoc(kind: StepKind) -> Makes:
    return lambda absence, by, at: {"ad_hoc": absence.ad_hoc.model_copy(update={kind.value: at})}


def _decided(state: ApprovalState) -> Makes:
    return lambda absence, by, at: {"approval": Approval(state=state, by=by, at=at)}


def ended(absence: Absence, at: datetime) -> Absence:
    """The absence over at an instant: cancelled if it had not begun, else back then; its steps as they were."""
    return absence.model_copy(update=_back(absence, at))


def _back(absence: Absence, at: datetime) -> Facts:
    """Who is back early is in town from then on; a stop that was never begun did not take place."""
    if at <= absence.span.start:
        return {"approval": absence.approval.model_copy(update={"state": ApprovalState.CANCELLED})}
    return {"returned_at": at, "span": Span(start=absence.span.start, end=min(absence.span.end, at))}


_FACTS: dict[StepKind, Makes] = {
    StepKind.TELL_PARTNER: _told("partner"),
    StepKind.REPORT_CITY: _told("city"),
    StepKind.REPORT_PARTY: _told("party"),
    StepKind.NOTIFY: _told("leaders"),
    StepKind.SUPERIOR_APPROVED: lambda absence, by, at: {"superior_approved": at},
    StepKind.APPROVE: _decided(ApprovalState.APPROVED),
    StepKind.REFUSE: _decided(ApprovalState.REFUSED),
    StepKind.WITHDRAW: _decided(ApprovalState.CANCELLED),
    StepKind.CANCEL: _decided(ApprovalState.CANCELLED),
    StepKind.RETURN: lambda absence, by, at: _back(absence, at),
    **{kind: _ad_hoc(kind) for kind in AD_HOC},
}


def chain(brief: Brief, absence: Absence) -> tuple[Absence, ...]:
    """The absence with what it prolongs and what prolongs it, approved, earliest first: one journey, one return."""
    found = {absence.id: absence}
    for _ in brief.absences:
        more = {
            one.id: one
            for one in brief.absences
            if one.approved and (one.extends in found or any(kept.extends == one.id for kept in found.values()))
        }
        if more.keys() <= found.keys():
            break
        found = more | found
    return tuple(sorted(found.values(), key=lambda one: (one.span.start, one.id)))
