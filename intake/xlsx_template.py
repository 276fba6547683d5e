"""The request sheet, ready to be filled in: drop-downs from the brief, notes on every column, heads that stay."""

import hashlib
import io

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from intake.xlsx_columns import CHOICES, COLUMNS, FACTS, FIRST_ROW, HEAD_ROW, ROWS, SCHEMA, SHEET, Column, letter
from models.brief import Brief

LAST = len(COLUMNS) - 1
HELP = "一行一项；带*的必填；蓝色表头各列的填法见批注。交回后逐行核对，有一处不对则整表退回，并写明行、列和改法。"


def request_template(brief: Brief, unit: str = "") -> bytes:
    """The workbook. unit: the department that fills it in; its rows then keep their ids when it is sent again.

    The same brief and unit give the same bytes.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        stamp = brief.as_of.replace(tzinfo=None)
        book.set_properties({"title": "领导活动申请表", "author": brief.office.name, "created": stamp})
        sheet = book.add_worksheet(SHEET)
        lists = _choices(book, book.add_worksheet(CHOICES), brief)
        _facts(book.add_worksheet(FACTS), brief)
        _heads(book, sheet, brief)
        _rows(book, sheet, unit)
        for n, column in enumerate(COLUMNS):
            if column.choices:
                _drop_down(sheet, n, column, lists)
        _settle(sheet)
    return out.getvalue()


def unit_prefix(unit: str) -> str:
    """How the ids of a department's rows begin."""
    return f"req/{hashlib.sha256(unit.encode()).hexdigest()[:8]}"


def _heads(book: Workbook, sheet: Worksheet, brief: Brief) -> None:
    base = {"font_name": "黑体", "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True}
    title = book.add_format({"font_name": "方正小标宋简体", "font_size": 20, "align": "center"})
    must = book.add_format(base | {"bg_color": "#D6E4F5", "bold": True})
    may = book.add_format(base | {"bg_color": "#EDF3FA"})
    first, last = brief.horizon.first, brief.horizon.last
    sheet.merge_range(0, 1, 0, LAST, "", title)
    sheet.write_string(0, 1, "区政府领导活动申请表", title)
    small = book.add_format({"font_name": "仿宋_GB2312", "font_size": 10, "text_wrap": True, "valign": "vcenter"})
    sheet.merge_range(1, 1, 1, LAST, "", small)
    sheet.write_string(1, 1, f"{brief.office.name}　{first} 至 {last}　{HELP}", small)
    sheet.set_row(0, 28)
    sheet.set_row(HEAD_ROW - 1, 24)
    for n, column in enumerate(COLUMNS):
        sheet.set_column(n, n, column.width)
        sheet.write_string(
            HEAD_ROW - 1, n, column.name + ("*" if column.required else ""), must if column.required else may
        )
        sheet.write_comment(HEAD_ROW - 1, n, column.note, {"author": "政府办", "x_scale": 1.6})


def _rows(book: Workbook, sheet: Worksheet, unit: str) -> None:
    base = {"font_name": "仿宋_GB2312", "border": 1, "valign": "vcenter", "text_wrap": True, "locked": False}
    cell = book.add_format(base)
    text = book.add_format(base | {"num_format": "@"})
    locked = book.add_format({"border": 1, "locked": True})
    for row in range(FIRST_ROW - 1, FIRST_ROW - 1 + ROWS):
        for n, column in enumerate(COLUMNS):
            if n == 0:
                sheet.write_string(row, 0, f"{unit_prefix(unit)}/{row - FIRST_ROW + 2:03}" if unit else "", locked)
            elif column.name == "承办单位" and unit:
                sheet.write_blank(row, n, None, text)
            else:
                sheet.write_blank(row, n, None, text if column.name in ("开始时间", "事项名称", "备注") else cell)


def _choices(book: Workbook, sheet: Worksheet, brief: Brief) -> dict[str, str]:
    """Write the lists and tell where each stands."""
    portfolios = dict.fromkeys(p for leader in brief.leaders for p in leader.portfolios)
    lists: dict[str, tuple[str, ...]] = {
        "领导": tuple(leader.title for leader in brief.leaders),
        "领域": tuple(portfolios),
    }
    lists |= {c.name: c.choices for c in COLUMNS if isinstance(c.choices, tuple) and c.choices}
    places = {}
    for n, (name, values) in enumerate(lists.items()):
        sheet.write_string(0, n, name)
        for row, value in enumerate(values, 1):
            sheet.write_string(row, n, value)
        places[name] = f"='{CHOICES}'!${letter(n)}$2:${letter(n)}${max(2, len(values) + 1)}"
    sheet.very_hidden()
    sheet.protect()
    return places


def _facts(sheet: Worksheet, brief: Brief) -> None:
    """What tells the reader which template this is."""
    for row, (name, value) in enumerate((("schema", SCHEMA), ("office", brief.office.id), ("brief", brief.digest))):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()
    sheet.protect()


def _drop_down(sheet: Worksheet, n: int, column: Column, lists: dict[str, str]) -> None:
    source = lists[column.choices] if isinstance(column.choices, str) else lists[column.name]
    several = column.name == "出席领导"
    sheet.data_validation(
        FIRST_ROW - 1, n, FIRST_ROW + ROWS - 2, n,
        {
            "validate": "list", "source": source, "input_title": column.name, "input_message": column.note[:250],
            "error_title": "请从选项中选", "error_message": column.note[:250],
            "error_type": "information" if several else "stop",
        },
    )  # fmt: skip


def _settle(sheet: Worksheet) -> None:
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.protect(
        "", {"insert_rows": False, "format_cells": True, "format_columns": True, "format_rows": True, "sort": True}
    )
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
