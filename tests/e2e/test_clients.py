"""Real calendar clients on the real feed: vdirsyncer fetches it from the running service, khal reads it."""

import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.e2e.conftest import Served

BIN = Path(sys.executable).parent


def tool(name: str) -> str:
    found = shutil.which(name, path=str(BIN)) or shutil.which(name)
    if found is None:
        pytest.skip(f"no calendar client here: {name}")
    return found


def test_vdirsyncer_and_khal_show_what_the_feed_holds(served: Served, tmp_path: Path):
    vdirsyncer, khal = tool("vdirsyncer"), tool("khal")
    url = served.urls["feed dep-a"]
    calendar = tmp_path / "calendars" / "dep-a"
    calendar.mkdir(parents=True)
    config = tmp_path / "vdirsyncer.conf"
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path}/status/"\n'
        '[pair feed]\na = "there"\nb = "here"\ncollections = null\n'
        f'[storage there]\ntype = "http"\nurl = "{url}"\n'
        f'[storage here]\ntype = "filesystem"\npath = "{calendar}"\nfileext = ".ics"\n'
    )
    for words in (["discover"], ["sync"], ["sync"]):
        said = subprocess.run(
            [vdirsyncer, "-c", str(config), *words], capture_output=True, text=True, timeout=120, check=False
        )
        assert said.returncode == 0, said.stderr
    with urlopen(url, timeout=20) as answer:
        events = answer.read().count(b"BEGIN:VEVENT")
    assert len(list(calendar.glob("*.ics"))) == events
    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[dep-a]]\npath = {calendar}\n[locale]\nlocal_timezone = Asia/Shanghai\n"
        "default_timezone = Asia/Shanghai\ntimeformat = %H:%M\ndateformat = %m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
    )
    listed = subprocess.run(
        [khal, "-c", str(settings), "list", "2026-12-16", "3d", "--format", "{start-time} {title}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert listed.returncode == 0, listed.stderr
    assert "外出" in listed.stdout
    assert "（由常务副区长代）" in listed.stdout
