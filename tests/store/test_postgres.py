"""The contract, kept in PostgreSQL."""

from collections.abc import Callable, Iterator

import pytest

from store.sql import SqlStore
from tests.store.contract import StoreContract
from tests.store.contract_hardship import HardshipContract

pytestmark = pytest.mark.postgres


class TestPostgresStore(StoreContract):
    @pytest.fixture
    def reopen(self, schema: str) -> Iterator[Callable[[], SqlStore]]:
        opened: list[SqlStore] = []

        def open_again() -> SqlStore:
            opened.append(SqlStore(schema))
            return opened[-1]

        yield open_again
        for store in opened:
            store.close()

    @pytest.fixture
    def store(self, reopen: Callable[[], SqlStore]) -> SqlStore:
        return reopen()


class TestPostgresHardship(HardshipContract):
    @pytest.fixture
    def url(self, schema: str) -> str:
        return schema
