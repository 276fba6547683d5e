"""The shell: who sees which place, what every page carries, and one click into the demo, on this machine alone."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.auth import NotAdmitted
from api.pages.shell import PLACES
from api.serve import NEWCOMER
from models.accounts import Role
from models.permissions import is_granted
from store.memory import MemoryStore
from tests.api.conftest import office_now
from tests.api.world import ACT, OWN, World, account
from tests.pages.at_board import at_board

BOARD, MONTH = "/board/2026-W51", "/month/2026-12"


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = at_board()
    yield made
    made.store.close()


@pytest.mark.parametrize("role", Role)
def test_the_navigation_is_what_the_permission_table_says_and_all_of_it_opens(world, role):
    browser = world.sign_in(role)
    browser.follow_redirects = True
    wanted = [(place.path, place.zh) for place in PLACES if is_granted(place.needs, frozenset({role}))]
    pages = [browser.get(path) for path, _ in wanted]
    assert [page.status_code for page in pages] == [200] * len(wanted)
    for page in pages:
        if 'class="places"' in page.text:
            nav = page.text.partition('class="places"')[2].partition("</nav>")[0]
            assert re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', nav) == wanted


@pytest.mark.parametrize("path", [BOARD, MONTH])
def test_pages_have_no_script_or_style_inline_and_send_forms_with_their_origin(world, path):
    page = world.sign_in(Role.CLERK).get(path)
    assert page.headers["referrer-policy"] == "same-origin"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert re.findall(r"<script(?![^>]*(?:\bsrc=|application/json))", page.text) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page.text) == []


def test_whoever_plans_starts_at_the_board_and_others_at_the_paper(world):
    assert world.sign_in(Role.CLERK).get("/").headers["location"] == "/board"
    assert world.sign_in(Role.CLERK).get("/board").headers["location"] == "/board/2026-W50"
    assert world.sign_in(Role.VIEWER).get("/").headers["location"] == "/office/week/2026-W50"


def test_the_month_that_opens_is_the_one_to_be_planned(world):
    clerk = world.sign_in(Role.CLERK)
    assert clerk.get("/month").headers["location"] == "/month/2026-12"
    assert clerk.get("/month/2026-13").status_code == 404
    assert clerk.get("/month/x").status_code == 404
    assert clerk.get("/board/2026-W60").status_code == 404


def test_an_office_without_anything_is_told_what_to_do():
    world = World(MemoryStore(), ())
    clerk = world.sign_in(Role.CLERK)
    assert "还没有任何安排" in clerk.get(BOARD).text
    assert clerk.get(f"{BOARD}/sheet").text == ""
    assert "还没有发布过" in clerk.get(MONTH).text
    world.store.close()


def demo(newcomer: str | None) -> TestClient:
    """The demo as it is served: guests, no key, and its newcomer's account without a password."""
    world = World(MemoryStore(), ())
    made = account(Role.CLERK).model_copy(update={"id": NEWCOMER, "login": NEWCOMER, "password": None})
    with world.store.write(OWN, ACT) as desk:
        desk.accounts.put(made, expecting=None)
    app = create_app(
        store=world.store, office_id=OWN, access_key=None, today=lambda: date(2026, 12, 9), now=office_now,
        newcomer=newcomer,
    )  # fmt: skip
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)


def test_one_click_opens_the_demo():
    client = demo(NEWCOMER)
    assert "以演示人员身份进入" in client.get("/sign-in").text
    assert client.post("/demo").headers["location"] == "/"
    assert client.get("/api/session").json()["title"] == "经办人"


def test_nobody_walks_into_an_office_that_is_no_demo():
    client = demo(None)
    assert "演示" not in client.get("/sign-in").text
    assert client.post("/demo").status_code in (404, 405)


def test_nobody_walks_into_the_demo_from_another_site_or_machine():
    client = demo(NEWCOMER)
    assert client.post("/demo", headers={"Origin": "http://elsewhere.example"}).status_code == 403
    assert client.post("/demo", headers={"Host": "elsewhere.example"}).status_code == 400


def test_a_newcomer_with_a_password_is_asked_for_it(world):
    with pytest.raises(NotAdmitted):
        world.people.walk_in(OWN, "login-clerk")
