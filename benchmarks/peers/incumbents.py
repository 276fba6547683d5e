"""Incumbents of a half-day program: kept as they come, placed when the solver's clock has stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from benchmarks.peers.halves import Halves
from benchmarks.peers.placing import placed
from benchmarks.peers.report import Plan, Report

APART = 2.0  # seconds
READ_AT = (10.0, 30.0, 60.0)  # but the last before each of these always is


@dataclass(frozen=True)
class Incumbent:
    """When, what, and the bound then known."""

    t: float
    values: list[float]
    bound: float | None


def thinned(found: list[Incumbent]) -> Iterator[Incumbent]:
    """Those worth placing: the last of every two seconds, and the last before each reading."""
    for this, after in zip_longest(found, found[1:]):
        read = after is not None and any(this.t <= at < after.t for at in READ_AT)
        if after is None or read or int(this.t / APART) != int(after.t / APART):
            yield this


def tell(report: Report, model: Halves, found: list[Incumbent], bound: float | None) -> None:
    """Place them and write trace and plan; none where there is no incumbent."""
    end = report.now()
    plan: Plan | None = None
    for incumbent in thinned(found):
        plan = placed(model, incumbent.values).plan()
        report.tell(incumbent.t, plan, incumbent.bound)
    report.tell(end, None, bound)
    report.close(plan)
