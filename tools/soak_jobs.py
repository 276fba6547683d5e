"""The long runs of jobs: what the suite does a few times, many times. Run by hand; rows go to stdout.

python -m tools.soak_jobs kills --count 100 [--database postgres|sqlite] [--seed N]
python -m tools.soak_jobs throughput --runs 40        two workers against one, PostgreSQL, one thread a solve
"""

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from api.jobs.desk_jobs import DeskJobs
from models.runs import PlanRun
from store.engine import open_engine
from store.sql import SqlStore
from tests.jobs import killing
from tests.jobs.conftest import stocked
from tests.store.cluster import private_cluster
from tests.store.desk_tools import act

WAITING = 5  # runs that an office may have waiting


@contextlib.contextmanager
def a_store(database: str) -> Iterator[tuple[SqlStore, str]]:
    """A stocked store and its address."""
    with contextlib.ExitStack() as stack:
        if database == "postgres":
            cluster = stack.enter_context(private_cluster())
            engine = open_engine(cluster).execution_options(isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.exec_driver_sql("CREATE DATABASE richeng_soak")
            url = engine.url.set(database="richeng_soak").render_as_string(hide_password=False)
            engine.dispose()
        else:
            url = f"sqlite:///{Path(stack.enter_context(tempfile.TemporaryDirectory())) / 'richeng.sqlite3'}"
        store = stocked(url)
        yield store, url
        store.close()


def kills(database: str, count: int, seed: int) -> int:
    """So many workers killed mid-solve; how many runs did not end well."""
    bad, chance = 0, random.Random(seed)
    print(f"seed {seed}, lease {killing.LEASE} s", flush=True)
    with a_store(database) as (store, url):
        for number in range(1, count + 1):
            found = killing.kill_mid_solve(store, url, chance, f"k{number}")
            wrong = found.state != "done" or found.attempt > 3 or found.orphans > 0
            bad += wrong
            told = f"{found.state}\tattempt {found.attempt}\t{found.seconds:.1f} s\torphans {found.orphans}"
            print(f"{number}\t{told}{'	WRONG' if wrong else ''}", flush=True)
    print(f"{count} kills on {database}: {bad} wrong")
    return bad


def throughput(count: int) -> int:
    """Month solves by one worker and by two."""
    for workers in (1, 2):
        with a_store("postgres") as (store, url), contextlib.ExitStack() as stack:
            for number in range(workers):
                stack.enter_context(killing.worker(url, f"t{number}", lease=30))
            seconds = _through(DeskJobs(store), count)
        print(
            f"{workers} worker(s): {count} months in {seconds:.1f} s, {count / seconds * 3600:.0f} an hour",
            flush=True,
        )
    return 0


def _through(jobs: DeskJobs, count: int) -> float:
    begun, left, at_work = time.monotonic(), count, list[PlanRun]()
    while left or at_work:
        while left and len(at_work) < WAITING:
            at_work.append(jobs.submit(killing.OFFICE, killing.MONTH, act("clerk")))
            left -= 1
        time.sleep(0.1)
        at_work = [run for run in at_work if not jobs.progress(killing.OFFICE, run.id).state.is_over]
    return time.monotonic() - begun


def main(words: list[str]) -> int:
    """Run what is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["kills", "throughput"])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seed", type=int, default=20261122)
    given = parser.parse_args(words)
    if given.what == "throughput":
        return throughput(given.runs)
    return 1 if kills(given.database, given.count, given.seed) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
