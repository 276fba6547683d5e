"""The month in a real browser: solved, watched, stopped; the standing meeting's days with what hinders them; what was
left out.

RICHENG_SHOTS=1 renews its pictures in docs/images/manual/.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest

from intake.brief import read_brief
from models.accounts import Role
from models.by_hand import as_published
from models.runs import PlanRun, Progress, RunState
from models.spans import OFFICE_TZ
from tests.api.world import ACT, OWN, World
from tests.pages.at_board import at_board

pytestmark = pytest.mark.browser
LONG = 120_000


@pytest.fixture
def world() -> Iterator[World]:
    made = at_board()
    made.now[0] = datetime(2026, 11, 23, 10, 0, tzinfo=OFFICE_TZ)
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
    assert page.locator(".heat .open0, .heat .open1, .heat .open2").count() >= 1
    assert page.locator("#drafts li").count() == 1
    page.locator(".heat .shut").last.click()
    told = page.locator("#map-why")
    assert "开不了" in told.inner_text()
    assert told.locator(".article").count() >= 1
    shoot(page, "month", phone=True, whole=True)


def asked(world: World) -> PlanRun:
    with world.store.read(OWN) as desk:
        return desk.runs.all()[0]


def test_a_run_is_watched_picked_up_again_stopped_and_its_best_kept(opens, world):
    world.works = False
    page = opens(Role.CLERK, "/month/2026-12")
    page.locator("#solve").click()
    page.locator(".progress", has_text="排队中").wait_for()
    stop = page.locator(".progress button", has_text="停下")
    assert stop.is_disabled()
    point = Progress(number=1, seconds=2.5, objective=120, bound=100, gap=1 / 6, solutions=1)
    with world.store.write(OWN, ACT) as desk:
        taken = desk.runs.take(desk.runs.all()[0].id, "here", world.clock())
        assert taken is not None
        best = as_published(read_brief(desk.briefs.get(taken.brief) or b""))
        at_work = taken.model_copy(update={"best": best, "progress": point, "told": (point,)})
        assert desk.runs.report(at_work)
    page.locator(".figures", has_text="差距 16.7%").wait_for()
    page.reload()
    page.locator(".figures", has_text="差距 16.7%").wait_for()
    assert page.locator("[role=progressbar]").get_attribute("aria-valuenow") == "83"
    page.locator(".progress button", has_text="停下").click()
    page.locator(".progress", has_text="正在收尾").wait_for()
    assert asked(world).stop_wanted
    with world.store.write(OWN, ACT) as desk:
        ended = at_work.model_copy(update={"state": RunState.STOPPED, "ended_at": world.clock()})
        assert desk.runs.report(ended)
    page.locator(".note", has_text="已排定2026年12月").wait_for()
    page.locator("#drafts li").wait_for()


def test_a_run_is_cancelled_and_nothing_changes(opens, world):
    world.works = False
    page = opens(Role.CLERK, "/month/2026-12")
    page.locator("#solve").click()
    page.locator(".progress button", has_text="取消").click()
    page.locator(".note", has_text="已取消").wait_for()
    assert asked(world).state is RunState.CANCELLED
    assert page.locator("#drafts li").count() == 0
