"""Departments' requests into living records: a filled sheet looked at, then taken; a form filled in. Knows no HTTP.

A request is an event that is wanted, under an id of its department (``req/…``). The sheet is taken whole or not at
all, each request with its own line in the trail.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import Field, ValidationError

from api.secrets import new_id
from intake.brief import freeze
from intake.draft import read_draft
from intake.faults import faults_of
from intake.xlsx_columns import NAMES
from intake.xlsx_merge import SAME, Asked, asked
from intake.xlsx_requests import Collected, collect
from intake.xlsx_row import FIELDS, request_of
from intake.xlsx_template import request_template, unit_prefix
from models.assembly import document
from models.brief import Brief, Office
from models.digest import digest_of_json
from models.errors import BadInput, Fault
from models.events import Event
from models.records import Edit, Record, RecordKind
from models.spans import DateRange, Frozen, HalfDay
from store.base import Store
from store.desk import Desk

LONGEST = timedelta(days=129)
PAST = "日期已过；请核对年份和日期"
FORM = {
    "title": "事项名称", "kind": "类型", "day": "日期", "until": "截止日期", "half": "半天", "start": "开始时间",
    "minutes": "时长", "chair": "主持领导", "attend": "出席领导", "portfolio": "分管领域", "venue": "地点",
    "priority": "轻重", "secrecy": "密级", "tentative": "暂定", "note": "备注",
}  # fmt: skip


class Form(Frozen):
    """A request as a department fills it in, in the words of the sheet's columns (`intake/xlsx_columns.py`)."""

    title: str = Field(max_length=400)
    kind: str = Field(max_length=40)
    day: str = Field(max_length=40)
    until: str = Field(default="", max_length=40)
    half: str = Field(default="", max_length=10)
    start: str = Field(default="", max_length=20)
    minutes: str = Field(default="", max_length=20)
    chair: str = Field(default="", max_length=200)
    attend: str = Field(default="", max_length=2000)
    portfolio: str = Field(default="", max_length=200)
    venue: str = Field(default="", max_length=400)
    priority: str = Field(default="", max_length=10)
    secrecy: str = Field(default="", max_length=10)
    tentative: str = Field(default="", max_length=10)
    note: str = Field(default="", max_length=2000)


@dataclass(frozen=True)
class Look:
    """What a sheet would do. edits: of the records at a revision; seen: by which taking it knows what was shown."""

    asked: tuple[Asked, ...]
    edits: tuple[Edit, ...]
    revision: int

    @property
    def seen(self) -> str:
        """SHA-256 of what was shown, hexadecimal."""
        return digest_of_json([[one.row, one.word, one.id, one.line] for one in self.asked])


class Collector:
    """Requests of one office, at an instant."""

    def __init__(self, store: Store, office: str, now: datetime) -> None:
        self.now = now
        with store.read(office) as desk:
            self.office = Office(id=desk.office, name=desk.name)
            self.records = desk.records.all()
            self.head, self.revision = desk.publications.head(), desk.records.revision
        self.known: dict[str, Record] = {r.id: r for r in self.records if r.kind is RecordKind.EVENT}
        self.brief = self._of(DateRange(first=now.date(), last=now.date() + LONGEST))

    def _document(self, days: DateRange) -> dict[str, Any]:
        return document(self.office, self.records, self.head, days, self.now, self.known)

    def _of(self, days: DateRange) -> Brief:
        """The records as a brief that is read, not judged: what it lacks keeps no request from being read."""
        events = tuple(record.read(Event) for record in self.known.values())
        brief = read_draft(self._document(days)).brief()
        return brief.model_copy(update={"events": events, "office": self.office, "as_of": self.now})

    def template(self, unit: str, days: DateRange) -> bytes:
        """The sheet to be filled in, for some days and a department (empty: any)."""
        return request_template(self.brief.model_copy(update={"horizon": days}), unit)

    def look(self, raw: bytes) -> Look:
        """What a filled sheet would do. Raises BadInput with every fault by row and column; nothing is written."""
        found = collect(raw, self.brief)
        faults = [
            Fault(f"第{row}行“日期”", PAST)
            for row, event in zip(found.rows, found.events, strict=True)
            if event.when.span.end <= self.now and found.before.get(event.id) != event
        ]
        if faults:
            raise BadInput(faults)
        self._judge(found)
        told = found.asked(self.brief)
        changed = [event for event, one in zip(found.events, told, strict=True) if one.word != SAME]
        return Look(told, tuple(map(self._edit, changed)), self.revision)

    def asked_by_form(self, form: Form, unit: str, id: str = "") -> Look:
        """What a form asks for. unit: whose it is. Raises BadInput with every fault by the form's field."""
        cells: Mapping[str, str] = {
            **dict.fromkeys(NAMES, ""), **{zh: getattr(form, name) for name, zh in FORM.items()}, "承办单位": unit,
        }  # fmt: skip
        faults: list[Fault] = []
        try:
            request = request_of(1, cells, self.brief, faults)
        except ValidationError as error:
            request, named = None, dict(FIELDS)
            faults += [Fault(f"“{_column(fault.path, named)}”", fault.message) for fault in faults_of(error)]
        if request is not None and request.event.when.span.end <= self.now:
            faults.append(Fault("“日期”", PAST))
        if faults or request is None:
            raise BadInput([_by_field(fault) for fault in faults])
        event = request.event.model_copy(update={"id": id or f"{unit_prefix(unit)}/{new_id()}"})
        try:
            self._judge(Collected((event,), (1,), {}))
        except BadInput as error:
            raise BadInput([_by_field(fault) for fault in error.faults]) from None
        told = asked(1, None, event, self.brief.zh)
        return Look((told,), (self._edit(event),), self.revision)

    def _judge(self, found: Collected) -> None:
        """Read the requests together with the records. Raises BadInput, by rows, for what they add of faults."""
        first = min(event.when.span.start.date() for event in found.events)
        last = max(HalfDay.of(event.when.span.end).day for event in found.events)
        days = DateRange(first=first, last=min(last, first + LONGEST))
        before = set(_faults(lambda: freeze(self._document(days))))
        told = self._document(days)

        def merged() -> None:
            with found.told_by_rows(told):
                freeze(told)

        if more := [fault for fault in _faults(merged) if fault not in before]:
            raise BadInput(more)

    def _edit(self, event: Event) -> Edit:
        old = self.known.get(event.id)
        return Edit.of(RecordKind.EVENT, event, expecting=old.revision if old is not None else None)


def take(desk: Desk, look: Look) -> int:
    """Write what was looked at; the office's new revision. Raises Stale where records have changed meanwhile."""
    return desk.records.edit(look.edits, expecting=look.revision)


def requests_of(desk: Desk, unit: str | None) -> tuple[Record, ...]:
    """Requests that have come in, by day; of one department, where one is named."""
    prefix = f"{unit_prefix(unit)}/" if unit is not None else "req/"
    found = [record for record in desk.records.all(RecordKind.EVENT) if record.id.startswith(prefix)]
    return tuple(sorted(found, key=lambda record: (record.read(Event).when.span.start, record.id)))


def template_days(today: date) -> DateRange:
    """The days that a new sheet is for: the week after this one, and three more."""
    monday = today + timedelta(days=7 - today.weekday())
    return DateRange(first=monday, last=monday + timedelta(days=27))


def _faults(read: Callable[[], object]) -> tuple[Fault, ...]:
    try:
        read()
    except BadInput as error:
        return tuple(error.faults)
    return ()


def _column(path: str, named: Mapping[str, str]) -> str:
    return next((name for start, name in named.items() if path.startswith(start)), "事项名称")


def _by_field(fault: Fault) -> Fault:
    """A fault at a column of the sheet, told at the form's field of it."""
    column = re.search("“(.*?)”", fault.path)
    names = {zh: name for name, zh in FORM.items()}
    return Fault(names.get(column[1] if column else "", "title"), fault.message)
