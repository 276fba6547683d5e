"""The office at work, served to a real browser in which somebody of a role is signed in.

RICHENG_SHOTS=1 renews the manual's pictures (docs/images/manual/); CI compares none of them.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from api.gate import SESSION
from models.accounts import Role
from models.publication import Publication
from tests.api.world import OWN, PASSWORD, World
from tests.pages.office import at_work
from tests.render.week_sample import versions

CHROMIUM = Path("/usr/bin/chromium")
PICTURES = Path(__file__).resolve().parents[2] / "docs" / "images" / "manual"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 180_000.0  # milliseconds: a page that is waited for on a machine that has much else to do

Opens = Callable[..., Any]


@pytest.fixture(scope="session")
def chain() -> tuple[Publication, ...]:
    """The three versions, sealed one after the other."""
    return versions()


@pytest.fixture
def world(chain: tuple[Publication, ...]) -> Iterator[World]:
    """The office at work."""
    made = at_work(chain)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: install requirements-ci.lock")
    if not CHROMIUM.exists():
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-cjk")
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--lang=zh-CN"])
        yield chromium
        chromium.close()


@pytest.fixture
def url(world: World) -> Iterator[str]:
    """The office, served on this machine."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(world.app, log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def opens(browser: Any, world: World, url: str) -> Iterator[Opens]:
    """Open a page as somebody of a role. Whatever the page complains of, and any request that leaves this machine,
    fails the test."""
    contexts, complaints = [], []

    def open_page(role: Role, path: str, viewport: dict[str, int] = DESKTOP) -> Any:
        context = browser.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        secret = world.people.sign_in(OWN, f"login-{role}", PASSWORD)
        context.add_cookies([{"name": SESSION, "value": secret, "url": url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda asked: None if asked.url.startswith((url, "blob:")) else complaints.append(asked.url)
        )
        page.goto(url + path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [text for text in complaints if "status of 4" not in text] == []


@pytest.fixture
def shoot() -> Callable[..., None]:
    """Take a picture of a page for the manual, where that is asked for; also at a phone's width."""

    def take(page: Any, name: str, *, phone: bool = False, whole: bool = False) -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        if os.environ.get("RICHENG_SHOTS") != "1":
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=whole)
        if phone:
            page.set_viewport_size(PHONE)
            page.screenshot(path=str(PICTURES / f"{name}-phone.png"), full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} phone"
            page.set_viewport_size(DESKTOP)

    return take
