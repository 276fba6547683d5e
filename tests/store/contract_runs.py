"""What every database owes of runs, drafts and idempotency keys."""

import threading
from typing import Any

import pytest

from models.errors import KeyReused, Refused, Stale
from models.records import Edit, RecordKind
from models.runs import PlanDraft, PlanRun, Progress, RunState
from store.sql import SqlStore
from tests.builders import OFFICE, at, booking, brief, days, event, plan
from tests.store.desk_tools import ACT, OTHER, act, fail, founded

DEC = days("12-01", "12-31")
BRIEF = brief([event("e1")])
PLAN = plan(BRIEF, [booking("e1", "12-08 09:00", "12-08 10:30")])


def run(id: str = "r1", **more: Any) -> PlanRun:
    given = {"horizon": DEC, "as_of": BRIEF.as_of, "brief": BRIEF.digest, "input_revision": 3, "asked_by": "clerk"}
    return PlanRun(id=id, asked_at=at("11-20 09:00"), **(given | more))


def draft(id: str = "d1", **more: Any) -> PlanDraft:
    given = {"input_revision": 3, "as_of": BRIEF.as_of, "by": "clerk", "at": at("11-20 09:00"), "plan": PLAN}
    return PlanDraft(id=id, **(given | more))


def asked(store: SqlStore, *runs: PlanRun) -> SqlStore:
    founded(store)
    with store.write("shili", ACT) as desk:
        for one in runs or (run(),):
            desk.runs.ask(one)
    return store


class RunsContract:
    """Plans in the making."""

    def test_a_run_comes_back_with_its_progress_and_its_best(self, store: SqlStore):
        asked(store)
        with store.write("shili", None) as desk:
            taken = desk.runs.take("r1", "w1", at("11-20 09:01"))
            assert taken is not None
            assert (taken.state, taken.worker, taken.fence) == (RunState.RUNNING, "w1", 1)
            best = taken.model_copy(update={"progress": Progress(seconds=2.5, objective=40, bound=38), "best": PLAN})
            assert desk.runs.report(best)
        assert store.runs_at_work() == (("shili", best),)
        with store.write("shili", act("w1")) as desk:
            done = best.model_copy(update={"state": RunState.DONE})
            assert desk.runs.report(done)
            assert desk.runs.get("r1") == done
            assert (desk.runs.get("r2"), desk.runs.all()) == (None, (done,))
            assert not desk.runs.report(best)
            assert desk.runs.take("r1", "w2", at("11-20 09:05")) is None
        assert store.runs_at_work() == ()

    def test_an_id_is_used_once(self, store: SqlStore):
        asked(store)
        with store.write("shili", ACT) as desk, pytest.raises(Refused, match="已经用过"):
            desk.runs.ask(run())

    def test_a_worker_who_was_given_up_is_not_listened_to(self, store: SqlStore):
        asked(store)
        with store.write("shili", None) as desk:
            sleeper = desk.runs.take("r1", "w1", at("11-20 09:01"))
        with store.write("shili", None) as desk:
            fresh = desk.runs.take("r1", "w2", at("11-20 09:05"))
            assert sleeper is not None
            assert fresh is not None
            assert not desk.runs.report(sleeper.model_copy(update={"best": PLAN}))
            assert desk.runs.report(fresh.model_copy(update={"message": "在算"}))
            assert desk.runs.get("r1") == fresh.model_copy(update={"message": "在算"})

    def test_a_wish_to_stop_is_not_lost_in_a_report(self, store: SqlStore):
        asked(store, run("r1"), run("r2"))
        with store.write("shili", None) as desk:
            taken = desk.runs.take("r1", "w1", at("11-20 09:01"))
        with store.write("shili", ACT) as desk:
            assert desk.runs.wish("r1", cancel=False) is not None
            assert desk.runs.wish("r9", cancel=False) is None
            assert desk.runs.wish("r2", cancel=True) is not None
        with store.write("shili", None) as desk:
            assert taken is not None
            assert desk.runs.report(taken)
            found = {r.id: (r.stop_wanted, r.cancel_wanted) for r in desk.runs.all()}
        assert found == {"r1": (True, False), "r2": (False, True)}

    def test_two_workers_do_not_both_take_one_fence(self, store: SqlStore):
        asked(store)
        fences: list[int] = []
        start = threading.Barrier(4)

        def take(n: int):
            start.wait()
            with store.write("shili", None) as desk:
                taken = desk.runs.take("r1", f"w{n}", at("11-20 09:01"))
            fences.append(taken.fence if taken else 0)

        threads = [threading.Thread(target=take, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        won = [fence for fence in fences if fence]
        assert won
        assert len(set(won)) == len(won)

    def test_a_draft_carries_what_it_was_made_from(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            desk.records.edit([Edit.of(RecordKind.EVENT, event("e1"))])
            assert desk.drafts.put(draft(input_revision=1), expecting=None) == draft(input_revision=1)
        with store.read("shili") as desk:
            found = desk.drafts.get("d1")
            assert found is not None
            assert found.plan == PLAN
            assert desk.records.changed_since(found.input_revision) == ()

    def test_drafts_are_written_over_only_by_who_saw_them(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            desk.drafts.put(draft(), expecting=None)
            second = desk.drafts.put(draft(title="改"), expecting=1)
            assert second.revision == 2
            for expecting in (None, 1, 3):
                with pytest.raises(Stale, match="目前是第2稿"):
                    desk.drafts.put(draft(title="迟到"), expecting=expecting)
            with pytest.raises(Stale, match="目前是第2稿"):
                desk.drafts.drop("d1", expecting=1)
            assert desk.drafts.all() == (second,)
            desk.drafts.drop("d1", expecting=2)
            assert (desk.drafts.get("d1"), desk.drafts.all()) == (None, ())

    def test_a_key_brings_the_first_answer_again_and_no_second_deed(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            assert desk.replies.claim("u1", "k1", "a" * 64) is None
            with pytest.raises(Refused, match="正在办理"):
                desk.replies.claim("u1", "k1", "a" * 64)
            desk.replies.answer("u1", "k1", 201, '{"number": 1}', {"etag": "x"})
        with store.write("shili", ACT) as desk:
            kept = desk.replies.claim("u1", "k1", "a" * 64)
            assert kept is not None
            assert (kept.status, kept.body, kept.headers) == (201, '{"number": 1}', {"etag": "x"})
            with pytest.raises(KeyReused):
                desk.replies.claim("u1", "k1", "b" * 64)
            assert desk.replies.claim("u2", "k1", "b" * 64) is None
            assert desk.replies.forget(at("11-21 09:00")) == 2
            assert desk.replies.claim("u1", "k1", "b" * 64) is None

    def test_a_deed_that_failed_leaves_its_key_free(self, store: SqlStore):
        founded(store)
        fail(store, lambda desk: desk.replies.claim("u1", "k1", "a" * 64))
        with store.write("shili", ACT) as desk:
            assert desk.replies.claim("u1", "k1", "b" * 64) is None

    def test_of_many_who_bring_one_key_one_does_the_deed(self, store: SqlStore):
        founded(store, OFFICE, OTHER)
        done: list[int] = []
        answers: list[int | None] = []
        start = threading.Barrier(6)

        def bring():
            start.wait()
            with store.write("shili", ACT) as desk:
                kept = desk.replies.claim("u1", "k1", "a" * 64)
                if kept is None:
                    done.append(1)
                    desk.replies.answer("u1", "k1", 201, "")
                answers.append(kept.status if kept else 201)

        threads = [threading.Thread(target=bring) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (done, answers) == ([1], [201] * 6)
