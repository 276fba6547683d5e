"""The clerk's week from end to end, in a real browser: fifty requests on a sheet, planned, a clash mended by a drag,
signed, a Word file in hand, and the calendar's feed changed. docs/journeys.md tells the counts of this journey and of
three others (a trip, a year's research, a holiday notice, each counted where it is tested), and cannot go stale.
"""

import io
import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from models.accounts import Role
from store.memory import MemoryStore
from tests.api.world import ACT, OWN, World
from tests.pages.hands import JOURNEYS, Hands, counted, told
from tests.pages.office import MONTH, filled

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEADERS = ("常务副区长", "副区长甲", "副区长乙", "副区长丙", "副区长戊")
LATE = "冬灌渠首现场验收"


@pytest.fixture
def world(chain) -> Iterator[World]:
    """An office that has published before, with nothing in its records for the week but its people."""
    month = json.loads(MONTH) | {"events": [], "agenda": [], "absences": []}
    made = World(MemoryStore(), chain, works=True)
    made.import_month(json.dumps(month).encode())
    with made.store.write(OWN, ACT) as desk:
        clerk = desk.accounts.get("u-clerk")
        assert clerk is not None
        both = clerk.model_copy(update={"roles": (Role.CLERK, Role.APPROVER)})
        desk.accounts.put(both, expecting=clerk.revision)
    yield made
    made.store.close()


def fifty() -> bytes:
    """Fifty requests of a dozen departments for one week, to be placed by the Office, ten a leader."""
    return filled(
        *(
            {
                "事项名称": f"第{n + 1}项工作协调会", "类型": "协调会", "日期": "2026-12-14",
                "截止日期": "2026-12-18", "时长": 60, "出席领导": LEADERS[n % 5],
                "承办单位": f"区第{n % 12 + 1}局", "轻重": ("高", "中", "低")[n % 3],
            }
            for n in range(50)
        )
    )  # fmt: skip


def emptiest(page: Any, leader: str, but: str) -> Any:
    """The working half-day in which a leader has least to do."""
    cells = page.locator(f"td[data-leader='{leader}']:not(.rest)").all()
    free = [cell for cell in cells if cell.get_attribute("data-half") != but]
    return min(free, key=lambda cell: cell.locator("a.item").count())


def test_fifty_requests_become_an_issued_week(opens, world, shoot):
    with world.store.write(OWN, ACT) as desk:
        _, secret = world.links.mint(desk, "test", "office", "手机")
    before = world.client.get(f"/feeds/{secret}.ics").text
    page = opens(Role.CLERK, "/collect")
    hands = Hands(page)

    hands.give("#file", "各部门.xlsx", XLSX, fifty())
    with hands.looks_at():
        page.wait_for_selector("#take-it")
    hands.click(page.locator("#take-it"))
    with hands.looks_at():
        page.locator("#notices", has_text="已收入 50 项").wait_for()

    hands.click(page.locator(".places a", has_text="周安排"))
    hands.click(page.locator(".weeks a", has_text="下周"))
    hands.click(page.locator("#solve"))
    with hands.looks_at():
        page.locator(".note", has_text="已按现有事项和规则排定本周").wait_for(timeout=60_000)
    assert page.locator(".matrix a.item", has_text="工作协调会").count() >= 50

    crowded = page.locator("a.item[data-from='exec'].tent", has_text="工作协调会").first
    cell = crowded.locator("xpath=ancestor::td")
    half, start = cell.get_attribute("data-half"), crowded.locator(".t").inner_text()
    day, hour = half[:10], int(start[:2])
    hands.click(page.locator("#new"))
    hands.type(page.locator("#e-title"), LATE)
    for field, text in (("day", day), ("start", start), ("end", f"{hour + 1:02}{start[2:]}")):
        hands.type(page.locator(f"#e-{field}"), text)
    hands.click(page.get_by_text("加一位", exact=True))
    hands.click(page.get_by_label("哪位领导"))
    page.get_by_label("哪位领导").select_option("exec")
    hands.click(page.get_by_text("加入安排", exact=True))
    with hands.looks_at():
        page.wait_for_selector(".panel.broken")
    shoot(page, "journey-clash")

    moved = crowded.get_attribute("data-item")
    hands.drag(page.locator(f"a.item[data-item='{moved}']").first, emptiest(page, "exec", half))
    with hands.looks_at():
        page.wait_for_selector(".panel.broken", state="detached")

    hands.click(page.locator("#issue"))
    with hands.looks_at():
        page.locator(".drawer h3", has_text="变动单").wait_for()
    hands.click(page.locator(".drawer button[type=submit]"))
    with hands.looks_at():
        page.locator(".drawer h2", has_text="已签发第").wait_for(timeout=60_000)
    shoot(page, "journey-issued")
    with page.expect_download() as got:
        hands.click(page.locator(".papers a", has_text="Word 文件"))

    words = "\n".join(cell.text for table in Document(io.BytesIO(Path(got.value.path()).read_bytes())).tables
                      for row in table.rows for cell in row.cells)  # fmt: skip
    assert LATE in words
    assert "第50项工作协调会" in words
    after = world.client.get(f"/feeds/{secret}.ics").text
    assert (LATE in before, LATE in after) == (False, True)
    assert hands.seconds < 300
    assert counted(hands) == told("五十项申请")


def test_the_estimates_by_hand_add_up():
    text = JOURNEYS.read_text("utf-8")
    overview, *journeys = text.split("\n## ")
    beside = [int(minutes) for minutes in re.findall(r"^\| [^|]*(?:\| \d+ ){5}\| (\d+) \|$", overview, re.MULTILINE)]
    sums = []
    for journey in journeys:
        rows = re.findall(r"\| (\d+(?: × \d+)*) (s|min) \| (\d+) \|", journey)
        assert rows
        for times, unit, minutes in rows:
            assert int(minutes) == round(math.prod(map(int, times.split(" × "))) / (60 if unit == "s" else 1))
        sums.append(sum(int(minutes) for _, _, minutes in rows))
        assert f"| **sum** | | **{sums[-1]}** |" in journey
    assert beside == sums
    assert len(sums) == 4
