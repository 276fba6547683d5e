"""Every write and every sync of a deed made to fail, or to be the last thing that the process did.

A deed runs in a process of its own under strace, which lets the n-th call of a sort fail or kills there. Whatever
happens, a new start finds all of the old state or all of the new one, and the deed can then be done.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import create_engine, inspect, text

from api.ops.backup import back_up, fingerprint, restore
from api.ops.verify import check_all, read_anchors
from api.records import import_brief
from models.records import Edit, RecordKind
from store.sql import SqlStore
from tests.builders import at, event
from tests.store.contract_publications import edition
from tests.store.desk_tools import ACT, founded
from tests.store.test_migrations import old_database

DATABASE = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink")
FILES = (*DATABASE, "write", "sendfile", "copy_file_range", "rename", "link")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=SIGKILL")
MOST = 25  # points of one sort of call; more are taken at even distances
FILE = "at.db"
BRIEF = Path(__file__).parents[2] / "fixtures" / "demo" / "2026-12.json"
NOW, LATER = at("12-01 02:00"), at("12-02 02:00")

State = Any


class Deed(NamedTuple):
    """begin: lays the old state into a folder; do: the deed there; state: what a new start finds; calls: what is
    made to fail."""

    begin: Callable[[Path], None]
    do: Callable[[Path], None]
    state: Callable[[Path], State]
    calls: tuple[str, ...] = DATABASE


def url_of(folder: Path) -> str:
    """The address of the folder's database."""
    return f"sqlite:///{folder / FILE}"


def published(folder: Path) -> None:
    """One publication."""
    store = founded(SqlStore(url_of(folder)))
    store.append(edition(), expecting=None)
    store.close()


def empty(folder: Path) -> None:
    """A database without an office."""
    SqlStore(url_of(folder)).close()


def old(folder: Path) -> None:
    """Issue 2's file."""
    old_database(url_of(folder))


def backed_up(folder: Path) -> None:
    """One publication, its backup, and another publication since."""
    published(folder)
    back_up(url_of(folder), folder / "safe", NOW)
    publish(folder)


def publish(folder: Path) -> None:
    """Publication 2 on top of 1."""
    store = SqlStore(url_of(folder))
    store.append(edition(store.head("shili"), "第二版"), expecting=1, brief=b"brief" * 500)
    store.close()


def edit(folder: Path) -> None:
    """A batch of a hundred records."""
    store = SqlStore(url_of(folder))
    with store.write("shili", ACT) as desk:
        desk.records.edit([Edit.of(RecordKind.EVENT, event(f"e{n}")) for n in range(100)])
    store.close()


def bring_in(folder: Path) -> None:
    """The demo office's December, into a database that does not know the office yet."""
    store = SqlStore(url_of(folder))
    import_brief(store, BRIEF.read_bytes(), ACT)
    store.close()


def migrate(folder: Path) -> None:
    """Issue 2's file led up."""
    SqlStore(url_of(folder)).close()


def keep(folder: Path) -> None:
    """A backup with its fingerprint and its anchors beside it."""
    back_up(url_of(folder), folder / "safe", NOW)


def take_back(folder: Path) -> None:
    """The backup in the place of what came after it; the old file is put aside."""
    copy = next((folder / "safe").glob("*.sqlite3"))
    restore(copy, url_of(folder), replace=True, now=LATER)


def split(folder: Path) -> None:
    """The seeded fault: a publication in two transactions, its brief first."""
    store = SqlStore(url_of(folder))
    head = store.head("shili")
    with store.write("shili", ACT) as desk:
        desk.briefs.save("e" * 64, b"brief" * 500)
    store.append(edition(head, "第二版"), expecting=1)
    store.close()


def in_database(folder: Path) -> State:
    """Every row of every table."""
    return dump(folder / FILE)


def in_safe(folder: Path) -> State:
    """The database, and each backup that shows under its name: as its fingerprint says, and as its anchors say."""
    found = []
    for copy in sorted((folder / "safe").glob("*.sqlite3")):
        beside = copy.with_name(copy.name + ".sha256").read_text(encoding="ascii")
        assert beside == f"{fingerprint(copy)}  {copy.name}\n", "a backup that is not what its fingerprint says"
        store = SqlStore(f"sqlite:///{copy}")
        checked = check_all(store, read_anchors(copy.with_name(copy.name + ".anchors")))
        store.close()
        assert not any(one.faults for one in checked), checked
        found.append(dump(copy))
    return dump(folder / FILE), found


SPLIT = "split"
DEEDS: dict[str, Deed] = {
    "publish": Deed(published, publish, in_database),
    "edit": Deed(published, edit, in_database),
    "import": Deed(empty, bring_in, in_database),
    "migrate": Deed(old, migrate, in_database),
    "backup": Deed(published, keep, in_safe, FILES),
    "restore": Deed(backed_up, take_back, in_database, FILES),
    SPLIT: Deed(published, split, in_database),
}


class Outcome(NamedTuple):
    """What one point came to. state: ``old`` or ``new``; acknowledged: whether the deed said that it was done."""

    deed: str
    call: str
    fault: str
    nth: int
    state: str
    acknowledged: bool


def sweep(folder: Path, name: str, faults: tuple[str, ...] = FAULTS, most: int = MOST) -> Iterator[Outcome]:
    """Every point of a deed. Raises AssertionError where a state is neither the old nor the new."""
    deed, base = DEEDS[name], folder / "base"
    base.mkdir()
    deed.begin(base)
    before = deed.state(_fresh(base))
    assert _run(_fresh(base), deed, ["-o", str(folder / "calls")]), "the deed itself failed"
    after = deed.state(folder / "at")
    assert after != before
    counted = (folder / "calls").read_text()
    for call in deed.calls:
        times = len(re.findall(rf"\b{call}\(", counted))
        for nth in sorted({1 + n * times // min(times, most) for n in range(min(times, most))}):
            for fault in faults:
                point = f"{name}: {call} {nth} {fault}"
                at = _fresh(base)
                done = _run(at, deed, ["-o", "/dev/null", "-e", f"inject={call}:{fault}:when={nth}"])
                now = deed.state(at)
                assert now in (before, after), f"{point} left neither the old state nor the new"
                state = "new" if now == after else "old"
                assert not done or state == "new", f"{point} was acknowledged and lost"
                if state == "old":
                    assert _run(at, deed, ["-o", "/dev/null"]), f"{point} cannot be done again"
                    assert deed.state(at) == after, point
                yield Outcome(name, call, fault, nth, state, done)


def dump(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    assert file.exists(), "there is no database under its name"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        names = sorted(inspect(connection).get_table_names())
        found = {n: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {n}"))), key=repr) for n in names}
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine.dispose()
    return found


def _fresh(base: Path) -> Path:
    at = base.with_name("at")
    shutil.rmtree(at, ignore_errors=True)
    shutil.copytree(base, at)
    return at


def _run(at: Path, deed: Deed, options: list[str]) -> bool:
    """Do the deed in a child under strace; whether it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            os.kill(os.getpid(), signal.SIGSTOP)  # until strace has taken hold
            deed.do(at)
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.waitpid(child, os.WUNTRACED)
    watched = ["strace", "-f", "-qq", "-e", f"trace={','.join(deed.calls)}", *options, "-p", str(child)]
    with subprocess.Popen(watched, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as strace:
        while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text():
            assert strace.poll() is None, "strace cannot take hold of a child here"
            time.sleep(0.005)
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
    return status == 0
