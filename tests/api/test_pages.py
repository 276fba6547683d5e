"""Pages: their addresses, headers, empty states, golden bytes, and that they tell no reader too much."""

import html
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from models.publication import Publication
from store.memory import MemoryStore
from tests.api.conftest import AUDIENCES
from tests.render.week_sample import CANARY, LEADERS, SECRET, STANDING, publication

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "golden"
WEEK = "/office/week/2026-W50"


def of_one(**changes: object) -> MemoryStore:
    store = MemoryStore()
    store.append(publication(1).model_copy(update=changes), expecting=None)
    return store


def test_the_front_page_opens_this_week(client):
    assert client.get("/").headers["location"] == WEEK
    assert client.get("/dep-a/week").headers["location"] == "/dep-a/week/2026-W50"


def test_a_week_leads_to_its_neighbours_and_keeps_its_version(client):
    page = client.get("/dep-a/week/2026-W50?version=2").text
    for href in (
        "/dep-a/week/2026-W49?version=2",
        "/dep-a/week/2026-W51?version=2",
        "/office/week/2026-W50?version=2",
    ):
        assert f'href="{href}"' in page
    assert "已由第3版取代" in page
    assert "取代" not in client.get(WEEK).text
    assert 'href="/office/week/2026-W49"' in client.get(WEEK).text


def test_the_present_version_is_one_page_by_whatever_name(client):
    assert client.get(WEEK + "?version=3").text == client.get(WEEK).text


@pytest.mark.parametrize(
    "path",
    [
        "/nobody/week/2026-W50",
        "/nobody/week",
        "/office/week/2026-W54",
        "/office/week/now",
        "/office/week/2026-W50?version=99",
        "/office/week/..%2f..%2fetc",
        "/nobody/subscribe",
        "/nothing",
        "/static/../app.py",
        "/static/%2e%2e/fill.py",
    ],
)
def test_what_is_not_there_is_not_there_in_chinese(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有找到" in answer.text


@pytest.mark.parametrize("version", ["0", "-1", "x", "9" * 30, "1.5"])
def test_a_version_that_is_no_number_is_a_fault_and_no_crash(client, version):
    assert client.get(f"{WEEK}?version={version}").status_code == 422


def test_pages_carry_the_headers_that_keep_them_private(client):
    for path in (WEEK, "/", "/nothing", "/office/subscribe", "/api/health", "/static/richeng.css", "/feeds/x"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'self'")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "noindex" in headers["x-robots-tag"]
        assert headers["cache-control"].startswith("private, no-")
    assert client.get(WEEK).headers["cache-control"] == "private, no-store"


class Resources(HTMLParser):
    """Everything that a page loads or runs, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in ("script", "link", "img", "iframe", "source"):
            self.loaded.append(found.get("src") or found.get("href") or "inline")
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.targets += [value[1:] for name, value in attrs if name == "href" and value and value.startswith("#")]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_page_loads_nothing_but_its_own_and_runs_nothing_inline(client, audience):
    found = Resources()
    found.feed(client.get(f"/{audience}/week/2026-W50").text)
    assert set(found.loaded) == {"/static/icon.svg", "/static/richeng.css", "/static/richeng.js"}
    assert found.inline == []
    assert all(client.get(path).status_code == 200 for path in found.loaded)
    assert len(set(found.ids)) == len(found.ids)
    assert set(found.targets) <= set(found.ids)


def test_static_files_name_no_foreign_resource(client):
    for path in ("/static/richeng.css", "/static/richeng.js"):
        assert not re.search(r"https?://|@import|url\(|eval\(|innerHTML", client.get(path).text)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("version", [1, 2, 3])
def test_no_page_tells_a_reader_what_he_may_not_read(client, audience, version):
    for week in ("2026-W49", "2026-W50", "2026-W51"):
        page = client.get(f"/{audience}/week/{week}?version={version}").text
        may = audience == "office" or audience in SECRET.people
        if not may:
            assert f"{CANARY}专案" not in page
            assert f"{CANARY}指挥部" not in page
            assert "secret-case" not in page
        if audience not in ("office", "exec"):
            assert f"{CANARY}约谈" not in page
        if audience != "office":
            assert f"{CANARY}限知悉范围" not in page
    if not may:
        assert "有安排" in client.get(f"/{audience}/week/2026-W50").text


HOSTILE = "</a><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


def test_text_stays_text_wherever_it_stands(open_app):
    entry = STANDING.model_copy(
        update={"title": HOSTILE, "venue": HOSTILE, "organiser": HOSTILE, "note": HOSTILE, "id": "x"}
    )
    leaders = tuple(leader.model_copy(update={"title": HOSTILE[:40], "portfolios": (HOSTILE,)}) for leader in LEADERS)
    page = open_app(store=of_one(entries=(entry,), leaders=leaders, signed_by=HOSTILE)).get(WEEK).text
    found = Resources()
    found.feed(page)
    assert set(found.loaded) == {"/static/icon.svg", "/static/richeng.css", "/static/richeng.js"}
    assert found.inline == []
    assert html.escape(HOSTILE, quote=False)[:20] in page
    assert "{{7*7}}" in page


def test_an_office_without_a_version_is_told_what_to_do(open_app):
    client = open_app(store=MemoryStore())
    for path in ("/", WEEK):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "还没有发布过安排" in answer.text


def test_an_empty_week_is_told_what_to_do_and_where_something_is(client):
    page = client.get("/office/week/2026-W20").text
    assert "本周没有安排" in page
    assert 'href="/office/week/2026-W49"' in page
    assert "<table" not in page


def test_the_subscription_page_shows_the_feed_that_works(client, tokens):
    page = client.get("/dep-a/subscribe").text
    link = f"http://127.0.0.1:8000/feeds/{tokens['dep-a']}.ics"
    assert link in page
    assert client.get(link).status_code == 200
    assert tokens["dep-a"] not in client.get("/dep-a/week/2026-W50").text


def test_only_reading_is_possible(client):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, WEEK).status_code == 405


def test_two_renders_of_a_page_are_one(open_app):
    assert open_app().get(WEEK).text == open_app().get(WEEK).text


@pytest.mark.parametrize(("name", "path"), [("office", WEEK), ("leader", "/dep-b/week/2026-W50?version=3")])
def test_a_page_is_its_golden_bytes(client, name, path, chain: tuple[Publication, ...]):
    """After a wanted change: RICHENG_UPDATE_GOLDEN=1, and read the difference."""
    golden = GOLDEN / f"week-{name}.html"
    page = client.get(path).content
    if os.environ.get("RICHENG_UPDATE_GOLDEN") == "1":
        golden.write_bytes(page)
    assert page == golden.read_bytes()
