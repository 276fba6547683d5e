"""The contract, kept in an SQLite file, and what is the file's own."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.engine import settle, sqlite_pragmas
from store.sql import SqlStore
from tests.builders import OFFICE
from tests.store.contract import StoreContract
from tests.store.contract_hardship import HardshipContract
from tests.store.desk_tools import ACT

FILE = "richeng.db"


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def reopen(self, tmp_path: Path) -> Iterator[Callable[[], SqlStore]]:
        opened: list[SqlStore] = []

        def open_again() -> SqlStore:
            opened.append(SqlStore(f"sqlite:///{tmp_path / FILE}"))
            return opened[-1]

        yield open_again
        for store in opened:
            store.close()

    @pytest.fixture
    def store(self, reopen: Callable[[], SqlStore]) -> SqlStore:
        return reopen()

    def test_a_new_file_is_its_owners_alone(self, store: SqlStore, tmp_path: Path):
        assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600

    def test_the_settings_are_those_that_keep_what_was_acknowledged(self, store: SqlStore):
        wanted = {
            "journal_mode": "delete",
            "synchronous": 3,
            "foreign_keys": 1,
            "busy_timeout": 10000,
            "secure_delete": 1,
        }
        with store._engine.begin() as connection:
            assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted

    def test_what_is_erased_is_overwritten_whatever_the_library_was_built_with(self, tmp_path: Path):
        """Some builds of SQLite have it on by themselves, others do not: we say it."""
        raw = sqlite3.connect(tmp_path / FILE)
        raw.execute("PRAGMA secure_delete=OFF")
        settle(raw, sqlite_pragmas(False, (3, 40, 1)))
        assert raw.execute("PRAGMA secure_delete").fetchone() == (1,)
        raw.close()

    def test_a_writer_holds_the_lock_from_its_first_word(self, store: SqlStore, tmp_path: Path):
        with store._writing.begin():
            other = sqlite3.connect(tmp_path / FILE, timeout=0, isolation_level=None)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()

    def test_an_erased_brief_leaves_nothing_in_the_file(self, store: SqlStore, tmp_path: Path):
        store.found(OFFICE, ACT)
        with store.write("shili", ACT) as desk:
            desk.briefs.save("d" * 64, b"canary" * 2000)
        assert b"canarycanary" in (tmp_path / FILE).read_bytes()
        with store.write("shili", ACT) as desk:
            desk.briefs.erase("d" * 64)
        assert b"canarycanary" not in (tmp_path / FILE).read_bytes()


class TestSqliteHardship(HardshipContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / FILE}"
