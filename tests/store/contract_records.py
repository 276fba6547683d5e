"""What every database owes of living records."""

import threading
from collections.abc import Callable

import pytest
from pydantic import ValidationError
from sqlalchemy import event as event_of_sql

from models.errors import DamagedRecord, Stale, Unknown
from models.events import Event
from models.people import Leader
from models.records import GAP, Edit, Record, RecordKind
from models.spans import Span
from store.sql import SqlStore
from tests.builders import absence, at, event, fixed, leader
from tests.store.desk_tools import ACT, act, fail, founded, run_sql

EVENT, LEADER, ABSENCE = RecordKind.EVENT, RecordKind.LEADER, RecordKind.ABSENCE


def put(store: SqlStore, *edits: Edit, by: str = "clerk", when: str = "11-20 09:00", why: str = "试验") -> int:
    """Edit records of the sample office; its new revision."""
    with store.write("shili", act(by, when, why)) as desk:
        return desk.records.edit(edits)


def get(store: SqlStore, kind: RecordKind, id: str) -> Record | None:
    with store.read("shili") as desk:
        return desk.records.get(kind, id)


def titled(id: str, title: str) -> Event:
    return event(id, title=title)


class RecordsContract:
    """Records, revisions, history."""

    def test_a_record_comes_back_as_what_it_is(self, store: SqlStore, reopen: Callable[[], SqlStore]):
        founded(store)
        assert put(store, Edit.of(EVENT, event("e1"))) == 1
        found = get(reopen(), EVENT, "e1")
        assert found == Record(kind=EVENT, id="e1", revision=1, since=1, place=GAP, body=event("e1"))
        assert found is not None
        assert found.read(Event) == event("e1")
        with pytest.raises(TypeError):
            found.read(Leader)
        assert get(store, EVENT, "e2") is None
        assert get(store, LEADER, "e1") is None

    def test_every_revision_says_who_when_why_and_what(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, titled("e1", "一稿")), by="clerk", when="11-20 09:00", why="收到申请")
        put(store, Edit.of(EVENT, titled("e1", "二稿"), expecting=1), by="director", when="11-21 10:30", why="改名")
        put(store, Edit(kind=EVENT, id="e1", body=None, expecting=2), by="clerk", when="11-22 08:00", why="撤回")
        with store.read("shili") as desk:
            versions = desk.records.history(EVENT, "e1")
        assert [(v.revision, v.by, v.at, v.why, v.deleted) for v in versions] == [
            (1, "clerk", at("11-20 09:00"), "收到申请", False),
            (2, "director", at("11-21 10:30"), "改名", False),
            (3, "clerk", at("11-22 08:00"), "撤回", True),
        ]
        assert [v.body.title for v in versions if isinstance(v.body, Event)] == ["一稿", "二稿", "二稿"]
        assert get(store, EVENT, "e1") is None

    def test_who_saw_an_older_revision_is_told_the_current_one(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, titled("e1", "一稿")))
        put(store, Edit.of(EVENT, titled("e1", "二稿"), expecting=1))
        for expecting in (None, 1, 3):
            with pytest.raises(Stale, match="目前是第2稿") as stale:
                put(store, Edit.of(EVENT, titled("e1", "迟到"), expecting=expecting))
            assert [(c.subject, c.expected, c.current) for c in stale.value.conflicts] == [("event/e1", expecting, 2)]
        with pytest.raises(Stale, match="目前没有这一项"):
            put(store, Edit.of(EVENT, event("e2"), expecting=1))
        found = get(store, EVENT, "e1")
        assert found is not None
        assert (found.revision, found.read(Event).title) == (2, "二稿")

    def test_a_batch_is_all_or_nothing_and_names_everything_stale(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, event("e1")), Edit.of(EVENT, event("e2")))
        with pytest.raises(Stale) as stale:
            put(
                store,
                Edit.of(EVENT, event("e3")),
                Edit.of(EVENT, titled("e1", "甲"), expecting=1),
                Edit.of(EVENT, titled("e2", "乙")),
                Edit(kind=EVENT, id="e9", body=None, expecting=4),
            )
        assert [c.subject for c in stale.value.conflicts] == ["event/e2", "event/e9"]
        with store.read("shili") as desk:
            assert [r.read(Event) for r in desk.records.all()] == [event("e1"), event("e2")]
            assert (desk.records.revision, desk.records.history(EVENT, "e3")) == (1, ())

    def test_an_error_after_the_edit_undoes_it(self, store: SqlStore):
        founded(store)
        fail(store, lambda desk: desk.records.edit([Edit.of(EVENT, event("e1"))]))
        with store.read("shili") as desk:
            assert (desk.records.all(), desk.records.revision, desk.trail.anchor.number) == ((), 0, 1)

    def test_one_record_stands_once_in_a_batch(self, store: SqlStore):
        founded(store)
        with pytest.raises(Stale):
            put(store, Edit.of(EVENT, event("e1")), Edit.of(EVENT, titled("e1", "又一次")))

    def test_what_is_struck_out_can_come_back_and_goes_on_counting(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, event("e1")))
        put(store, Edit(kind=EVENT, id="e1", body=None, expecting=1))
        with pytest.raises(Stale):
            put(store, Edit(kind=EVENT, id="e1", body=None, expecting=2))
        with pytest.raises(Stale):
            put(store, Edit(kind=EVENT, id="never", body=None))
        put(store, Edit.of(EVENT, titled("e1", "回来")))
        found = get(store, EVENT, "e1")
        assert found is not None
        assert (found.revision, found.read(Event).title) == (3, "回来")

    def test_the_offices_revision_rises_with_each_batch_and_tells_what_has_changed_since(self, store: SqlStore):
        founded(store)
        assert put(store) == 0
        assert put(store, Edit.of(EVENT, event("e1")), Edit.of(EVENT, event("e2"))) == 1
        assert put(store, Edit.of(LEADER, leader("dep-a")), Edit.of(EVENT, titled("e2", "改"), expecting=1)) == 2
        assert put(store, Edit(kind=EVENT, id="e1", body=None, expecting=1)) == 3
        with store.read("shili") as desk:
            since = {n: [(r.subject, r.deleted) for r in desk.records.changed_since(n)] for n in range(4)}
        assert since[3] == []
        assert since[2] == [("event/e1", True)]
        assert since[1] == [("event/e2", False), ("leader/dep-a", False), ("event/e1", True)]
        assert since[0] == since[1]

    def test_edits_that_rest_on_all_records_are_refused_once_any_has_changed(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, event("e1")))
        with store.write("shili", ACT) as desk:
            desk.records.edit([Edit.of(EVENT, event("e2"))], expecting=1)
        with store.write("shili", ACT) as desk, pytest.raises(Stale, match=r"全部记录.*第1稿.*第2稿"):
            desk.records.edit([Edit.of(EVENT, event("e3"))], expecting=1)

    def test_records_as_they_stood_at_a_revision(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, titled("e1", "一稿")))
        put(store, Edit.of(EVENT, titled("e1", "二稿"), expecting=1), Edit.of(EVENT, event("e2")))
        put(store, Edit(kind=EVENT, id="e1", body=None, expecting=2))
        with store.read("shili") as desk:
            told = {n: [r.read(Event).title for r in desk.records.at(n, EVENT)] for n in range(5)}
            assert desk.records.at(2, LEADER) == ()
        assert told == {0: [], 1: ["一稿"], 2: ["二稿", "会议e2"], 3: ["会议e2"], 4: ["会议e2"]}

    def test_records_stand_in_their_order(self, store: SqlStore):
        founded(store)
        put(store, *(Edit.of(LEADER, leader(id)) for id in ("c", "a", "b")))
        put(store, Edit.of(LEADER, leader("d"), place=1))
        put(store, Edit.of(LEADER, leader("c"), expecting=1, place=9 * GAP), Edit.of(EVENT, event("e1")))
        put(store, Edit.of(LEADER, leader("z")))
        with store.read("shili") as desk:
            assert [r.id for r in desk.records.all(LEADER)] == ["d", "a", "b", "c", "z"]
            assert [r.kind for r in desk.records.all()] == [LEADER] * 5 + [EVENT]

    def test_records_of_some_days_alone(self, store: SqlStore):
        founded(store)
        early = event("early", when=fixed("12-01 09:00", "12-01 10:00"))
        late = event("late", when=fixed("12-20 09:00", "12-20 10:00"))
        put(store, Edit.of(EVENT, early), Edit.of(EVENT, late), Edit.of(LEADER, leader("dep-a")))
        with store.read("shili") as desk:

            def ids(first: str, last: str) -> list[str]:
                return [r.id for r in desk.records.all(within=Span(start=at(first), end=at(last)))]

            assert ids("12-01 00:00", "12-02 00:00") == ["dep-a", "early"]
            assert ids("12-01 10:00", "12-20 09:00") == ["dep-a"]
            assert ids("12-01 09:59", "12-20 09:01") == ["dep-a", "early", "late"]
            assert desk.records.ids(EVENT) == {"early", "late"}
        put(store, Edit.of(EVENT, early.model_copy(update={"when": late.when}), expecting=1))
        put(store, Edit(kind=EVENT, id="late", body=None, expecting=1))
        with store.read("shili") as desk:
            days = [("12-01 00:00", "12-02 00:00"), ("12-20 00:00", "12-21 00:00")]
            spans = [Span(start=at(first), end=at(last)) for first, last in days]
            found = [[r.id for r in desk.records.all(within=span)] for span in spans]
            assert found == [["dep-a"], ["dep-a", "early"]]
            assert desk.records.ids(EVENT) == {"early"}

    def test_many_records_at_once(self, store: SqlStore):
        founded(store)
        many = [Edit.of(EVENT, event(f"e{n}")) for n in range(1200)]
        assert put(store, *many) == 1
        with store.read("shili") as desk:
            assert [r.id for r in desk.records.all(EVENT)] == [f"e{n}" for n in range(1200)]
        put(store, *(edit.model_copy(update={"expecting": 1}) for edit in many))

    def test_a_body_is_of_its_kind_and_bears_its_own_id(self):
        with pytest.raises(ValidationError, match="不是一条事项"):
            Edit(kind=EVENT, id="x", body=leader("x"))
        with pytest.raises(ValidationError, match="编号不同"):
            Edit(kind=EVENT, id="x", body=event("y"))
        as_json = event("e1").model_dump(mode="json")
        assert Edit.model_validate({"kind": "event", "id": "e1", "body": as_json}) == Edit.of(EVENT, event("e1"))

    def test_what_old_revisions_said_can_be_erased_and_the_living_stays(self, store: SqlStore):
        founded(store)
        told = absence("a1", "dep-a", "12-08 09:00", "12-09 18:00", contact="0000-SECRET")
        put(store, Edit.of(ABSENCE, told), when="11-01 09:00")
        put(store, Edit.of(ABSENCE, told.model_copy(update={"contact": ""}), expecting=1), when="11-02 09:00")
        put(store, Edit.of(EVENT, event("e1")), when="11-01 09:00")
        gone = absence("a2", "dep-a", "12-10 09:00", "12-11 18:00", contact="0000-SECRET")
        put(store, Edit.of(ABSENCE, gone), when="11-03 09:00")
        put(store, Edit(kind=ABSENCE, id="a2", body=None, expecting=1), when="11-04 09:00")
        with store.write("shili", ACT) as desk:
            assert desk.records.erase(ABSENCE, at("11-10 09:00")) == 3
            assert desk.records.erase(ABSENCE, at("11-10 09:00")) == 0
        with store.read("shili") as desk:
            assert [v.body is None for v in desk.records.history(ABSENCE, "a1")] == [True, False]
            assert [v.body is None for v in desk.records.history(ABSENCE, "a2")] == [True, True]
            assert [v.body is None for v in desk.records.history(EVENT, "e1")] == [False]
            assert [r.body for r in desk.records.changed_since(4)] == [None]
            with pytest.raises(Unknown, match="保存期限"):
                desk.records.at(1)
            assert desk.trail.verify() == ()
        put(store, Edit.of(ABSENCE, gone))
        assert get(store, ABSENCE, "a2") is not None

    def test_a_damaged_record_is_shown_to_nobody(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, event("e1")))
        put(store, Edit.of(EVENT, event("e2")))
        for table in ("records", "history"):
            change = f"UPDATE {table} SET body = replace(body, '会议', '会义') WHERE id = 'e1'"
            assert run_sql(store, change) == 1
        with store.read("shili") as desk:
            for read in (
                lambda: desk.records.get(EVENT, "e1"),
                desk.records.all,
                lambda: desk.records.history(EVENT, "e1"),
            ):
                with pytest.raises(DamagedRecord, match="event/e1"):
                    read()
            assert desk.records.get(EVENT, "e2") is not None

    def test_of_two_writers_exactly_one_wins_each_of_twenty_races(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, titled("e1", "第0稿")))
        for n in range(1, 21):
            start = threading.Barrier(2)
            outcomes: list[str] = []
            told: list[int | None] = []

            def run(side: str, start=start, told=told, outcomes=outcomes, n=n):
                start.wait()
                try:
                    put(store, Edit.of(EVENT, titled("e1", f"{side}{n}"), expecting=n))
                    outcomes.append(side)
                except Stale as stale:
                    told.append(stale.conflicts[0].current)
                    outcomes.append("")

            threads = [threading.Thread(target=run, args=(side,)) for side in "甲乙"]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            found = get(store, EVENT, "e1")
            assert found is not None
            assert told == [n + 1]
            assert sorted(outcomes) == ["", found.read(Event).title[0]]
            assert (found.revision, found.since) == (n + 1, n + 1)

    def test_a_record_that_changes_between_reading_and_writing_is_not_written_over(self, store: SqlStore):
        founded(store)
        put(store, Edit.of(EVENT, event("e1")))

        def replace(connection, _cursor, statement, *_rest):
            if statement.startswith("UPDATE records"):
                connection.connection.cursor().execute("UPDATE records SET revision = 7")

        event_of_sql.listen(store._engine, "before_cursor_execute", replace)
        with pytest.raises(Stale):
            put(store, Edit.of(EVENT, titled("e1", "迟到"), expecting=1))
        event_of_sql.remove(store._engine, "before_cursor_execute", replace)
        found = get(store, EVENT, "e1")
        assert found is not None
        assert (found.revision, found.read(Event)) == (1, event("e1"))
