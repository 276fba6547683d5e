"""A bundle sets up in a network namespace that has no network, and plans there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.bundle import MANIFEST, WHEELS, main

ROOT = Path(__file__).resolve().parents[2]
ALONE = ["unshare", "--map-root-user", "--net"]


def test_a_bundle_is_never_made_over_something(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert "已有内容" in capsys.readouterr().err
    assert main([str(ROOT / "inside")]) == 1
    assert main([]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    assert not (ROOT / "inside").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or shutil.which("unshare") is None, reason="no network namespaces here")
def test_a_bundle_sets_up_where_there_is_no_network(tmp_path: Path):
    if subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this user may not make a network namespace")
    folder = tmp_path / "bundle"
    made = subprocess.run(
        [sys.executable, "-m", "tools.bundle", str(folder)], cwd=ROOT, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    checked = subprocess.run(["sha256sum", "--quiet", "-c", MANIFEST], cwd=folder, capture_output=True)
    assert checked.returncode == 0
    assert list((folder / WHEELS).glob("ortools-*.whl"))
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_CACHE_DIR": "1"}
    reach = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    alone = subprocess.run([*ALONE, sys.executable, "-c", reach], capture_output=True, text=True, env=bare)
    assert "unreachable" in alone.stderr  # not even this machine: the namespace has no network at all
    start = [sys.executable, str(folder / "start.py")]
    plan = ["plan", str(folder / "fixtures/demo/2026-12.json"), "--from", "2026-12-07", "--to", "2026-12-11"]
    done = subprocess.run(
        [*ALONE, *start, *plan, "--out", str(tmp_path / "plan.json")], env=bare, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "已证最优" in done.stderr
    assert (folder / ".venv").is_dir()
