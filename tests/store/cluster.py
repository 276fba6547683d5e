"""A PostgreSQL of our own, for tests and soaks, in a folder that is removed afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = Path("/usr/lib/postgresql")


def is_installed() -> bool:
    """Whether there is a PostgreSQL to start."""
    return any(BINARIES.glob("*/bin/initdb"))


@contextmanager
def private_cluster(*, fsync: bool = False) -> Iterator[str]:
    """Start one, and give its address; nobody else can reach it. fsync: whether it writes as a real one does."""
    home = Path(tempfile.mkdtemp(prefix="richeng-pg-"))
    user = _unprivileged()
    if user:
        shutil.chown(home, user)
    bin_, data = sorted(BINARIES.glob("*/bin/initdb"))[-1].parent, home / "data"

    def run(*words: str | Path) -> None:
        subprocess.run(words, user=user, cwd=home, check=True, stdout=subprocess.DEVNULL)

    run(bin_ / "initdb", "-D", data, "-U", "richeng", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    settings = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync={'on' if fsync else 'off'}"
    run(bin_ / "pg_ctl", "-D", data, "-l", home / "log", "-w", "-o", settings, "start")
    try:
        yield f"postgresql+psycopg://richeng@/postgres?host={home}"
    finally:
        run(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home)


def _unprivileged() -> str | None:
    """Whom PostgreSQL may run as: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
