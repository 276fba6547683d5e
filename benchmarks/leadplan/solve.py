"""One instance, so many seconds: python -m benchmarks INSTANCE.json --seconds N --out PLAN.json."""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from benchmarks.leadplan.at_once import AtOnce
from benchmarks.leadplan.book import rules_of
from benchmarks.leadplan.brief import answer_of, brief_of, plan_of_answer
from benchmarks.leadplan.instance import Instance
from models.plan import Plan
from solver.engines.base import Budget, Progress
from solver.engines.race import Helper
from solver.portfolio import LongSearch
from solver.sheet import CpSheet

MARGIN = 0.5  # seconds kept for the answer to be written,
MARGIN_A_COLUMN = 1.0e-5  # and more of them for much to be read out
AT_ONCE = 0.3  # seconds kept for a plan at once where the engines are not there yet,
AT_ONCE_AN_EVENT = 1.0e-4  # and more of them for many events


def in_time(instance: Instance, seconds: float, begun: float, trace: IO[str] | None = None) -> dict[str, Any]:
    """As `solve`; where the time is nearly up and the engines have no plan yet (a sheet that is still being built),
    one made straight from the instance, called so in `status` and without a cost or a bound."""
    found: list[dict[str, Any] | None] = []
    seen = threading.Event()
    work = Helper(lambda: found.append(solve(instance, seconds, begun, trace, seen)))
    work.start()
    until = begun + seconds - AT_ONCE - AT_ONCE_AN_EVENT * len(instance.items)
    while work.is_alive() and (seen.is_set() or time.monotonic() < until):
        work.join(0.02)
    work.check()
    if found and found[0] is not None:
        return found[0]
    plan = AtOnce(instance).plan()
    took = round(time.monotonic() - begun, 3)
    return {"plan": plan, "cost": None, "bound": None, "status": "at once", "seconds": took}


def solve(
    instance: Instance,
    seconds: float,
    begun: float,
    trace: IO[str] | None = None,
    seen: threading.Event | None = None,
) -> dict[str, Any] | None:
    """The best plan within so many seconds since `begun` (of the monotonic clock), and how good it is; none found.

    seen: set once there is a plan."""
    brief = brief_of(instance)
    sheet = CpSheet(brief, rules_of(instance))

    def at_hand() -> Plan:
        return plan_of_answer(instance, brief, AtOnce(instance).plan())

    search = LongSearch(sheet, time.monotonic, begun, _tracer(trace, seen), at_hand)
    kept = MARGIN + MARGIN_A_COLUMN * search.board.rows.columns
    search.run(Budget(time.monotonic, begun + seconds - kept))
    if search.board.best is None:
        return None
    plan = search.plan()
    assert plan.proof is not None
    return {
        "plan": answer_of(instance, plan),
        "cost": plan.proof.objective,
        "bound": plan.proof.bound,
        "status": plan.proof.status.value,
        "seconds": round(time.monotonic() - begun, 3),
    }


def _tracer(trace: IO[str] | None, seen: threading.Event | None) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        if seen is not None and progress.objective is not None:
            seen.set()
        if trace is not None:
            line = {"t": round(progress.elapsed, 3), "cost": progress.objective, "bound": progress.bound}
            trace.write(json.dumps(line) + "\n")
            trace.flush()

    return tell


def write(answer: dict[str, Any], out: Path) -> None:
    """The plan, in the format of the bench."""
    out.write_text(json.dumps(answer["plan"], ensure_ascii=False), encoding="utf-8")
