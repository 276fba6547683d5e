"""Incumbents of a half-day program: kept as they come, placed when the solver's clock has stopped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.peers.halves import Halves
from benchmarks.peers.placing import placed
from benchmarks.peers.report import Plan, Report

APART = 2.0  # seconds: of two incumbents nearer than this the later is placed
READ_AT = (10.0, 30.0, 60.0)  # but the last before each of these always is


@dataclass(frozen=True)
class Incumbent:
    """When, what, and the bound then known."""

    t: float
    values: Sequence[float]
    bound: float | None


def thinned(found: list[Incumbent]) -> Iterator[Incumbent]:
    """Those worth placing: one in two seconds, and the last before each reading."""
    for this, after in zip(found, [*found[1:], None], strict=True):
        if after is None or after.t - this.t >= APART or any(this.t <= at < after.t for at in READ_AT):
            yield this
        elif int(this.t / APART) != int(after.t / APART):
            yield this


def tell(report: Report, model: Halves, found: list[Incumbent], bound: float | None) -> Plan:
    """Place them, write the trace and the plan; the last placed is the plan, as no peer knows which cost rose."""
    plan: Plan = {"events": {}, "research": [[] for _ in report.tables.people], "leave": {}, "meetings": {}}
    end = report.now()
    for incumbent in thinned(found):
        plan = placed(model, incumbent.values).plan()
        report.tell(incumbent.t, plan, incumbent.bound)
    report.tell(end, None, bound)
    report.close(plan)
    return plan
