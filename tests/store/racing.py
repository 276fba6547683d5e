"""Races of publishers, and the faulty build that they have to catch."""

import threading
from collections import Counter
from collections.abc import Callable

from sqlalchemy import text

from models.errors import Refused
from models.publication import Publication
from store.base import check_next, sealed
from store.sql import SqlStore
from tests.store.contract_publications import edition

OVERWRITE = (
    "INSERT INTO heads (office, number, seal) VALUES (:office, :number, :seal) "
    "ON CONFLICT (office) DO UPDATE SET number = excluded.number, seal = excluded.seal",
    "INSERT INTO publications (office, number, seal, body) VALUES (:office, :number, :seal, :body) "
    "ON CONFLICT (office, number) DO UPDATE SET seal = excluded.seal, body = excluded.body",
)


class ReadThenWrite(SqlStore):
    """The fault: it looks first, and then writes without asking again."""

    def __init__(self, url: str, meet: Callable[[], object]) -> None:
        super().__init__(url)
        self._meet = meet

    def append(self, publication: Publication, *, expecting: int | None, brief: bytes | None = None) -> None:
        """Publish whatever has happened since one looked."""
        office, number = publication.office.id, publication.number
        check_next(publication, self.head(office), expecting)
        self._meet()
        body, seal = sealed(publication)
        values = {"office": office, "number": number, "seal": seal, "body": body}
        with self._writing.begin() as connection:
            for words in OVERWRITE:
                connection.execute(text(words), values)


def race(store: SqlStore, rounds: int, publishers: int) -> Counter[int]:
    """So many rounds, in each of which so many publish on the same head at once; how many rounds had how many
    winners. After each round the head is a winner's, and the chain has grown by one."""
    winners: Counter[int] = Counter()
    head = store.head("shili")
    for n in range(rounds):
        start = threading.Barrier(publishers)
        won: list[str] = []

        def run(rival: Publication, expecting: int | None, start=start, won=won):
            start.wait()
            try:
                store.append(rival, expecting=expecting)
                won.append(rival.reason)
            except Refused:
                pass

        rivals = [edition(head, f"第{n}轮{side}") for side in range(publishers)]
        expecting = head.number if head else None
        threads = [threading.Thread(target=run, args=(rival, expecting)) for rival in rivals]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        winners[len(won)] += 1
        before, head = head, store.head("shili")
        assert head is not None
        assert head.reason in won
        assert head.number == (before.number if before else 0) + 1
    return winners
