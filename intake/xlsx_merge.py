"""What a request says laid on what is known of it, and told: new, changed in which columns, or as it was."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from models.events import Duty, Event, Firmness, Fixed, Role, Seat, Secrecy, When
from models.people import LeaderId
from models.plaintext import one_line
from models.spans import HalfDay, in_office_zone

Titles = Callable[[LeaderId], str]

SPOKEN = (
    "title", "kind", "when", "seats", "organiser", "venue", "portfolio", "duty", "priority", "secrecy", "firmness",
    "note",
)  # fmt: skip
NEW, CHANGED, SAME = "新增", "修改", "不变"
SECRECY_ZH = {Secrecy.OPEN: "公开", Secrecy.INTERNAL: "内部", Secrecy.RESTRICTED: "限知"}
PRIORITY_ZH = {1: "高", 2: "中", 3: "低"}


class Asked(NamedTuple):
    """One request as people read it. row: as Excel shows it; word: 新增, 修改 or 不变; differs: what changes, one
    column a line."""

    row: int
    word: str
    id: str
    title: str
    kind: str
    when: str
    people: str
    unit: str
    differs: tuple[str, ...]

    @property
    def line(self) -> str:
        """The request on one line of a terminal."""
        told = (f"第{self.row}行", self.word, self.title, self.when, self.people, self.unit, "；".join(self.differs))
        return "\t".join(part for part in told if part)


def laid_on(old: Event | None, new: Event) -> Event:
    """The request on top of what is known of it: what no column speaks of (paperwork, consents, who calls it) stays,
    seats stay where they name the same people, and one that says nothing new is the old one."""
    if old is None:
        return new
    given = {name: getattr(new, name) for name in SPOKEN}
    if _people_of(old.seats) == _people_of(new.seats):
        given["seats"] = old.seats
    made = old.model_copy(update=given)
    return old if made == old else made.model_copy(update={"received_at": new.received_at})


def _people_of(seats: tuple[Seat, ...]) -> list[tuple[Role, object]]:
    return [(seat.role, seat.who) for seat in seats]


def asked(row: int, old: Event | None, new: Event, zh: Titles) -> Asked:
    """What becomes of a request. old: what is known under its id, none: nothing. zh: leaders' titles by id."""
    told = _columns(new, zh)
    was = _columns(old, zh) if old is not None else told
    changed = [(name, was[name], said) for name, said in told.items() if was[name] != said]
    differs = tuple(f"{name}：{before or '（空）'}→{said or '（空）'}" for name, before, said in changed)
    word = NEW if old is None else SAME if old == new else CHANGED
    names = (told["主持领导"], told["出席领导"])
    people = "；".join(f"{role}{name}" for role, name in zip(("主持：", ""), names, strict=True) if name)
    return Asked(
        row, word, new.id, one_line(new.title), told["类型"], told["时间"], people, told["承办单位"], differs
    )


def _columns(event: Event, zh: Titles) -> dict[str, str]:
    """An event's columns in words."""
    return {
        "事项名称": one_line(event.title),
        "类型": event.kind.facts.zh,
        "时间": when_zh(event.when),
        "主持领导": "、".join(_who(seat, zh) for seat in event.seats if seat.role is Role.CHAIR),
        "出席领导": "、".join(_who(seat, zh) for seat in event.seats if seat.role is not Role.CHAIR),
        "承办单位": one_line(event.organiser),
        "地点": one_line(event.venue),
        "分管领域": event.portfolio or "",
        "必须安排": "是" if event.duty is Duty.MUST else "否",
        "轻重": PRIORITY_ZH[event.priority],
        "密级": SECRECY_ZH[event.secrecy],
        "暂定": "是" if event.firmness is Firmness.TENTATIVE else "否",
        "备注": one_line(event.note),
    }


def _who(seat: Seat, zh: Titles) -> str:
    who = seat.who
    if who.leader is not None:
        return one_line(zh(who.leader))
    if who.portfolio is not None:
        return f"分管{one_line(who.portfolio)}的领导"
    return "、".join(one_line(zh(one)) for one in who.any_of) + "之一" if who.any_of else "组成人员"


def when_zh(when: When) -> str:
    """A time as people say it: 12月8日（周二）09:00—11:00, or the days in which we place it."""
    first = in_office_zone(when.span.start)
    last = HalfDay.of(when.span.end - timedelta(microseconds=1))
    if isinstance(when, Fixed):
        end = in_office_zone(when.span.end)
        until = f"{end:%H:%M}" if end.date() == first.date() else f"{_day(end)}{end:%H:%M}"
        return f"{_day(first)}{first:%H:%M}—{until}"
    opens = HalfDay.of(when.span.start)
    if opens == last:
        days = f"{_day(first)}{'下午' if opens.pm else '上午'}"
    elif opens.day == last.day:
        days = _day(first)
    else:
        days = f"{_day(first)}至{last.day.month}月{last.day.day}日"
    length = f"{when.minutes}分钟" if when.minutes is not None else f"{when.half_days}个半天"
    return f"{days}，{length}，时间由政府办排"


def _day(day: datetime) -> str:
    return f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
