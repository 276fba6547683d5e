"""A look at an Excel file before any reader opens it: sizes, far corners, formulas. Cheap: one pass a sheet."""

import re
from typing import NamedTuple

from models.archives import opened
from models.errors import BadInput, Fault

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 100, 400_000
PLACE = re.compile(rb"<(?:\w+:)?(?:c|row)\b[^>]*?\br\s*=\s*[\"']([^\"']*)[\"']")
CORNER = re.compile(rb"([A-Z]{0,3})(\d{1,7})")
CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
FORMULA = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>\s*<(?:\w+:)?f[\s/>]")
ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
WHAT = "Excel 文件（.xlsx）"
MOST_TOLD = 50


class Spot(NamedTuple):
    """A cell by its letters and its row, as Excel shows them."""

    column: str
    row: int


def admitted(raw: bytes) -> tuple[Spot, ...]:
    """Where formulas stand, in a file that may be read.

    Raises BadInput for what no request sheet holds: bombs, entities, macros, tens of thousands of rows, cells in a
    far corner (which would be read as one great rectangle), dates counted from 1904, the old .xls.
    """
    if raw[:4] == b"\xd0\xcf\x11\xe0":
        raise _fault("是旧格式（.xls）或加了密码；请另存为 .xlsx，不设密码")
    parts = opened(raw, WHAT).parts
    book = parts.get("xl/workbook.xml")
    if book is None:
        raise _fault(f"不是 {WHAT}；请用 Excel 或 WPS 另存为 .xlsx 后再交")
    if re.search(rb"date1904\s*=\s*[\"'](?:1|true|on)", book):
        raise _fault("采用 1904 年日期系统，日期会错四年；请在 Excel 选项中关闭后另存")
    spots: list[Spot] = []
    for name, body in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            spots += _look(body)
    return tuple(spots)


def _look(body: bytes) -> list[Spot]:
    if len(ROW.findall(body)) > MOST_ROWS or len(CELL.findall(body)) > MOST_CELLS:
        raise _fault(f"行数过多（最多 {MOST_ROWS:,} 行）；请删去空行后再交")
    for place in PLACE.finditer(body):
        corner = CORNER.fullmatch(place[1])
        if corner is None or int(corner[2]) > MOST_ROWS or _column(corner[1]) > MOST_COLUMNS:
            raise _fault(
                f"表格之外很远处有内容（最多 {MOST_ROWS:,} 行、{MOST_COLUMNS} 列）；请复制到新下载的申请表后再交"
            )
    spots = [Spot(found[1].decode(), int(found[2])) for found in FORMULA.finditer(body)]
    if len(spots) != len(ANY_FORMULA.findall(body)):
        raise _fault("有公式；请改为直接填写的内容后再交")
    return spots[:MOST_TOLD]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _fault(message: str) -> BadInput:
    return BadInput([Fault("（整个文件）", message)])
