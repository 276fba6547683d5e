"""The LP-strong route: HiGHS, which ortools bundles, for the relaxation, for parts, and for the year's bound."""

import math
import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2
from ortools.math_opt.core.python import solver as math_opt

from solver.engines.base import Found, rounded
from solver.engines.rows import FAR, Flags, Floats, Ints, Rows

NEAR = 1e-6
NEAR_PRICE = 1e-3  # of a price: how far a reduced cost may be off
_LINE = re.compile(r"%\s+(-?[\d.]+(?:e[+-]?\d+)?)\s")  # of HiGHS's log: the bound follows the share explored


class Relaxation(NamedTuple):
    """The rows without wholeness: its bound, its point, and what moving each column off its limit would cost. value:
    what the bound is, before it is rounded up."""

    bound: int
    x: Floats
    reduced: Floats
    value: float = -math.inf

    def stays(self, rows: Rows, cost: int) -> Flags:
        """The columns that no solution moves off the limit at which they are here without costing more than that."""
        room = cost - self.value + NEAR_PRICE
        below = (self.x < rows.low + NEAR) & (self.reduced > room)
        above = (self.x > rows.high - NEAR) & (self.reduced < -room)
        return np.asarray(below | above, dtype=bool)


def relax(rows: Rows, seconds: float) -> Relaxation | None:
    """Solve the relaxation; none within the time, or the rows cannot hold."""
    answer = _solve(_model(rows, False), parameters_pb2.SOLVER_TYPE_HIGHS, seconds, simplex=True)
    if answer.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL or not answer.solutions:
        return None
    solution = answer.solutions[0]
    reduced = np.zeros(rows.columns)
    reduced[list(solution.dual_solution.reduced_costs.ids)] = list(solution.dual_solution.reduced_costs.values)
    value = answer.termination.objective_bounds.dual_bound
    return Relaxation(math.ceil(value - NEAR), _point(solution, rows.columns), reduced, value)


def solve_linear(
    rows: Rows,
    seconds: float,
    *,
    hint: Ints | None = None,
    on_bound: Callable[[int], None] | None = None,
) -> Found:
    """The cheapest solution by branch and cut. on_bound: told of each better bound as HiGHS finds it."""

    def listen(lines: list[str]) -> None:
        for line in lines:
            told = _LINE.search(line)
            if told and on_bound is not None:
                on_bound(math.ceil(float(told[1]) - NEAR))

    kind = parameters_pb2.SOLVER_TYPE_HIGHS
    answer = _solve(_model(rows, True), kind, seconds, hint=hint, listen=listen if on_bound else None)
    end = answer.termination
    if end.reason == result_pb2.TERMINATION_REASON_INFEASIBLE:
        return Found(None, None, FAR, True)
    dual = end.objective_bounds.dual_bound
    bound = math.ceil(dual - NEAR) if math.isfinite(dual) else -FAR
    if not answer.solutions:
        return Found(None, None, bound, False)
    x = rounded(_point(answer.solutions[0], rows.columns))
    if not rows.holds(x):
        return Found(None, None, bound, False)
    cost = rows.price(x)
    return Found(x, cost, min(bound, cost), bound >= cost)


def _point(solution: "object", columns: int) -> Floats:
    x = np.zeros(columns)
    values = solution.primal_solution.variable_values  # type: ignore[attr-defined]
    x[list(values.ids)] = list(values.values)
    return x


def _model(rows: Rows, whole: bool) -> model_pb2.ModelProto:
    model = model_pb2.ModelProto()
    columns = range(rows.columns)
    model.variables.ids.extend(columns)
    model.variables.lower_bounds.extend(rows.low.tolist())
    model.variables.upper_bounds.extend(rows.high.tolist())
    model.variables.integers.extend([whole] * rows.columns)
    priced = np.flatnonzero(rows.cost)
    model.objective.linear_coefficients.ids.extend(priced.tolist())
    model.objective.linear_coefficients.values.extend(rows.cost[priced].tolist())
    model.objective.offset = rows.offset
    limits = model.linear_constraints
    limits.ids.extend(range(rows.count))
    limits.lower_bounds.extend(np.where(rows.least <= -FAR, -np.inf, rows.least).tolist())
    limits.upper_bounds.extend(np.where(rows.most >= FAR, np.inf, rows.most).tolist())
    at = rows.of()
    order = np.lexsort((rows.column, at))
    at, column, weight = at[order], rows.column[order], rows.weight[order]
    new = np.ones(len(at), dtype=bool)
    new[1:] = (at[1:] != at[:-1]) | (column[1:] != column[:-1])
    sums = np.add.reduceat(weight, np.flatnonzero(new)) if len(weight) else weight
    kept = new.copy()
    kept[new] = sums != 0
    entries = model.linear_constraint_matrix
    entries.row_ids.extend(at[kept].tolist())
    entries.column_ids.extend(column[kept].tolist())
    entries.coefficients.extend(sums[sums != 0].tolist())
    return model


def _solve(
    model: model_pb2.ModelProto,
    kind: int,
    seconds: float,
    *,
    simplex: bool = False,
    hint: Ints | None = None,
    listen: Callable[[list[str]], None] | None = None,
) -> result_pb2.SolveResultProto:
    parameters = parameters_pb2.SolveParametersProto()
    parameters.time_limit.FromNanoseconds(int(max(0.01, seconds) * 1e9))
    if simplex:
        parameters.lp_algorithm = parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX
    known = model_parameters_pb2.ModelSolveParametersProto()
    if hint is not None:
        values = known.solution_hints.add().variable_values
        values.ids.extend(range(len(hint)))
        values.values.extend(hint.tolist())
    return math_opt.solve(
        model,
        kind,
        parameters_pb2.SolverInitializerProto(),
        parameters,
        known,
        listen,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
