"""A PostgreSQL to test with: at TEST_DATABASE_URL, or a cluster of our own."""

import os
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.store.cluster import is_installed, private_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL to test with."""
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (requirements-ci.lock)")
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    if not is_installed():
        pytest.skip("no PostgreSQL: TEST_DATABASE_URL is not set and there is no initdb")
    with private_cluster() as address:
        yield address


@pytest.fixture
def schema(cluster: str) -> Iterator[str]:
    """The address of an empty schema, which is dropped afterwards."""
    name = f"richeng_test_{os.getpid()}"
    admin = create_engine(cluster)
    with admin.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    url = make_url(cluster).update_query_dict({"options": f"-csearch_path={name}"})
    yield url.render_as_string(hide_password=False)
    with admin.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    admin.dispose()
