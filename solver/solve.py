"""Plan a brief: sheet, CP-SAT, minutes, cuts, and again, until the plan stands to the minute.

The answer is a plan, a conflict, or no answer within the limits; the last is never worded as impossible.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from ortools.sat.python import cp_model

from models.audit import Audit, Verdict
from models.brief import Brief
from models.continuity import continued
from models.errors import RichengError, TooLarge
from models.events import Event, EventId, Fixed
from models.occupations import field_occupation, occupation
from models.people import LeaderId
from models.plan import (
    Booking,
    BookingState,
    Plan,
    Proof,
    ProofStatus,
    Seating,
    Tabling,
)
from models.research import Stretch
from models.spans import HalfDay, Span
from rules import RULES, audit
from rules.base import Lit, Rule, no
from solver.explain import Stuck, explain
from solver.left_out import reasons
from solver.placement import Chosen, Impossible, place
from solver.sheet import CpSheet, Cut

Reader = Callable[[Lit], bool]
SEED = 20200821
MOST_CHOICES = 2_000_000


@dataclass(frozen=True)
class Limits:
    """effort: CP-SAT's deterministic time for each round (about seconds of one core, but repeatable).
    rounds: of cuts. workers: 2 interleaved or 1."""

    effort: float = 60.0
    rounds: int = 60
    workers: int = 2


@dataclass(frozen=True)
class NoAnswer:
    """The limits ran out before a plan or a proof; says nothing about whether there is one."""

    why: str


@dataclass
class Effort:
    """What it took, for benchmarks and notes; never part of a plan. build and solve in seconds when timed."""

    variables: int = 0
    constraints: int = 0
    rounds: int = 0
    cuts: int = 0
    build: float = 0.0
    solve: float = 0.0
    place: float = 0.0
    clock: Callable[[], float] | None = None
    _last: float = field(default=0.0, repr=False)

    def lap(self) -> float:
        """Seconds since the last lap; zero when no clock was handed in."""
        now = self.clock() if self.clock else 0.0
        taken, self._last = now - self._last, now
        return taken


class SolverDisagrees(RichengError):
    """The audit finds the solver's plan unlawful or priced otherwise: a fault of ours, nothing is returned."""


def solve(
    brief: Brief, rules: Sequence[Rule] = RULES, limits: Limits = Limits(), effort: Effort | None = None
) -> Plan | Stuck | NoAnswer:
    """Plan a brief under the rules.

    Raises TooLarge before building what would not fit, and SolverDisagrees if the audit contradicts the solver.
    """
    effort = effort or Effort()
    effort.lap()
    admit(brief)
    sheet = CpSheet(brief, rules)
    effort.build += effort.lap()
    cuts: list[Cut] = []
    for round_number in range(1, limits.rounds + 1):
        solver = _solver(limits)
        status = solver.solve(sheet.model)
        effort.solve += effort.lap()
        effort.rounds, effort.cuts = round_number, len(cuts)
        effort.variables, effort.constraints = len(sheet.proto.variables), len(sheet.proto.constraints)
        if status == cp_model.INFEASIBLE:
            return explain(brief, rules, cuts)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return NoAnswer("在限定的计算量内没有得到方案，也没有证明无解；请缩短计划范围或放宽限制后再试。")
        is_true = _reader(solver)
        chosen, keeps = _chosen(sheet, is_true)
        stretches = _stretches(sheet, is_true)
        placed = place(brief, [*chosen, *_in_field(brief, stretches)])
        effort.place += effort.lap()
        if not placed.impossible:
            objective = round(solver.objective_value)
            bound = objective if status == cp_model.OPTIMAL else _ceil(solver.best_objective_bound)
            proof = _proof(sheet, objective, bound, len(cuts), round_number)
            plan = _plan(sheet, is_true, chosen, placed.times, proof)
            _agree(audit(brief, plan, tuple(rules)), objective)
            return plan.model_copy(update={"left_out": reasons(brief, plan)})
        for impossible in placed.impossible:
            cut = _cut(impossible, chosen, keeps, stretches)
            sheet.cut(cut)
            cuts.append(cut)
    return NoAnswer("各项事项到分钟的安排反复相撞，在限定的轮次内没有排定；请缩短计划范围或减少同日事项后再试。")


def admit(brief: Brief) -> None:
    """Refuse a brief whose sheet would be too large, before it is built. Raises TooLarge."""
    days = (brief.horizon.last - brief.horizon.first).days + 1
    choices = 2 * days * brief.policy.research.block_max * len(brief.leaders)
    for event in brief.events:
        seats = sum(len(seat.options) + 2 for seat in brief.seats_by_event[event.id])
        span = event.when.span
        starts = 1 if isinstance(event.when, Fixed) else min(2 * days, 2 * (span.minutes // 1440 + 2))
        choices += starts * (1 + seats)
    if choices > MOST_CHOICES:
        raise TooLarge(
            f"本次计划约有 {choices} 个选择，超过上限 {MOST_CHOICES}；请缩短计划范围，或把时间窗改窄后再试。"
        )


def _solver(limits: Limits) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = SEED
    parameters.max_deterministic_time = limits.effort
    if limits.workers == 1:
        parameters.num_workers = 1
        parameters.linearization_level = 2
    else:
        parameters.num_workers = limits.workers
        parameters.interleave_search = True
        parameters.subsolvers.extend(["max_lp", "reduced_costs"])
        parameters.use_lns = False
    return solver


def _reader(solver: cp_model.CpSolver) -> Reader:
    values = list(solver.response_proto.solution)
    return lambda lit: values[lit] == 1 if lit >= 0 else values[no(lit)] == 0


def _ceil(bound: float) -> int:
    return -int(-bound // 1) if bound == int(bound) else int(bound // 1) + 1


def _chosen(sheet: CpSheet, is_true: Reader) -> tuple[list[Chosen], frozenset[EventId]]:
    """The sheet's choices, each event with the exact times that are left to it."""
    chosen = []
    keeps = set()
    for event in sheet.events:
        start = next((s for s in sheet.starts(event) if is_true(sheet.at(event, s))), None)
        if start is None:
            continue
        takers = tuple(
            (seat.key, person)
            for seat in sheet.brief.seats_by_event[event.id]
            for person in sheet.takers(event, seat)
            if is_true(sheet.takes(event, seat, person, start))
        )
        times = tuple(sheet.times(event, start))
        kept = sheet.kept_span(event)
        if kept is not None:
            if is_true(sheet.keeps_start(event)):
                times = (kept,)
                keeps.add(event.id)
            elif len(times) > 1:
                times = tuple(span for span in times if span != kept)
        chosen.append(Chosen(event.id, start, takers, tuple(occupation(event, span) for span in times)))
    return chosen, frozenset(keeps)


def _stretches(sheet: CpSheet, is_true: Reader) -> list[Stretch]:
    """The research that the sheet chose."""
    return [
        (leader.id, block.start, block.half_days)
        for leader in sheet.brief.leaders
        for block in sheet.blocks(leader.id)
        if is_true(block.lit)
    ]


def _in_field(brief: Brief, stretches: Sequence[Stretch]) -> list[Chosen]:
    """Research as placement sees it: settled."""
    return [
        Chosen(id, start, (("", leader),), (field_occupation(brief, id, start, half_days),))
        for leader, start, half_days in stretches
        for id in (_field_id(leader, start),)
    ]


def _field_id(leader: LeaderId, start: HalfDay) -> str:
    return f"research/{leader}@{start}"  # no event's id holds an @


def _cut(
    impossible: Impossible, chosen: Sequence[Chosen], keeps: frozenset[EventId], stretches: Sequence[Stretch]
) -> Cut:
    return Cut(
        takes=tuple(
            (choice.id, key, person, choice.start)
            for choice in chosen
            if choice.id in impossible.ids
            for key, person in choice.takers
            if person in impossible.people
        ),
        keeps=tuple(id for id in impossible.ids if id in keeps),
        research=tuple(s for s in stretches if _field_id(s[0], s[1]) in impossible.ids),
        person=min(impossible.people),
    )


def _proof(sheet: CpSheet, objective: int, bound: int, cuts: int, rounds: int) -> Proof:
    gap = (objective - bound) / max(1, objective)
    return Proof(
        status=ProofStatus.OPTIMAL if bound >= objective else ProofStatus.FEASIBLE,
        objective=objective,
        bound=bound,
        gap=round(gap, 6),
        engine=f"ortools {version('ortools')} CP-SAT",
        seed=SEED,
        events=len(sheet.events),
        variables=len(sheet.proto.variables),
        constraints=len(sheet.proto.constraints),
        cuts=cuts,
        rounds=rounds,
    )


def _plan(
    sheet: CpSheet,
    is_true: Reader,
    chosen: Sequence[Chosen],
    times: dict[EventId, Span],
    proof: Proof,
) -> Plan:
    brief = sheet.brief
    bookings = [
        Booking(event=c.id, start=t.start, end=t.end, state=_state(brief, brief.event_by_id[c.id], t))
        for c in chosen
        for t in (times[c.id],)
    ]
    bookings.sort(key=lambda b: (b.start, b.event))
    taken = {(c.id, key): person for c in chosen for key, person in c.takers}
    seats = tuple(
        Seating(event=b.event, seat=seat.key, taken_by=taken.get((b.event, seat.key)))
        for b in bookings
        for seat in brief.seats_by_event[b.event]
    )
    agenda = tuple(
        Tabling(item=item.id, event=event.id)
        for item in brief.agenda
        for event in sheet.meetings(item)
        for start in sheet.starts(event)
        if is_true(sheet.tabled(item, event, start))
    )
    return Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(bookings),
        seats=seats,
        research=continued(brief, _stretches(sheet, is_true)),
        agenda=agenda,
        proof=proof,
    )


def _state(brief: Brief, event: Event, span: Span) -> BookingState:
    if isinstance(event.when, Fixed):
        return BookingState.FIXED
    was = brief.published_by_event.get(event.id)
    kept = was is not None and was.state is BookingState.ISSUED and was.start == span.start
    return BookingState.ISSUED if kept else BookingState.PLANNED


def _agree(verdict: Audit, objective: int) -> None:
    """The audit's word against the solver's: nothing broken, and the same cost."""
    broken = [f for f in verdict.findings if f.verdict is Verdict.BROKEN and not f.given]
    if broken or verdict.cost != objective:
        first = broken[0].sentence if broken else f"核算代价 {verdict.cost}，求解代价 {objective}"
        raise SolverDisagrees(f"求解结果未通过独立核算，已作废：{first}；请把摘要文件交给维护人员。")
