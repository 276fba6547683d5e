"""HiGHS alone on the half-day program: its defaults, but to a gap of nought."""

from typing import Any

import highspy  # type: ignore[import-not-found]  # in the peers' environment only
import numpy as np

from benchmarks.peers.capacity import add_capacity
from benchmarks.peers.halves import build
from benchmarks.peers.incumbents import Incumbent, tell
from benchmarks.peers.program import Program
from benchmarks.peers.report import Report


def loaded(program: Program) -> highspy.HighsLp:
    """The program as HiGHS reads it."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.low)
    lp.offset_ = program.offset
    lp.col_cost_ = np.array(program.cost)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(program.cost)), np.array(program.upper)
    lp.row_lower_, lp.row_upper_ = np.array(program.low), np.array(program.high)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(program.start)
    lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(program.index), np.array(program.value)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in program.integer]
    return lp


def main() -> None:
    """One run."""
    report = Report()
    model = build(report.tables)
    add_capacity(model)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(loaded(model.program))
    found: list[Incumbent] = []

    def improved(event: Any) -> None:
        now, out = report.now(), event.data_out
        found.append(Incumbent(now, list(out.mip_solution), _finite(out.mip_dual_bound)))

    solver.cbMipImprovingSolution.subscribe(improved)
    solver.setOptionValue("time_limit", report.left())
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status == 2 and not found:  # solved by presolve alone: no callback
        found.append(Incumbent(report.now(), list(solver.getSolution().col_value), None))
    tell(report, model, found, _finite(info.mip_dual_bound))


def _finite(bound: float) -> float | None:
    return float(bound) if abs(bound) < 1e15 else None


if __name__ == "__main__":
    main()
