"""Departments' requests from the filled sheet: events, or every fault by row and column. All or nothing."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from python_calamine import CalamineError, CalamineWorkbook

from intake.faults import faults_of
from intake.xlsx_cells import Cell, text_of
from intake.xlsx_columns import COLUMNS, FACTS, FIRST_ROW, HEAD_ROW, NAMES, SCHEMA, SHEET, letter
from intake.xlsx_guard import Spot, admitted
from intake.xlsx_merge import Asked, asked, laid_on
from intake.xlsx_row import FIELDS, Request, request_of
from models.brief import Brief
from models.errors import BadInput, Fault
from models.events import Event

MOST_REQUESTS = 2_000


@dataclass(frozen=True)
class Collected:
    """What a sheet asks for. rows: each event's, as Excel shows it; before: the brief's events of the same ids, on
    which what the sheet says has been laid: what it does not speak of stays as the Office has it."""

    events: tuple[Event, ...]
    rows: tuple[int, ...]
    before: dict[str, Event]

    def asked(self, brief: Brief) -> tuple[Asked, ...]:
        """What becomes of each request, in the order of the rows."""
        rows = zip(self.rows, self.events, strict=True)
        return tuple(asked(row, self.before.get(event.id), event, brief.zh) for row, event in rows)

    @contextmanager
    def told_by_rows(self, document: dict[str, Any]) -> Iterator[None]:
        """Put the events into a brief's document; faults found there meanwhile are told by rows of the sheet."""
        places: dict[str, int] = {}
        listed: list[Any] = document["events"]
        known = {one["id"]: n for n, one in enumerate(listed)}
        for event, row in zip(self.events, self.rows, strict=True):
            place = known.get(event.id, len(listed))
            told = event.model_dump(mode="json")
            listed[place : place + 1] = [told]
            places[f"events[{place}]"] = row
        try:
            yield
        except BadInput as error:
            raise BadInput([_by_row(fault, places) for fault in error.faults]) from None


def _by_row(fault: Fault, places: dict[str, int]) -> Fault:
    place, _, field = fault.path.partition(".")
    if place not in places:
        return fault
    named = next((name for start, name in FIELDS if field.startswith(start)), "")
    return Fault(f"第{places[place]}行" + (f"“{named}”" if named else ""), fault.message)


def collect(raw: bytes, brief: Brief) -> Collected:
    """The requests of a filled sheet, none of them yet in the brief. Raises BadInput with every fault at once."""
    formulas = admitted(raw)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheet = _sheet(book)
        _check_version(book, brief)
        rows: list[list[Cell]] = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError, OverflowError):
        raise _whole("文件已损坏；请用 Excel 或 WPS 重新另存后再交") from None
    columns = _columns(rows)
    faults = [_formula(spot, columns) for spot in formulas]
    requests = list(_requests(rows, columns, brief, faults))
    _twice(requests, faults)
    if len(requests) > MOST_REQUESTS:
        raise _whole(f"有 {len(requests):,} 项，一次最多 {MOST_REQUESTS:,} 项；请分几次交")
    if faults:
        raise BadInput(faults)
    if not requests:
        raise _whole(f"“{SHEET}”表里没有填写；请从第 {FIRST_ROW} 行起填")
    mine = {request.event.id for request in requests}
    before = {event.id: event for event in brief.events if event.id in mine}
    events = tuple(laid_on(before.get(r.event.id), r.event) for r in requests)
    return Collected(events, tuple(r.row for r in requests), before)


def _sheet(book: CalamineWorkbook) -> str:
    if SHEET not in book.sheet_names:
        raise _whole(f"没有“{SHEET}”这张表；请用本单位发的申请表填写")
    return SHEET


def _check_version(book: CalamineWorkbook, brief: Brief) -> None:
    told = book.get_sheet_by_name(FACTS).to_python() if FACTS in book.sheet_names else []
    facts = {text_of(row[0]): text_of(row[1]) for row in told if len(row) > 1}
    if facts.get("schema") != SCHEMA:
        raise _whole("申请表的版本不对，或隐藏的说明页已丢失；请重新下载申请表，把内容粘贴过去")
    if facts.get("office") != brief.office.id:
        raise _whole("这是另一个单位的申请表；请核对")


def _columns(rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Where each column stands; they may have been moved, but none may be missing or stand twice."""
    heads = [text_of(cell).rstrip("*") for cell in rows[HEAD_ROW - 1]] if len(rows) >= HEAD_ROW else []
    faults = [Fault(f"第{HEAD_ROW}行", f"缺少“{name}”列；请用新下载的申请表") for name in NAMES if name not in heads]
    faults += [Fault(f"第{HEAD_ROW}行", f"“{name}”列有两列；请删去一列") for name in NAMES if heads.count(name) > 1]
    if faults:
        raise BadInput(faults)
    return {name: heads.index(name) for name in NAMES}


def _formula(spot: Spot, columns: dict[str, int]) -> Fault:
    named = next((name for name, n in columns.items() if letter(n) == spot.column), f"{spot.column}列")
    return Fault(f"第{spot.row}行“{named}”", "是公式；请改为直接填写的内容")


def _requests(
    rows: Sequence[Sequence[Cell]], columns: dict[str, int], brief: Brief, faults: list[Fault]
) -> Iterator[Request]:
    for number, cells in enumerate(rows[FIRST_ROW - 1 :], FIRST_ROW):
        given = {name: cells[n] if n < len(cells) else "" for name, n in columns.items()}
        if not any(text_of(value) for name, value in given.items() if name != COLUMNS[0].name):
            continue
        try:
            found = request_of(number, given, brief, faults)
        except ValidationError as error:
            for fault in faults_of(error):
                named = next((name for start, name in FIELDS if fault.path.startswith(start)), "")
                faults.append(Fault(f"第{number}行" + (f"“{named}”" if named else ""), fault.message))
            continue
        if found is not None:
            yield found


def _twice(requests: Sequence[Request], faults: list[Fault]) -> None:
    seen: dict[str, int] = {}
    for request in requests:
        first = seen.setdefault(request.event.id, request.row)
        if first != request.row:
            faults.append(
                Fault(
                    f"第{request.row}行", f"与第{first}行是同一项（整行复制会带上隐藏的编号）；请删去，或在空白行重填"
                )
            )


def _whole(message: str) -> BadInput:
    return BadInput([Fault("（整个文件）", message)])
