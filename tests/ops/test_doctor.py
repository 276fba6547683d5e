"""The doctor: what is wrong with a machine is told, and nothing is changed."""

import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from api.ops.doctor import Finding, Grade, examine
from api.settings import Settings, load
from store.sql import SqlStore
from tests.builders import at

NOW = at("12-01 09:00")


def found(settings: Settings, now=NOW) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(settings, now)}


def test_a_sound_machine_has_nothing_ill(tmp_path: Path):
    (tmp_path / "data").mkdir(mode=0o700)
    settings = load(data=tmp_path / "data", port=0, solves=1, solve_memory=512)
    SqlStore(settings.url).close()
    told = found(settings, NOW + timedelta(days=3650))
    assert not [finding for finding in told.values() if finding.grade is Grade.ILL]
    assert {"Python", "SQLite", "权限", "磁盘", "数据库", "时钟", "端口", "字体", "内存"} <= set(told)
    assert told["数据库"].told == "连得上"


def test_nothing_is_made_where_nothing_is(tmp_path: Path):
    told = found(load(data=tmp_path / "data", port=0))
    assert "首次启动时建立" in told["数据目录"].told
    assert "首次启动时建立" in told["数据库"].told
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_is_told(tmp_path: Path):
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    SqlStore(f"sqlite:///{folder / 'richeng.sqlite3'}").close()
    later = NOW + timedelta(days=365)
    os.utime(folder / "richeng.sqlite3", (later.timestamp(), later.timestamp()))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = found(load(data=folder, port=port, solves=64, solve_memory=2**20))
    assert told["权限"].grade is Grade.NOTICE
    assert "chmod" in told["权限"].told
    assert told["时钟"].grade is Grade.NOTICE
    assert told["端口"].grade is Grade.NOTICE
    assert told["内存"].grade is Grade.NOTICE
    assert found(load(data=folder, port=0), NOW.replace(year=1990))["时钟"].grade is Grade.ILL


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/none/richeng.sqlite3", "postgresql+psycopg://nobody:mima@127.0.0.1:1/none"]
)
def test_a_database_that_does_not_answer_is_ill_and_its_password_stays_unsaid(tmp_path: Path, url: str):
    told = found(load(data=tmp_path, database_url=url, port=0))
    assert told["数据库"].grade is Grade.ILL
    assert "mima" not in str(told)
