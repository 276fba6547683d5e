"""Every page read by axe: nothing serious, nothing critical, at a desk and on a phone."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.pages.shell import PLACES
from models.accounts import Role
from models.permissions import GRANTS, Permission
from tests.api.world import World
from tests.pages.at_board import at_board
from tests.pages.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

BOARD, MONTH = "/board/2026-W51", "/month/2026-12"
PATHS = (BOARD, MONTH, "/office/week/2026-W51", "/dep-a/week/2026-W51", "/nothing", "/sign-in")
STANDING = (Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR)
LOUD = ("serious", "critical")


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    made = at_board()
    yield made
    made.store.close()


@pytest.fixture
def world(office: World) -> World:
    return office


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, out of the wheel that ships it."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("no axe: install requirements-ci.lock")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, axe: str) -> list[str]:
    """What axe finds serious, each with the first place where it stands."""
    page.evaluate(f"{axe}; null")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:160]}" for v in found if v["impact"] in LOUD]


def role_for(needs: Permission) -> Role:
    """Who reads a page: the first of the Office's people to whom it opens."""
    return next(role for role in STANDING if role in GRANTS[needs])


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_no_page_has_a_serious_violation(opens, axe, url, viewport):
    wanted = dict.fromkeys(PATHS, Role.CLERK) | {place.path: role_for(place.needs) for place in PLACES}
    wanted["/request"] = Role.DEPARTMENT
    found: dict[str, list[str]] = {}
    statuses: dict[str, int] = {}
    for role in sorted(set(wanted.values())):
        page = opens(role, "/request" if role is Role.DEPARTMENT else "/", viewport)
        for path in (path for path, one in wanted.items() if one is role):
            statuses[path] = page.goto(url + path).status
            page.wait_for_load_state("networkidle")
            found |= {path: bad} if (bad := violations(page, axe)) else {}
    assert found == {}
    assert {path: status for path, status in statuses.items() if status != 200} == {"/nothing": 404}


def test_what_opens_over_the_board_has_none_either(opens, axe):
    page = opens(Role.CLERK, BOARD)
    page.locator(".matrix a.item").first.click()
    page.wait_for_selector(".drawer")
    assert violations(page, axe) == []
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_selector(".drawer form")
    assert violations(page, axe) == []


def test_a_violation_would_be_found(opens, axe):
    page = opens(Role.CLERK, BOARD)
    page.evaluate("document.querySelector('#find').closest('label').replaceWith(document.createElement('input'))")
    assert any(found.startswith("label:") for found in violations(page, axe))
