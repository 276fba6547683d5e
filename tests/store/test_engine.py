"""An SQLite that may corrupt a WAL file is not given one."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from models.errors import Refused
from store.engine import open_engine, sqlite_pragmas, wal_is_safe
from store.tables import InstantColumn
from tests.builders import at

UNSAFE = ((3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2), (3, 52, 0))
SAFE = ((3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 51, 4), (3, 52, 1), (3, 53, 0), (4, 0, 0))


@pytest.mark.parametrize("version", UNSAFE)
def test_wal_is_refused_on_an_sqlite_that_may_corrupt_it(version, tmp_path: Path):
    assert not wal_is_safe(version)
    with pytest.raises(Refused, match="WAL"):
        open_engine(f"sqlite:///{tmp_path / 'x.db'}?wal=1", version)
    assert not (tmp_path / "x.db").exists()


@pytest.mark.parametrize("version", SAFE)
def test_wal_is_given_on_a_safe_one_with_every_commit_synced(version):
    assert wal_is_safe(version)
    assert {"journal_mode=WAL", "synchronous=FULL"} <= set(sqlite_pragmas(True, version))


@pytest.mark.parametrize("version", UNSAFE + SAFE)
def test_nobody_is_given_wal_unasked(version):
    assert {"journal_mode=DELETE", "synchronous=EXTRA"} <= set(sqlite_pragmas(False, version))


@pytest.mark.parametrize(("wal", "mode", "synchronous"), [(False, "delete", 3), (True, "wal", 2)])
def test_what_is_asked_for_is_what_the_file_has(tmp_path: Path, wal: bool, mode: str, synchronous: int):
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}{'?wal=1' if wal else ''}", (3, 51, 3))
    with engine.begin() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    engine.dispose()
    assert found == [mode, synchronous]


def test_this_sqlite_is_judged_by_its_own_version(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'x.db'}?wal=1"
    if wal_is_safe(sqlite3.sqlite_version_info):
        open_engine(url).dispose()
    else:
        with pytest.raises(Refused):
            open_engine(url)


def test_an_instant_is_kept_in_utc_and_read_in_the_offices_zone():
    column, dialect = InstantColumn(), create_engine("sqlite://").dialect
    bound = column.process_bind_param(at("12-08 09:00"), dialect)
    assert bound is not None
    assert (bound.isoformat(), bound.tzinfo) == ("2026-12-08T01:00:00", None)
    back = column.process_result_value(bound, dialect)
    assert back is not None
    assert (back, str(back.tzinfo)) == (at("12-08 09:00"), "Asia/Shanghai")
    with pytest.raises(ValueError, match="zone"):
        column.process_bind_param(bound, dialect)
    assert column.process_bind_param(None, dialect) is None


def test_a_database_in_memory_is_one_for_all_threads():
    engine = open_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE x (n INTEGER)"))
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM x")).scalar() == 0
    engine.dispose()
