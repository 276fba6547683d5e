"""值守与补位 in a real browser: asked, read, submitted, confirmed as B, approved; and the feeds follow.

RICHENG_SHOTS=1 renews docs/images/manual/cover*.png.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from starlette.testclient import TestClient

from api.app import create_app
from api.gate import SESSION
from api.in_charge import IN_CHARGE_ID
from store.memory import MemoryStore
from tests.api.absence_office import OFFICE
from tests.api.absence_world import AbsenceWorld
from tests.api.world import ACT
from tests.pages.at_cover import at_cover
from tests.pages.conftest import DESKTOP
from tests.pages.hands import Hands, counted, told

pytestmark = pytest.mark.browser

Enters = Callable[..., Any]


@pytest.fixture
def office() -> Iterator[AbsenceWorld]:
    made = at_cover()
    yield made
    made.store.close()


@pytest.fixture
def enters(browser: Any, office: AbsenceWorld) -> Iterator[Enters]:
    """Open the page as somebody of a post. What the page complains of, or asks of another machine, fails the test."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(office.app, log_level="warning", access_log=False, ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    contexts, complaints = [], []

    def enter(login: str, path: str = "/cover", viewport: dict[str, int] = DESKTOP) -> Any:
        context = browser.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True)
        contexts.append(context)
        context.set_default_timeout(90_000)
        context.add_cookies([{"name": SESSION, "value": office.as_(login).cookies[SESSION], "url": url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(url) else complaints.append(asked.url))
        page.goto(url + path)
        return page

    yield enter
    for context in contexts:
        context.close()
    server.should_exit = True
    thread.join()
    assert [text for text in complaints if "status of 4" not in text] == []


def feeds(office: AbsenceWorld) -> dict[str, bytes]:
    """What subscribers read: the Office's calendar, B's, and who is in charge."""
    clerk, found = office.as_("clerk"), {}
    for audience in ("office", "dep-b", IN_CHARGE_ID):
        office.keys += 1
        made = clerk.post(
            f"/api/offices/{OFFICE.id}/links", json={"audience": audience, "title": "手机"},
            headers={"Idempotency-Key": f"feed{office.keys}"},
        ).json()  # fmt: skip
        found[audience] = clerk.get("/feeds/" + made["address"].rsplit("/", 1)[1]).content
    return found


def unnamed(page: Any) -> list[str]:
    """Fields and buttons that a screen reader could not name."""
    return list(
        page.evaluate(
            """() => Array.from(document.querySelectorAll("input, select, textarea, button, a[href]"))
              .filter((one) => one.offsetParent !== null)
              .filter((one) => !(one.labels && one.labels.length) && !one.getAttribute("aria-label"))
              .filter((one) => !one.textContent.trim())
              .map((one) => one.outerHTML.slice(0, 120))"""
        )
    )


def asked(traveller: Any, hands: Hands, shoot: Callable[..., None]) -> None:
    """The leader's own part: the trip, a mistake on purpose that is not counted, the slip, the request, B told."""
    hands.type(traveller.locator("#f-start"), "2026-12-15T08:30")
    traveller.fill("#f-end", "2026-12-15T08:00")
    traveller.click("#trip button[type=submit]")
    traveller.wait_for_selector("#e-end:has-text('须晚于开始')")
    hands.type(traveller.locator("#f-end"), "2026-12-16T18:00")
    hands.type(traveller.locator("#f-place"), "郑州")
    hands.click(traveller.locator("#trip button[type=submit]"))
    with hands.looks_at():
        traveller.wait_for_selector(".coverage footer")
    slip = traveller.inner_text(".coverage")
    assert all(word in slip for word in ("外出补位核对单", "副区长乙 代", "约谈建设单位", "依据第1版", "核对用时"))
    assert traveller.locator(".coverage .verdict").inner_text().split() == ["定", "可以批准，但有事项须先定"]
    assert unnamed(traveller) == []
    shoot(traveller, "cover-slip", phone=True, whole=True)
    with traveller.expect_download() as paper:
        hands.click(traveller.locator(".coverage footer a:has-text('PDF')"))
    assert paper.value.suggested_filename.startswith("外出补位核对单")
    hands.type(traveller.locator("#r-contact"), "见报备单")
    hands.type(traveller.locator("#r-reason"), "省里召开农业会议")
    hands.click(traveller.locator("#request button[type=submit]"))
    with hands.looks_at():
        traveller.wait_for_selector(".notices:has-text('已提请批准')")
    hands.click(traveller.locator(".list button:has-text('告知B角')"))
    hands.click(traveller.locator(".drawer .act button:has-text('告知B角')"))
    with hands.looks_at():
        traveller.wait_for_selector(".notices:has-text('副区长甲：待批')")


def confirmed(partner: Any, hands: Hands) -> None:
    """B's part: reads what falls to her, without the reason, and confirms."""
    hands.click(partner.locator(".list button:has-text('待办：B角确认')"))
    with hands.looks_at():
        partner.wait_for_selector(".drawer:has-text('您是当日有效的B角')")
    assert "农业会议" not in partner.inner_text("body")
    hands.click(partner.locator(".drawer .act button:text-is('B角确认')"))
    with hands.looks_at():
        partner.wait_for_selector(".notices:has-text('副区长甲：待批')")


def approved(head: Any, hands: Hands, shoot: Callable[..., None]) -> None:
    """The head's part: reads the request, then what approval changes, and publishes it."""
    hands.click(head.locator(".list button:has-text('待办：批准')"))
    with hands.looks_at():
        head.wait_for_selector(".drawer:has-text('省里召开农业会议')")
    shoot(head, "cover-inbox")
    hands.click(head.locator(".drawer .act button:has-text('批准……')"))
    with hands.looks_at():
        head.wait_for_selector(".drawer .moves li:has-text('约谈建设单位')")
    shoot(head, "cover-change")
    hands.click(head.locator(".drawer .act button:has-text('按此变动并发布')"))
    with hands.looks_at():
        head.wait_for_selector(".notices:has-text('已发布第2版')")
    assert "副区长乙代" in head.inner_text(".timeline")
    shoot(head, "cover", phone=True, whole=True)


def test_from_the_question_to_the_feeds(office: AbsenceWorld, enters: Enters, shoot: Callable[..., None]) -> None:
    before = feeds(office)
    traveller = enters("dep-a")
    assert "各位领导都在岗" in traveller.inner_text(".now")
    assert "外出，无人代" in traveller.inner_text(".timeline")
    assert traveller.locator("#f-leader option").all_inner_texts() == ["副区长甲"]
    asks = Hands(traveller)
    asked(traveller, asks, shoot)

    partner = enters("dep-b")
    confirms = Hands(partner)
    confirmed(partner, confirms)

    stranger = enters("exec")
    assert stranger.locator(".list").count() == 0 or "副区长甲" not in stranger.inner_text(".lists")

    head = enters("head")
    approves = Hands(head)
    approved(head, approves, shoot)

    after = feeds(office)
    assert {audience for audience in after if after[audience] == before[audience]} == set()
    [id] = [one["id"] for one in office.get("clerk", leader="dep-a").json()["items"]]
    made = office.verbs.get(id)
    assert [step.by for step in made.steps] == ["副区长甲", "副区长甲", "副区长乙", "区长"]
    assert counted(asks, confirms, approves) == told("一次外出")


def test_a_viewer_sees_who_is_in_charge_and_nothing_to_do(enters: Enters) -> None:
    page = enters("viewer", viewport={"width": 390, "height": 844})
    assert "现在谁主持" in page.inner_text("main")
    assert page.locator("#trip, .list, #subscribe").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_office_without_leaders_is_told_what_to_do_first() -> None:
    store = MemoryStore()
    store.found(OFFICE, ACT)
    app = create_app(
        store=store, office_id=OFFICE.id, access_key=None, today=lambda: ACT.at.date(), now=lambda: ACT.at
    )
    answer = TestClient(app, base_url="http://127.0.0.1:8000").get("/cover")
    assert answer.status_code == 200
    assert "还没有领导名单" in answer.text
    store.close()
