"""Publishers that are killed (-9) at a moment of their own, and what has to be found afterwards."""

import os
import random
import signal
import time
from typing import NamedTuple

from store.sql import SqlStore
from tests.store.contract_publications import edition


class Found(NamedTuple):
    """After a kill: the last number that was acknowledged, the newest that is there, seconds until it was read."""

    acknowledged: int
    newest: int
    seconds: float
    faults: int


def kill_while_publishing(url: str, chance: random.Random) -> Found:
    """One publisher in a process of its own, killed after a while; what a new start finds."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            _publish_for_ever(url, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        first = told.readline()
        assert first, "the publisher never came to its first publication"
        time.sleep(chance.uniform(0, 0.08))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = [first, *(line for line in told.readlines() if line.endswith(b"\n"))]
    begun = time.monotonic()
    store = SqlStore(url)
    numbers = store.numbers("shili")
    head = store.head("shili")
    seconds = time.monotonic() - begun
    assert head is not None
    assert numbers == tuple(range(1, head.number + 1))
    with store.read("shili") as desk:
        faults = len(desk.trail.verify())
        told_of = [e.subject for e in desk.trail.entries(limit=10**6) if e.what == "publication.plan"]
    assert told_of == [f"publication/{n}" for n in numbers]
    store.close()
    return Found(int(lines[-1]), head.number, seconds, faults)


def _publish_for_ever(url: str, writer: int) -> None:
    store = SqlStore(url)
    while True:
        head = store.head("shili")
        publication = edition(head)
        store.append(publication, expecting=head.number if head else None)
        os.write(writer, b"%d\n" % publication.number)
