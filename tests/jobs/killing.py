"""Workers in processes of their own, killed (-9) in the middle of a solve, and what becomes of the runs."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from api.jobs.desk_jobs import DeskJobs
from api.jobs.port import Ask
from models.runs import PlanRun, RunState
from store.sql import SqlStore
from tests.builders import at, days
from tests.store.desk_tools import act

ROOT = Path(__file__).resolve().parents[2]
OFFICE = "gulou-demo"
MONTH = Ask(days("12-01", "12-31"), at("11-20 17:00"), 120)
LEASE = 2.0


class Killed(NamedTuple):
    """After a kill: how the run ended, in which attempt, seconds until then, and children left behind."""

    state: RunState
    attempt: int
    seconds: float
    orphans: int


@contextmanager
def worker(url: str, name: str, *, lease: float = LEASE, threads: int = 1) -> Iterator[subprocess.Popen[str]]:
    """A worker over a store's address, ready; killed afterwards if it still is there."""
    environment = {
        **os.environ,
        "RICHENG_DATABASE_URL": url,
        "RICHENG_LEASE": str(lease),
        "RICHENG_THREADS": str(threads),
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "worker", "--name", name],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith("worker: "), "the worker did not get ready"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def kill_mid_solve(store: SqlStore, url: str, chance: random.Random, name: str) -> Killed:
    """One worker is killed at a random moment of a run; another, begun beforehand or afterwards, ends it."""
    jobs = DeskJobs(store)
    run = jobs.submit(OFFICE, MONTH, act("clerk"))
    with worker(url, f"{name}-first") as first:
        wait_for(jobs, run, lambda found: found.fence >= 1)
        time.sleep(chance.uniform(0, 1.5))
        children = children_of(first.pid)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    begun = time.monotonic()
    with worker(url, f"{name}-second"):
        ended = wait_for(jobs, run, lambda found: found.state.is_over)
    return Killed(ended.state, ended.fence, time.monotonic() - begun, still_there(children))


def wait_for(jobs: DeskJobs, run: PlanRun, is_so, seconds: float = 120) -> PlanRun:
    """The run once it is so."""
    until = time.monotonic() + seconds
    while not is_so(found := jobs.progress(OFFICE, run.id)):
        assert time.monotonic() < until, f"{found.state} {found.worker} {found.fence} {found.message}"
        time.sleep(0.05)
    return found


def children_of(pid: int) -> set[int]:
    """All processes below a process."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            child, parent = int(entry.parent.name), int(entry.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        parents.setdefault(parent, []).append(child)
    found: set[int] = set()
    rest = [pid]
    while rest:
        below = parents.get(rest.pop(), [])
        found.update(below)
        rest += below
    return found


def still_there(pids: set[int], seconds: float = 10) -> int:
    """How many of them go on; they may take a moment to see that their parent is gone."""
    until = time.monotonic() + seconds
    left = set(pids)
    while left and time.monotonic() < until:
        left = {pid for pid in left if is_running(pid)}
        time.sleep(0.05)
    return len(left)


def is_running(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
