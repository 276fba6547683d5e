"""《区政府领导周工作预安排》 as an Excel file: the half-days, and the list. Text is text: no cell is a formula."""

import io
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from render.paper import COLUMNS, PaperCell, PaperDay, PaperRow, WeekPaper, plain

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
A4 = 9
LONGEST = 32_767  # characters that a cell takes
LIST_WIDTHS = (9, 6, 14, 38, 20, 14, 26, 16, 18)
CELL_LINE, LINE_CHARACTERS = 13.0, 11


class Formats:
    """The looks of cells, made once a workbook."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "仿宋_GB2312", "font_size": 10, "valign": "vcenter", "text_wrap": True}
        ruled = base | {"border": 1}
        heads = ruled | {"font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"}
        self.title = book.add_format(
            {"font_name": "方正小标宋简体", "font_size": 22, "align": "center", "font_color": "#B0121B"}
        )
        self.facts = book.add_format({"font_name": "仿宋_GB2312", "font_size": 10.5, "align": "center"})
        self.mark = book.add_format({"font_name": "黑体", "font_size": 14})
        self.note = book.add_format({"font_name": "仿宋_GB2312", "font_size": 10})
        self.right = book.add_format({"font_name": "仿宋_GB2312", "font_size": 10, "align": "right"})
        self.head = book.add_format(heads)
        self.leader = book.add_format(ruled | {"font_name": "黑体", "align": "center"})
        self.centre = book.add_format(ruled | {"align": "center"})
        self.cell = book.add_format(ruled)
        self.rest = book.add_format(ruled | {"bg_color": "#F7F7F7"})
        self.away = book.add_format(ruled | {"bg_color": "#E8E8E8"})
        self.chief = book.add_format(ruled | {"font_name": "黑体", "font_color": "#B0121B"})
        self.gone = book.add_format(ruled | {"font_strikeout": True})


def week_xlsx(paper: WeekPaper) -> bytes:
    """The week's Excel file; the same paper gives the same bytes."""
    out = io.BytesIO()
    with Workbook(out, SAFE) as book:
        properties(book, paper.name, paper.office, paper.sealed_at)
        looks = Formats(book)
        _matrix(book.add_worksheet("周安排"), paper, looks)
        _list(book.add_worksheet("按日期"), paper, looks)
    return out.getvalue()


def properties(book: Workbook, name: str, author: str, at: datetime) -> None:
    """What the file says of itself; at: the instant that it tells as its own."""
    book.set_properties({"title": name[:250], "author": author[:250], "created": at.replace(tzinfo=None)})


def text(sheet: Worksheet, row: int, column: int, words: str, look: Format) -> None:
    """Words as words, whatever they begin with; what no cell can hold is cut and says so."""
    cut = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    if cut:
        sheet.write_string(row, column, cut, look)
    else:
        sheet.write_blank(row, column, None, look)


def across(sheet: Worksheet, area: tuple[int, int, int, int], words: str, look: Format) -> None:
    """Words over several cells. area: first row, first column, last row, last column."""
    if area[0] == area[2] and area[1] == area[3]:
        text(sheet, area[0], area[1], words, look)
        return
    sheet.merge_range(*area, "", look)
    text(sheet, area[0], area[1], words, look)


def _head(sheet: Worksheet, paper: WeekPaper, last: int, looks: Formats) -> None:
    text(sheet, 0, 0, paper.mark, looks.mark)
    across(sheet, (1, 0, 1, last), paper.title, looks.title)
    across(sheet, (2, 0, 2, last), "　".join(paper.facts), looks.facts)
    sheet.set_row(1, 30)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.55, right=0.55, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
    sheet.center_horizontally()
    sheet.set_footer("&C第&P页　共&N页")
    sheet.hide_gridlines(2)


def _below(sheet: Worksheet, paper: WeekPaper, row: int, last: int, looks: Formats) -> None:
    for n, note in enumerate(paper.notes):
        across(sheet, (row + n, 0, row + n, last), note, looks.note)
    row += len(paper.notes)
    across(sheet, (row, 0, row, last), f"{paper.office}　{paper.signed}", looks.right)


def _matrix(sheet: Worksheet, paper: WeekPaper, looks: Formats) -> None:
    last = 1 + len(paper.days)
    _head(sheet, paper, last, looks)
    sheet.set_column(0, 0, 17)
    sheet.set_column(1, 1, 5)
    across(sheet, (3, 0, 3, 1), "领导", looks.head)
    for n, day in enumerate(paper.days, 2):
        sheet.set_column(n, n, 22 * day.width)
        text(sheet, 3, n, _day(day), looks.head)
    sheet.set_row(3, 15.0 * max(1 + len(day.notes) + (day.width != 1) for day in paper.days))
    sheet.freeze_panes(4, 2)
    row = 4
    for leader in paper.rows:
        _leader(sheet, row, leader, looks)
        row += 2
    _below(sheet, paper, row, last, looks)


def _day(day: PaperDay) -> str:
    return "\n".join((f"{day.weekday} {day.label}", *day.notes))


def _leader(sheet: Worksheet, row: int, leader: PaperRow, looks: Formats) -> None:
    across(sheet, (row, 0, row + 1, 0), "\n".join((leader.title, *leader.beside)), looks.leader)
    text(sheet, row, 1, "上午", looks.centre)
    text(sheet, row + 1, 1, "下午", looks.centre)
    for n, (am, pm) in enumerate(zip(leader.am, leader.pm, strict=True), 2):
        if am.rows == 2:
            across(sheet, (row, n, row + 1, n), cell_text(am), _look(am, looks))
        else:
            text(sheet, row, n, cell_text(am), _look(am, looks))
            text(sheet, row + 1, n, cell_text(pm), _look(pm, looks))
    beside = sum(map(_lines_of, leader.beside)) + 1
    for at, cells in ((row, leader.am), (row + 1, leader.pm)):
        lines = max(sum(_lines_of(plain(p)) for p in cell.paragraphs) // cell.rows for cell in cells if cell.rows)
        sheet.set_row(at, CELL_LINE * max(2, lines, -(-beside // 2)))


def _lines_of(words: str) -> int:
    return -(-len(words) // LINE_CHARACTERS)


def cell_text(cell: PaperCell) -> str:
    """A cell's items, one below the other."""
    return "\n".join(map(plain, cell.paragraphs))


def _look(cell: PaperCell, looks: Formats) -> Format:
    return looks.away if cell.away else looks.rest if cell.rest else looks.cell


def _list(sheet: Worksheet, paper: WeekPaper, looks: Formats) -> None:
    last = len(COLUMNS) - 1
    _head(sheet, paper, last, looks)
    for n, (name, width) in enumerate(zip(paper.columns, LIST_WIDTHS, strict=True)):
        sheet.set_column(n, n, width)
        text(sheet, 3, n, name, looks.head)
    sheet.freeze_panes(4, 0)
    row = 4
    for group in paper.daily:
        until = row + len(group.lines) - 1
        across(sheet, (row, 0, until, 0), "\n".join((group.day.label, *group.day.notes)), looks.leader)
        across(sheet, (row, 1, until, 1), group.day.weekday, looks.leader)
        for line in group.lines:
            if line.whole:
                across(sheet, (row, 2, row, last), line.whole, looks.cell)
            for n, words in enumerate(line.cells if not line.whole else (), 2):
                title = looks.chief if line.chief else looks.gone if line.dropped else looks.cell
                text(sheet, row, n, words, title if n == 3 else looks.cell)
            row += 1
    _below(sheet, paper, row, last, looks)
