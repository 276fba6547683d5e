"""Agenda items in a real browser: what is late is loud; a gate is dated in place and taken back."""

import pytest

from models.accounts import Role
from tests.api.world import OWN
from tests.pages.conftest import Opens

pytestmark = pytest.mark.browser
URL = "/agenda?meeting=2026-12-22"


def gate(page, title: str, name: str):
    return page.locator(f"tr:has-text('{title}') .gate-button[data-zh={name}]")


def test_a_gate_is_dated_and_taken_back_and_a_late_item_says_so(opens: Opens, shoot, world):
    page = opens(Role.CLERK, URL)
    page.click("#new")
    page.fill("#f-title", "电动自行车充电设施管理办法")
    page.select_option("#f-owner", "dep-b")
    page.fill("#f-unit", "区住房城建局")
    shoot(page, "agenda-new", phone=True)
    page.click("#item button[type=submit]")
    page.wait_for_selector("tr:has-text('电动自行车充电设施')")
    late = gate(page, "电动自行车充电设施", "送合法性审核")
    assert "逾期1个工作日" in late.inner_text()
    assert "不得上会" in page.locator("tr:has-text('电动自行车充电设施')").inner_text()
    assert "逾期 2 项" in page.locator(".bar").first.inner_text()
    shoot(page, "agenda", phone=True)
    late.click()
    page.fill("#f-day", "2026-12-08")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notices:has-text('已记入')")
    assert "✓ 已办" in gate(page, "电动自行车充电设施", "送合法性审核").inner_text()
    assert "审核第1个工作日" in gate(page, "电动自行车充电设施", "审核完成").inner_text()
    page.reload()
    page.keyboard.press("Control+z")
    page.wait_for_selector(".notices:has-text('已撤销')")
    assert "逾期1个工作日" in gate(page, "电动自行车充电设施", "送合法性审核").inner_text()
    with world.store.read(OWN) as room:
        told = [entry.why for entry in room.trail.entries(after=max(0, room.trail.anchor.number - 3))]
    assert told == ["登记议题", "送合法性审核：2026-12-08", "送合法性审核：清除日期"]


def test_who_may_only_read_gets_no_buttons_and_a_phone_no_sideways_scroll(opens: Opens):
    page = opens(Role.APPROVER, URL, {"width": 390, "height": 844})
    assert page.locator(".gate-button:not([disabled])").count() == 0
    assert page.locator("#new").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
