"""A worker and a run: taken once, told of, stopped, cancelled, given up; only the last taker's word counts."""

import threading
import time
from datetime import datetime, timedelta

import pytest

from api.jobs import lease
from api.jobs.desk_jobs import MOST_WAITING, DeskJobs
from api.jobs.lease import Carriage, Sweeper
from api.jobs.port import Ask
from api.jobs.work import MOST_ATTEMPTS, MOST_TOLD, Workshop, thinned
from models.errors import BadInput, Refused, Unknown
from models.events import Duty
from models.records import Edit, RecordKind
from models.runs import PlanRun, Progress, RunState
from rules import audit
from store.sql import SqlStore
from tests.builders import at, days
from tests.jobs.conftest import OFFICE
from tests.store.desk_tools import act

WEEK = Ask(days("12-07", "12-13"), at("11-20 17:00"), 120)
MONTH = Ask(days("12-01", "12-31"), at("11-20 17:00"), 120)


def wait_for(jobs: DeskJobs, run: PlanRun, is_so, seconds: float = 60) -> PlanRun:
    until = time.monotonic() + seconds
    while not is_so(found := jobs.progress(OFFICE, run.id)):
        assert time.monotonic() < until, found.state
        time.sleep(0.05)
    return found


class Line:
    """A carrier in memory: attempts in the order in which they were handed in."""

    def __init__(self) -> None:
        self.at: dict[tuple[str, str, int], Carriage] = {}

    def hand(self, office: str, run: str, attempt: int) -> None:
        self.at.setdefault((office, run, attempt), Carriage.WAITING)

    def where(self, office: str, run: str, attempt: int) -> Carriage:
        return self.at.get((office, run, attempt), Carriage.UNKNOWN)

    def again(self, office: str, run: str, attempt: int) -> None:
        self.at[office, run, attempt] = Carriage.WAITING


class Clock:
    """A monotonic clock that goes when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_week_is_asked_for_solved_and_lands_on_the_records(store: SqlStore):
    jobs, shop = DeskJobs(store), Workshop(store, "w1")
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    assert (run.state, run.asked_by, run.seconds, run.long) == (RunState.QUEUED, "clerk", 120, False)
    assert shop.work(OFFICE, run.id, 1) == "done"
    done = jobs.progress(OFFICE, run.id)
    assert (done.state, done.worker, done.fence) == (RunState.DONE, "w1", 1)
    landing = jobs.result(OFFICE, run.id)
    assert landing.is_accepted
    assert landing.plan is not None
    assert landing.plan.proof is not None
    assert landing.plan.proof.status == "optimal"
    assert audit(landing.brief, landing.plan).is_lawful
    with store.read(OFFICE) as desk:
        assert not desk.trail.verify()
        told = [entry.what for entry in desk.trail.entries(limit=1000) if entry.subject == f"run/{run.id}"]
    assert sorted(told) == ["run.asked", "run.done"]


def test_an_attempt_is_taken_once(store: SqlStore):
    jobs, shop = DeskJobs(store), Workshop(store, "w1")
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    assert shop.work(OFFICE, run.id, 2) == ""
    assert shop.work(OFFICE, run.id, 1) == "done"
    assert shop.work(OFFICE, run.id, 1) == ""
    assert shop.work(OFFICE, run.id, 2) == ""
    assert shop.work(OFFICE, "r-none", 1) == ""
    assert jobs.progress(OFFICE, run.id).fence == 1


def test_progress_is_told_in_order_and_the_best_is_kept(store: SqlStore):
    jobs, shop = DeskJobs(store), Workshop(store, "w1", threads=1)
    run = jobs.submit(OFFICE, MONTH, act("clerk"))
    shop.work(OFFICE, run.id, 1)
    done = jobs.progress(OFFICE, run.id)
    assert done.state is RunState.DONE
    assert done.told
    assert [point.number for point in done.told] == list(range(1, len(done.told) + 1))
    objectives = [point.objective for point in done.told if point.objective is not None]
    assert done.best is not None
    assert done.best.proof is not None
    assert objectives[-1] == done.best.proof.objective


@pytest.mark.parametrize("cancel", [False, True])
def test_stop_keeps_the_best_and_cancel_keeps_nothing(store: SqlStore, cancel: bool):
    jobs, shop = DeskJobs(store), Workshop(store, "w1", lease=3)
    year = Ask(days("12-01", "12-31"), at("11-20 17:00"), 300)
    run = jobs.submit(OFFICE, year, act("clerk"))
    with store.write(OFFICE, None) as desk:  # a search against the clock, which goes on until it is told
        asked = desk.runs.get(run.id)
        assert asked is not None
        desk.runs.report(asked.model_copy(update={"long": True}))
    worker = threading.Thread(target=shop.work, args=(OFFICE, run.id, 1))
    worker.start()
    wait_for(jobs, run, lambda r: r.best is not None or r.state.is_over)
    begun = time.monotonic()
    (jobs.cancel if cancel else jobs.stop)(OFFICE, run.id, act("clerk"))
    worker.join()
    ended = jobs.progress(OFFICE, run.id)
    assert time.monotonic() - begun < 30
    if cancel:
        assert (ended.state, ended.best) in ((RunState.CANCELLED, None), (RunState.DONE, ended.best))
        if ended.state is RunState.CANCELLED:
            with pytest.raises(Refused, match="还没有可用的方案"):
                jobs.result(OFFICE, run.id)
    else:
        assert ended.state in (RunState.STOPPED, RunState.DONE)
        assert jobs.result(OFFICE, run.id).is_accepted


def test_what_nobody_has_begun_is_cancelled_at_once(store: SqlStore):
    jobs = DeskJobs(store)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    assert jobs.cancel(OFFICE, run.id, act("clerk")).state is RunState.CANCELLED
    assert Workshop(store, "w1").work(OFFICE, run.id, 1) == ""
    assert jobs.stop(OFFICE, run.id, act("clerk")).state is RunState.CANCELLED


def test_an_office_has_so_many_runs_at_once_and_no_other_sees_them(store: SqlStore):
    jobs = DeskJobs(store)
    run, *_ = (jobs.submit(OFFICE, WEEK, act("clerk")) for _ in range(MOST_WAITING))
    with pytest.raises(Refused, match="没有算完"):
        jobs.submit(OFFICE, WEEK, act("clerk"))
    with pytest.raises(Unknown):
        jobs.progress("bieqi", run.id)
    with pytest.raises(Unknown):
        jobs.progress(OFFICE, "r-none")
    with pytest.raises((BadInput, Unknown)):
        jobs.submit("bieqi", WEEK, act("clerk"))


def test_a_worker_that_was_given_up_writes_nothing_more(store: SqlStore):
    jobs, slow = DeskJobs(store), Workshop(store, "slow", lease=1)
    run = jobs.submit(OFFICE, MONTH, act("clerk"))
    taken = threading.Event()
    told: list[str] = []

    def work():
        told.append(slow.work(OFFICE, run.id, 1))
        taken.set()

    threading.Thread(target=work).start()
    wait_for(jobs, run, lambda r: r.fence == 1)
    with store.write(OFFICE, None) as desk:
        assert desk.runs.take(run.id, "quick", at("11-20 18:00")) is not None
    assert taken.wait(60)
    assert told == [""]
    found = jobs.progress(OFFICE, run.id)
    assert (found.state, found.worker, found.fence) == (RunState.RUNNING, "quick", 2)


def test_a_silent_run_is_handed_out_again_and_given_up_after_three(store: SqlStore):
    jobs, line, clock = DeskJobs(store), Line(), Clock()
    sweeper = Sweeper(store, line, 10, clock=clock)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    assert sweeper.sweep() == 1
    assert line.where(OFFICE, run.id, 1) is Carriage.WAITING
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with store.write(OFFICE, None) as desk:
            assert desk.runs.take(run.id, f"w{attempt}", at("11-20 18:00")) is not None
        line.at[OFFICE, run.id, attempt] = Carriage.TAKEN
        assert sweeper.sweep() == 0
        clock.seconds += 9
        assert sweeper.sweep() == 0
        clock.seconds += 2
        assert sweeper.sweep() == (attempt < MOST_ATTEMPTS)
    ended = jobs.progress(OFFICE, run.id)
    assert ended.state is RunState.FAILED
    assert "三次中断" in ended.message


def test_a_run_that_beats_is_left_alone(store: SqlStore):
    jobs, line, clock = DeskJobs(store), Line(), Clock()
    sweeper = Sweeper(store, line, 10, clock=clock)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    sweeper.sweep()
    when: datetime = at("11-20 18:00")
    with store.write(OFFICE, None) as desk:
        taken = desk.runs.take(run.id, "w1", when)
        assert taken is not None
    for beat in range(5):
        with store.write(OFFICE, None) as desk:
            desk.runs.report(taken.model_copy(update={"beat_at": when + timedelta(seconds=beat + 1)}))
        clock.seconds += 9
        assert sweeper.sweep() == 0
    assert jobs.progress(OFFICE, run.id).fence == 1


def test_a_worker_that_dies_before_taking_is_made_good(store: SqlStore):
    jobs, line, clock = DeskJobs(store), Line(), Clock()
    sweeper = Sweeper(store, line, 10, clock=clock)
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    sweeper.sweep()
    line.at[OFFICE, run.id, 1] = Carriage.TAKEN
    clock.seconds += 11
    assert sweeper.sweep() == 0
    clock.seconds += 11
    assert sweeper.sweep() == 1
    assert line.where(OFFICE, run.id, 1) is Carriage.WAITING
    line.at[OFFICE, run.id, 1] = Carriage.OVER  # taken from the queue, and yet the run was not
    sweeper.sweep()
    assert jobs.progress(OFFICE, run.id).fence == 1
    clock.seconds += 11
    sweeper.sweep()
    clock.seconds += 11
    sweeper.sweep()
    assert line.where(OFFICE, run.id, 2) is Carriage.WAITING


def test_a_sweep_asks_after_so_many_and_in_time_after_all(store: SqlStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lease, "LOOKS", 2)
    jobs, line, clock = DeskJobs(store), Line(), Clock()
    sweeper = Sweeper(store, line, 10, clock=clock)
    runs = [jobs.submit(OFFICE, WEEK, act("clerk")) for _ in range(5)]
    assert sweeper.sweep() == 5
    line.at.clear()  # the queue has lost everything
    clock.seconds += 11
    handed = [sweeper.sweep() for _ in range(4)]
    assert handed == [2, 2, 1, 0]
    assert {line.where(OFFICE, run.id, 1) for run in runs} == {Carriage.WAITING}


def test_a_result_is_accepted_only_where_nothing_it_rests_on_has_changed(store: SqlStore):
    jobs, shop = DeskJobs(store), Workshop(store, "w1")
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    shop.work(OFFICE, run.id, 1)
    best = jobs.progress(OFFICE, run.id).best
    assert best is not None
    booked = best.bookings[0].event
    with store.write(OFFICE, act("clerk")) as desk:
        other = next(r for r in desk.records.all(RecordKind.EVENT) if r.id.startswith("2026-12/") and not _in_week(r))
        desk.records.edit([_renamed(other)])
    assert jobs.result(OFFICE, run.id).is_accepted
    with store.write(OFFICE, act("clerk")) as desk:
        held = desk.records.get(RecordKind.EVENT, booked)
        assert held is not None
        desk.records.edit([_renamed(held)])
    landing = jobs.result(OFFICE, run.id)
    assert not landing.is_accepted
    assert landing.changed == (f"修改了事项 {booked}",)
    assert "不能采用" in landing.sentence


def test_what_the_audit_holds_against_a_result_now_refuses_it(store: SqlStore):
    jobs, shop = DeskJobs(store), Workshop(store, "w1")
    run = jobs.submit(OFFICE, WEEK, act("clerk"))
    shop.work(OFFICE, run.id, 1)
    best = jobs.progress(OFFICE, run.id).best
    assert best is not None
    with store.write(OFFICE, act("clerk")) as desk:
        held = desk.records.get(RecordKind.EVENT, best.bookings[0].event)
        assert held is not None
        assert held.body is not None
        twin = held.body.model_copy(update={"id": "2026-12/900", "duty": Duty.MUST})
        desk.records.edit([Edit.of(RecordKind.EVENT, twin)])
    landing = jobs.result(OFFICE, run.id)
    assert not landing.is_accepted
    assert landing.broken


def test_progress_is_thinned_and_stays_in_order():
    told: tuple[Progress, ...] = ()
    for number in range(1, 2000):
        told = thinned((*told, Progress(number=number)))
    numbers = [point.number for point in told]
    assert len(told) <= MOST_TOLD
    assert numbers == sorted(set(numbers))
    assert numbers[-100:] == list(range(1900, 2000))


def _in_week(record) -> bool:
    week = days("12-07", "12-13").span
    return bool(record.body.when.span.start < week.end and record.body.when.span.end > week.start)


def _renamed(record) -> Edit:
    body = record.body.model_copy(update={"title": record.body.title + "（改）"})
    return Edit.of(RecordKind.EVENT, body, expecting=record.revision)
