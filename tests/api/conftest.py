"""A real app over a real store, filled with the sample office's three versions."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.auth import demo_tokens
from api.links import Links, keep_demo_links
from models.publication import Publication
from models.spans import OFFICE_TZ
from store.memory import MemoryStore
from store.sql import SqlStore
from tests.render.week_sample import LEADERS, versions
from tests.store.conftest import cluster, schema  # noqa: F401  (fixtures)

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
def tokens(tmp_path: Path) -> dict[str, str]:
    """The demo's feed tokens."""
    return demo_tokens(tmp_path, AUDIENCES)


def office_now() -> datetime:
    """The time on the tests' clock."""
    return datetime(2026, 12, 9, 10, 0, tzinfo=OFFICE_TZ)


@pytest.fixture
def open_app(store, tokens) -> Iterator[Open]:
    """Open the office, with or without a key; redirects are not followed."""
    opened: list[TestClient] = []

    def start(
        key: str | None = None, *, store=store, base_url: str = "http://127.0.0.1:8000", office_id: str = "demo"
    ) -> TestClient:
        if office_id in {office.id for office in store.offices()}:
            keep_demo_links(Links(store, office_now), office_id, tokens)
        app = create_app(
            store=store,
            office_id=office_id,
            demo_tokens=tokens,
            access_key=key,
            today=lambda: date(2026, 12, 9),
            now=office_now,
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


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store of each sort: without a file, in a file, in a real PostgreSQL."""
    urls = {"memory": lambda: "sqlite://", "sqlite": lambda: f"sqlite:///{tmp_path / 'richeng.sqlite3'}"}
    made = SqlStore(urls[request.param]() if request.param in urls else request.getfixturevalue("schema"))
    yield made
    made.close()
