"""A year's research in a real browser: who runs short, topics written, free stretches put in until it suffices."""

import pytest

from models.accounts import Role
from models.events import Event, Kind
from models.records import RecordKind
from tests.api.world import OWN
from tests.pages.conftest import Opens
from tests.pages.hands import Hands, counted, told

pytestmark = pytest.mark.browser


def test_a_year_that_runs_short_is_made_good(opens: Opens, shoot, world):
    page = opens(Role.CLERK, "/research")
    hands = Hands(page)
    with hands.looks_at():
        assert "不够的怎么补" in page.inner_text("main")
    shoot(page, "research", phone=True, whole=True)
    hands.click(page.locator("[data-topics=dep-d]"))
    hands.type(page.locator("#f-topics"), "社区矛盾化解\n反诈宣传进村")
    hands.click(page.locator(".drawer button[type=submit]"))
    with hands.looks_at():
        page.wait_for_selector("#leader-dep-d:has-text('反诈宣传进村')")
    first = page.locator("#fix-dep-d [data-start]").first
    day = first.get_attribute("data-start")[:10]
    first.click()  # put in and taken back: not counted
    page.wait_for_selector(".notices:has-text('已排上调研')")
    page.click(".notices button:has-text('撤销')")
    page.wait_for_selector(".notices:has-text('已撤销')")
    assert page.locator(".fixes > section").count() == 6
    for _ in range(40):
        button = page.locator(".fixes [data-start]").first
        if not button.count():
            break
        with page.expect_navigation():
            hands.click(button)
        with hands.looks_at():
            page.wait_for_selector(".notices:has-text('已排上调研')")
    assert page.locator(".fixes > section").count() == 0
    assert "差" not in page.locator("#leader-dep-d .badge").first.inner_text()
    with world.store.read(OWN) as room:
        made = [r.read(Event) for r in room.records.all(RecordKind.EVENT) if r.id.startswith("survey/dep-d/")]
    assert {event.kind for event in made} == {Kind.RESEARCH}
    assert {event.title for event in made} == {"调研：社区矛盾化解"}
    assert day in {event.when.span.start.date().isoformat() for event in made}
    assert counted(hands) == told("一年的调研")


def test_an_approver_sees_the_same_and_cannot_change_it(opens: Opens):
    page = opens(Role.APPROVER, "/research?year=2027", {"width": 390, "height": 844})
    assert page.locator("[data-start], [data-topics]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
