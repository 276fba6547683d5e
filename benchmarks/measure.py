"""Clocks and tables."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
DEMO = Path(__file__).resolve().parent.parent / "fixtures" / "demo"


def timed(ask: Callable[[], T]) -> tuple[T, float]:
    """An answer and the seconds that it took."""
    begun = time.perf_counter()
    answer = ask()
    return answer, time.perf_counter() - begun


def row(name: str, seconds: Sequence[float], note: str = "") -> None:
    """One line: how many, median, 90th percentile and the longest, in milliseconds."""
    if not seconds:
        print(f"{name:34} none {note}", flush=True)
        return
    ordered = sorted(seconds)
    p50, p90 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))]
    figures = f"p50 {p50 * 1000:7.0f}  p90 {p90 * 1000:7.0f}  max {ordered[-1] * 1000:7.0f} ms"
    print(f"{name:34} n {len(ordered):4}  {figures}  {note}", flush=True)


def machine() -> None:
    """Where it was measured: times mean nothing without it."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"cores {os.cpu_count()}, load {load:.1f}", flush=True)
