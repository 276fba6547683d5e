"""One row of the request sheet as an event, with every fault of it named by its column."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from intake.xlsx_cells import Cell, day_of, minutes_of, plain, text_of, time_of
from intake.xlsx_columns import COLUMNS, HALVES, KINDS, PRIORITIES, SECRECIES
from models.brief import Brief
from models.errors import Fault
from models.events import Duty, Event, Firmness, Fixed, Role, Seat, Who, Window
from models.plaintext import lines_of, one_line
from models.spans import OFFICE_TZ

FIELDS = (  # where an event's field stands in the sheet
    ("id", "编号"), ("title", "事项名称"), ("kind", "类型"), ("when", "日期"), ("seats", "出席领导"),
    ("venue", "地点"), ("organiser", "承办单位"), ("portfolio", "分管领域"), ("note", "备注"),
)  # fmt: skip
LONGEST = {"事项名称": 200, "地点": 100, "承办单位": 100, "备注": 500}
LATEST_DAYS = 366


class Request(NamedTuple):
    """An event and the row that it stands in, as Excel shows it."""

    row: int
    event: Event


class _Row:
    """A row being read: its cells, and the faults found so far."""

    def __init__(self, number: int, cells: Mapping[str, Cell], faults: list[Fault]) -> None:
        self.number, self.cells, self.faults, self.before = number, cells, faults, len(faults)

    def fault(self, column: str, message: str) -> None:
        self.faults.append(Fault(f"第{self.number}行“{column}”", message))

    def words(self, column: str) -> str:
        text = text_of(self.cells[column])
        most = LONGEST.get(column, 200)
        if len(text) > most:
            self.fault(column, f"最多 {most} 个字，现有 {len(text)} 个；请缩短")
        return text[:most]

    def one_of(self, column: str, choices: Mapping[str, Any] | tuple[str, ...], other: str) -> str:
        """The choice, `other` where nothing is chosen or something that is not there."""
        text = one_line(self.words(column))
        if not text or text in choices:
            return text or other
        self.fault(column, f"没有“{text[:20]}”这个选项；可选：{'、'.join(choices)}")
        return other


def request_of(number: int, cells: Mapping[str, Cell], brief: Brief, faults: list[Fault]) -> Request | None:
    """The row's event, or none with its faults added. Raises ValidationError for what only the event itself finds."""
    row = _Row(number, cells, faults)
    for column in COLUMNS:
        if column.required and not text_of(cells[column.name]):
            row.fault(column.name, f"必填；{column.note}")
    kind = KINDS.get(row.one_of("类型", KINDS, next(iter(KINDS))))
    assert kind is not None  # one_of answers with a choice that is there
    title, unit = one_line(row.words("事项名称")), one_line(row.words("承办单位"))
    when = _when(row, kind.facts.minutes)
    seats = _seats(row, brief)
    portfolio = _portfolio(row, brief)
    if not seats and portfolio:
        seats = (Seat(id="main", who=Who(portfolio=portfolio)),)
    if not seats and not any(
        f.path.startswith(f"第{number}行“出席") or "主持" in f.path for f in faults[row.before :]
    ):
        row.fault("出席领导", "主持领导、出席领导、分管领域至少写一项；请补上")
    facts = {
        "venue": one_line(row.words("地点")),
        "note": "\n".join(lines_of(row.words("备注"))),
        "duty": Duty.MUST if row.one_of("必须安排", ("是", "否"), "否") == "是" else Duty.WANTED,
        "priority": PRIORITIES[row.one_of("轻重", PRIORITIES, "中")],
        "secrecy": SECRECIES[row.one_of("密级", SECRECIES, "内部")],
        "firmness": Firmness.TENTATIVE if row.one_of("暂定", ("是", "否"), "否") == "是" else Firmness.FIRM,
    }
    id_ = _id(row, title, unit)
    if when is None or len(faults) > row.before:
        return None
    event = Event.model_validate(
        {
            "id": id_, "title": title, "kind": kind, "when": when, "seats": seats, "organiser": unit,
            "portfolio": portfolio or None, "received_at": brief.as_of, **facts,
        }
    )  # fmt: skip
    return Request(number, event)


def _id(row: _Row, title: str, unit: str) -> str:
    """The hidden id; for a row that came without one, one made of its words."""
    given = plain(row.cells["编号"])
    if re.fullmatch(r"req/[A-Za-z0-9/_.-]{1,60}", given):
        return given
    if given:
        row.fault("编号", "隐藏的编号已被改动；请用新下载的申请表重填这一行")
    words = "\0".join((unit, title, text_of(row.cells["日期"])))
    return f"req/{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def _day(row: _Row, column: str) -> date | None:
    value = row.cells[column]
    if not text_of(value):
        return None
    day = day_of(value)
    if day is None:
        row.fault(column, f"“{text_of(value)[:20]}”不是日期；请写作 2026-12-08 或 2026年12月8日")
    return day


def _when(row: _Row, usual: int) -> Fixed | Window | None:
    """The time: fixed where a start is given, else a window for us to place."""
    first, last = _day(row, "日期"), _day(row, "截止日期")
    half = row.one_of("半天", HALVES, "")
    minutes = _minutes(row, usual)
    start = None
    if text_of(row.cells["开始时间"]):
        start = time_of(row.cells["开始时间"])
        if start is None:
            row.fault("开始时间", f"“{text_of(row.cells['开始时间'])[:20]}”不是时间；请写作 09:00")
            return None
    if first is None or minutes is None:
        return None
    last = last or first
    if last < first:
        row.fault("截止日期", f"早于日期 {first}；请改正")
        return None
    if (last - first).days > LATEST_DAYS:
        row.fault("截止日期", f"与日期相距超过 {LATEST_DAYS} 天；请核对年份")
        return None
    if start is not None:
        return _fixed(row, first, last, half, start, minutes)
    if half in ("上午", "下午") and last != first:
        row.fault("半天", "日期是一段的，只能选“不限”或“全天”；请改选，或只写一天")
        return None
    opens = datetime.combine(first, time(13) if half == "下午" else time(0), OFFICE_TZ)
    shuts = datetime.combine(last, time(13), OFFICE_TZ) if half == "上午" else _midnight_after(last)
    if half == "全天":
        return Window(earliest=opens, latest=shuts, half_days=2)
    return Window(earliest=opens, latest=shuts, minutes=minutes)


def _fixed(row: _Row, first: date, last: date, half: str, start: time, minutes: int) -> Fixed | None:
    if last != first:
        row.fault("截止日期", "写了开始时间的，只能是一天；请删去截止日期，或删去开始时间")
        return None
    if half in ("上午", "下午") and (start >= time(13)) != (half == "下午"):
        row.fault("半天", f"与开始时间 {start:%H:%M} 不符；请改正其中一处")
        return None
    begins = datetime.combine(first, start, OFFICE_TZ)
    return Fixed(start=begins, end=begins + timedelta(minutes=minutes))


def _minutes(row: _Row, usual: int) -> int | None:
    if not text_of(row.cells["时长"]):
        return usual
    minutes = minutes_of(row.cells["时长"])
    if minutes is None or not 5 <= minutes <= 660:
        row.fault("时长", "应为 5 至 660 的分钟数，如 90；请改正")
        return None
    return minutes


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), OFFICE_TZ)


def _seats(row: _Row, brief: Brief) -> tuple[Seat, ...]:
    """A seat for the chair and one for each who attends."""
    ids = {one_line(leader.title): leader.id for leader in brief.leaders}
    found: dict[str, Seat] = {}
    for column, role in (("主持领导", Role.CHAIR), ("出席领导", Role.ATTEND)):
        named = [one_line(name) for name in re.split(r"[、，,；;\n]+", row.words(column)) if name.strip()]
        if role is Role.CHAIR and len(named) > 1:
            row.fault(column, "只能有一位；请改写到“出席领导”")
        for name in named:
            if name not in ids:
                row.fault(column, f"没有“{name[:20]}”这位领导；可选：{'、'.join(ids)}")
            elif ids[name] in found:
                row.fault(column, f"“{name}”写了两次；请删去一处")
            else:
                seat = "chair" if role is Role.CHAIR else f"attend-{len(found) + 1}"
                found[ids[name]] = Seat(id=seat, role=role, who=Who(leader=ids[name]))
    return tuple(found.values())


def _portfolio(row: _Row, brief: Brief) -> str:
    known = dict.fromkeys(work for leader in brief.leaders for work in leader.portfolios)
    return row.one_of("分管领域", tuple(known), "")
