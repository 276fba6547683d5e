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

from models.records import Edit, RecordKind
from store.sql import SqlStore
from tests.builders import event
from tests.store.contract_publications import edition
from tests.store.desk_tools import ACT, founded
from tests.store.test_migrations import old_database

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink")
FAULTS = ("error=EIO", "error=ENOSPC", "signal=SIGKILL")
MOST = 25  # points of one sort of call; more are taken at even distances

Rows = dict[str, list[tuple[Any, ...]]]


def publish(url: str) -> None:
    """Publication 2 on top of 1."""
    store = SqlStore(url)
    store.append(edition(store.head("shili"), "第二版"), expecting=1, brief=b"brief" * 500)
    store.close()


def edit(url: str) -> None:
    """A batch of a hundred records, as an import makes."""
    store = SqlStore(url)
    with store.write("shili", ACT) as desk:
        desk.records.edit([Edit.of(RecordKind.EVENT, event(f"e{n}")) for n in range(100)])
    store.close()


def migrate(url: str) -> None:
    """Issue 2's file led up."""
    SqlStore(url).close()


def split(url: str) -> None:
    """The seeded fault: a publication in two transactions, its brief first."""
    store = SqlStore(url)
    head = store.head("shili")
    with store.write("shili", ACT) as desk:
        desk.briefs.save("e" * 64, b"brief" * 500)
    store.append(edition(head, "第二版"), expecting=1)
    store.close()


SPLIT = "split"
DEEDS: dict[str, Callable[[str], None]] = {"publish": publish, "edit": edit, "migrate": migrate, SPLIT: split}


class Outcome(NamedTuple):
    """What one point came to. state: ``old`` or ``new``; acknowledged: whether the deed said that it was done."""

    deed: str
    call: str
    fault: str
    nth: int
    state: str
    acknowledged: bool


def sweep(folder: Path, deed: str) -> Iterator[Outcome]:
    """Every point of a deed. Raises AssertionError where a state is neither the old nor the new."""
    base = folder / "base.db"
    if deed == "migrate":
        old_database(f"sqlite:///{base}")
    else:
        store = founded(SqlStore(f"sqlite:///{base}"))
        store.append(edition(), expecting=None)
        store.close()
    before = dump(base)
    assert _run(_fresh(folder, base), deed, ["-o", str(folder / "calls")]), "the deed itself failed"
    after = dump(folder / "at.db")
    assert after != before
    counted = (folder / "calls").read_text()
    for call in CALLS:
        times = len(re.findall(rf"\b{call}\(", counted))
        for nth in sorted({1 + n * times // min(times, MOST) for n in range(min(times, MOST))}):
            for fault in FAULTS:
                file = _fresh(folder, base)
                done = _run(file, deed, ["-o", "/dev/null", "-e", f"inject={call}:{fault}:when={nth}"])
                now = dump(file)
                assert now in (before, after), f"{deed}: {call} {nth} {fault} left neither the old state nor the new"
                state = "new" if now == after else "old"
                assert not done or state == "new", f"{deed}: {call} {nth} {fault} was acknowledged and lost"
                if state == "old":
                    assert _run(file, deed, ["-o", "/dev/null"]), f"{deed}: {call} {nth} {fault} cannot be done again"
                    assert dump(file) == after
                yield Outcome(deed, call, fault, nth, state, done)


def dump(file: Path) -> Rows:
    """Every row of every table."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        names = sorted(inspect(connection).get_table_names())
        found = {n: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {n}"))), key=repr) for n in names}
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine.dispose()
    return found


def _fresh(folder: Path, base: Path) -> Path:
    file = folder / "at.db"
    for left in folder.glob("at.db*"):
        left.unlink()
    shutil.copyfile(base, file)
    return file


def _run(file: Path, deed: str, options: list[str]) -> bool:
    """Do the deed in a child under strace; whether it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            os.kill(os.getpid(), signal.SIGSTOP)  # until strace has taken hold
            DEEDS[deed](f"sqlite:///{file}")
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.waitpid(child, os.WUNTRACED)
    watched = ["strace", "-f", "-qq", "-e", f"trace={','.join(CALLS)}", *options, "-p", str(child)]
    with subprocess.Popen(watched, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as strace:
        while "TracerPid:\t0" in Path(f"/proc/{child}/status").read_text():
            assert strace.poll() is None, "strace cannot take hold of a child here"
            time.sleep(0.005)
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
    return status == 0
