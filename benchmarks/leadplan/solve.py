"""One instance, so many seconds: python -m benchmarks INSTANCE.json --seconds N --out PLAN.json."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from benchmarks.leadplan.book import rules_of
from benchmarks.leadplan.brief import answer_of, brief_of
from benchmarks.leadplan.instance import Instance
from solver.engines.base import Budget, Progress
from solver.portfolio import LongSearch
from solver.sheet import CpSheet

MARGIN = 0.6  # seconds kept for the answer to be written,
MARGIN_A_COLUMN = 2.0e-5  # and more of them for much to be read out


def solve(instance: Instance, seconds: float, begun: float, trace: IO[str] | None = None) -> dict[str, Any] | None:
    """The best plan within so many seconds since `begun` (of the monotonic clock), and how good it is; none found."""
    brief = brief_of(instance)
    sheet = CpSheet(brief, rules_of(instance))
    search = LongSearch(sheet, time.monotonic, begun, _tracer(trace))
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


def _tracer(trace: IO[str] | None) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        if trace is not None:
            line = {"t": round(progress.elapsed, 3), "cost": progress.objective, "bound": progress.bound}
            trace.write(json.dumps(line) + "\n")
            trace.flush()

    return tell


def write(answer: dict[str, Any], out: Path) -> None:
    """The plan, in the format of the bench."""
    out.write_text(json.dumps(answer["plan"], ensure_ascii=False), encoding="utf-8")
