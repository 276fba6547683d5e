"""Plan a brief: sheet, CP-SAT, minutes, cuts, and again, until the plan stands to the minute.

The answer is a plan, a conflict, or no answer within the limits; the last is never worded as impossible.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from ortools.sat.python import cp_model

from models.audit import Audit, Verdict
from models.brief import Brief
from models.errors import RichengError, TooLarge
from models.events import Fixed
from models.plan import Plan, Proof, ProofStatus
from rules import RULES, audit
from rules.base import Rule
from solver.explain import Stuck, explain
from solver.left_out import reasons
from solver.placement import place
from solver.readout import choices, cut_of, in_field, plan_of, reader, stretches_of
from solver.sheet import CpSheet, Cut

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
    answer = search(sheet, rules, lambda: _solver(limits), cuts, rounds=limits.rounds, effort=effort)
    return explain(brief, rules, cuts) if answer is None else answer


def search(
    sheet: CpSheet,
    rules: Sequence[Rule],
    engine: Callable[[], cp_model.CpSolver],
    cuts: list[Cut],
    *,
    rounds: int = 60,
    scale: int = 1,
    effort: Effort | None = None,
) -> Plan | NoAnswer | None:
    """A sheet's cheapest plan to the minute, audited; none: it has none.

    cuts: those found are added to them, and stay in the sheet. scale: the objective is that many times the cost
    and something smaller, which breaks ties. Raises SolverDisagrees if the audit contradicts the solver.
    """
    effort = effort or Effort()
    brief = sheet.brief
    for round_number in range(1, rounds + 1):
        solver = engine()
        status = solver.solve(sheet.model)
        effort.solve += effort.lap()
        effort.rounds, effort.cuts = round_number, len(cuts)
        effort.variables, effort.constraints = len(sheet.proto.variables), len(sheet.proto.constraints)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return NoAnswer("在限定的计算量内没有得到方案，也没有证明无解；请缩短计划范围或放宽限制后再试。")
        is_true = reader(solver)
        chosen, keeps = choices(sheet, is_true)
        stretches = stretches_of(sheet, is_true)
        placed = place(brief, [*chosen, *in_field(brief, stretches)])
        effort.place += effort.lap()
        if not placed.impossible:
            objective = round(solver.objective_value) // scale
            bound = (
                objective
                if status == cp_model.OPTIMAL
                else _ceil(solver.best_objective_bound / scale - 1 + 1 / scale)
            )
            proof = _proof(sheet, objective, bound, len(cuts), round_number)
            plan = plan_of(sheet, is_true, chosen, placed.times, proof)
            _agree(audit(brief, plan, tuple(rules)), objective)
            return plan.model_copy(update={"left_out": reasons(brief, plan)})
        for impossible in placed.impossible:
            cut = cut_of(impossible, chosen, keeps, stretches)
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


def _ceil(bound: float) -> int:
    return -int(-bound // 1) if bound == int(bound) else int(bound // 1) + 1


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


def _agree(verdict: Audit, objective: int) -> None:
    """The audit's word against the solver's: nothing broken, and the same cost."""
    broken = [f for f in verdict.findings if f.verdict is Verdict.BROKEN and not f.given]
    if broken or verdict.cost != objective:
        first = broken[0].sentence if broken else f"核算代价 {verdict.cost}，求解代价 {objective}"
        raise SolverDisagrees(f"求解结果未通过独立核算，已作废：{first}；请把摘要文件交给维护人员。")
