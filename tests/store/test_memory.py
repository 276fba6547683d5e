"""The contract, kept in a database without a file."""

from collections.abc import Callable, Iterator

import pytest

from store.memory import MemoryStore
from store.sql import SqlStore
from tests.store.contract import StoreContract


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> Iterator[SqlStore]:
        store = MemoryStore()
        yield store
        store.close()

    @pytest.fixture
    def reopen(self, store: SqlStore) -> Callable[[], SqlStore]:
        return lambda: store
