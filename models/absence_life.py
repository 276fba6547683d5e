"""The life of an absence, as it stands at an instant: who may do what next, what is missing, what is overdue.

Request → B told and confirms → approved by post and kind → reported → the other leaders told → away → back → reported
back. Pure: the brief says who is who, `at` is the instant, and nothing is stored. `models.absence_deeds` takes steps.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from models.absence_steps import AD_HOC, AbsenceStep, Phase, StepKind
from models.absences import Absence, AbsenceKind, ApprovalState
from models.approvers import approvers
from models.brief import Brief
from models.people import LeaderId, Post
from models.slip import Paper
from models.spans import Frozen, HalfDay, Instant

OFFICE = "office"
Who = tuple[str, ...]


class NextStep(Frozen):
    """A step that may come next. who: leaders' ids, or `office` for the Office's staff. bars: what stands in the
    way for now, in Chinese; none: it may be taken."""

    kind: StepKind
    who: Who
    article: str
    sentence: str
    bars: tuple[str, ...] = ()


class Life(Frozen):
    """An absence's life. until: when he has to be back, extensions included. missing: what is still to come, with
    its article; alarms: what is late or out of order."""

    absence: str
    phase: Phase
    phase_zh: str
    until: Instant
    next: tuple[NextStep, ...]
    missing: tuple[Paper, ...]
    alarms: tuple[str, ...]
    steps: tuple[AbsenceStep, ...]


def life(brief: Brief, absence: Absence, at: datetime) -> Life:
    """How an absence stands at an instant. brief: the office's facts, the absence's extensions among them."""
    stands = phase(brief, absence, at)
    return Life(
        absence=absence.id,
        phase=stands,
        phase_zh=stands.zh,
        until=until(brief, absence),
        next=tuple(_next(brief, absence, stands, at)),
        missing=tuple(_missing(brief, absence, stands)),
        alarms=tuple(_alarms(brief, absence, stands, at)),
        steps=absence.steps,
    )


def phase(brief: Brief, absence: Absence, at: datetime) -> Phase:
    """Where it stands at an instant."""
    state = absence.approval.state
    if state is ApprovalState.REQUESTED:
        return Phase.REQUESTED
    if state is ApprovalState.REFUSED:
        return Phase.REFUSED
    if state is ApprovalState.CANCELLED:
        withdrawn = bool(absence.steps) and absence.steps[-1].kind is StepKind.WITHDRAW
        return Phase.WITHDRAWN if withdrawn else Phase.CANCELLED
    if absence.returned_at is not None:
        return Phase.RETURNED
    if at < absence.span.start:
        return Phase.APPROVED
    return Phase.AWAY if at < until(brief, absence) else Phase.OVERDUE


def until(brief: Brief, absence: Absence) -> datetime:
    """When the leader has to be back: the end of the last approved extension, widened to the half-day (65)."""
    longer = [one for one in brief.absences if one.extends == absence.id and one.approved and one.id != absence.id]
    return max([absence.span.widened().end, *(until(brief, one) for one in longer)])


def partners(brief: Brief, absence: Absence) -> tuple[LeaderId, ...]:
    """His Bs on any day of the absence, in the table's order (article 7)."""
    days = {half.day for half in absence.halves}
    rows = (pair for pair in brief.pairs if any(pair.in_force(day) for day in days))
    return tuple(dict.fromkeys(p for pair in rows if (p := pair.other(absence.leader)) in brief.leader_by_id and p))


def answered(absence: Absence) -> dict[LeaderId, bool]:
    """Which partners have answered, and whether they can."""
    kinds = {StepKind.CONFIRM: True, StepKind.DECLINE: False}
    return {step.leader: kinds[step.kind] for step in absence.steps if step.kind in kinds and step.leader}


def ad_hoc_left(brief: Brief, absence: Absence) -> tuple[StepKind, ...]:
    """Steps of an ad-hoc trip abroad still to be taken, in order (article 64); none for any other absence."""
    known = brief.leader_by_id.get(absence.leader)
    asked = absence.kind is AbsenceKind.TRIP_ABROAD and absence.plan_line is None
    if known is None or known.post is Post.OFFICE_DIRECTOR or not asked:
        return ()
    return tuple(kind for kind in AD_HOC if getattr(absence.ad_hoc, kind.value) is None)


def _next(brief: Brief, absence: Absence, stands: Phase, at: datetime) -> Iterator[NextStep]:
    if stands in (Phase.REQUESTED, Phase.APPROVED):
        yield from _partner_steps(brief, absence)
        yield from _report_steps(brief, absence)
    if stands is Phase.REQUESTED:
        for kind in ad_hoc_left(brief, absence)[:1]:
            yield _step(kind, (OFFICE,), "第六十四条", "临时出访依次报批")
        yield from _decisions(brief, absence, at)
        yield _step(StepKind.WITHDRAW, (absence.leader, OFFICE), "第五十八条", "批准以前可以撤回")
    if stands in (Phase.APPROVED, Phase.AWAY, Phase.OVERDUE) and _tells_leaders(brief, absence):
        yield _step(StepKind.NOTIFY, (OFFICE,), "第五十八条", "由办公室通报区政府其他领导")
    if stands is Phase.APPROVED:
        who = (absence.leader, *(one.leader for one in approvers(brief, absence, at)), OFFICE)
        yield _step(StepKind.CANCEL, who, "第六十五条", "出发以前可以取消")
    if stands in (Phase.AWAY, Phase.OVERDUE):
        yield _step(StepKind.RETURN, (absence.leader, OFFICE), "第六十五条", "返回后及时告知办公室")
    if stands is Phase.RETURNED and _reports_back(brief, absence):
        yield _step(StepKind.REPORT_BACK, (absence.leader, OFFICE), "第六十五条", "向区长报告有关情况")


def _step(kind: StepKind, who: Who, article: str, said: str, bars: tuple[str, ...] = ()) -> NextStep:
    once = tuple(dict.fromkeys(who))
    return NextStep(kind=kind, who=once, article=article, sentence=f"{kind.zh}：{said}（{article}）", bars=bars)


def _partner_steps(brief: Brief, absence: Absence) -> Iterator[NextStep]:
    mine = partners(brief, absence)
    if mine and absence.told.partner is None:
        said = f"告知{'、'.join(map(brief.zh, mine))}并交接"
        yield _step(StepKind.TELL_PARTNER, (absence.leader, OFFICE), "第七条", said)
        return
    waiting = tuple(who for who in mine if who not in answered(absence))
    if waiting:
        yield _step(StepKind.CONFIRM, waiting, "第七条", "由B角本人确认可以代行")
        yield _step(StepKind.DECLINE, waiting, "第七条", "B角本人说明有何困难")


def _report_steps(brief: Brief, absence: Absence) -> Iterator[NextStep]:
    if absence.leader != brief.head or not absence.kind.is_trip:
        return
    if absence.told.city is None:
        yield _step(StepKind.REPORT_CITY, (absence.leader, OFFICE), "第六十五条", "区长外出事前报告")
    if absence.told.party is None:
        yield _step(StepKind.REPORT_PARTY, (absence.leader, OFFICE), "第六十五条", "区长外出事前报告")
    if brief.policy.leave.head_needs_approval and absence.superior_approved is None:
        yield _step(StepKind.SUPERIOR_APPROVED, (OFFICE,), "第六十五条", "登记上级的书面批准")


def _decisions(brief: Brief, absence: Absence, at: datetime) -> Iterator[NextStep]:
    if absence.leader == brief.head:
        who: Who = (OFFICE,)
        said = "报告（报批）完毕，由办公室登记"
    else:
        who = tuple(one.leader for one in approvers(brief, absence, at))
        said = f"由{'、'.join(map(brief.zh, who)) or '区长'}决定"
    yield _step(StepKind.APPROVE, who, "第六十五条", said, tuple(_bars(brief, absence, at)))
    yield _step(StepKind.REFUSE, who, "第六十五条", said)


def _bars(brief: Brief, absence: Absence, at: datetime) -> Iterator[str]:
    """What has to be done before it may be approved."""
    if left := ad_hoc_left(brief, absence):
        yield f"临时出访尚缺{'、'.join(kind.zh for kind in left)}（第六十四条）"
    if absence.fits_rank is False:
        yield "经核与其职级身份不相符（第六十五条）"
    if absence.span.start <= at and absence.kind is not AbsenceKind.SICK_LEAVE:
        yield "已过出发时间，先走后批不合规定，请改期重报（第六十五条）"
    reports = [step.kind.zh for step in _report_steps(brief, absence)]
    if reports:
        yield f"尚未{'、'.join(reports)}（第六十五条）"
    mine = partners(brief, absence)
    if brief.policy.leave.tell_partner and mine:
        if absence.told.partner is None:
            yield "尚未告知B角，本单位规定先告知搭档（第七条）"
        elif waiting := [who for who in mine if who not in answered(absence)]:
            yield f"{'、'.join(map(brief.zh, waiting))}尚未确认（第七条）"


def _tells_leaders(brief: Brief, absence: Absence) -> bool:
    known = brief.leader_by_id.get(absence.leader)
    asked = known is not None and (known.post.is_deputy or known.post is Post.OFFICE_DIRECTOR)
    return asked and absence.told.leaders is None


def _reports_back(brief: Brief, absence: Absence) -> bool:
    known = brief.leader_by_id.get(absence.leader)
    done = any(step.kind is StepKind.REPORT_BACK for step in absence.steps)
    return known is not None and known.post.is_deputy and not done


def _missing(brief: Brief, absence: Absence, stands: Phase) -> Iterator[Paper]:
    """Fields, reports and answers still to come; nothing of what is over."""
    if stands in (Phase.REFUSED, Phase.WITHDRAWN, Phase.CANCELLED):
        return
    if stands is Phase.RETURNED:
        if _reports_back(brief, absence):
            yield _paper("report_back", "第六十五条", "尚未向区长报告有关情况")
        return
    for field in brief.policy.leave.report_fields:
        if not getattr(absence, field.value):
            yield _paper(field.value, "第六十五条", f"{field.zh}未填，须报办公室")
    known = brief.leader_by_id.get(absence.leader)
    director = known is not None and known.post is Post.OFFICE_DIRECTOR
    if director and not any(name.strip() for name in absence.acting):
        yield _paper("acting", "第六十五条", "尚缺代行名单")
    if absence.kind is AbsenceKind.TRIP_ABROAD and not absence.purpose.strip():
        yield _paper("purpose", "第六十五条", "尚未写明公务任务")
    if absence.kind is AbsenceKind.TRIP and absence.plan_line is None and not director:
        yield _paper("plan_line", "第六十四条", "未引用年度外出计划")
    if left := ad_hoc_left(brief, absence):
        yield _paper("ad_hoc", "第六十四条", f"尚缺{'、'.join(kind.zh for kind in left)}")
    for step in _report_steps(brief, absence):
        yield _paper(step.kind.value, step.article, f"尚未{step.kind.zh}")
    yield from _of_partners(brief, absence)
    if absence.approved and _tells_leaders(brief, absence):
        yield _paper("notify", "第五十八条", "尚未通报区政府其他领导")


def _of_partners(brief: Brief, absence: Absence) -> Iterator[Paper]:
    mine, said = partners(brief, absence), answered(absence)
    if mine and absence.told.partner is None:
        yield _paper("partner", "第七条", f"尚未告知B角{'、'.join(map(brief.zh, mine))}")
        return
    for who in mine:
        if who not in said:
            yield _paper("confirm", "第七条", f"B角{brief.zh(who)}尚未确认")
        elif not said[who]:
            yield _paper("declined", "第七条", f"B角{brief.zh(who)}表示有困难，请另作安排")


def _paper(field: str, article: str, said: str) -> Paper:
    return Paper(field=field, article=article, sentence=f"{said}（{article}）")


def _alarms(brief: Brief, absence: Absence, stands: Phase, at: datetime) -> Iterator[str]:
    """What is late: loud on every list."""
    who = brief.zh(absence.leader)
    if stands is Phase.OVERDUE:
        due = until(brief, absence)
        late = int((at - due).total_seconds()) // 3600
        last = HalfDay.of(due - timedelta(microseconds=1)).zh
        yield f"{who}应于{last}返回，已逾期{late}小时，未见销假，也未见续假批准（第六十五条）"
    if stands is Phase.REQUESTED and absence.span.start <= at:
        yield f"{who}{absence.halves[0].zh}起的外出已过出发时间，尚未批准，按在岗安排（第六十五条）"
    first = next((one for one in brief.absences if one.id == absence.extends), None)
    if first is not None and stands is Phase.REQUESTED and first.span.end <= at:
        yield f"{who}的续假尚未批准，原定返回时间已过（第六十五条）"
    back = absence.returned_at
    if stands is Phase.RETURNED and back is not None and back > until(brief, absence):
        yield f"{who}返回晚于批准的时间（第六十五条）"
    if stands in (Phase.AWAY, Phase.OVERDUE) and _tells_leaders(brief, absence):
        yield f"{who}已经出发，尚未通报区政府其他领导（第五十八条）"
