"""The demo office served for real: one process a test session, by the command that a newcomer types."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Served:
    """A running service and what it printed."""

    def __init__(self, process: subprocess.Popen[str], lines: list[str]) -> None:
        self.process = process
        self.lines = lines
        self.urls = dict(line.split(": ", 1) for line in lines)


@contextmanager
def serving(data: Path, *options: str) -> Iterator[Served]:
    """Serve until the block ends. The last line printed is the feed of the last leader."""
    command = [sys.executable, "-m", "api.cli", "serve", "--demo", "--port", "0", "--data", str(data), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        lines: list[str] = []
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("feed director: "):
                break
        try:
            yield Served(process, lines)
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo office, served."""
    with serving(tmp_path_factory.mktemp("data") / "office") as service:
        yield service
