"""The peers' own environment, in build/: HiGHS and ortools cannot be loaded in one process."""

import hashlib
import os
import subprocess
import sys
import venv
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "benchmarks" / "peers" / "requirements.lock"
FOLDER = ROOT / "build" / "peers"
PYTHON = FOLDER / "bin" / "python"


@cache
def peers_python() -> Path:
    """The interpreter of the peers' environment, made if it is not there or the lock or the Java has changed."""
    stamp = FOLDER / "stamp"
    if not (stamp.exists() and stamp.read_text(encoding="ascii") == _fingerprint()):
        _make()
        stamp.write_text(_fingerprint(), encoding="ascii")
    return PYTHON


def _fingerprint() -> str:
    parts = [LOCK, *sorted((ROOT / "benchmarks" / "peers" / "java").glob("*.java"))]
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def _make() -> None:
    print("making the peers' environment from their lock …", file=sys.stderr, flush=True)
    venv.create(FOLDER, with_pip=False, symlinks=os.name != "nt", clear=True)
    pip = sorted((ROOT / "tools").glob("pip-*.whl"))[-1] / "pip"
    flags = [
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--no-input",
        "-q",
        "--disable-pip-version-check",
    ]
    subprocess.run([str(PYTHON), str(pip), "install", *flags, "-r", str(LOCK)], check=True, stdout=sys.stderr)
    subprocess.run([str(PYTHON), "-m", "benchmarks.peers.timefold", "--prepare"], check=True, cwd=ROOT)


def peer_versions() -> dict[str, str]:
    """Of the solvers in it, by package."""
    names = ("highspy", "pyscipopt", "timefold")
    ask = f"from importlib.metadata import version as v; print(*(f'{{n}} {{v(n)}}' for n in {names}))"
    words = subprocess.run(
        [str(peers_python()), "-c", ask], check=True, capture_output=True, text=True
    ).stdout.split()
    return dict(zip(words[::2], words[1::2], strict=True))
