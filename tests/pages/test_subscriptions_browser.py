"""Subscriptions in a real browser: an address made, shown once with its codes, read, rotated, revoked."""

import urllib.error
import urllib.request

import pytest

from models.accounts import Role
from tests.pages.conftest import Opens
from tests.render.week_sample import CANARY

pytestmark = pytest.mark.browser


def read(address: str) -> int:
    try:
        return int(urllib.request.urlopen(address).status)
    except urllib.error.HTTPError as refused:
        return refused.code


def make(page) -> str:
    page.wait_for_selector(".drawer .address")
    return str(page.inner_text(".drawer .address")).strip()


def test_an_address_is_made_read_rotated_and_revoked(opens: Opens, shoot):
    page = opens(Role.CLERK, "/subscriptions?audience=dep-b")
    form = page.locator("form.add[data-audience=dep-b]")
    form.locator("input").fill("副区长乙的手机")
    form.locator("button").click()
    first = make(page)
    assert page.locator(".drawer .code svg").count() == 2
    assert page.locator(".drawer a[href^='webcal://']").count() == 1
    shoot(page, "subscription-made", phone=True)
    assert read(first) == 200
    page.keyboard.press("Escape")
    page.wait_for_selector("#a-dep-b tr:has-text('刚刚读取')")
    assert first not in page.content()
    shoot(page, "subscriptions", phone=True)
    page.locator("#a-dep-b [data-rotate]").click()
    page.locator("#a-dep-b [data-rotate]").click()
    second = make(page)
    assert (read(second), second != first) == (200, True)
    page.keyboard.press("Escape")
    page.wait_for_selector("#a-dep-b details:has-text('已停用 1 个')")
    page.locator("#a-dep-b [data-revoke]").click()
    page.locator("#a-dep-b [data-revoke]").click()
    page.wait_for_selector("#a-dep-b details:has-text('已停用 2 个')")


def test_a_leader_sees_his_own_alone_and_what_he_may_not_read_is_not_there(opens: Opens):
    page = opens(Role.LEADER, "/subscriptions", {"width": 390, "height": 844})
    assert [one.get_attribute("id") for one in page.locator(".audience").all()] == ["a-dep-a", "a-@in-charge"]
    assert CANARY not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.goto(page.url.replace("/subscriptions", "/dep-a/subscribe")).url.endswith("?audience=dep-a")
