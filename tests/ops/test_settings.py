"""Settings: the command line over the environment over the file; a wrong one is told, with its name."""

from pathlib import Path

import pytest

from api.settings import load
from models.errors import BadInput, Refused


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings from where the tests run."""
    for name in ("CONFIG", "DATA", "PORT", "HOST", "DATABASE_URL", "ACCESS_KEY", "LEASE", "SOLVES"):
        monkeypatch.delenv(f"RICHENG_{name}", raising=False)


def test_the_command_line_is_over_the_environment_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    config = tmp_path / "richeng.toml"
    config.write_text('port = 9001\nlease = 30\nhost = "10.0.0.5"\n', encoding="utf-8")
    monkeypatch.setenv("RICHENG_CONFIG", str(config))
    monkeypatch.setenv("RICHENG_PORT", "9002")
    settings = load(host="10.0.0.6", data=tmp_path, worker=None)
    assert (settings.host, settings.port, settings.lease) == ("10.0.0.6", 9002, 30)
    assert settings.is_embedded
    assert settings.url == f"sqlite:///{tmp_path / 'richeng.sqlite3'}"


def test_every_wrong_setting_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    config = tmp_path / "richeng.toml"
    config.write_text('prot = 9001\nsolves = 0\nport = "eight"\n', encoding="utf-8")
    monkeypatch.setenv("RICHENG_CONFIG", str(config))
    with pytest.raises(BadInput) as told:
        load()
    places = [fault.path.partition("（")[0] for fault in told.value.faults]
    assert sorted(places) == ["port", "prot", "solves"]
    assert "RICHENG_SOLVES" in str(told.value)


def test_a_file_that_is_not_there_or_no_toml_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RICHENG_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(Refused, match="不存在"):
        load()
    (tmp_path / "none.toml").write_text("port 9001", encoding="utf-8")
    with pytest.raises(Refused, match="TOML"):
        load()


def test_secrets_do_not_show(tmp_path: Path):
    settings = load(access_key="ni-kan-bu-jian", database_url="postgresql+psycopg://u:ni-kan-bu-jian@h/d")
    assert "ni-kan-bu-jian" not in repr(settings)
    assert settings.key == "ni-kan-bu-jian"
    assert settings.url.endswith("@h/d")
    assert not settings.is_embedded
