"""Collecting in a real browser: a bad sheet told by row and column, a good one taken; a department asks."""

import pytest

from models.accounts import Role
from tests.pages.conftest import Opens
from tests.pages.office import GOOD, fifty, filled

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def choose(page, body: bytes, name: str = "区水利局.xlsx") -> None:
    page.set_input_files("#file", {"name": name, "mimeType": XLSX, "buffer": body})


def test_a_clerk_sends_a_sheet_out_and_takes_it_back(opens: Opens, shoot):
    page = opens(Role.CLERK, "/collect")
    page.fill("#f-unit", "区水利局")
    with page.expect_download() as waiting:
        page.click("#sheet button[type=submit]")
    assert waiting.value.suggested_filename == "领导活动申请表（区水利局）.xlsx"
    choose(
        page, filled(GOOD, GOOD | {"日期": "2026-12-32"}, GOOD | {"事项名称": "冬修水利会", "出席领导": "副区长庚"})
    )
    page.wait_for_selector(".faults-table")
    told = page.locator(".faults-table tbody tr")
    assert [row.split("\t")[:2] for row in told.all_inner_texts()] == [["第5行", "日期"], ["第6行", "出席领导"]]
    shoot(page, "collect-faults", phone=True)
    choose(page, filled(*fifty()), "各部门.xlsx")
    page.wait_for_selector("#take-it")
    assert page.inner_text("#take-it") == "收入这 50 项"
    shoot(page, "collect-preview", phone=True)
    page.click("#take-it")
    page.wait_for_selector("#came tbody tr:nth-child(50)")
    assert "已收入 50 项" in page.inner_text("#notices")
    page.fill("#search", "第7项")
    assert page.locator("#came tbody tr:visible").count() == 1
    page.fill("#search", "")
    shoot(page, "collect", phone=True)


def test_a_department_asks_and_takes_back(opens: Opens, shoot):
    page = opens(Role.DEPARTMENT, "/request?week=2026-12-14")
    page.locator(".slot[data-leader=常务副区长][data-day='2026-12-15'][data-half=上午]").click()
    page.click("#request button[type=submit]")
    page.wait_for_selector("#e-title:not([hidden])")
    assert page.locator("[aria-invalid]").first.get_attribute("name") == "title"
    page.fill("#f-title", "重点项目推进会")
    page.select_option("#f-kind", "工作会议")
    page.fill("#f-venue", "区行政中心二楼")
    shoot(page, "request", phone=True)
    page.click("#request button[type=submit]")
    page.wait_for_selector("#mine:has-text('重点项目推进会')")
    assert "已交给政府办" in page.inner_text("#notices")
    assert "12月15日（周二）上午，120分钟，时间由政府办排" in page.inner_text("#mine")
    withdraw = page.locator("[data-withdraw]")
    withdraw.click()
    withdraw.click()
    page.wait_for_selector("#mine:has-text('还没有申请')")
