"""The month in a real browser: solved, its standing meeting's days with what hinders them, what was left out.

RICHENG_SHOTS=1 renews its pictures in docs/images/manual/.
"""

from collections.abc import Iterator

import pytest

from models.accounts import Role
from tests.api.world import World
from tests.pages.at_board import at_board

pytestmark = pytest.mark.browser
LONG = 120_000


@pytest.fixture
def world() -> Iterator[World]:
    made = at_board()
    yield made
    made.store.close()


def test_a_month_is_solved_its_days_are_asked_for_and_what_was_left_out_has_a_way_in(opens, shoot):
    page = opens(Role.CLERK, "/month/2026-12")
    page.set_default_timeout(LONG)
    page.locator("#solve").click()
    page.locator(".note", has_text="已排定2026年12月").wait_for()
    page.locator(".left-list > li").first.wait_for()
    assert "由" in page.locator(".left-list > li").first.inner_text()
    page.locator("#map-ask").click()
    page.wait_for_selector(".heat")
    assert page.locator(".heat button").count() == 23
    assert page.locator(".heat .chosen").count() == 1
    page.locator(".heat .shut").last.click()
    told = page.locator("#map-why")
    assert "开不了" in told.inner_text()
    assert told.locator(".article").count() >= 1
    shoot(page, "month", phone=True, whole=True)
