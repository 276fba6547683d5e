"""The view models of the weekly table: what a page, a Word file and a sheet are filled from. No markup."""

from datetime import date, datetime

from models.audit import Verdict
from models.events import Hue, Role
from models.people import LeaderId
from models.plan import BookingState
from models.publication import ChangeKind
from models.spans import Frozen, HalfDay
from render.aside import Aside, Why


class Day(Frozen):
    """A day's head. name: the holiday's, or why a weekend is worked; quiet: nothing stands on it."""

    date: date
    weekday: str
    label: str
    work: bool
    name: str = ""
    provisional: bool = False
    quiet: bool = False


class Tag(Frozen):
    """What is unusual about a seat. kind: acting (代某某) · acted (由某某代) · open (待定) · absent (外出)."""

    kind: str
    text: str


class Item(Frozen):
    """An item in one leader's half-day. line: the id of its line, none where it reads 有安排.

    continued: it began in an earlier half-day; busy: it takes this leader's time; change: what this version did.
    """

    line: str
    time: str
    title: str
    venue: str = ""
    hue: Hue = Hue.OTHER
    head: bool = False
    tentative: bool = False
    continued: bool = False
    busy: bool = True
    hidden: bool = False
    provisional: bool = False
    state: BookingState
    role: Role | None = None
    change: ChangeKind | None = None
    tags: tuple[Tag, ...] = ()


class Cell(Frozen):
    """A leader's half-day. away: whether the leader is out, with who covers.

    rows: 2 where morning and afternoon are one thing and stand in one cell, 0 for the afternoon's in that case.
    """

    half: HalfDay
    items: tuple[Item, ...] = ()
    away: bool = False
    cover: str = ""
    rows: int = 1


class Absent(Frozen):
    """An absence of the week in words: 12月9日—11日, 副区长乙补位."""

    when: str
    cover: str = ""


class Row(Frozen):
    """A leader's week. leader: empty in the row of seats that nobody owns yet; also: 兼某职."""

    leader: LeaderId
    title: str
    also: str = ""
    portfolios: tuple[str, ...] = ()
    mine: bool = False
    absences: tuple[Absent, ...] = ()
    am: tuple[Cell, ...]
    pm: tuple[Cell, ...]


class SeatLine(Frozen):
    """A seat in words: 主持 区长 · 出席 副区长乙(代副区长甲)."""

    role: Role
    who: str
    tag: Tag | None = None


class Line(Frozen):
    """An item as one row of the list, and in full. time: on that row's day; when: all of it, with its days."""

    id: str
    start: datetime
    end: datetime
    time: str
    when: str
    title: str
    kind: str = ""
    hue: Hue = Hue.OTHER
    head: bool = False
    venue: str = ""
    chair: str = ""
    attend: str = ""
    organiser: str = ""
    note: str = ""
    remark: str = ""
    state: str = ""
    tentative: bool = False
    hidden: bool = False
    dropped: bool = False
    mine: bool = False
    change: ChangeKind | None = None
    seats: tuple[SeatLine, ...] = ()
    agenda: tuple[str, ...] = ()
    why: tuple[Why, ...] = ()


class DayList(Frozen):
    """One day of the list: its items, and who is away."""

    day: Day
    lines: tuple[Line, ...]
    away: tuple[str, ...] = ()


class WeekTable(Frozen):
    """A week of one publication as one audience sees it; all that a page or a document needs."""

    title: str
    mark: str
    office: str
    audience: str
    audience_zh: str
    week: str
    week_zh: str
    range_zh: str
    version: int
    sealed_at: datetime
    sealed_zh: str
    signed_by: str
    issued: bool
    provisional: bool
    empty: bool
    verdicts: tuple[tuple[Verdict, int], ...]
    days: tuple[Day, ...]
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    daily: tuple[DayList, ...]
    aside: Aside
