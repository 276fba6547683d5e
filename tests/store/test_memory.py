"""The contract, kept in dictionaries."""

from collections.abc import Callable

import pytest

from store.base import Store
from store.memory import MemoryStore
from tests.store.contract import StoreContract


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> Store:
        return MemoryStore()

    @pytest.fixture
    def reopen(self, store: Store) -> Callable[[], Store]:
        return lambda: store

    def spoil(self, store: Store, number: int) -> None:
        assert isinstance(store, MemoryStore)
        body, seal = store._kept["shili"][number - 1]
        store._kept["shili"][number - 1] = body.replace("月度安排", "月度安非"), seal
