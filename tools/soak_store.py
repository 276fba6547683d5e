"""The store under hardship, in numbers: python -m tools.soak_store races|caught|kills|server-kills|sweep.

Runs on an SQLite file and, where there is one to start, on a PostgreSQL of its own; prints one line a family.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from models.errors import Refused
from store.sql import SqlStore
from tests.store.cluster import is_installed, private_cluster
from tests.store.contract_publications import edition
from tests.store.desk_tools import founded
from tests.store.killing import kill_while_publishing
from tests.store.racing import ReadThenWrite, race
from tests.store.sweeping import DEEDS, SPLIT, sweep

SEED = 20261122
DATABASES = ["sqlite", "postgresql"]


def races(name: str, url: str, rounds: int, publishers: int) -> None:
    """Races on one database, and a tenth as many of the build that reads and then writes."""
    store = SqlStore(url)
    begun = time.monotonic()
    won = race(store, rounds, publishers)
    seconds = time.monotonic() - begun
    with store.read("shili") as desk:
        faults = len(desk.trail.verify())
    store.close()
    print(
        f"{name}: {rounds} races of {publishers}: winners {dict(won)}, faults {faults}, {seconds:.0f} s", flush=True
    )


def caught(name: str, url: str, rounds: int) -> None:
    """How many races the faulty build loses, left to itself (nobody holds it up between reading and writing)."""
    store = ReadThenWrite(url, lambda: None)
    founded(store)
    won = race(store, rounds, 2)
    store.close()
    print(f"{name}: {rounds} races of two on the build that reads and then writes: winners {dict(won)}", flush=True)


def kills(name: str, url: str, rounds: int) -> None:
    """Publishers killed (-9) while they publish."""
    chance = random.Random(SEED)
    found = [kill_while_publishing(url, chance) for _ in range(rounds)]
    gaps = Counter(one.newest - one.acknowledged for one in found)
    worst = max(one.seconds for one in found)
    faults = sum(one.faults for one in found)
    newest = found[-1].newest
    print(
        f"{name}: {rounds} kills, {newest} publications, beyond the last acknowledged {dict(gaps)}, faults {faults}, "
        f"ready again after at most {worst:.2f} s",
        flush=True,
    )


def server_kills(url: str, rounds: int) -> None:
    """PostgreSQL's own process killed (-9) under a publisher: the server starts anew by itself."""
    chance = random.Random(SEED)
    store = founded(SqlStore(url))
    acknowledged = 0
    worst = 0.0
    for _ in range(rounds):
        threading.Timer(chance.uniform(0, 0.1), _kill_a_backend, [url]).start()
        broken = False
        while not broken:
            try:
                head = store.head("shili")
                store.append(edition(head), expecting=head.number if head else None)
                acknowledged = head.number + 1 if head else 1
            except (DBAPIError, Refused):
                broken = True
        begun = time.monotonic()
        newest = _ready(store)
        worst = max(worst, time.monotonic() - begun)
        assert newest in (acknowledged, acknowledged + 1), (newest, acknowledged)
        acknowledged = newest
    with store.read("shili") as desk:
        faults = len(desk.trail.verify())
    store.close()
    print(
        f"postgresql: {rounds} kills of the server under a publisher, {acknowledged} publications, nothing lost or "
        f"doubled, faults {faults}, ready again after at most {worst:.2f} s",
        flush=True,
    )


def _kill_a_backend(url: str) -> None:
    engine = create_engine(url)
    asked = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    try:
        with engine.begin() as connection:
            pids = list(connection.scalars(text(asked)))
        for pid in pids[:1]:
            os.kill(pid, signal.SIGKILL)  # a server of our own, started above
    except DBAPIError:
        pass
    engine.dispose()


def _ready(store: SqlStore) -> int:
    while True:
        try:
            head = store.head("shili")
            return head.number if head else 0
        except DBAPIError:
            time.sleep(0.02)


def sweeps(deeds: list[str]) -> None:
    """Every write and sync of every deed, or of those that are named."""
    if shutil.which("strace") is None:
        sys.exit("strace is not here")
    for deed in [deed for deed in deeds or DEEDS if deed != SPLIT]:
        with tempfile.TemporaryDirectory() as folder:
            found = list(sweep(Path(folder), deed))
        told = Counter(f"{one.fault.split('=')[1]} {one.state}" for one in found)
        print(f"sqlite: {deed}: {len(found)} points, {dict(sorted(told.items()))}, 0 mixed", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            list(sweep(Path(folder), SPLIT))
        except AssertionError as caught_it:
            print(f"sqlite: a publication in two transactions is caught: {caught_it}", flush=True)
        else:
            sys.exit("a publication in two transactions was not caught")


@contextmanager
def schema(cluster: str, name: str) -> Iterator[str]:
    """An empty schema of a cluster."""
    admin = create_engine(cluster)
    with admin.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    admin.dispose()
    url = make_url(cluster).update_query_dict({"options": f"-csearch_path={name}"})
    yield url.render_as_string(hide_password=False)


def on_each(deed: Callable[[str, str], None], databases: list[str]) -> None:
    """Do something on a new SQLite file and in a new PostgreSQL, as far as they are asked for."""
    if "sqlite" in databases:
        with tempfile.TemporaryDirectory() as folder:
            deed("sqlite", f"sqlite:///{Path(folder) / 'soak.db'}")
    if "postgresql" in databases and is_installed():
        with private_cluster(fsync=True) as cluster, schema(cluster, "soak") as url:
            deed("postgresql", url)


def main() -> None:
    """Run one family."""
    parser = argparse.ArgumentParser(prog="soak_store", description=__doc__)
    parser.add_argument("family", choices=["races", "caught", "kills", "server-kills", "sweep"])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--publishers", type=int, default=2)
    parser.add_argument("--database", action="append", choices=DATABASES, help="both where none is named")
    parser.add_argument("--deed", action="append", choices=list(DEEDS), help="of a sweep; all where none is named")
    given = parser.parse_args()
    databases = given.database or DATABASES
    if given.family == "races":
        on_each(lambda name, url: races(name, url, given.rounds, given.publishers), databases)
    elif given.family == "caught":
        on_each(lambda name, url: caught(name, url, given.rounds), databases)
    elif given.family == "kills":
        on_each(lambda name, url: kills(name, url, given.rounds), databases)
    elif given.family == "server-kills":
        with private_cluster(fsync=True) as cluster, schema(cluster, "soak") as url:
            server_kills(url, given.rounds)
    else:
        sweeps(given.deed or [])


if __name__ == "__main__":
    main()
