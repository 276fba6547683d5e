"""What is written for administrators is true: every command that is named exists, every setting is one."""

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from api.cli import app
from api.settings import Settings, load

ROOT = Path(__file__).resolve().parents[2]
PAPERS = [ROOT / "docs/operations.md", *sorted((ROOT / "docs/deploy").iterdir())]
DOOR = {"bundle", "test", "check", "soak", "fmt", "bench"}  # words of start.py itself


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_command_and_setting_that_is_named_exists(paper: Path):
    text = paper.read_text(encoding="utf-8")
    known = set(get_command(app).commands) | DOOR  # type: ignore[attr-defined]
    words = re.findall(r"(?:`richeng|-u richeng richeng|start\.py) ([a-z]+)\b", text)
    assert set(words) <= known
    settings = {f"RICHENG_{name.upper()}" for name in Settings.model_fields} | {"RICHENG_CONFIG"}
    assert set(re.findall(r"RICHENG_[A-Z_]+", text)) <= settings


def test_the_sample_settings_are_settings(monkeypatch: pytest.MonkeyPatch):
    path = ROOT / "docs/deploy/richeng.toml"
    monkeypatch.setenv("RICHENG_CONFIG", str(path))
    settings = load()
    for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items():
        kept = getattr(settings, name)
        assert (str(kept) if isinstance(kept, Path) else kept) == value


def test_the_manual_is_there_in_full():
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)、", text, re.MULTILINE) == list("一二三四五六")
    for name in ("restore", "backup", "migrate", "verify", "doctor", "worker", "user", "office"):
        assert name in text
