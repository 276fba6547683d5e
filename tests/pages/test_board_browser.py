"""The board in a real browser: an item dragged, moved by keys, made, edited, found, undone; a week signed and issued.

RICHENG_SHOTS=1 renews its pictures in docs/images/manual/.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from models.accounts import Role
from tests.api.world import ACT, OWN, World
from tests.pages.at_board import at_board

pytestmark = pytest.mark.browser

WEEK = "/board/2026-W51"
EXECS, WINDOWED = "2026-12/094", "2026-12/097"


@pytest.fixture
def world() -> Iterator[World]:
    made = at_board()
    yield made
    made.store.close()


@pytest.fixture
def both(world: World) -> None:
    """The clerk's account is the approver's too."""
    with world.store.write(OWN, ACT) as desk:
        clerk = desk.accounts.get("u-clerk")
        assert clerk is not None
        roles = (Role.CLERK, Role.APPROVER)
        desk.accounts.put(clerk.model_copy(update={"roles": roles}), expecting=clerk.revision)


def piece(page: Any, item: str, leader: str) -> Any:
    return page.locator(f".matrix a.item[data-item='{item}'][data-from='{leader}']").first


def cell(page: Any, leader: str, half: str) -> Any:
    return page.locator(f"td[data-leader='{leader}'][data-half='{half}']")


def drag(page: Any, item: str, leader: str, to: str, half: str) -> None:
    piece(page, item, leader).drag_to(cell(page, to, half))


def holds(page: Any, leader: str, half: str, item: str) -> bool:
    return bool(cell(page, leader, half).locator(f"a.item[data-item='{item}']").count() == 1)


def said(page: Any, text: str) -> None:
    page.locator(".note", has_text=text).first.wait_for()


def test_a_lawful_drag_stands_at_once_survives_a_reload_and_is_undone(opens, shoot):
    page = opens(Role.CLERK, WEEK)
    drag(page, EXECS, "exec", "exec", "2026-12-18/am")
    said(page, "改到12月18日上午")
    assert holds(page, "exec", "2026-12-18/am", EXECS)
    assert piece(page, EXECS, "exec").locator(".tag.change").inner_text() == "改期"
    shoot(page, "board-moved")
    page.reload()
    assert holds(page, "exec", "2026-12-18/am", EXECS)
    page.wait_for_selector("#undo:enabled")
    page.locator("#undo").click()
    said(page, "已撤销")
    assert holds(page, "exec", "2026-12-18/pm", EXECS)


def test_an_unlawful_drag_is_told_by_its_article_and_waits(opens, shoot):
    page = opens(Role.CLERK, WEEK)
    drag(page, EXECS, "exec", "dep-c", "2026-12-18/pm")
    drawer = page.locator(".drawer")
    drawer.wait_for()
    assert "第七条" in drawer.inner_text()
    drawer.locator("h3", has_text="谁可以去").wait_for()
    shoot(page, "board-refused")
    drawer.get_by_text("不动了", exact=True).click()
    assert holds(page, "exec", "2026-12-18/pm", EXECS)
    assert page.locator("#undo").is_disabled()


def test_what_is_forced_is_loud_until_it_is_mended(opens):
    page = opens(Role.CLERK, WEEK)
    drag(page, WINDOWED, "dep-e", "dep-e", "2026-12-18/pm")
    page.locator(".drawer button", has_text="仍然这样排").click()
    page.wait_for_selector(".panel.broken")
    assert "必须：1 处不符" in page.locator(".verdict-line").inner_text()
    page.keyboard.press("Control+z")
    page.wait_for_selector(".panel.broken", state="detached")


def test_keys_walk_move_and_take_back(opens):
    page = opens(Role.CLERK, WEEK)
    start = piece(page, EXECS, "exec")
    start.focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.locator(".target").count() == 0
    piece(page, EXECS, "exec").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    said(page, "改到12月18日上午")
    assert page.evaluate("document.activeElement.dataset.item") == EXECS
    page.keyboard.press("Control+z")
    said(page, "已撤销")
    assert holds(page, "exec", "2026-12-18/pm", EXECS)


def test_an_item_is_made_where_the_cell_is_edited_in_place_and_stands_in_brackets(opens, shoot):
    page = opens(Role.CLERK, WEEK)
    cell(page, "dep-c", "2026-12-18/pm").focus()
    page.keyboard.press("Enter")
    page.locator("#e-title").fill("冬灌<b>现场</b>会")
    page.locator("#e-venue").fill("北郊乡")
    shoot(page, "board-form")
    page.get_by_text("加入安排", exact=True).click()
    said(page, "已加入")
    made = cell(page, "dep-c", "2026-12-18/pm").locator("a.item", has_text="冬灌<b>现场</b>会")
    assert "15:00" in made.inner_text()
    made.click()
    page.locator(".drawer button", has_text="修改").click()
    page.get_by_label("主办单位还没定").check()
    page.locator("#e-start").fill("16:00")
    page.locator("#e-end").fill("17:00")
    page.get_by_text("保存", exact=True).click()
    said(page, "已修改")
    changed = cell(page, "dep-c", "2026-12-18/pm").locator("a.item", has_text="冬灌")
    assert re.search(r"16:00\s*（冬灌<b>现场</b>会）", changed.inner_text())


def test_a_fault_stands_beside_its_field(opens):
    page = opens(Role.CLERK, WEEK)
    page.keyboard.press("n")
    page.locator("#e-title").fill(" ")
    page.get_by_text("加入安排", exact=True).click()
    page.wait_for_selector("#e-title[aria-invalid]")
    assert page.locator(".field:has(#e-title) .fault").inner_text()
    assert page.evaluate("document.activeElement.id") == "e-title"


def test_typing_finds_and_the_list_is_the_same_week(opens):
    page = opens(Role.CLERK, WEEK)
    page.keyboard.press("/")
    page.keyboard.type("调研")
    hits = page.locator(".matrix a.item.hit")
    assert hits.count() >= 4
    assert all("调研" in text for text in hits.all_inner_texts())
    page.keyboard.press("Escape")
    page.locator("#view").click()
    assert page.locator(".list tbody tr").first.is_visible()
    assert not page.locator(".matrix").is_visible()


def test_an_approver_signs_over_the_slip_names_who_is_asked_for_and_the_feed_follows(both, opens, world, shoot):
    page = opens(Role.CLERK, WEEK)
    with world.store.write(OWN, ACT) as desk:
        _, secret = world.links.mint(desk, "test", "exec", "手机")
    before = world.client.get(f"/feeds/{secret}.ics").text
    drag(page, EXECS, "exec", "exec", "2026-12-18/am")
    said(page, "改到12月18日上午")
    page.locator("#issue").click()
    drawer = page.locator(".drawer")
    drawer.locator("h3", has_text="须指定 1 席").wait_for()
    assert "改期" in drawer.locator(".slip-lines").inner_text()
    assert "上一版指定的是常务副区长" in drawer.inner_text()
    shoot(page, "board-sign")
    drawer.locator("button", has_text="签发第2版").click()
    page.locator(".drawer h2", has_text="已签发第3版").wait_for()
    assert page.locator("#stand").inner_text() == "第3版"
    after = world.client.get(f"/feeds/{secret}.ics").text
    assert "DTSTART;TZID=Asia/Shanghai:20261218T083000" in after
    assert after != before
    with page.expect_download() as got:
        page.locator(".papers a", has_text="Word 文件").click()
    assert got.value.suggested_filename.endswith(".docx")


def test_a_clerk_may_not_sign_and_a_viewer_sees_no_board(opens):
    assert opens(Role.CLERK, WEEK).locator("#issue").is_disabled()
    assert "没有这项权限" in opens(Role.VIEWER, WEEK).inner_text("main")


def test_a_phone_reads_the_week_day_by_day(opens, shoot):
    page = opens(Role.CLERK, WEEK, {"width": 390, "height": 844})
    assert not page.locator(".matrix").is_visible()
    assert page.locator(".list tbody tr").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, "board-phone")
