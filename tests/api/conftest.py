"""A real app over a real store, filled with the sample office's three versions."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.auth import FeedTokens, demo_tokens
from models.publication import Publication
from store.memory import MemoryStore
from tests.render.week_sample import LEADERS, versions

KEY = "correct horse battery"
AUDIENCES = ("office", *(leader.id for leader in LEADERS))

Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def chain() -> tuple[Publication, ...]:
    """The three versions, sealed one after the other."""
    return versions()


@pytest.fixture
def store(chain) -> MemoryStore:
    """A store that holds the three versions."""
    filled = MemoryStore()
    for publication in chain:
        filled.append(publication, expecting=publication.number - 1 or None)
    return filled


@pytest.fixture
def tokens(tmp_path: Path) -> FeedTokens:
    """The demo's feed tokens."""
    return demo_tokens(tmp_path, AUDIENCES)


@pytest.fixture
def open_app(store, tokens) -> Iterator[Open]:
    """Open the office, with or without a key; redirects are not followed."""
    opened: list[TestClient] = []

    def start(
        key: str | None = None, *, store=store, base_url: str = "http://127.0.0.1:8000", office_id: str = "demo"
    ) -> TestClient:
        app = create_app(
            store=store, office_id=office_id, tokens=tokens, access_key=key, today=lambda: date(2026, 12, 9)
        )
        client = TestClient(app, base_url=base_url, follow_redirects=False)
        opened.append(client)
        return client

    yield start
    for client in opened:
        client.close()


@pytest.fixture
def client(open_app: Open) -> TestClient:
    """The office on its own machine, without a key."""
    return open_app()
