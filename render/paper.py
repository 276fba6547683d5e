"""The weekly arrangement in words, as it stands on paper: Word, PDF and Excel are filled from this alone.

Everything is plain text here; a renderer adds fonts and rules, never a word.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from models.plaintext import one_line
from models.spans import Frozen
from render.week_model import Cell, Day, DayList, Item, Line, Row, WeekTable

COLUMNS = ("日期", "星期", "时间", "内容", "地点", "主持", "出席领导", "承办单位", "备注")
NOTES = "（）内为暂定或预排事项，以最后通知为准；“代”指依规定代他人出席；“续”指接上一半天。"
QUIET_WIDTH = 0.5

Words = Annotated[str, AfterValidator(one_line)]  # what every format can hold: one line, nothing unseen


class Tone(StrEnum):
    """How a piece of text is set: plain · time · chief (the head's meetings) · small (a venue) · mark (代某某)."""

    PLAIN = "plain"
    TIME = "time"
    CHIEF = "chief"
    SMALL = "small"
    MARK = "mark"


class Piece(Frozen):
    """A stretch of text in one tone."""

    text: Words
    tone: Tone = Tone.PLAIN


Paragraph = tuple[Piece, ...]


class PaperCell(Frozen):
    """A leader's half-day. rows: 2 where it holds the whole day, 0 where the morning's cell does."""

    paragraphs: tuple[Paragraph, ...] = ()
    away: bool = False
    rest: bool = False
    rows: int = 1


class PaperDay(Frozen):
    """A day's column. width: its share; a quiet day off takes half of one."""

    weekday: Words
    label: Words
    notes: tuple[Words, ...] = ()
    rest: bool = False
    width: float = 1.0


class PaperRow(Frozen):
    """A leader's two lines of half-days. beside: portfolios, absences and who covers."""

    title: Words
    beside: tuple[Words, ...]
    am: tuple[PaperCell, ...]
    pm: tuple[PaperCell, ...]


class PaperLine(Frozen):
    """One row of the list. whole: a sentence over all columns after the weekday (no items, who is away)."""

    time: Words = ""
    title: Words = ""
    venue: Words = ""
    chair: Words = ""
    attend: Words = ""
    organiser: Words = ""
    remark: Words = ""
    whole: Words = ""
    chief: bool = False
    dropped: bool = False

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts under the columns from 时间 on."""
        return (self.time, self.title, self.venue, self.chair, self.attend, self.organiser, self.remark)


class PaperList(Frozen):
    """A day of the list."""

    day: PaperDay
    lines: tuple[PaperLine, ...]


class WeekPaper(Frozen):
    """The paper: its head, the table of leaders by half-days, the list by days, and what stands below."""

    title: Words
    mark: Words
    office: Words
    facts: tuple[Words, ...]
    signed: Words
    name: Words
    sealed_at: datetime
    days: tuple[PaperDay, ...]
    rows: tuple[PaperRow, ...]
    columns: tuple[str, ...] = COLUMNS
    daily: tuple[PaperList, ...]
    notes: tuple[Words, ...]


def week_paper(table: WeekTable) -> WeekPaper:
    """The week's table, put into words for print."""
    stage = "已印发" if table.issued else "预排，未印发"
    facts = [f"{table.week_zh}（{table.range_zh}）", f"第{table.version}版，{table.sealed_zh}签发", stage]
    if table.audience_zh and any(row.mine for row in table.rows):
        facts.append(f"{table.audience_zh}用")
    notes = [f"备注：{NOTES}"]
    if table.provisional:
        notes.append("标“待国务院通知”的日子按推算排定，放假安排的通知下发后须重新核对。")
    return WeekPaper(
        title=table.title,
        mark=table.mark,
        office=table.office,
        facts=tuple(facts),
        signed=f"签发：{table.signed_by}",
        name=f"{table.title}（{table.week_zh}第{table.version}版）",
        sealed_at=table.sealed_at,
        days=tuple(_day(day) for day in table.days),
        rows=tuple(_row(row, table.days) for row in table.rows),
        daily=tuple(PaperList(day=_day(day.day), lines=tuple(_lines(day))) for day in table.daily),
        notes=tuple(notes),
    )


def plain(paragraph: Paragraph) -> str:
    """A paragraph as one string, its pieces a blank apart."""
    return " ".join(piece.text for piece in paragraph)


def _day(day: Day) -> PaperDay:
    notes = (day.name, "待国务院通知" if day.provisional else "")
    width = QUIET_WIDTH if day.quiet and not day.work else 1.0
    return PaperDay(
        weekday=day.weekday, label=day.label, notes=tuple(n for n in notes if n), rest=not day.work, width=width
    )


def _row(row: Row, days: tuple[Day, ...]) -> PaperRow:
    beside = [row.also, " ".join(row.portfolios)]
    for absence in row.absences:
        beside.append(f"外出 {absence.when}" + (f"，补位 {absence.cover}" if absence.cover else ""))
    return PaperRow(
        title=row.title,
        beside=tuple(line for line in beside if line),
        am=tuple(_cell(cell, day) for cell, day in zip(row.am, days, strict=True)),
        pm=tuple(_cell(cell, day) for cell, day in zip(row.pm, days, strict=True)),
    )


def _cell(cell: Cell, day: Day) -> PaperCell:
    paragraphs = [tuple(_pieces(item)) for item in cell.items]
    if cell.away and cell.rows:
        paragraphs.append((Piece(text="外出", tone=Tone.SMALL),))
    return PaperCell(paragraphs=tuple(paragraphs), away=cell.away, rest=not day.work, rows=cell.rows)


def _pieces(item: Item) -> Iterator[Piece]:
    if item.time:
        yield Piece(text=item.time, tone=Tone.TIME)
    yield Piece(text=in_brackets(item.title, item.tentative), tone=Tone.CHIEF if item.head else Tone.PLAIN)
    if item.continued:
        yield Piece(text="续", tone=Tone.SMALL)
    elif item.venue:
        yield Piece(text=item.venue, tone=Tone.SMALL)
    yield from (Piece(text=tag.text.replace(" ", ""), tone=Tone.MARK) for tag in item.tags)
    if item.change and not item.continued:
        yield Piece(text=item.change.zh, tone=Tone.MARK)


def in_brackets(title: str, tentative: bool) -> str:
    """A title, in （） where it is not settled."""
    return f"（{title}）" if tentative else title


def _lines(group: DayList) -> Iterator[PaperLine]:
    yield from map(_line, group.lines)
    if not group.lines:
        yield PaperLine(whole="没有安排" if group.day.work else "休息日，没有安排")
    if group.away:
        yield PaperLine(whole=f"外出：{'、'.join(group.away)}")


def _line(line: Line) -> PaperLine:
    return PaperLine(
        time=line.time,
        title=in_brackets(line.title, line.tentative),
        venue=line.venue,
        chair=line.chair,
        attend=line.attend,
        organiser=line.organiser,
        remark=line.remark,
        chief=line.head,
        dropped=line.dropped,
    )
