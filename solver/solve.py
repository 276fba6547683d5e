"""Plan a brief: sheet, CP-SAT, minutes, cuts, and again, until the plan stands to the minute.

The answer is a plan, a conflict, or no answer within the limits; the last is never worded as impossible.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from models.brief import Brief
from models.errors import TooLarge
from models.events import Fixed
from models.plan import Plan
from models.reasons import Stuck
from rules import RULES
from rules.base import Rule
from solver.explain import explain
from solver.search import SEED, Effort, NoAnswer, SolverDisagrees, search
from solver.sheet import CpSheet, Cut
from solver.watch import Watch

__all__ = ["Effort", "Limits", "NoAnswer", "SolverDisagrees", "Stuck", "admit", "solve"]

MOST_CHOICES = 2_000_000
MOST_PLACED = 5_000  # events without a set time; a busy year has about 1,200


@dataclass(frozen=True)
class Limits:
    """effort: CP-SAT's deterministic time for each round (about seconds of one core, but repeatable).
    rounds: of cuts. workers: 2 interleaved or 1."""

    effort: float = 60.0
    rounds: int = 60
    workers: int = 2


def solve(
    brief: Brief,
    rules: Sequence[Rule] = RULES,
    limits: Limits = Limits(),
    effort: Effort | None = None,
    watch: Watch | None = None,
) -> Plan | Stuck | NoAnswer:
    """Plan a brief under the rules. watch: who looks on, and may stop it and keep the best.

    Raises TooLarge before building what would not fit, and SolverDisagrees if the audit contradicts the solver.
    """
    effort = effort or Effort()
    effort.lap()
    admit(brief)
    sheet = CpSheet(brief, rules)
    effort.build += effort.lap()
    cuts: list[Cut] = []
    answer = search(sheet, rules, lambda: _solver(limits), cuts, rounds=limits.rounds, effort=effort, watch=watch)
    if answer is not None:
        return answer
    stuck = explain(brief, rules, cuts, sheet)
    if stuck.conflicts:
        return stuck
    return NoAnswer("必办事项似有冲突，但在限定的计算量内没有查实；请缩短计划范围后再试。")


def admit(brief: Brief) -> None:
    """Refuse a brief whose sheet would be too large, before it is built. Raises TooLarge."""
    placed = sum(not isinstance(event.when, Fixed) for event in brief.in_scope)
    if placed > MOST_PLACED:
        raise TooLarge(
            f"本次计划有 {placed:,} 项未定时间的事项，超过上限 {MOST_PLACED:,} 项；"
            "请缩短计划范围，或把已定时间的事项改为固定时间。"
        )
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
