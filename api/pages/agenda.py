"""The page of agenda items: each item's gates, the last days before its meeting and the soonest ones from today."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.shell import page
from intake.workdays import build_calendar
from models.agenda import AgendaItem, Category
from models.events import Kind
from models.people import Leader
from models.permissions import Permission
from models.policy import Policy
from models.publication import Entry, Publication
from models.records import Record, RecordKind
from models.spans import in_office_zone
from models.workdays import DayException, Notice, WorkCalendar
from render.agenda_clock import STEPS, ItemClock, State, clock_of
from store.desk import Desk as Room

MEETINGS = (Kind.STANDING, Kind.PLENARY, Kind.OFFICE)
GRAVEST = (State.OVERDUE, State.DONE_LATE, State.TOO_LATE, State.SOON, State.WAITING, State.DONE)


class Row(NamedTuple):
    """An item on the page. meeting: when it is to be discussed, none: unknown; tabled: on a published agenda; over:
    it has been discussed."""

    record: Record
    item: AgendaItem
    owner: str
    meeting: date | None
    meeting_zh: str
    tabled: bool
    over: bool
    clock: ItemClock


def agenda_page(desk: Desk, who: Principal, assumed: date | None) -> HTMLResponse:
    """The page. assumed: a day of the meeting for items that no published agenda holds yet."""
    today, head = desk.today(), desk.shelf.head()
    with desk.store.read(who.office) as room:
        records = room.records.all(RecordKind.AGENDA_ITEM)
        leaders = [record.read(Leader) for record in room.records.all(RecordKind.LEADER)]
        policy, calendar = policy_of(room, today), calendar_of(room, today)
    rows = sorted(_rows(records, leaders, head, assumed, today, policy, calendar), key=_urgency)
    waiting = [row for row in rows if not row.over]
    facts = {
        "rows": waiting,
        "over": [row for row in rows if row.over],
        "steps": STEPS,
        "counts": {state: sum(row.clock.state is state for row in waiting) for state in State},
        "state": State,
        "owners": [(leader.id, leader.title) for leader in leaders],
        "categories": [("", "不写"), *((one.value, one.zh) for one in Category)],
        "meetings": [(kind.value, kind.facts.zh) for kind in MEETINGS],
        "assumed": assumed,
        "today": today,
        "may_edit": who.may(Permission.EDIT),
        "policy": policy.agenda,
        "known": {row.record.id: row.record.revision for row in rows},
    }
    return page(desk, who, "agenda", "agenda.html", facts)


def policy_of(room: Room, today: date) -> Policy:
    """The policy in force on a day; the program's own where none is on record."""
    found = [record.read(Policy) for record in room.records.all(RecordKind.POLICY)]
    in_force = sorted((p for p in found if p.effective_from <= today), key=lambda p: p.effective_from)
    return in_force[-1] if in_force else Policy()


def calendar_of(room: Room, today: date) -> WorkCalendar:
    """The working calendar of last year, this one and the next, by the notices and days on record."""
    notices = [record.read(Notice) for record in room.records.all(RecordKind.NOTICE)]
    overrides = [record.read(DayException) for record in room.records.all(RecordKind.OVERRIDE)]
    return build_calendar(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31), notices, overrides)


def _rows(
    records: tuple[Record, ...],
    leaders: list[Leader],
    head: Publication | None,
    assumed: date | None,
    today: date,
    policy: Policy,
    calendar: WorkCalendar,
) -> Iterator[Row]:
    titles = {leader.id: leader.title for leader in leaders}
    deputies = {leader.id for leader in leaders if leader.post.is_deputy}
    entries = {entry.id: entry for entry in (head.entries if head is not None else ())}
    tabled = {line.item: entries[line.event] for line in (head.agenda if head else ()) if line.event in entries}
    for record in records:
        item = record.read(AgendaItem)
        entry = tabled.get(item.id) or (None if assumed else _next(entries.values(), item.meeting, today))
        on = in_office_zone(entry.start).date() if entry is not None else assumed
        on = on if on is not None and calendar.covers(on) else None
        yield Row(
            record=record,
            item=item,
            owner=titles.get(item.owner, item.owner),
            meeting=on,
            meeting_zh=entry.title if entry is not None else item.meeting.facts.zh,
            tabled=item.id in tabled,
            over=item.id in tabled and on is not None and on < today,
            clock=clock_of(item, on, today, policy.agenda, calendar, item.owner in deputies),
        )


def _next(entries: Iterable[Entry], kind: Kind, today: date) -> Entry | None:
    """The next meeting of a kind that is published."""
    found = [e for e in entries if e.kind is kind and in_office_zone(e.start).date() > today]
    return min(found, key=lambda entry: entry.start, default=None)


def _urgency(row: Row) -> tuple[int, date, int, str]:
    last = row.meeting or row.clock.soonest + timedelta(days=366)
    return GRAVEST.index(row.clock.state), last, row.item.priority, row.item.id
