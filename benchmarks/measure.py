"""Clocks and tables."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")
DEMO = Path(__file__).resolve().parent.parent / "fixtures" / "demo"


class Taken(NamedTuple):
    """Seconds on the wall, and of this process on any core; on a busy machine the second is the fairer."""

    wall: float
    cpu: float


def timed(ask: Callable[[], T]) -> tuple[T, Taken]:
    """An answer and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = ask()
    return answer, Taken(time.perf_counter() - wall, time.process_time() - cpu)


def row(name: str, taken: Sequence[Taken], note: str = "") -> None:
    """One line: how many; median, 95th percentile and longest on the wall; median and longest of CPU; in ms."""
    if not taken:
        print(f"{name:34} none {note}", flush=True)
        return
    wall, cpu = sorted(t.wall * 1000 for t in taken), sorted(t.cpu * 1000 for t in taken)
    p95 = wall[min(len(wall) - 1, int(len(wall) * 0.95))]
    middle = len(wall) // 2
    on_the_wall = f"wall p50 {wall[middle]:6.0f} p95 {p95:6.0f} max {wall[-1]:6.0f}"
    of_cpu = f"cpu p50 {cpu[middle]:6.0f} max {cpu[-1]:6.0f} ms"
    print(f"{name:34} n {len(wall):4}  {on_the_wall}  {of_cpu}  {note}", flush=True)


def machine() -> None:
    """Where it was measured: times mean nothing without it."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"cores {os.cpu_count()}, load {load:.1f}", flush=True)
