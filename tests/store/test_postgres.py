"""The contract, kept in PostgreSQL: at TEST_DATABASE_URL, or in a cluster of our own where Debian's binaries are."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from store.sql import SqlStore
from tests.store.contract import PublicationsContract

SCHEMA = f"richeng_test_{os.getpid()}"
pytestmark = pytest.mark.postgres


def unprivileged() -> str | None:
    """Whom PostgreSQL may run as: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL to test with."""
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (requirements-ci.lock)")
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        pytest.skip("no PostgreSQL: TEST_DATABASE_URL is not set and there is no initdb")
    home = Path(tempfile.mkdtemp(prefix="richeng-pg-"))
    user = unprivileged()
    if user:
        shutil.chown(home, user)
    bin_, data = binaries[-1].parent, home / "data"

    def run(*words: str | Path) -> None:
        subprocess.run(words, user=user, cwd=home, check=True, stdout=subprocess.DEVNULL)

    run(bin_ / "initdb", "-D", data, "-U", "richeng", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    settings = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off"
    run(bin_ / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-o", settings, "start")
    try:
        yield f"postgresql+psycopg://richeng@/postgres?host={home}"
    finally:
        run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home)


class TestPostgresStore(PublicationsContract):
    @pytest.fixture
    def reopen(self, cluster: str) -> Iterator[Callable[[], SqlStore]]:
        admin = create_engine(cluster)
        with admin.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        url = make_url(cluster).update_query_dict({"options": f"-csearch_path={SCHEMA}"})
        opened: list[SqlStore] = []

        def open_again() -> SqlStore:
            opened.append(SqlStore(url.render_as_string(hide_password=False)))
            return opened[-1]

        yield open_again
        for store in opened:
            store.close()
        with admin.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
        admin.dispose()

    @pytest.fixture
    def store(self, reopen: Callable[[], SqlStore]) -> SqlStore:
        return reopen()
