"""One run: a process of its own, its clock and memory, and its trace scored by the shared scorer."""

import contextlib
import json
import math
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.contest.engines import ROOT, Engine
from benchmarks.contest.instances import Bench, Instance, best_plan, read_json
from benchmarks.contest.results import Point, Run

Plan = dict[str, Any]
NO_PLAN = 4  # what `start.py bench` answers when its seconds are over before there is one
GRACE = 180.0  # seconds beyond twice its budget after which a run is ended: reading, building and placing take some
WORDS = 200  # letters of the last line a failed run said


class Ended(NamedTuple):
    """A process that has ended: its code, and seconds and MiB it took."""

    code: int
    wall: float
    cpu: float
    memory: int
    said: str


def compete(bench: Bench, engine: Engine, instance: Instance, seconds: float) -> Run:
    """Run an engine on an instance and score what it leaves; a fault is told in the run, never raised."""
    path = bench.file(instance)
    load = round(os.getloadavg()[0], 1)
    with tempfile.TemporaryDirectory() as folder:
        plan, trace = Path(folder) / "plan.json", Path(folder) / "trace.jsonl"
        ended = _process(engine.command(path, seconds, plan, trace), 2 * seconds + GRACE)
        return scored(bench, engine.name, instance, seconds, ended, load, (path, plan, trace))


def scored(
    bench: Bench, engine: str, instance: Instance, seconds: float, ended: Ended, load: float,
    files: tuple[Path, Path, Path],
) -> Run:  # fmt: skip
    """The run's record from the files it left: instance, plan, trace."""
    facts = read_json(files[0])
    told = read_trace(bench, facts, _lines(files[2]))
    if files[1].exists():
        told.hear(bench, facts, ended.wall, read_json(files[1]), None)
    if told.best is not None:
        _keep(bench, facts, instance, told.best)
    cost, parts = (None, {}) if told.best is None else bench.score(facts, told.best)[:2]
    return Run(
        instance.name, instance.scale, instance.seed, instance.day, engine, seconds,
        round(ended.wall, 3), round(ended.cpu, 2), ended.memory, load, cost, parts, told.violations,
        told.claimed, told.points, None if ended.code in (0, NO_PLAN) else f"ended with {ended.code}: {ended.said}",
    )  # fmt: skip


@dataclass
class Told:
    """What a run told: points that better what went before, and its best plan.

    A plan is scored; a cost without a plan is taken at its word, which the final plan then confirms or belies.
    """

    points: list[Point] = field(default_factory=list)
    best: Plan | None = None
    least: float = math.inf
    scored: float = math.inf
    violations: int = 0
    claimed: float | None = None

    def hear(self, bench: Bench, facts: Plan, t: float, plan: Plan, bound: float | None) -> None:
        """A plan: scored, and not held where it breaks a hard rule."""
        cost, _, violations = bench.score(facts, plan)
        self.violations += violations
        if violations:
            self.point(t, None, bound)
            return
        if cost < self.scored:
            self.scored, self.best = cost, plan
        self.point(t, cost, bound)

    def point(self, t: float, cost: float | None, bound: float | None) -> None:
        """Kept where the cost fell or the bound rose."""
        known = max((p.bound for p in self.points if p.bound is not None), default=-math.inf)
        fell = cost is not None and cost < self.least
        rose = bound is not None and bound > known + 1e-6
        if fell or rose:
            self.least = cost if fell and cost is not None else self.least
            self.points.append(
                Point(round(t, 3), cost if fell else None, round(bound, 4) if rose and bound else None)
            )


def read_trace(bench: Bench, facts: Plan, lines: list[dict[str, Any]]) -> Told:
    """A run's trace, in the order of time."""
    told = Told()
    for line in sorted(lines, key=lambda line: float(line["t"])):
        if "plan" in line:
            told.hear(bench, facts, line["t"], line["plan"], line.get("bound"))
        else:
            told.claimed = line.get("cost", told.claimed)
            told.point(line["t"], line.get("cost"), line.get("bound"))
    return told


def _keep(bench: Bench, facts: Plan, instance: Instance, best: Plan) -> None:
    """The best plan known of an instance, for bad days to befall."""
    path = best_plan(instance)
    if path.exists() and bench.score(facts, read_json(path))[0] <= bench.score(facts, best)[0]:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(best), encoding="utf-8")


def _lines(path: Path) -> list[dict[str, Any]]:
    return list(_whole_lines(path.read_text(encoding="utf-8"))) if path.exists() else []


def _whole_lines(text: str) -> Iterator[dict[str, Any]]:
    """Those that were written whole; a run that was ended may have left half of one."""
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue


def _process(command: list[str], limit: float) -> Ended:
    """Run to the end, or end it with its children after `limit` seconds."""
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        child = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, start_new_session=True)

        def end() -> None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)

        timer = threading.Timer(limit, end)
        timer.start()
        try:
            _, status, used = os.wait4(child.pid, 0)
        except BaseException:
            end()
            raise
        finally:
            timer.cancel()
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode("utf-8", "replace").strip().rpartition("\n")[2][-WORDS:]
        words = words.replace(str(ROOT), ".")
        return Ended(child.returncode, wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, words)
