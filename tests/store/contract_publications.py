"""What every database owes of publications and briefs."""

import hashlib
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import event as event_of_sql

from models.digest import canonical
from models.errors import DamagedRecord, Refused
from models.publication import Publication
from store.sql import SqlStore
from tests.builders import OFFICE, after, booking, brief, event, plan, publish
from tests.store.desk_tools import ACT, OTHER, run_sql


def edition(previous: Publication | None = None, reason: str = "月度安排", office=OFFICE) -> Publication:
    """A publication on top of another, told apart by its reason."""
    told = after(previous, [event("e1")], office=office) if previous else brief([event("e1")], office=office)
    return publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")]), previous, reason=reason)


class PublicationsContract:
    """Subclasses give the fixtures `store` and `reopen` (the same memory anew)."""

    def test_a_new_store_is_empty(self, store: SqlStore):
        assert store.head("shili") is None
        assert store.publication("shili", 1) is None
        assert store.numbers("shili") == ()

    def test_what_is_appended_is_the_head_and_comes_back_whole(self, store: SqlStore, reopen: Callable[[], SqlStore]):
        first = edition()
        store.append(first, expecting=None)
        second = edition(first)
        store.append(second, expecting=1)
        for memory in (store, reopen()):
            head = memory.head("shili")
            assert head == second
            assert head is not None
            assert head.digest == second.digest
            assert memory.publication("shili", 1) == first
            assert memory.publication("shili", 3) is None
            assert memory.publication("shili", 0) is None
            assert memory.numbers("shili") == (1, 2)

    def test_offices_do_not_see_each_other(self, store: SqlStore):
        other = edition(office=OTHER)
        store.append(edition(), expecting=None)
        store.append(other, expecting=None)
        assert store.head("bieqi") == other
        assert store.numbers("bieqi") == (1,)
        assert store.head("disan") is None

    def test_nothing_is_overwritten(self, store: SqlStore):
        first = edition()
        store.append(first, expecting=None)
        for expecting in (None, 1, 2):
            with pytest.raises(Refused):
                store.append(edition(reason="另一个"), expecting=expecting)
        assert store.head("shili") == first
        assert store.numbers("shili") == (1,)

    def test_a_publication_follows_the_head_in_number_and_digest(self, store: SqlStore):
        first = edition()
        store.append(first, expecting=None)
        on_another = edition(edition(reason="另一个"))
        skipping = edition(first).model_copy(update={"number": 3})
        for wrong in (on_another, skipping):
            with pytest.raises(Refused, match="没有接在当前版本之后"):
                store.append(wrong, expecting=1)
        assert store.numbers("shili") == (1,)

    def test_the_first_is_number_one_and_follows_nothing(self, store: SqlStore):
        with pytest.raises(Refused):
            store.append(edition(edition()), expecting=1)
        with pytest.raises(Refused):
            store.append(edition(edition()), expecting=None)
        assert store.head("shili") is None

    def test_who_saw_an_older_head_is_told_so(self, store: SqlStore):
        first = edition()
        store.append(first, expecting=None)
        store.append(edition(first), expecting=1)
        with pytest.raises(Refused, match="依据的是第1版，目前已是第2版"):
            store.append(edition(first, "迟到"), expecting=1)

    def test_readers_see_whole_publications_while_one_is_appended(self, store: SqlStore):
        first = edition()
        store.append(first, expecting=None)
        seen: list[int] = []
        done = threading.Event()

        def read():
            while not done.wait(0.001):  # a breath: a memory has one connection, and a spinning reader starves it
                found = store.head("shili")
                seen.append(found.number if found else 0)

        reader = threading.Thread(target=read)
        reader.start()
        head = first
        for n in range(1, 6):
            head = edition(head)
            store.append(head, expecting=n)
        done.set()
        reader.join()
        assert seen == sorted(seen)
        assert set(seen) <= set(range(1, 7))

    def test_a_damaged_publication_is_shown_to_nobody(self, store: SqlStore):
        first = edition()
        store.append(first, expecting=None)
        store.append(edition(first), expecting=1)
        self.spoil(store, 2)
        for read in (lambda: store.head("shili"), lambda: store.publication("shili", 2)):
            with pytest.raises(DamagedRecord, match=r"第2版.*用备份恢复"):
                read()
        with pytest.raises(DamagedRecord):
            store.append(edition(edition(first)), expecting=2)
        assert store.publication("shili", 1) == first

    def test_briefs_are_kept_by_digest_and_can_be_erased(self, store: SqlStore, reopen: Callable[[], SqlStore]):
        told = brief([event("e1")])
        raw = canonical(told)
        store.found(OFFICE, ACT)
        store.found(OTHER, ACT)
        assert store.brief("shili", told.digest) is None
        with store.write("shili", ACT) as desk:
            desk.briefs.save(told.digest, raw)
            desk.briefs.save(told.digest, b"other")
        assert reopen().brief("shili", told.digest) == raw
        assert store.brief("bieqi", told.digest) is None
        with store.write("bieqi", ACT) as desk:
            assert desk.briefs.erase(told.digest) is False
        with store.write("shili", ACT) as desk:
            assert desk.briefs.erase(told.digest) is True
            assert desk.briefs.erase(told.digest) is False
        assert reopen().brief("shili", told.digest) is None

    def test_a_publication_and_its_brief_are_kept_together_or_not_at_all(self, store: SqlStore):
        first = edition()
        store.append(first, expecting=None, brief=b"first")
        assert store.brief("shili", first.brief) == b"first"
        late = edition(reason="迟到").model_copy(update={"brief": "f" * 64})
        with pytest.raises(Refused):
            store.append(late, expecting=None, brief=b"late")
        assert store.brief("shili", late.brief) is None

    def test_a_refused_first_publication_founds_no_office(self, store: SqlStore):
        with pytest.raises(Refused):
            store.append(edition(edition()), expecting=None)
        assert store.offices() == ()

    def spoil(self, store: SqlStore, number: int) -> None:
        """Change one character of a stored publication behind the store's back."""
        change = "UPDATE publications SET body = replace(body, '月度安排', '月度安非') WHERE number = :number"
        assert run_sql(store, change, number=number) == 1

    def test_a_damaged_brief_is_shown_to_nobody(self, store: SqlStore):
        digest = hashlib.sha256(b"raw").hexdigest()
        store.found(OFFICE, ACT)
        with store.write("shili", ACT) as desk:
            desk.briefs.save(digest, b"raw")
        run_sql(store, "UPDATE briefs SET body = :body", body=b"rax")
        with pytest.raises(DamagedRecord, match="摘要"):
            store.brief("shili", digest)

    def test_a_head_without_its_publication_is_damage_and_no_empty_calendar(self, store: SqlStore):
        store.append(edition(), expecting=None)
        run_sql(store, "DELETE FROM publications")
        with pytest.raises(DamagedRecord, match="第1版"):
            store.head("shili")

    def test_a_head_that_names_another_seal_is_damage(self, store: SqlStore):
        store.append(edition(), expecting=None)
        run_sql(store, "UPDATE heads SET seal = :seal", seal="0" * 64)
        with pytest.raises(DamagedRecord, match="第1版"):
            store.head("shili")

    def test_a_publication_put_under_another_number_is_damage(self, store: SqlStore):
        store.append(edition(), expecting=None)
        run_sql(store, "UPDATE publications SET number = 7")
        with pytest.raises(DamagedRecord, match="第7版"):
            store.publication("shili", 7)

    def test_a_publication_of_another_schema_says_so(self, store: SqlStore):
        store.append(edition(), expecting=None)
        seal = hashlib.sha256(b"{}").hexdigest()
        run_sql(store, "UPDATE publications SET body = '{}', seal = :seal", seal=seal)
        with pytest.raises(DamagedRecord, match="别的软件版本"):
            store.publication("shili", 1)

    def test_a_number_that_is_taken_is_not_written_over(self, store: SqlStore):
        first = edition()
        store.append(first, expecting=None)
        run_sql(store, "INSERT INTO publications SELECT office, 2, seal, body FROM publications")
        with pytest.raises(Refused):
            store.append(edition(first), expecting=1)
        assert store.head("shili") == first

    def test_a_head_that_is_replaced_between_reading_and_writing_is_not_written_over(self, store: SqlStore):
        """The number alone does not tell it: the head is another one of the same number."""
        first = edition()
        store.append(first, expecting=None)

        def replace(connection, _cursor, statement, *_rest):
            if statement.startswith("UPDATE heads"):
                connection.connection.cursor().execute(f"UPDATE heads SET seal = '{'0' * 64}'")

        event_of_sql.listen(store._engine, "before_cursor_execute", replace)
        with pytest.raises(Refused):
            store.append(edition(first), expecting=1)
        event_of_sql.remove(store._engine, "before_cursor_execute", replace)
        assert store.head("shili") == first
        assert store.numbers("shili") == (1,)
