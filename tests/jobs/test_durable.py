"""The durable queue, embedded: runs go through it, and what was in it when the process ended is taken up again."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.jobs.desk_jobs import DeskJobs
from api.jobs.durable import Durable, QueueSettings
from api.jobs.lease import Carriage
from api.jobs.work import Workshop
from models.runs import PlanRun, RunState
from store.sql import SqlStore
from tests.jobs.conftest import OFFICE
from tests.jobs.test_work import WEEK, wait_for
from tests.store.desk_tools import act

Start = Callable[..., Durable]


@pytest.fixture
def start(url: str, store: SqlStore) -> Iterator[Start]:
    """Launch a queue over the store; all are closed afterwards."""
    launched: list[Durable] = []

    def launch(name: str = "w1", *, works: bool = True) -> Durable:
        for one in launched:
            one.close()
        launched.clear()
        queue = Durable(QueueSettings(url, works=works, poll=0.1), Workshop(store, name, lease=2, threads=1))
        launched.append(queue)
        queue.launch()
        return queue

    yield launch
    for one in launched:
        one.close()


def over(run: PlanRun) -> bool:
    """Whether a run is over."""
    return run.state.is_over


def test_a_run_goes_through_the_queue_once(store: SqlStore, start: Start):
    queue = start()
    jobs = DeskJobs(store, queue.bring)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    queue.bring(OFFICE, run)
    queue.bring(OFFICE, run)
    done = wait_for(jobs, run, over)
    assert (done.state, done.fence, done.worker) == (RunState.DONE, 1, "w1")
    assert jobs.result(OFFICE, run.id).is_accepted
    for _ in range(50):
        if queue.where(OFFICE, run.id, 1) is Carriage.OVER:
            break
        time.sleep(0.1)
    assert queue.where(OFFICE, run.id, 1) is Carriage.OVER
    assert queue.where(OFFICE, run.id, 2) is Carriage.UNKNOWN


def test_what_was_never_handed_in_is_found_by_the_sweep(store: SqlStore, start: Start):
    jobs = DeskJobs(store)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    start()
    assert wait_for(jobs, run, over).state is RunState.DONE


def test_who_takes_no_runs_leaves_them_to_a_worker(store: SqlStore, start: Start):
    queue = start("front", works=False)
    jobs = DeskJobs(store, queue.bring)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    time.sleep(1)
    assert queue.where(OFFICE, run.id, 1) is Carriage.WAITING
    assert jobs.progress(OFFICE, run.id).state is RunState.QUEUED
    start("w2")
    assert wait_for(jobs, run, over).worker == "w2"


def test_the_queue_keeps_no_pickle_and_lies_beside_the_office(store: SqlStore, start: Start, tmp_path: Path):
    queue = start()
    jobs = DeskJobs(store, queue.bring)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    wait_for(jobs, run, over)
    kept = (tmp_path / "richeng-jobs.sqlite3").read_bytes()
    assert (tmp_path / "richeng-jobs.sqlite3").stat().st_mode & 0o077 == 0
    assert run.id.encode() in kept
    assert b"portable_json" in kept
    assert b"gASV" not in kept  # how pickles of protocol 4 begin in base64
    assert "区长".encode() not in kept
