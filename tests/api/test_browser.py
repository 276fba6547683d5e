"""The page in a real browser: it fits, it is quiet, it keeps to itself, and it prints on one sheet.

Needs playwright and a Chromium (requirements-ci.lock, apt-get install chromium fonts-noto-cjk).
RICHENG_UPDATE_SCREENSHOTS=1 renews docs/images/week.png, from the demo office.
"""

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.auth import demo_tokens
from api.demo import DEMO_OFFICE, play
from api.links import Links, keep_demo_links
from api.office import Office
from store.base import Store
from store.memory import MemoryStore
from tests.api.conftest import AUDIENCES, KEY, office_now

playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: install requirements-ci.lock")

CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOT = Path(__file__).resolve().parents[2] / "docs" / "images" / "week.png"
WEEK = "/office/week/2026-W50"
MM = 96 / 25.4

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium fonts-noto-cjk"),
]


def app_of(store: Store, office: str, tokens: dict[str, str], today: date, key: str | None = None) -> FastAPI:
    keep_demo_links(Links(store, office_now), office, tokens)
    return create_app(store=store, office_id=office, demo_tokens=tokens, access_key=key, today=lambda: today)


def serve(app) -> tuple[uvicorn.Server, threading.Thread, int]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    return server, thread, listener.getsockname()[1]


@pytest.fixture
def url(store, tmp_path, request) -> Iterator[str]:
    """The office, served on this machine; with a key where the test asks for one."""
    tokens = demo_tokens(tmp_path, AUDIENCES)
    app = app_of(store, "demo", tokens, date(2026, 12, 9), getattr(request, "param", None))
    server, thread, port = serve(app)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def said() -> list[str]:
    """What the page complains of."""
    return []


@pytest.fixture
def page(browser, url, said):
    """A page at 1440 x 900 that writes down complaints and foreign requests."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    found = context.new_page()
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda asked: None if asked.url.startswith(url) else said.append(asked.url))
    yield found
    context.close()


def test_the_week_fits_the_screen_and_keeps_to_itself(page, url, said):
    page.goto(url + WEEK)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert page.locator(".matrix tbody").count() == 9
    assert said == []


def test_the_picture_in_the_docs_can_be_renewed(page):
    if os.environ.get("RICHENG_UPDATE_SCREENSHOTS") == "1":
        office = Office(MemoryStore(), DEMO_OFFICE)
        play(office)
        server, thread, port = serve(app_of(office.store, office.id, {}, date(2026, 11, 17)))
        page.goto(f"http://127.0.0.1:{port}/office/week/2026-W47")
        page.set_viewport_size({"width": 1440, "height": 1024})
        page.screenshot(path=str(SCREENSHOT))
        server.should_exit = True
        thread.join()
    assert SCREENSHOT.stat().st_size > 50_000


@pytest.mark.parametrize("width", [390, 768, 1024, 1440, 1920])
def test_no_width_makes_the_page_scroll_sideways(page, url, said, width):
    page.set_viewport_size({"width": width, "height": 844})
    for path in (WEEK, "/dep-b/week/2026-W50", "/office/week/2026-W20", "/office/subscribe", "/nothing"):
        page.goto(url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert [text for text in said if "404" not in text] == []


def test_the_table_prints_on_one_sheet_of_a4_across(page, url):
    page.goto(url + WEEK)
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(842, 595)}
    page.set_viewport_size({"width": round(281 * MM), "height": round(196 * MM)})
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.matrix').getBoundingClientRect().bottom") <= 196 * MM
    assert page.evaluate("getComputedStyle(document.querySelector('.aside')).display") == "none"


def test_arrows_walk_the_table_enter_opens_and_escape_closes(page, url, said):
    page.goto(url + WEEK)
    page.locator("a.item").first.focus()
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.textContent")
    assert "常务会议" in second
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.textContent") == first
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    card = page.locator(".card:target")
    assert card.is_visible()
    assert "第四十三条" in card.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".card:target").count() == 0
    assert page.evaluate("document.activeElement.textContent") == second
    assert said == []


def test_typing_finds_in_the_list(page, url):
    page.goto(url + WEEK)
    box = page.locator("[data-filter]")
    box.fill("副区长乙 农业农村局")
    assert page.locator("[data-found]").inner_text() == "找到 2 项"
    assert page.locator(".list td.l-title:visible").count() == 2
    box.fill("没有这个词")
    assert page.locator(".none-found").is_visible()
    box.fill("")
    assert page.locator(".list td.l-title:visible").count() > 40


def test_a_phone_opens_at_today_and_its_strip_swipes(page, url, said):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(url + "/dep-b/week/2026-W50")
    assert not page.locator(".matrix").is_visible()
    page.wait_for_selector(".strip [aria-current]:has-text('9')")
    page.locator(".strip a").nth(3).click()
    page.wait_for_selector(".strip [aria-current]:has-text('10')")
    assert page.locator("#d-2026-12-10 .l-title").first.is_visible()
    assert said == []


@pytest.mark.parametrize("url", [KEY], indirect=True)
def test_a_person_with_the_key_gets_in(page, url, said):
    page.goto(url + WEEK)
    page.locator("#key").fill("not the key")
    page.locator("button").click()
    assert "口令不对" in page.locator("#fault").inner_text()
    page.locator("#key").fill(KEY)
    page.locator("button").click()
    page.wait_for_url(url + WEEK)
    assert page.locator(".matrix").is_visible()
    assert [text for text in said if "401" not in text] == []
