"""Two approvers at the same moment, each with half of a pair before him: exactly one wins, the other is told why."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.absences import Absences
from models.errors import Refused
from store.base import Store
from store.sql import SqlStore
from tests.api.absence_office import THE_HEAD, act, asked, office, week_of
from tests.builders import at
from tests.store.conftest import cluster, schema

__all__ = ["cluster", "schema"]
DAYS = (14, 15, 16, 17, 18)


class Races:
    """The contract of every kind of store."""

    def test_exactly_one_of_two_approvers_wins_and_the_other_is_told_why(self, store: Store):
        absences = office(store, week_of(()))
        for day in DAYS:
            for id, who in ((f"a{day}", "dep-a"), (f"b{day}", "dep-b")):
                asked(absences, id, who, f"12-{day} 08:30", f"12-{day} 18:00")
        for day in DAYS:
            told = at_once(absences, [f"a{day}", f"b{day}"])
            approved = [id for id in told if absences.get(id).approved]
            assert [id for id, why in told.items() if not why] == approved
            assert len(approved) == 1
            lost = next(why for why in told.values() if why)
            assert "与此重叠，现为“已批准，尚未出发”" in lost


def at_once(absences: Absences, ids: list[str]) -> dict[str, str]:
    """Both are granted at the same moment by people who have looked; what each is told, empty: granted."""
    seen = {id: absences.outlook(id, at("12-02 09:00")).seen for id in ids}
    told: dict[str, str] = {}
    barrier = threading.Barrier(len(ids))

    def run(id: str) -> None:
        barrier.wait()
        try:
            absences.grant(id, THE_HEAD, act(THE_HEAD, "12-02 09:30"), seen=seen[id])
            told[id] = ""
        except Refused as why:
            told[id] = why.message

    threads = [threading.Thread(target=run, args=(id,)) for id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {id: told[id] for id in ids}


class TestRacesOnSqlite(Races):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        made = SqlStore(f"sqlite:///{tmp_path / 'richeng.db'}")
        yield made
        made.close()


@pytest.mark.postgres
class TestRacesOnPostgres(Races):
    @pytest.fixture
    def store(self, schema: str) -> Iterator[Store]:
        made = SqlStore(schema)
        yield made
        made.close()
