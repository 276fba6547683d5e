"""The weekly arrangement as a table: leaders by half-days, and the same week as a list. Pure; no markup.

A restricted item reads 有安排 to those who may not read it, and nothing else of it is in the table: no id, venue,
unit, kind or seat.
"""

from datetime import date
from typing import NamedTuple

from models.audience import Audience
from models.audit import Finding, Verdict
from models.events import Role
from models.people import LeaderId
from models.plaintext import lines_of, one_line
from models.plan import BookingState
from models.publication import AwayView, ChangeKind, Entry, EntrySeat, Publication
from models.spans import DateRange, HalfDay, Span
from models.views import changes_for, entries_for
from render.aside import Names, aside, open_seats, whys
from render.week_model import Absent, Cell, Day, DayList, Item, Line, Row, SeatLine, Tag, WeekTable
from render.weeks import WEEKDAYS, IsoWeek, day_zh, halves_zh, hour, moment_zh, span_zh

TITLE = "区政府领导周工作预安排"
MARK = "内部资料"
TO_BE_NAMED = "人选待定"


class _Sheet(NamedTuple):
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


def week_table(publication: Publication, audience: Audience, week: IsoWeek) -> WeekTable:
    """The week as the audience sees it."""
    sheet = _sheet(publication, audience, week)
    seen = [entry for entry in entries_for(publication, audience) if entry.span.overlaps(week.span)]
    here = sorted(seen, key=lambda e: (e.start, e.end, e.id))
    away = [a for a in publication.absences if Span(start=a.first.start, end=a.last.end).overlaps(week.span)]
    rows = _rows(sheet, here, away)
    days = _days(sheet, rows)
    lines = tuple(_line(sheet, entry) for entry in here if audience.may_read(entry))
    audit = publication.audit if audience.is_office else None
    return WeekTable(
        title=TITLE,
        mark=MARK,
        office=publication.office.name,
        audience=audience.id,
        audience_zh="政府办" if audience.leader is None else sheet.names[audience.leader],
        week=str(week),
        week_zh=week.zh,
        range_zh=week.range_zh,
        version=publication.number,
        sealed_at=publication.sealed_at,
        sealed_zh=moment_zh(publication.sealed_at),
        signed_by=publication.signed_by,
        issued=str(week) in publication.issued_weeks,
        provisional=any(day.provisional for day in days),
        empty=not here and not away,
        verdicts=tuple((v, len(audit.of(v))) for v in Verdict) if audit else (),
        days=days,
        rows=rows,
        lines=lines,
        daily=_daily(sheet, days, here, away),
        aside=aside(publication, audience, week, sheet.names),
    )


def _sheet(publication: Publication, audience: Audience, week: IsoWeek) -> _Sheet:
    findings: dict[str, list[Finding]] = {}
    for finding in publication.audit.findings if publication.audit else ():
        findings.setdefault(finding.subject, []).append(finding)
    changed = {c.after.id: c.kind for c in changes_for(publication, audience) if c.after is not None}
    names = Names.of(publication)
    return _Sheet(publication, audience, week, names, findings, changed if publication.previous else {})


def _days(sheet: _Sheet, rows: tuple[Row, ...]) -> tuple[Day, ...]:
    said = {view.day: view for view in sheet.publication.days}
    found = []
    for n, day in enumerate(sheet.week.days()):
        view = said.get(day)
        found.append(
            Day(
                date=day,
                weekday=WEEKDAYS[n],
                label=day_zh(day),
                work=view.work if view else n < 5,
                name=view.name if view else "",
                provisional=any(day in stretch for stretch in sheet.publication.provisional),
                quiet=not any(cell.items for row in rows for cell in (row.am[n], row.pm[n])),
            )
        )
    return tuple(found)


def _rows(sheet: _Sheet, entries: list[Entry], away: list[AwayView]) -> tuple[Row, ...]:
    items: dict[tuple[LeaderId, HalfDay], list[Item]] = {}
    for entry in entries:
        for leader, item in _items(sheet, entry).items():
            for half in entry.span.half_days():
                items.setdefault((leader, half), []).append(_in_half(entry, item, half))
    rows = []
    for person in sheet.publication.leaders:
        own = [a for a in away if a.leader == person.id]
        rows.append(
            Row(
                leader=person.id,
                title=person.title,
                portfolios=person.portfolios,
                mine=person.id == sheet.audience.leader,
                absences=tuple(Absent(when=halves_zh(a.first, a.last), cover=sheet.names.all(a.cover)) for a in own),
                am=tuple(_cell(sheet, person.id, HalfDay(d, False), items, own) for d in sheet.week.days()),
                pm=tuple(_cell(sheet, person.id, HalfDay(d, True), items, own) for d in sheet.week.days()),
            )
        )
    if any(leader == "" for leader, _ in items):
        am, pm = (
            tuple(_cell(sheet, "", HalfDay(d, pm), items, []) for d in sheet.week.days()) for pm in (False, True)
        )
        rows.append(Row(leader="", title=TO_BE_NAMED, am=am, pm=pm))
    return tuple(rows)


def _cell(
    sheet: _Sheet,
    leader: LeaderId,
    half: HalfDay,
    items: dict[tuple[LeaderId, HalfDay], list[Item]],
    own: list[AwayView],
) -> Cell:
    out = next((a for a in own if a.first <= half <= a.last), None)
    cover = sheet.names.all(out.cover) if out else ""
    return Cell(half=half, items=tuple(items.get((leader, half), ())), away=out is not None, cover=cover)


def _items(sheet: _Sheet, entry: Entry) -> dict[LeaderId, Item]:
    """The entry as it stands in each leader's row; under "" where nobody owns an open seat."""
    tags: dict[LeaderId, list[Tag]] = {}
    roles: dict[LeaderId, list[Role]] = {}
    takers = {seat.taken_by for seat in entry.seats}
    for seat in entry.seats:
        for leader, tag in _tags(sheet, entry, seat):
            tags.setdefault(leader, []).extend([tag] if tag else [])
            roles.setdefault(leader, []).append(seat.role)
    if not roles:
        roles[""] = []
    if not sheet.reads(entry):
        blank = Item(line="", time=_clock(entry), title=entry.title, hidden=True, state=entry.state)
        return dict.fromkeys(roles, blank.model_copy(update={"tentative": entry.is_tentative}))
    facts = entry.kind.facts
    return {
        leader: Item(
            line=entry.id,
            time=_clock(entry),
            title=one_line(entry.title),
            venue=one_line(entry.venue),
            hue=facts.hue,
            head=facts.heads_meeting,
            tentative=entry.is_tentative,
            busy=leader in takers or leader == "",
            provisional=entry.provisional,
            state=entry.state,
            role=min(held, key=list(Role).index, default=None),
            change=sheet.changed.get(entry.id),
            tags=tuple(dict.fromkeys(tags.get(leader, []))),
        )
        for leader, held in roles.items()
    }


def _tags(sheet: _Sheet, entry: Entry, seat: EntrySeat) -> list[tuple[LeaderId, Tag | None]]:
    """In whose rows a seat shows, with what is unusual about it."""
    if seat.taken_by is None:
        if not seat.required:
            return []
        tag = (
            Tag(kind="open", text="待定")
            if seat.key in open_seats(sheet.publication, entry)
            else Tag(kind="absent", text="外出")
        )
        return [(seat.owner or "", tag)]
    if seat.acting_for is None or seat.acting_for == seat.taken_by:
        return [(seat.taken_by, None)]
    acting = Tag(kind="acting", text=f"代 {sheet.names[seat.acting_for]}")
    acted = Tag(kind="acted", text=f"由 {sheet.names[seat.taken_by]} 代")
    return [(seat.taken_by, acting), (seat.acting_for, acted)]


def _clock(entry: Entry) -> str:
    return "" if entry.whole_half_days else hour(entry.start)


def _in_half(entry: Entry, item: Item, half: HalfDay) -> Item:
    """The item as it stands in one of its half-days: later ones say until when."""
    if entry.start >= half.start:
        return item
    time = "" if entry.whole_half_days else f"至{hour(entry.end)}" if entry.end <= half.end else "全时"
    return item.model_copy(update={"continued": True, "time": time})


def _line(sheet: _Sheet, entry: Entry, dropped: bool = False) -> Line:
    """The entry as one row of the list."""
    blank = Line(
        id="",
        start=entry.start,
        end=entry.end,
        time="",
        when=span_zh(entry.span, entry.whole_half_days),
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
            "why": whys(findings),
        }
    )


def _state(entry: Entry) -> str:
    if entry.state is BookingState.ISSUED:
        return "已印发"
    if entry.state is BookingState.PLANNED:
        return "预排，印发前可调整"
    return "时间已由主办单位确定" if not entry.is_tentative else "主办单位暂定"


def _time_on(entry: Entry, day: date) -> str:
    """When on one of its days: 09:00—11:30, 上午, 全天; of several days 09:00起, 至17:00."""
    halves = [half for half in entry.span.half_days() if half.day == day]
    if entry.whole_half_days:
        return "全天" if len(halves) == 2 else "下午" if halves[0].pm else "上午"
    starts, ends = entry.start.date() == day, entry.end <= HalfDay(day, True).end
    if starts and ends:
        return f"{hour(entry.start)}—{hour(entry.end)}"
    return f"{hour(entry.start)}起" if starts else f"至{hour(entry.end)}" if ends else "全天"


def _seat_line(sheet: _Sheet, entry: Entry, seat: EntrySeat) -> SeatLine | None:
    rows = _tags(sheet, entry, seat)
    if not rows:
        return None
    leader, tag = rows[0]
    who = sheet.names[leader] if leader else "人选"
    return SeatLine(role=seat.role, who=f"{who}（{tag.text.replace(' ', '')}）" if tag else who, tag=tag)


def _daily(sheet: _Sheet, days: tuple[Day, ...], entries: list[Entry], away: list[AwayView]) -> tuple[DayList, ...]:
    """The week day by day; a leader's own items alone, with what this version dropped."""
    changes = changes_for(sheet.publication, sheet.audience)
    gone = [c.before for c in changes if c.kind is ChangeKind.DROPPED and c.before is not None]
    both = [(entry, _line(sheet, entry)) for entry in entries] + [
        (entry, _line(sheet, entry, True)) for entry in gone
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


def _away_text(sheet: _Sheet, away: AwayView, day: date) -> str:
    am, pm = (away.first <= HalfDay(day, pm) <= away.last for pm in (False, True))
    if not am and not pm:
        return ""
    part = "" if am and pm else "上午" if am else "下午"
    said = [part, f"{sheet.names.all(away.cover)}补位" if away.cover else ""]
    inner = "，".join(word for word in said if word)
    return sheet.names[away.leader] + (f"（{inner}）" if inner else "")
