"""The command line of one instance: INSTANCE.json --seconds N --out PLAN.json [--trace FILE]."""

import argparse
import contextlib
import gc
import os
import sys
import time
from pathlib import Path
from typing import IO

from benchmarks.leadplan.instance import BadInstance, Instance, load

BAD_INPUT = 2


def main(words: list[str]) -> int:
    """Solve it; seconds count from the start of the process. 0 a plan, 2 bad input."""
    begun = _process_began()
    gc.disable()  # one solve and out: nothing lives long enough to be worth collecting
    parser = argparse.ArgumentParser(prog="start.py bench", description="solve one instance of leadplan-bench/1")
    parser.add_argument("instance", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="wall clock for all of it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--trace", type=Path, help="where to write t, cost and bound as they come, a JSON line each")
    given = parser.parse_args(words)
    if not given.seconds > 0:
        parser.error("--seconds must be positive")
    try:
        instance = load(given.instance)
    except BadInstance as fault:
        print(f"bad input: {fault}", file=sys.stderr)
        return BAD_INPUT
    with contextlib.ExitStack() as stack:
        try:
            trace = stack.enter_context(given.trace.open("w", encoding="utf-8")) if given.trace else None
            code = _solve(instance, given.seconds, begun, given.out, trace)
        except OSError as fault:
            print(f"bad input: cannot write {fault.filename}: {fault.strerror}", file=sys.stderr)
            return BAD_INPUT
    sys.stdout.flush()
    os._exit(code)  # branch and cut cannot be interrupted: what still runs is left behind


def _solve(instance: Instance, seconds: float, begun: float, out: Path, trace: IO[str] | None) -> int:
    from benchmarks.leadplan.solve import in_time, write  # noqa: PLC0415  # the engines load while input is still checked

    answer = in_time(instance, seconds, begun, trace)
    write(answer, out)
    print(
        f"cost {answer['cost']} bound {answer['bound']} {answer['status']} "
        f"in {time.monotonic() - begun:.2f} s -> {out}"
    )
    return 0


def _process_began() -> float:
    """When this process began, on the monotonic clock; now, where the system does not tell."""
    now = time.monotonic()
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return min(now, ticks / os.sysconf("SC_CLK_TCK"))  # both count from boot
    except (OSError, ValueError, IndexError):
        return now
