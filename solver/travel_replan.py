"""The exact part of a coverage check: the brief with the absence in it, arranged anew with the least disturbance.

The judged plan is the trial's published one, so each move has its price. First only the damaged items and what lies
within a few days of them may move, all else is pinned; where that has no answer, the whole horizon is free.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, NamedTuple

from models.absences import Absence, Approval, ApprovalState
from models.audit import Audit, Finding, Verdict
from models.brief import Brief, Published, PublishedBooking, Waiver
from models.events import Fixed
from models.people import LeaderId
from models.plan import Booking, Plan, Seating
from models.reasons import Cause, CauseKind, Clash, Conflict
from models.slip import Need, Trip
from models.spans import HalfDay, Span
from rules import audit
from rules.base import FALSE, TRUE, Fact, Lit, Rule, Strength, no
from rules.leave_grants import LeaveGrant
from solver.explain import explain
from solver.quick import engine
from solver.search import NoAnswer, search
from solver.sheet import CpSheet, Cut
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


def judged_of(published: Published, brief: Brief) -> Plan | None:
    """The published plan of the brief's horizon; none where the publication does not reach it."""
    bookings = tuple(b for b in published.bookings if b.start.date() in brief.horizon)
    if not bookings:
        return None
    ids = {b.event for b in bookings}
    return Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(Booking(event=b.event, start=b.start, end=b.end, state=b.state) for b in bookings),
        seats=tuple(s for s in published.seats if s.event in ids),
        research=tuple(b for b in published.research if b.start.day in brief.horizon),
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


def smallest(
    trial: Trial, plan: Plan, damaged: Iterable[str], rules: Sequence[Rule], like: CpSheet | None = None
) -> Attempt:
    """The re-plan that disturbs least, with the waivers that it takes."""
    halves = list(trial.absence.span.half_days())
    first = max(plan.horizon.first, halves[0].day - MARGIN)
    last = min(plan.horizon.last, halves[-1].day + MARGIN)
    sheet, cuts = CpSheet(trial.brief, rules, like=like), list[Cut]()
    with _forced(sheet, _pinned(sheet, plan, set(damaged), first, last, trial.absence.leader)):
        answer = search(sheet, rules, engine, cuts)
    if isinstance(answer, Plan):
        return Attempt(answer, first, last, False, ())
    first, last = plan.horizon.first, plan.horizon.last
    needs: tuple[Need, ...] = ()
    for _ in range(MOST_WAIVERS):
        answer = search(sheet, rules, engine, cuts)
        if isinstance(answer, NoAnswer):
            return Attempt(None, first, last, True, needs, undecided=answer.why)
        if answer is not None:
            return Attempt(answer, first, last, True, needs)
        conflicts = explain(sheet.brief, rules, cuts).conflicts
        more = [_waiver(conflict, trial.absence.leader) for conflict in conflicts]
        stuck = [conflict for conflict, clash in zip(conflicts, more, strict=True) if clash is None]
        found = [clash for clash in more if clash is not None]
        if stuck or not found:
            conflict = stuck[0] if stuck else None
            return Attempt(None, first, last, True, needs, conflict, "" if conflict else "没有得到答案。")
        needs += tuple(need_of(clash) for clash in found)
        waivers = tuple(
            Waiver(rule=c.rule, subject=c.subject, approver=c.approver, reason="外出核对设想", at=trial.brief.as_of)
            for c in found
        )
        waived = sheet.brief.model_copy(update={"waivers": (*sheet.brief.waivers, *waivers)})
        sheet, cuts = CpSheet(waived, rules, like=sheet), []
    return Attempt(None, first, last, True, needs, undecided="须变通的条款过多，没有继续求解。")


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


@contextmanager
def _forced(sheet: CpSheet, lits: Iterable[Lit]) -> Iterator[None]:
    """These literals are true, for the time being."""
    variables = sheet.proto.variables
    was: list[tuple[int, list[int]]] = []
    for lit in lits:
        if lit != TRUE:
            index, value = (lit, 1) if lit >= 0 else (no(lit), 0)
            was.append((index, list(variables[index].domain)))
            _put(variables[index].domain, (value, value))
    try:
        yield
    finally:
        for index, domain in reversed(was):
            _put(variables[index].domain, domain)


def _put(domain: Any, values: Iterable[int]) -> None:
    domain.clear()
    domain.extend(list(values))


def _pinned(sheet: CpSheet, plan: Plan, damaged: set[str], first: date, last: date, leader: LeaderId) -> list[Lit]:
    """Everything but the damaged items and what lies in the window stays as it is."""
    brief = sheet.brief
    begun = {b.event: HalfDay.of(b.start) for b in plan.bookings}
    lits: list[Lit] = []
    for event in sheet.events:
        start = begun.get(event.id)
        if start is None:
            if not brief.is_must(event):
                lits.append(sheet.left_out(event))
        elif event.id not in damaged and not first <= start.day <= last:
            lits.append(sheet.at(event, start) if isinstance(event.when, Fixed) else sheet.keeps_start(event))
            taken = {s.seat: s.taken_by for s in plan.seats if s.event == event.id}
            lits += [
                sheet.takes(event, seat, person, start)
                for seat in brief.seats_by_event[event.id]
                if (person := taken.get(seat.key)) is not None
            ]
    stretches = {(b.leader, b.start, b.half_days) for b in plan.research}
    lits += [
        b.lit
        for known in brief.leaders
        if known.id != leader
        for b in sheet.blocks(known.id)
        if (known.id, b.start, b.half_days) in stretches and not first <= b.start.day <= last
    ]
    return [lit for lit in lits if lit != FALSE]


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
