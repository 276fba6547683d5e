"""What every peer shares: its command line, its clock, and the trace and plan it leaves behind."""

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any, TextIO

from benchmarks.peers.tables import Tables

Plan = dict[str, Any]


def born() -> float:
    """The monotonic instant at which this process began, so that start-up counts, in seconds."""
    try:
        ticks = int(Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError):
        return time.monotonic()  # not a Linux: the interpreter's own start is not counted
    return time.monotonic() - age


class Report:
    """One run: the instance read, the seconds left, the incumbents told."""

    def __init__(self, words: list[str] | None = None) -> None:
        self.began = born()
        parser = argparse.ArgumentParser()
        parser.add_argument("instance", type=Path)
        parser.add_argument("--seconds", type=float, default=60)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--trace", type=Path, required=True)
        self.asked = parser.parse_args(words)
        self.tables = Tables(json.loads(self.asked.instance.read_text(encoding="utf-8")))
        self.trace: TextIO = self.asked.trace.open("w", encoding="utf-8")

    def now(self) -> float:
        """Seconds since the process began."""
        return time.monotonic() - self.began

    def left(self) -> float:
        """Seconds of the budget still left, never below a tenth."""
        return max(0.1, float(self.asked.seconds) - self.now())

    def tell(self, t: float, plan: Plan | None, bound: float | None = None) -> None:
        """An incumbent, or with no plan a bound alone."""
        line = {"t": round(t, 3), "bound": bound, **({"plan": plan} if plan is not None else {})}
        print(json.dumps(line), file=self.trace, flush=True)

    def close(self, plan: Plan | None) -> None:
        """The final plan; no file where there is none."""
        self.trace.close()
        if plan is not None:
            self.asked.out.write_text(json.dumps(plan), encoding="utf-8")
