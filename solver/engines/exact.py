"""CP-SAT on rows: one worker with the strong relaxation for windows, two that prove for what is small."""

import numpy as np
from ortools.sat.python import cp_model

from solver.engines.base import Found
from solver.engines.rows import FAR, Ints, Rows

SEED = 20200821


def solve_exact(
    rows: Rows,
    *,
    seconds: float | None = None,
    effort: float | None = None,
    workers: int = 1,
    below: int | None = None,
    hint: Ints | None = None,
    light: bool = True,
) -> Found:
    """The cheapest solution of the rows.

    seconds: of wall clock; effort: CP-SAT's deterministic time; below: only solutions that cost less than that;
    light: little presolve, for what is solved once in a fraction of a second. closed without a solution: there is
    none (below the limit).
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = SEED
    if seconds is not None:
        parameters.max_time_in_seconds = max(0.01, seconds)
    if effort is not None:
        parameters.max_deterministic_time = effort
    if workers == 1:
        parameters.num_workers = 1
        parameters.linearization_level = 2
    else:
        parameters.num_workers = workers
        parameters.interleave_search = effort is not None
        parameters.subsolvers.extend(["max_lp", "reduced_costs"])
        parameters.use_lns = False
    if light:
        parameters.cp_model_probing_level = 0
        parameters.max_presolve_iterations = 1
    status = solver.solve(_model(rows, below, hint))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        x = np.array(solver.response_proto.solution, dtype=np.int64)
        cost = rows.price(x)
        closed = status == cp_model.OPTIMAL
        bound = cost if closed else int(np.ceil(solver.best_objective_bound - 1e-6))
        return Found(x, cost, bound, closed)
    if status == cp_model.INFEASIBLE:
        return Found(None, None, FAR if below is None else below, True)
    return Found(None, None, -FAR, False)


def _model(rows: Rows, below: int | None, hint: Ints | None) -> cp_model.CpModel:
    model = cp_model.CpModel()
    proto = model.proto
    for low, high in zip(rows.low.tolist(), rows.high.tolist(), strict=True):
        proto.variables.add().domain.extend([low, high])
    _constraints(proto, rows)
    priced = np.flatnonzero(rows.cost)
    proto.objective.vars.extend(priced.tolist())
    proto.objective.coeffs.extend(rows.cost[priced].tolist())
    proto.objective.offset = rows.offset
    if below is not None:
        proto.objective.domain.extend([-FAR, below - 1 - rows.offset])
    if hint is not None:
        proto.solution_hint.vars.extend(range(rows.columns))
        proto.solution_hint.values.extend(hint.tolist())
    return model


def _constraints(proto: cp_model.CpModelProto, rows: Rows) -> None:
    """Rows over zero and one with weights of one as cliques and clauses, which propagate best."""
    at = rows.of()
    plain = (np.abs(rows.weight) == 1) & (rows.low[rows.column] == 0) & (rows.high[rows.column] == 1)
    simple = np.bincount(at, weights=~plain, minlength=rows.count) == 0
    turned = np.bincount(at, weights=rows.weight < 0, minlength=rows.count).astype(np.int64)
    clique = simple & (rows.most == 1 - turned)
    one = clique & (rows.least == 1 - turned)
    clause = simple & (rows.least == 1 - turned)
    shape = np.select([one, clique & (rows.least <= -turned), clause & (rows.most >= FAR)], [1, 2, 3], 0).tolist()
    literal = np.where(rows.weight < 0, -rows.column - 1, rows.column).tolist()
    columns, weights = rows.column.tolist(), rows.weight.tolist()
    start, least, most = rows.start.tolist(), rows.least.tolist(), rows.most.tolist()
    add = proto.constraints.add
    for n, kind in enumerate(shape):
        first, last = start[n], start[n + 1]
        if kind == 1:
            add().exactly_one.literals.extend(literal[first:last])
        elif kind == 2:
            add().at_most_one.literals.extend(literal[first:last])
        elif kind == 3:
            add().bool_or.literals.extend(literal[first:last])
        else:
            linear = add().linear
            linear.vars.extend(columns[first:last])
            linear.coeffs.extend(weights[first:last])
            linear.domain.extend([least[n], most[n]])
