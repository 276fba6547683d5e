"""The administrator's words: an office and its first user, backup and restore, migrate, doctor."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Say a word about a folder of data."""
    monkeypatch.delenv("RICHENG_CONFIG", raising=False)
    monkeypatch.delenv("RICHENG_DATABASE_URL", raising=False)
    (tmp_path / "data").mkdir(mode=0o700)

    def say(*words: object) -> Result:
        return CliRunner().invoke(app, [*map(str, words), "--data", str(tmp_path / "data")])

    return say


def test_an_office_is_set_up_backed_up_and_brought_back(run, tmp_path: Path):
    assert run("office", "gulou", "鼓楼区人民政府").exit_code == 0
    assert run("office").stdout == "gulou\t鼓楼区人民政府\n"
    link = run("user", "gulou", "zhangwu", "--title", "秘书科科长", "--role", "clerk").stdout
    assert "/enter/" in link
    assert run("user", "gulou", "zhangwu").stdout != link
    assert run("user", "gulou").stdout == "zhangwu\t秘书科科长\t经办人\t可用\n"
    made = run("backup", tmp_path / "safe")
    assert made.exit_code == 0, made.output
    path = made.stdout.strip()
    assert run("office", "bieqi", "别旗").exit_code == 0
    assert run("restore", path).exit_code == 1
    back = run("restore", path, "--replace")
    assert back.exit_code == 0, back.output
    assert run("office").stdout == "gulou\t鼓楼区人民政府\n"
    assert run("migrate").exit_code == 0
    assert "数据库\t连得上" in run("doctor").stdout


def test_wrong_words_are_told_in_chinese(run, tmp_path: Path):
    assert "没有备份文件" in run("restore", tmp_path / "none").output
    assert "没有数据库文件" in run("backup", tmp_path / "safe").output
    assert "还没有数据库" in run("worker").output
    assert run("user", "nowhere", "u1").exit_code == 1
