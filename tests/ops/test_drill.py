"""The drills of docs/operations.md, as an administrator does them: upgrade, turn back, restore on a clean machine."""

import time
from pathlib import Path

from typer.testing import CliRunner

from api.cli import app
from store.backup import copy_to
from store.sql import SqlStore
from tests.store.contract_publications import edition
from tests.store.test_migrations import old_database

RTO = 600  # seconds that a restore may take


def say(folder: Path, *words: object) -> str:
    done = CliRunner().invoke(app, [*map(str, words), "--data", str(folder)])
    assert done.exit_code == 0, done.output
    return done.stdout


def numbers(folder: Path) -> dict[str, tuple[int, ...]]:
    store = SqlStore(f"sqlite:///{folder / 'richeng.sqlite3'}")
    found = {office: store.numbers(office) for office in ("shili", "bieqi")}
    store.close()
    return found


def test_an_upgrade_can_be_turned_back(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    url = f"sqlite:///{data / 'richeng.sqlite3'}"
    old_database(url)
    before = tmp_path / "before.sqlite3"
    copy_to(url, before)  # what the old version's backup is
    say(data, "migrate")
    say(data, "migrate")
    assert say(data, "verify").count("\n") == 2
    store = SqlStore(url)
    head = store.head("shili")
    store.append(edition(head), expecting=head.number if head else None)
    store.close()
    assert numbers(data) == {"shili": (1, 2, 3), "bieqi": (1,)}
    say(data, "restore", before, "--replace")
    assert numbers(data) == {"shili": (1, 2), "bieqi": (1,)}
    assert len(list(data.glob("richeng.sqlite3.before-*"))) == 1


def test_a_restore_drill_leaves_the_service_alone_and_is_quick(tmp_path: Path):
    data, drill = tmp_path / "data", tmp_path / "drill"
    data.mkdir(mode=0o700)
    say(data, "office", "shili", "示例")
    store = SqlStore(f"sqlite:///{data / 'richeng.sqlite3'}")
    store.append(edition(), expecting=None)
    store.close()
    made = say(data, "backup", tmp_path / "safe").strip()
    raw = (data / "richeng.sqlite3").read_bytes()
    begun = time.monotonic()
    say(drill, "restore", made)
    told = say(drill, "verify")
    assert time.monotonic() - begun < RTO
    assert told == Path(f"{made}.anchors").read_text(encoding="utf-8")
    assert (data / "richeng.sqlite3").read_bytes() == raw
