"""An office with the demo office's December in its records, on a file or on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.records import import_brief
from store.sql import SqlStore
from tests.jobs.months import DEMO
from tests.store.conftest import cluster, schema
from tests.store.desk_tools import act

__all__ = ["cluster", "schema"]

OFFICE = "gulou-demo"


def stocked(url: str) -> SqlStore:
    """A store with the demo office's December."""
    store = SqlStore(url)
    import_brief(store, (DEMO / "2026-12.json").read_bytes(), act("clerk"))
    return store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a file."""
    return f"sqlite:///{tmp_path / 'richeng.sqlite3'}"


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """A stocked store in the file."""
    opened = stocked(url)
    yield opened
    opened.close()
