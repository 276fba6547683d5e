"""The search itself: CP-SAT, minutes, cuts, and again, until the plan stands to the minute and passes the audit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from ortools.sat.python import cp_model

from models.audit import Audit, Verdict
from models.errors import RichengError
from models.plan import Plan, Proof, ProofStatus
from rules import audit
from rules.base import Rule
from solver.left_out import reasons
from solver.placement import place
from solver.readout import choices, cut_of, in_field, plan_of, reader, reading, stretches_of
from solver.sheet import CpSheet, Cut
from solver.watch import Values, Watch

SEED = 20200821


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


def search(
    sheet: CpSheet,
    rules: Sequence[Rule],
    engine: Callable[[], cp_model.CpSolver],
    cuts: list[Cut],
    *,
    rounds: int = 60,
    scale: int = 1,
    effort: Effort | None = None,
    said: list[Audit] | None = None,
    watch: Watch | None = None,
) -> Plan | NoAnswer | None:
    """A sheet's cheapest plan to the minute, audited; none: it has none.

    cuts: those found are added to them, and stay in the sheet. scale: the objective is that many times the cost
    and something smaller, which breaks ties. said: the plan's audit is added to them. watch: who looks on, of a
    search whose objective is the cost; a stopped one answers with the best that stood.

    Raises SolverDisagrees if the audit contradicts the solver.
    """
    effort = effort or Effort()
    brief = sheet.brief
    for round_number in range(1, rounds + 1):
        solver = engine()
        if watch is None:
            status = solver.solve(sheet.model)
        else:
            so_far = (len(cuts), round_number)

            def look(values: Values, objective: int, bound: int, so_far: tuple[int, int] = so_far) -> Plan | None:
                return _at_hand(sheet, rules, values, _proof(sheet, objective, bound, *so_far))

            status = solver.solve(sheet.model, watch.onlooker(solver, look))
        effort.solve += effort.lap()
        effort.rounds, effort.cuts = round_number, len(cuts)
        effort.variables, effort.constraints = len(sheet.proto.variables), len(sheet.proto.constraints)
        if status == cp_model.INFEASIBLE:
            return None
        if watch is not None and watch.is_stopped and watch.best is not None and status != cp_model.OPTIMAL:
            return watch.best
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
            if watch is not None and watch.is_stopped and status != cp_model.OPTIMAL:
                proof = proof.model_copy(update={"repeatable": False})
            plan = plan_of(sheet, is_true, chosen, placed.times, proof)
            verdict = audit(brief, plan, tuple(rules))
            agree(verdict, objective)
            if said is not None:
                said.append(verdict)
            return plan.model_copy(update={"left_out": reasons(brief, plan)})
        for impossible in placed.impossible:
            cut = cut_of(impossible, chosen, keeps, stretches)
            sheet.cut(cut)
            cuts.append(cut)
    return NoAnswer("各项事项到分钟的安排反复相撞，在限定的轮次内没有排定；请缩短计划范围或减少同日事项后再试。")


def _at_hand(sheet: CpSheet, rules: Sequence[Rule], values: Values, proof: Proof) -> Plan | None:
    """A solution on the way as a plan; none where it does not stand to the minute, or not in the audit."""
    is_true = reading(values)
    chosen, _ = choices(sheet, is_true)
    placed = place(sheet.brief, [*chosen, *in_field(sheet.brief, stretches_of(sheet, is_true))])
    if placed.impossible:
        return None
    plan = plan_of(sheet, is_true, chosen, placed.times, proof.model_copy(update={"repeatable": False}))
    verdict = audit(sheet.brief, plan, tuple(rules))
    if verdict.cost != proof.objective or any(f.verdict is Verdict.BROKEN and not f.given for f in verdict.findings):
        return None
    return plan.model_copy(update={"left_out": reasons(sheet.brief, plan)})


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


def agree(verdict: Audit, objective: int) -> None:
    """The audit's word against the solver's: nothing broken, and the same cost."""
    broken = [f for f in verdict.findings if f.verdict is Verdict.BROKEN and not f.given]
    if broken or verdict.cost != objective:
        first = broken[0].sentence if broken else f"核算代价 {verdict.cost}，求解代价 {objective}"
        raise SolverDisagrees(f"求解结果未通过独立核算，已作废：{first}；请把摘要文件交给维护人员。")
