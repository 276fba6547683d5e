"""The weekly arrangement as a table: leaders by half-days, and the same week as a list. Pure; no markup.

A restricted item reads 有安排 to those who may not read it, and nothing else of it is in the table: no id, venue,
unit, kind or seat.
"""

from collections.abc import Sequence

from models.audience import Audience
from models.audit import Finding, Verdict
from models.events import Role
from models.people import LeaderId
from models.plaintext import one_line
from models.publication import AwayView, Entry, Publication
from models.spans import HalfDay, Span
from models.views import absences_for, changes_for, entries_for
from render.aside import Names, aside, is_loose, rulings
from render.week_lines import Sheet, daily, line_of, tags_of
from render.week_model import Absent, Cell, Day, Item, Row, Tag, WeekTable
from render.weeks import WEEKDAYS, IsoWeek, day_zh, halves_zh, hour, moment_zh

TITLE = "区政府领导周工作预安排"
MARK = "内部资料"
TO_BE_NAMED = "人选待定"


_Items = dict[tuple[LeaderId, HalfDay], list[Item]]


def week_table(
    publication: Publication, audience: Audience, week: IsoWeek, plans: Sequence[Publication] | None = None
) -> WeekTable:
    """The week as the audience sees it.

    plans: the publications whose plans decided the week's days, newest first, where they are older than this one:
    what the rules said of the week is in them. Left out: this one.
    """
    plans = (publication,) if plans is None else plans
    sheet = _sheet(publication, audience, week, plans)
    seen = [entry for entry in entries_for(publication, audience) if entry.span.overlaps(week.span)]
    here = sorted(seen, key=lambda e: (e.start, e.end, e.id))
    away = [
        a
        for a in absences_for(publication, audience)
        if Span(start=a.first.start, end=a.last.end).overlaps(week.span)
    ]
    rows = _rows(sheet, here, away)
    days = _days(sheet, rows)
    lines = tuple(line_of(sheet, entry) for entry in here if audience.may_read(entry))
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
        verdicts=_verdicts(sheet),
        days=days,
        rows=rows,
        lines=lines,
        daily=daily(sheet, days, here, away),
        aside=aside(publication, audience, week, sheet.names, plans),
    )


def _sheet(publication: Publication, audience: Audience, week: IsoWeek, plans: Sequence[Publication]) -> Sheet:
    seen = [
        entry for entry in publication.entries if entry.span.overlaps(week.span) and audience.reaches(entry.start)
    ]
    here = [entry for entry in seen if audience.may_read(entry)]
    findings: dict[str, list[Finding]] = {}
    for finding in rulings(here, plans):
        findings.setdefault(finding.subject, []).append(finding)
    changed = {c.after.id: c.kind for c in changes_for(publication, audience) if c.after is not None}
    names = Names.of(publication)
    return Sheet(publication, audience, week, names, findings, changed if publication.previous else {})


def _verdicts(sheet: Sheet) -> tuple[tuple[Verdict, int], ...]:
    """How many findings there are of each kind, for the Office."""
    found = [f.verdict for findings in sheet.findings.values() for f in findings]
    return tuple((v, found.count(v)) for v in Verdict) if found and sheet.audience.is_office else ()


def _days(sheet: Sheet, rows: tuple[Row, ...]) -> tuple[Day, ...]:
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


def _rows(sheet: Sheet, entries: list[Entry], away: list[AwayView]) -> tuple[Row, ...]:
    items: _Items = {}
    for entry in entries:
        for leader, item in _items(sheet, entry).items():
            for half in entry.span.half_days():
                items.setdefault((leader, half), []).append(_in_half(entry, item, half))
    rows = []
    for person in sheet.publication.leaders:
        own = [a for a in away if a.leader == person.id]
        name, bracket, rest = one_line(person.title).partition("（")
        am, pm = _halves(sheet, person.id, items, own)
        rows.append(
            Row(
                leader=person.id,
                title=name,
                also=f"（{rest}" if bracket else "",
                portfolios=person.portfolios,
                mine=person.id == sheet.audience.leader,
                absences=tuple(Absent(when=halves_zh(a.first, a.last), cover=sheet.names.all(a.cover)) for a in own),
                am=am,
                pm=pm,
            )
        )
    if any(leader == "" for leader, _ in items):
        am, pm = _halves(sheet, "", items, [])
        rows.append(Row(leader="", title=TO_BE_NAMED, am=am, pm=pm))
    return tuple(rows)


def _halves(sheet: Sheet, leader: LeaderId, items: _Items, own: list[AwayView]) -> tuple[tuple[Cell, ...], ...]:
    """Mornings and afternoons of a leader's week, joined where both are one thing."""
    both = [[_cell(sheet, leader, HalfDay(day, pm), items, own) for pm in (False, True)] for day in sheet.week.days()]
    joined = [_joined(am, pm) for am, pm in both]
    return tuple(am for am, _ in joined), tuple(pm for _, pm in joined)


def _joined(am: Cell, pm: Cell) -> tuple[Cell, Cell]:
    """One cell for a day that is all one item, or all away."""
    if (am.away, am.cover) != (pm.away, pm.cover):
        return am, pm
    one = {"rows": 2}
    if am.items or pm.items:
        lines = [item.line for item in (*am.items, *pm.items)]
        if len(am.items) != 1 or len(pm.items) != 1 or not lines[0] or lines[0] != lines[1]:
            return am, pm
        first, last = am.items[0], pm.items[0]
        time = first.time + last.time or "全天"
        return am.model_copy(update={**one, "items": (first.model_copy(update={"time": time}),)}), _gone(pm)
    return (am.model_copy(update=one), _gone(pm)) if am.away else (am, pm)


def _gone(pm: Cell) -> Cell:
    return pm.model_copy(update={"rows": 0, "items": ()})


def _cell(
    sheet: Sheet,
    leader: LeaderId,
    half: HalfDay,
    items: dict[tuple[LeaderId, HalfDay], list[Item]],
    own: list[AwayView],
) -> Cell:
    out = next((a for a in own if a.first <= half <= a.last), None)
    cover = sheet.names.all(out.cover) if out else ""
    return Cell(half=half, items=tuple(items.get((leader, half), ())), away=out is not None, cover=cover)


def _items(sheet: Sheet, entry: Entry) -> dict[LeaderId, Item]:
    """The entry as it stands in each leader's row; under "" where nobody owns an open seat."""
    tags: dict[LeaderId, list[Tag]] = {}
    roles: dict[LeaderId, list[Role]] = {}
    takers = {seat.taken_by for seat in entry.seats}
    for seat in entry.seats:
        for leader, tag in tags_of(sheet, entry, seat):
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


def _clock(entry: Entry) -> str:
    return "" if is_loose(entry) else hour(entry.start)


def _in_half(entry: Entry, item: Item, half: HalfDay) -> Item:
    """The item as it stands in one of its half-days: later ones say until when."""
    if entry.start >= half.start:
        return item
    time = f"至{hour(entry.end)}" if entry.end <= half.end and not is_loose(entry) else ""
    return item.model_copy(update={"continued": True, "time": time})
