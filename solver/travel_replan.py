"""The exact part of a coverage check: the brief with the absence in it, arranged anew with the least disturbance.

The judged plan is the trial's published one, and the re-plan disturbs it least (`solver.replan`): in a window about
the damaged items that is as wide as it has to be, all else held.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models.absences import Absence, Approval, ApprovalState
from models.audit import Audit, Finding, Verdict
from models.brief import Brief
from models.decided import Waiver
from models.people import LeaderId
from models.plan import Plan, Seating
from models.published import Published, PublishedBooking
from models.reasons import Cause, CauseKind, Clash, Conflict
from models.slip import Need, Trip
from models.spans import Span
from rules import audit
from rules.base import Fact, Rule, Strength
from rules.leave_grants import LeaveGrant
from solver.replan import Arranged, arrange
from solver.replan_damage import damaged
from solver.search import NoAnswer
from solver.telling import clash_of, event_zh, halves_zh

MARGIN = timedelta(days=3)
MOST_WAIVERS = 4
ASKED = "travel/asked"


class Trial(NamedTuple):
    """base: the brief with the judged plan as its published one; brief: the same with the absence approved."""

    base: Brief
    brief: Brief
    absence: Absence


class Attempt(NamedTuple):
    """plan: the smallest re-plan; conflict: why there is none; neither: not decided within the limits."""

    plan: Plan | None
    first: date
    last: date
    whole: bool
    needs: tuple[Need, ...]
    conflict: Conflict | None = None
    undecided: str = ""


def base_of(brief: Brief, plan: Plan, *, published: bool) -> Brief:
    """The brief with the judged plan as its published one."""
    return brief if published else brief.model_copy(update={"published": _as_published(brief, plan)})


def trial_of(brief: Brief, trip: Trip) -> Trial:
    """The brief as it would be with the absence approved now; what a pending request of his says is taken over."""
    who = "市政府、区委" if trip.leader == brief.head else "区长"
    approval = Approval(state=ApprovalState.APPROVED, by=who, at=brief.as_of)
    span = Span(start=trip.start, end=trip.end).widened()
    asked = {"id": ASKED, "leader": trip.leader, "kind": trip.kind, "span": span, "approval": approval}
    pending = _pending(brief, trip)
    if pending is None:
        absence = Absence(**asked, place=trip.place, requested_at=brief.as_of)
    else:
        absence = pending.model_copy(update=asked | {"place": trip.place or pending.place})
    return Trial(brief, brief.model_copy(update={"absences": (*brief.absences, absence)}), absence)


def _pending(brief: Brief, trip: Trip) -> Absence | None:
    span = Span(start=trip.start, end=trip.end).widened()
    mine = (a for a in brief.absences if a.leader == trip.leader and a.approval.state is ApprovalState.REQUESTED)
    return next((a for a in mine if a.span.overlaps(span) and a.kind is trip.kind), None)


def _as_published(brief: Brief, plan: Plan) -> Published:
    """A plan as if it had just gone out, its dates not yet announced (article 47)."""
    was = brief.published
    known = brief.published_by_event
    soon = brief.as_of + timedelta(minutes=1)
    bookings = []
    for b in plan.bookings:
        old = known.get(b.event)
        announced = old.announced_at if old is not None and old.start == b.start else soon
        bookings.append(PublishedBooking(**b.model_dump(exclude={"announced_at"}), announced_at=announced))
    return Published(
        number=was.number if was else 1,
        digest=plan.digest,
        bookings=tuple(bookings),
        seats=plan.seats,
        research=plan.research,
        issued_weeks=was.issued_weeks if was else (),
    )


def patched(plan: Plan, leader: LeaderId, taken: dict[tuple[str, str], LeaderId]) -> Plan:
    """The judged plan with his seats handed over as the rules have it."""
    seats = tuple(
        Seating(event=s.event, seat=s.seat, taken_by=taken[s.event, s.seat])
        if s.taken_by == leader and (s.event, s.seat) in taken
        else s
        for s in plan.seats
    )
    return plan.model_copy(update={"seats": seats})


def objections(trial: Trial, before: Audit, plan: Plan, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """What the law says against a plan of the trial that it did not say before: breaches, and seats left open."""
    known = {(f.code, f.subject, f.seat) for f in before.findings if f.verdict in (Verdict.BROKEN, Verdict.OPEN)}
    return tuple(
        f
        for f in audit(trial.brief, plan, tuple(rules)).findings
        if (f.verdict is Verdict.BROKEN or (f.verdict is Verdict.OPEN and f.seat is not None))
        and (f.code, f.subject, f.seat) not in known
        and not is_paper(f, rules)
    )


def is_paper(finding: Finding, rules: Sequence[Rule]) -> bool:
    """Whether it speaks of the asked absence's own papers, which are listed and never coloured."""
    grants = {rule.code for rule in rules if isinstance(rule, LeaveGrant)}
    return finding.subject == ASKED and finding.code not in grants


def waivable(code: str, rules: Sequence[Rule]) -> str:
    """Whose waiver a rule bows to, empty where nobody's."""
    return next((r.approver for r in rules if r.code == code and r.strength is Strength.IN_PRINCIPLE), "")


def smallest(trial: Trial, plan: Plan, damage: Iterable[str], rules: Sequence[Rule]) -> Attempt:
    """The re-plan that disturbs least, with the waivers that it takes."""
    brief, needs = trial.brief, tuple[Need, ...]()
    for _ in range(MOST_WAIVERS):
        found = damaged(brief, plan, rules)
        asked = {trial.absence.leader}
        found = found._replace(
            events=found.events | set(damage), leaders=found.leaders | asked, spans=(*found.spans, trial.absence.span)
        )
        answer = arrange(brief, plan, found, rules)
        days, first, last = plan.horizon, plan.horizon.first, plan.horizon.last
        if isinstance(answer, Arranged):
            free = sorted(day for day in answer.freedom.days if day in days)
            first, last = (free[0], free[-1]) if free and not answer.freedom.whole else (first, last)
            return Attempt(answer.plan, first, last, answer.freedom.whole, needs)
        if isinstance(answer, NoAnswer):
            return Attempt(None, first, last, True, needs, undecided=answer.why)
        more = [_waiver(conflict, trial.absence.leader) for conflict in answer.conflicts]
        stuck = [conflict for conflict, clash in zip(answer.conflicts, more, strict=True) if clash is None]
        clashes = [clash for clash in more if clash is not None]
        if stuck:
            return Attempt(None, first, last, True, needs, stuck[0])
        needs += tuple(need_of(clash) for clash in clashes)
        waivers = tuple(
            Waiver(rule=c.rule, subject=c.subject, approver=c.approver, reason="外出核对设想", at=brief.as_of)
            for c in clashes
        )
        brief = brief.model_copy(update={"waivers": (*brief.waivers, *waivers)})
    return Attempt(
        None, plan.horizon.first, plan.horizon.last, True, needs, undecided="须变通的条款过多，没有继续求解。"
    )


def need_of(clash: Clash) -> Need:
    """A waiver as something that its approver has to give."""
    return Need(
        rule=clash.rule, subject=clash.subject, article=clash.article, who=clash.approver,
        sentence=f"{clash.sentence}：须{clash.approver}同意变通",
    )  # fmt: skip


def _waiver(conflict: Conflict, leader: LeaderId) -> Clash | None:
    """The in-principle rule of a conflict that could be waived, his own first."""
    found = [fact for fact in conflict.facts if fact.approver]
    return min(found, key=lambda f: (not f.subject.endswith(f":{leader}"), f.rule, f.subject), default=None)


def given_conflict(trial: Trial, finding: Finding, rules: Sequence[Rule]) -> Conflict:
    """A must that the absence breaks by itself, whatever moves; without it, or without the item, nothing is."""
    by_code = {rule.code: rule for rule in rules}
    causes = [Cause(kind=CauseKind.ABSENCE, id=ASKED, sentence=f"设想：{_away_zh(trial)}")]
    event = trial.brief.event_by_id.get(finding.subject)
    if event is not None:
        causes.insert(0, Cause(kind=CauseKind.EVENT, id=event.id, sentence=event_zh(trial.brief, event)))
    clash = clash_of(trial.brief, by_code, Fact(finding.code, finding.subject))
    return Conflict(causes=tuple(causes), facts=(clash,), minimal=True, confirmed=True)


def _away_zh(trial: Trial) -> str:
    absence = trial.absence
    return f"{trial.brief.zh(absence.leader)}{halves_zh(absence.span)}外出（{absence.kind.zh}）"
