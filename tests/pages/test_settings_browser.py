"""Settings in a real browser: a new holiday notice, the policy confirmed, people let in, the trail verified."""

import pytest

from models.accounts import Role
from models.policy import Policy
from models.records import RecordKind
from models.workdays import Notice
from tests.api.world import OWN
from tests.pages.conftest import PATIENCE, Opens
from tests.pages.hands import Hands, counted, told

pytestmark = pytest.mark.browser
NOTICE = """2027年放假安排（试验用，自拟）
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月30日（周六）、2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


def test_a_new_holiday_notice_is_looked_at_and_taken(opens: Opens, shoot, world):
    page = opens(Role.CLERK, "/settings")
    shoot(page, "settings", phone=True)
    hands = Hands(page)
    hands.type(page.locator("#f-number"), "试〔2026〕1号")
    page.fill(  # a wrong weekday on purpose, not counted
        "#f-text",
        NOTICE.replace("2月11日", "11日").replace("（周四）放假调休，共7天。1月", "（周三）放假调休，共7天。1月"),
    )
    page.click("#notice button[type=submit]")
    page.wait_for_selector("#notice-look li:has-text('2027-02-11 是周四，不是周三')")
    hands.paste(page.locator("#f-text"), NOTICE)
    hands.click(page.locator("#notice button[type=submit]"))
    with hands.looks_at():
        page.wait_for_selector(".months-grid")
    assert page.locator(".month").count() == 12
    assert page.locator(".month .d-off").count() == 27
    assert page.locator(".month .d-make_up").count() == 5
    shoot(page, "settings-notice", phone=True)
    hands.click(page.locator("#take-notice"))
    with hands.looks_at():
        page.wait_for_selector(".notices:has-text('已录入')")
    assert "2027年 试〔2026〕1号，经办人录入" in page.inner_text("#holidays")
    with world.store.read(OWN) as room:
        assert room.records.get(RecordKind.NOTICE, "2027").read(Notice).year == 2027
    assert counted(hands) == told("一份新的放假通知")


def test_an_assumption_is_confirmed_a_number_set_and_a_leader_s_work_changed(opens: Opens, shoot, world):
    page = opens(Role.CLERK, "/settings")
    page.check("#only-open")
    before = page.locator("[data-confirm]").count()
    assert before > 3
    page.locator("[data-confirm='research.month_in_workdays']").click()
    page.wait_for_selector(".notices:has-text('已确认')")
    assert page.locator("[data-confirm]").count() == before - 1
    page.fill("#search", "材料印制完毕")
    page.locator("[data-edit='agenda.papers_workdays_before']").click()
    page.fill("#f-value", "99")
    page.keyboard.press("Enter")
    page.wait_for_selector(".drawer [aria-invalid=true], .note.bad")
    page.fill("#f-value", "4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notices:has-text('已修改')")
    page.locator("[data-leader=dep-e]").click()
    page.fill(".drawer [name=portfolios]", "招商、工信、文旅、体育")
    page.click(".drawer button[type=submit]")
    page.wait_for_selector("#leaders:has-text('文旅、体育')")
    with world.store.read(OWN) as room:
        (policy,) = [record.read(Policy) for record in room.records.all(RecordKind.POLICY)]
    assert (policy.agenda.papers_workdays_before, policy.confirmed) == (4, ("research.month_in_workdays",))


def test_an_administrator_makes_an_account_that_comes_in_by_its_link_and_the_trail_is_whole(
    opens: Opens, shoot, browser
):
    page = opens(Role.ADMINISTRATOR, "/settings/accounts")
    page.fill("#f-title", "区水利局")
    page.fill("#f-login", "shuili")
    page.check("[name=roles][value=department]")
    shoot(page, "accounts", phone=True)
    page.click("#account button[type=submit]")
    page.wait_for_selector(".drawer .address")
    link = page.inner_text(".drawer .address").strip()
    shoot(page, "account-link")
    other = browser.new_page()
    other.set_default_timeout(PATIENCE)
    other.goto(link)
    other.fill("input[name=password]", "a quite long passphrase 7")
    other.click("button[type=submit]")
    other.wait_for_url("**/request")
    assert other.locator(".places a").count() == 0
    other.close()
    page.goto(page.url.replace("/settings/accounts", "/trail"))
    page.click("#verify")
    page.wait_for_selector("#verified:has-text('完整')")
    assert "新建账号" in page.inner_text(".trail")
    shoot(page, "trail", phone=True)
