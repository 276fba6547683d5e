"""An office at work, for pages: three published versions, the month's records, somebody of every role."""

import io
from collections.abc import Iterable, Mapping
from datetime import date

import xlsxwriter

from api.demo import FIXTURES
from intake.xlsx_columns import FACTS, FIRST_ROW, HEAD_ROW, NAMES, SCHEMA, SHEET
from models.publication import Publication
from store.memory import MemoryStore
from tests.api.world import ACT, OWN, World

NAME = "示例区人民政府"
MONTH = (FIXTURES / "2026-12.json").read_bytes().replace(b'"gulou-demo"', b'"demo"')
GOOD = {
    "事项名称": "全区防汛工作部署会", "类型": "部署会", "日期": "2026-12-15", "主持领导": "区长",
    "承办单位": "区水利局",
}  # fmt: skip


def at_work(chain: tuple[Publication, ...]) -> World:
    """The office, on 9 December 2026 at ten."""
    world = World(MemoryStore(), chain)
    world.import_month(MONTH)
    with world.store.write(OWN, ACT) as desk:
        desk.rename(NAME)
    return world


def filled(*rows: Mapping[str, object], office: str = OWN) -> bytes:
    """A request sheet with these rows, as a department hands it in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(SHEET)
        for n, name in enumerate(NAMES):
            page.write_string(HEAD_ROW - 1, n, name)
        for row, cells in enumerate(rows, FIRST_ROW - 1):
            for name, value in cells.items():
                page.write(row, NAMES.index(name), value)
        page = book.add_worksheet(FACTS)
        for row, pair in enumerate({"schema": SCHEMA, "office": office}.items()):
            page.write_row(row, 0, pair)
    return out.getvalue()


def fifty() -> Iterable[Mapping[str, object]]:
    """Fifty requests over two weeks, by a dozen departments."""
    leaders = ("常务副区长", "副区长甲", "副区长乙", "副区长丙", "副区长戊")
    for n in range(50):
        day = date(2026, 12, 14 + n % 5 + 7 * (n % 2))
        yield {
            "事项名称": f"第{n + 1}项工作协调会", "类型": "协调会", "日期": f"{day}", "截止日期": f"{day}",
            "出席领导": leaders[n % 5], "承办单位": f"区第{n % 12 + 1}局", "半天": ("上午", "下午", "不限")[n % 3],
            "轻重": ("高", "中", "低")[n % 3],
        }  # fmt: skip
