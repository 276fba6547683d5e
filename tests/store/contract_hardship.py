"""What every database owes under hardship: races, kills. Counts are small here; tools/soak_store.py has the large."""

import random
import threading
from collections import Counter

import pytest

from store.sql import SqlStore
from tests.store.desk_tools import founded
from tests.store.killing import kill_while_publishing
from tests.store.racing import ReadThenWrite, race

SEED = 5


class HardshipContract:
    """Subclasses give the fixture `url` of an empty database."""

    @pytest.mark.parametrize(("rounds", "publishers"), [(30, 2), (4, 16)])
    def test_of_many_publishers_exactly_one_wins_each_race(self, url: str, rounds: int, publishers: int):
        store = SqlStore(url)
        assert race(store, rounds, publishers) == Counter({1: rounds})
        with store.read("shili") as desk:
            assert desk.trail.verify() == ()
        store.close()

    def test_a_build_that_reads_and_then_writes_is_caught(self, url: str):
        store = ReadThenWrite(url, threading.Barrier(2).wait)
        founded(store)
        assert race(store, 3, 2)[2] == 3
        store.close()

    def test_a_publisher_who_is_killed_loses_nothing_acknowledged_and_doubles_nothing(self, url: str):
        chance = random.Random(SEED)
        for _ in range(5):
            found = kill_while_publishing(url, chance)
            assert found.newest - found.acknowledged in (0, 1)
            assert found.faults == 0
            assert found.seconds < 5
