"""SCIP, its defaults, on the half-day program."""

from typing import Any

from pyscipopt import SCIP_EVENTTYPE, Eventhdlr, Model  # type: ignore[import-not-found]  # peers' environment
from pyscipopt.scip import Expr, ExprCons, Term  # type: ignore[import-not-found]

from benchmarks.peers.capacity import add_capacity
from benchmarks.peers.halves import build
from benchmarks.peers.incumbents import Incumbent, tell
from benchmarks.peers.program import Program
from benchmarks.peers.report import Report

NO_BOUND = 1e19  # what SCIP says where it knows none is 1e20


class Watch(Eventhdlr):  # type: ignore[misc]
    """Keeps each new best solution with the instant at which it came."""

    def __init__(self, report: Report, columns: list[Any]) -> None:
        self.report, self.columns = report, columns
        self.found: list[Incumbent] = []

    def eventinit(self) -> None:
        """SCIP calls this before it begins."""
        self.model.catchEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

    def eventexit(self) -> None:
        """And this at its end."""
        self.model.dropEvent(SCIP_EVENTTYPE.BESTSOLFOUND, self)

    def eventexec(self, event: Any) -> None:
        """A new best solution."""
        now, best = self.report.now(), self.model.getBestSol()
        values = [self.model.getSolVal(best, column) for column in self.columns]
        self.found.append(Incumbent(now, values, _finite(self.model.getDualbound())))


def loaded(program: Program) -> tuple[Model, list[Any]]:
    """The program as SCIP reads it, and its variables in the program's order."""
    model = Model()
    model.hideOutput()
    kinds = ["I" if whole else "C" for whole in program.integer]
    columns = [
        model.addVar(vtype="B" if kind == "I" and upper == 1 else kind, lb=0, ub=upper, obj=cost)
        for kind, upper, cost in zip(kinds, program.upper, program.cost, strict=True)
    ]
    terms = [Term(column) for column in columns]
    for n, (low, high) in enumerate(zip(program.low, program.high, strict=True)):
        span = range(program.start[n], program.start[n + 1])
        row = Expr({terms[program.index[k]]: program.value[k] for k in span})
        model.addCons(ExprCons(row, None if low == -float("inf") else low, None if high == float("inf") else high))
    model.addObjoffset(program.offset)
    return model, columns


def _finite(bound: float) -> float | None:
    return float(bound) if abs(bound) < NO_BOUND else None


def main() -> None:
    """One run."""
    report = Report()
    halves = build(report.tables)
    add_capacity(halves)
    model, columns = loaded(halves.program)
    watch = Watch(report, columns)
    model.includeEventhdlr(watch, "watch", "keeps incumbents")
    model.setParam("limits/time", report.left())
    model.optimize()
    tell(report, halves, watch.found, _finite(model.getDualbound()))


if __name__ == "__main__":
    main()
