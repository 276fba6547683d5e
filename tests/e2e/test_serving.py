"""A newcomer's first start: what is printed, what is answered, and that every start gives the same."""

import json
import re
import stat
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.e2e.conftest import ROOT, Served, serving

AUDIENCES = ["office", "head", "exec", "dep-a", "dep-b", "dep-c", "dep-d", "dep-e", "director"]


def fetch(url: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    with urlopen(Request(url, headers=headers), timeout=20) as answer:
        return answer.read(), dict(answer.headers)


def test_it_prints_page_api_and_a_feed_for_the_office_and_each_leader(served: Served):
    assert [line.split(": ")[0] for line in served.lines] == [
        "page",
        "api",
        "sign-in",
        *(f"feed {a}" for a in AUDIENCES),
    ]
    assert all(re.fullmatch(r"[a-z -]+: http://127\.0\.0\.1:\d+/\S*", line) for line in served.lines)


def test_the_page_opens_on_a_week_that_has_something_to_show(served: Served):
    page = fetch(served.urls["page"])[0].decode()
    assert "区政府领导周工作预安排" in page
    assert "常务副区长" in page


def test_the_printed_api_leads_on_to_all_that_can_be_read(served: Served):
    index = json.loads(fetch(served.urls["api"])[0])
    root = served.urls["api"].removesuffix("/api")
    newest, *_ = json.loads(fetch(root + index["publications"])[0])["items"]
    filled = {"audience": "dep-a", "number": newest["number"], "version": newest["number"], "week": "2026-W50"}
    answers = {name: json.loads(fetch(root + path.format(**filled))[0]) for name, path in index.items()}
    assert set(answers) == {"openapi", "health", "session", "publications", "publication", "week"}
    assert answers["publication"]["publication"]["digest"] == newest["digest"]
    assert (answers["week"]["week"], answers["week"]["audience"]) == ("2026-W50", "dep-a")
    assert answers["health"] == {"status": "正常"}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_feed_is_a_calendar_and_is_not_sent_twice(served: Served, audience: str):
    url = served.urls[f"feed {audience}"]
    body, headers = fetch(url)
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.count(b"BEGIN:VEVENT") > 20
    with pytest.raises(HTTPError) as unchanged:
        fetch(url, **{"If-None-Match": headers["ETag"] if "ETag" in headers else headers["etag"]})
    assert unchanged.value.code == 304
    unchanged.value.close()


def lasting(service: Served) -> list[str]:
    """What every start prints alike: all but the port and the one-time link."""
    return [re.sub(r":\d+/", "/", line) for line in service.lines if not line.startswith("sign-in: ")]


def test_a_second_start_prints_the_same_links_and_renders_the_same_bytes(served: Served, tmp_path: Path):
    with serving(tmp_path / "a") as one:
        first = {a: fetch(one.urls[f"feed {a}"])[0] for a in AUDIENCES}
        paths = lasting(one)
    with serving(tmp_path / "a") as again:
        assert lasting(again) == paths
        assert {a: fetch(again.urls[f"feed {a}"])[0] for a in AUDIENCES} == first
    elsewhere = {a: fetch(served.urls[f"feed {a}"])[0] for a in AUDIENCES}
    assert elsewhere == first
    assert served.urls["feed office"].split("/feeds/")[1] not in "\n".join(paths)


def test_the_key_file_is_its_owners_alone(tmp_path: Path):
    with serving(tmp_path / "d"):
        files = [path for path in (tmp_path / "d").iterdir() if path.is_file()]
        assert files
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_beyond_this_machine_needs_an_access_key(tmp_path: Path):
    command = [sys.executable, "-m", "api.cli", "serve", "--demo", "--host", "0.0.0.0", "--data", str(tmp_path / "x")]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode != 0
    assert said.stdout == ""
    assert "RICHENG_ACCESS_KEY" in said.stderr
    assert "Traceback" not in said.stderr
    assert not (tmp_path / "x").exists()
