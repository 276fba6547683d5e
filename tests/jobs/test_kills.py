"""A worker that is killed in the middle: its run ends with another, within the lease, and leaves nothing running."""

import os
import random
import sys
from collections.abc import Iterator

import pytest

from api.jobs.desk_jobs import DeskJobs
from models.runs import RunState
from store.engine import open_engine
from store.sql import SqlStore
from tests.jobs.conftest import stocked
from tests.jobs.killing import MONTH, OFFICE, Killed, kill_mid_solve, wait_for, worker
from tests.store.desk_tools import act

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans in /proc")


@pytest.fixture
def database(cluster: str) -> Iterator[str]:
    """A PostgreSQL database of one's own."""
    engine = open_engine(cluster).execution_options(isolation_level="AUTOCOMMIT")
    name = f"richeng_jobs_{os.getpid()}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


def ended_well(killed: Killed) -> bool:
    return killed.state is RunState.DONE and killed.attempt in (1, 2) and killed.orphans == 0


@pytest.mark.slow
def test_a_killed_workers_run_ends_with_another_on_a_file(url: str, store: SqlStore):
    chance = random.Random(5)
    assert ended_well(kill_mid_solve(store, url, chance, "w"))


@pytest.mark.slow
@pytest.mark.postgres
def test_a_killed_workers_run_ends_with_another_on_postgres(database: str):
    store = stocked(database)
    assert ended_well(kill_mid_solve(store, database, random.Random(6), "w"))
    store.close()


@pytest.mark.slow
@pytest.mark.postgres
def test_two_workers_share_the_runs(database: str):
    store = stocked(database)
    jobs = DeskJobs(store)
    runs = [jobs.submit(OFFICE, MONTH, act("clerk")) for _ in range(4)]
    with worker(database, "w-a", lease=15), worker(database, "w-b", lease=15):
        done = [wait_for(jobs, run, lambda found: found.state.is_over) for run in runs]
    assert [(run.state, run.fence) for run in done] == [(RunState.DONE, 1)] * 4
    assert {run.worker for run in done} == {"w-a", "w-b"}
    assert len({run.best.model_dump_json() for run in done if run.best is not None}) == 1
    store.close()
