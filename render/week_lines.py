"""The week as a list: every item in words, day by day."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.audience import Audience
from models.audit import Finding
from models.events import Role
from models.people import LeaderId
from models.plaintext import lines_of, one_line
from models.plan import BookingState
from models.publication import AwayView, ChangeKind, Entry, EntrySeat, Publication
from models.spans import DateRange, HalfDay
from models.views import agenda_for, changes_for
from render.aside import Names, is_loose, open_seats, whys
from render.week_model import Day, DayList, Line, SeatLine, Tag
from render.weeks import IsoWeek, hour, span_zh


class Sheet(NamedTuple):
    """What every part of the table is read from."""

    publication: Publication
    audience: Audience
    week: IsoWeek
    names: Names
    findings: dict[str, list[Finding]]
    changed: dict[str, ChangeKind]

    def reads(self, entry: Entry) -> bool:
        """Whether the content is there to be read."""
        return self.audience.may_read(entry)


def tags_of(sheet: Sheet, entry: Entry, seat: EntrySeat) -> list[tuple[LeaderId, Tag | None]]:
    """In whose rows a seat shows, with what is unusual about it."""
    if seat.taken_by is None:
        if not seat.required:
            return []
        tag = (
            Tag(kind="open", text="待定")
            if seat.key in open_seats(entry, sheet.findings.get(entry.id, []))
            else Tag(kind="absent", text="外出")
        )
        return [(seat.owner or "", tag)]
    if seat.acting_for is None or seat.acting_for == seat.taken_by:
        return [(seat.taken_by, None)]
    acting = Tag(kind="acting", text=f"代 {sheet.names[seat.acting_for]}")
    acted = Tag(kind="acted", text=f"由 {sheet.names[seat.taken_by]} 代")
    return [(seat.taken_by, acting), (seat.acting_for, acted)]


def line_of(sheet: Sheet, entry: Entry, dropped: bool = False) -> Line:
    """The entry as one row of the list."""
    blank = Line(
        id="",
        start=entry.start,
        end=entry.end,
        time="",
        when=span_zh(entry.span, is_loose(entry)),
        title=entry.title,
        hidden=True,
        tentative=entry.is_tentative,
        mine=sheet.audience.is_office or any(sheet.audience.leader in (s.owner, s.taken_by) for s in entry.seats),
    )
    if not sheet.reads(entry):
        return blank
    seats = tuple(line for seat in entry.seats if (line := _seat_line(sheet, entry, seat)))
    change = ChangeKind.DROPPED if dropped else sheet.changed.get(entry.id)
    note = "；".join(lines_of(entry.note))
    remark = [note, "待国务院通知" if entry.provisional else "", change.zh if change else ""]
    findings = sheet.findings.get(entry.id, []) if sheet.audience.is_office and not dropped else []
    return blank.model_copy(
        update={
            "id": "" if dropped else entry.id,
            "title": one_line(entry.title),
            "hidden": False,
            "kind": entry.kind.facts.zh,
            "hue": entry.hue,
            "head": entry.kind.facts.heads_meeting,
            "venue": one_line(entry.venue),
            "chair": "、".join(line.who for line in seats if line.role is Role.CHAIR),
            "attend": "、".join(line.who for line in seats if line.role is not Role.CHAIR),
            "organiser": one_line(entry.organiser),
            "note": note,
            "remark": "；".join(part for part in remark if part),
            "state": "取消" if dropped else _state(entry),
            "dropped": dropped,
            "change": change,
            "seats": seats,
            "agenda": () if dropped else tuple(_agenda(sheet, entry)),
            "why": whys(findings),
        }
    )


def _agenda(sheet: Sheet, entry: Entry) -> Iterator[str]:
    for line in agenda_for(sheet.publication, sheet.audience):
        if line.event == entry.id:
            unit = one_line(line.unit)
            yield one_line(line.title) + (f"（{unit}）" if unit else "")


def _state(entry: Entry) -> str:
    if entry.state is BookingState.ISSUED:
        return "已印发"
    if entry.state is BookingState.PLANNED:
        return "预排，印发前可调整"
    return "时间已由主办单位确定" if not entry.is_tentative else "主办单位暂定"


def _time_on(entry: Entry, day: date) -> str:
    """When on one of its days: 09:00—11:30, 上午, 全天; of several days 09:00起, 至17:00."""
    halves = [half for half in entry.span.half_days() if half.day == day]
    if is_loose(entry):
        return "全天" if len(halves) == 2 else "下午" if halves[0].pm else "上午"
    starts, ends = entry.start.date() == day, entry.end <= HalfDay(day, True).end
    if starts and ends:
        return f"{hour(entry.start)}—{hour(entry.end)}"
    return f"{hour(entry.start)}起" if starts else f"至{hour(entry.end)}" if ends else "全天"


def _seat_line(sheet: Sheet, entry: Entry, seat: EntrySeat) -> SeatLine | None:
    rows = tags_of(sheet, entry, seat)
    if not rows:
        return None
    leader, tag = rows[0]
    who = sheet.names[leader] if leader else "人选"
    return SeatLine(role=seat.role, who=f"{who}（{tag.text.replace(' ', '')}）" if tag else who, tag=tag)


def daily(sheet: Sheet, days: tuple[Day, ...], entries: list[Entry], away: list[AwayView]) -> tuple[DayList, ...]:
    """The week day by day; a leader's own items alone, with what this version dropped."""
    changes = changes_for(sheet.publication, sheet.audience)
    gone = [c.before for c in changes if c.kind is ChangeKind.DROPPED and c.before is not None]
    both = [(entry, line_of(sheet, entry)) for entry in entries] + [
        (entry, line_of(sheet, entry, True)) for entry in gone
    ]
    shown = [(entry, line) for entry, line in both if line.mine]
    return tuple(
        DayList(
            day=day,
            lines=_on_day(shown, day.date),
            away=tuple(text for a in away if (text := _away_text(sheet, a, day.date))),
        )
        for day in days
    )


def _on_day(shown: list[tuple[Entry, Line]], day: date) -> tuple[Line, ...]:
    today = DateRange(first=day, last=day).span
    rows = [line.model_copy(update={"time": _time_on(e, day)}) for e, line in shown if e.span.overlaps(today)]
    return tuple(sorted(rows, key=lambda line: (line.dropped, line.start, line.end, line.title, line.id)))


def _away_text(sheet: Sheet, away: AwayView, day: date) -> str:
    am, pm = (away.first <= HalfDay(day, pm) <= away.last for pm in (False, True))
    if not am and not pm:
        return ""
    part = "" if am and pm else "上午" if am else "下午"
    said = [part, f"{sheet.names.all(away.cover)}补位" if away.cover else ""]
    inner = "，".join(word for word in said if word)
    return sheet.names[away.leader] + (f"（{inner}）" if inner else "")
