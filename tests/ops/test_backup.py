"""Backups that were read before they count, and the way back: always the old memory or the new one, whole."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from api.ops.backup import back_up, restore
from api.ops.verify import check_all, read_anchors
from models.brief import Office
from models.errors import Refused
from models.records import Edit, RecordKind
from store.engine import open_engine
from store.sql import SqlStore
from tests.builders import at, event
from tests.jobs.conftest import stocked
from tests.store.conftest import cluster, schema
from tests.store.contract_publications import edition
from tests.store.desk_tools import act, run_sql

__all__ = ["cluster", "schema"]
NOW, LATER = at("12-01 02:00"), at("12-02 02:00")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A file with an office, its records and two publications."""
    url = f"sqlite:///{tmp_path / 'data' / 'richeng.sqlite3'}"
    (tmp_path / "data").mkdir()
    fill(url)
    return url


def fill(url: str) -> None:
    store = stocked(url)
    for _ in range(2):
        head = store.head("shili")
        store.append(edition(head), expecting=head.number if head else None)
    store.close()


def edit(url: str) -> None:
    store = SqlStore(url)
    with store.write("gulou-demo", act("clerk")) as desk:
        desk.records.edit([Edit.of(RecordKind.EVENT, event("e-new"))])
    store.close()


def state(url: str) -> list[tuple[str, int, int, tuple[str, ...]]]:
    store = SqlStore(url)
    found = [(one.office, one.anchor.number, one.publications, one.faults) for one in check_all(store)]
    store.close()
    return found


def test_a_backup_is_whole_private_and_comes_back(url: str, tmp_path: Path):
    before = state(url)
    assert [row[0] for row in before] == ["gulou-demo", "shili"]
    store = SqlStore(url)  # the service goes on meanwhile
    made = back_up(url, tmp_path / "safe", NOW)
    store.close()
    assert made.path.name == "richeng-20261201-020000.sqlite3"
    assert stat.S_IMODE(made.path.stat().st_mode) & 0o077 == 0
    assert set(read_anchors(made.path.with_name(made.path.name + ".anchors"))) == {"gulou-demo", "shili"}
    edit(url)
    assert state(url) != before
    with pytest.raises(Refused, match="--replace"):
        restore(made.path, url, replace=False, now=LATER)
    checked, aside = restore(made.path, url, replace=True, now=LATER)
    assert not any(one.faults for one in checked)
    assert state(url) == before
    assert aside is not None
    assert state(f"sqlite:///{aside}") != before


def test_a_backup_comes_back_on_a_new_machine(url: str, tmp_path: Path):
    made = back_up(url, tmp_path / "safe", NOW)
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'richeng.sqlite3'}"
    assert restore(made.path, elsewhere, replace=False, now=LATER)[1] is None
    assert state(elsewhere) == state(url)


def test_what_was_tampered_with_is_not_backed_up(url: str, tmp_path: Path):
    store = SqlStore(url)
    run_sql(store, "UPDATE publications SET seal = :seal WHERE number = 1", seal="0" * 64)
    store.close()
    with pytest.raises(Refused, match="没有留下备份"):
        back_up(url, tmp_path / "safe", NOW)
    assert list((tmp_path / "safe").iterdir()) == []


def test_a_damaged_backup_changes_nothing(url: str, tmp_path: Path):
    made = back_up(url, tmp_path / "safe", NOW)
    before = state(url)
    raw = bytearray(made.path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    made.path.write_bytes(raw)
    with pytest.raises(Refused, match="指纹不符"):
        restore(made.path, url, replace=True, now=LATER)
    made.path.with_name(made.path.name + ".sha256").unlink()
    made.path.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(Refused, match=r"损坏|完整"):
        restore(made.path, url, replace=True, now=LATER)
    with pytest.raises(Refused, match="没有备份文件"):
        restore(tmp_path / "none", url, replace=True, now=LATER)
    assert state(url) == before


def test_a_backup_with_a_cut_tail_is_told(url: str, tmp_path: Path):
    early = back_up(url, tmp_path / "early", NOW)
    edit(url)
    late = back_up(url, tmp_path / "late", LATER)
    for name in (".anchors", ".sha256"):
        early.path.with_name(early.path.name + name).unlink()
    late_anchors = late.path.with_name(late.path.name + ".anchors")
    os.rename(late_anchors, early.path.with_name(early.path.name + ".anchors"))
    checked, _ = restore(early.path, url, replace=True, now=LATER)
    assert [one.office for one in checked if one.faults] == ["gulou-demo"]


def test_a_copy_shows_under_its_name_only_when_it_is_whole(url: str, tmp_path: Path):
    made = back_up(url, tmp_path / "safe", NOW)
    with pytest.raises(Refused, match="已经存在"):
        back_up(url, tmp_path / "safe", NOW)
    assert sorted(path.name.replace(made.path.name, "*") for path in (tmp_path / "safe").iterdir()) == [
        "*",
        "*.anchors",
        "*.sha256",
    ]
    with pytest.raises(Refused, match="没有数据库文件"):
        back_up(f"sqlite:///{tmp_path / 'none.sqlite3'}", tmp_path / "safe", LATER)


def test_erased_words_are_not_in_a_backup(url: str, tmp_path: Path):
    made = back_up(url, tmp_path / "safe", NOW)
    told = [row[0] for row in sqlite3.connect(made.path).execute("PRAGMA freelist_count")]
    assert told == [0]


@pytest.mark.postgres
def test_postgres_is_dumped_and_comes_back(cluster: str, tmp_path: Path):
    engine = open_engine(cluster).execution_options(isolation_level="AUTOCOMMIT")
    names = [f"richeng_ops_{os.getpid()}_{n}" for n in range(2)]
    with engine.connect() as connection:
        for name in names:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        first, second = (engine.url.set(database=name).render_as_string(hide_password=False) for name in names)
        fill(first)
        before = state(first)
        made = back_up(first, tmp_path / "safe", NOW)
        assert made.path.suffix == ".dump"
        checked, aside = restore(made.path, second, replace=False, now=LATER)
        assert aside is None
        assert not any(one.faults for one in checked)
        assert state(second) == before
        edit(second)
        with pytest.raises(Refused, match="--replace"):
            restore(made.path, second, replace=False, now=LATER)
        restore(made.path, second, replace=True, now=LATER)
        assert state(second) == before
    finally:
        with engine.connect() as connection:
            for name in names:
                connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        engine.dispose()


def test_an_empty_memory_is_a_backup_too(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'richeng.sqlite3'}"
    SqlStore(url).close()
    made = back_up(url, tmp_path / "safe", NOW)
    assert made.checked == ()
    store = SqlStore(url)
    store.found(Office(id="shili", name="示例"), act())
    store.close()
    assert restore(made.path, url, replace=True, now=LATER)[0] == ()


def test_a_restore_that_was_broken_off_is_done_again_and_overwrites_nothing(url: str, tmp_path: Path):
    made = back_up(url, tmp_path / "safe", NOW)
    edit(url)
    file = tmp_path / "data" / "richeng.sqlite3"
    aside = file.with_name("richeng.sqlite3.before-20261202-020000")
    os.link(file, aside)  # broken off between the two names
    now = state(url)
    restore(made.path, url, replace=True, now=LATER)
    assert state(f"sqlite:///{aside}") == now
    before = aside.read_bytes()
    with pytest.raises(Refused, match="没有覆盖"):
        restore(made.path, url, replace=True, now=LATER)
    assert aside.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name, aside.name]
