"""A PostgreSQL to test with: at TEST_DATABASE_URL, or a cluster of our own where Debian's binaries are."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text


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
