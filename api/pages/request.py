"""The page on which a department asks for leaders' time: when they are busy, a form, and what it has asked for."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.shell import page
from intake.xlsx_columns import HALVES, KINDS, PRIORITIES, SECRECIES
from models.people import Leader
from models.permissions import Permission
from models.publication import Publication
from models.records import RecordKind
from models.spans import DateRange
from models.workdays import SATURDAY
from render.busy import busy_rows

WEEKS_AHEAD = 8
WEEKDAYS = "一二三四五六日"


def request_page(desk: Desk, who: Principal, week: str | None, mine: Sequence[object]) -> HTMLResponse:
    """The page, at a week. week: one of its days, next week's Monday where none is named or none is in reach."""
    today = desk.today()
    this = today - timedelta(days=today.weekday())
    monday = _monday(week, this)
    days = DateRange(first=monday, last=monday + timedelta(days=6))
    head = desk.shelf.head()
    with desk.store.read(who.office) as room:
        leaders = [record.read(Leader) for record in room.records.all(RecordKind.LEADER)]
    works = dict.fromkeys(work for leader in leaders for work in leader.portfolios)
    facts = {
        "rows": busy_rows(head, days) if head is not None else (),
        "days": [(day, f"{day.month}月{day.day}日", WEEKDAYS[day.weekday()]) for day in days.days()],
        "rests": {day for day in days.days() if _rests(head, day)},
        "previous": monday - timedelta(days=7) if monday > this else None,
        "next": monday + timedelta(days=7) if monday < this + timedelta(weeks=WEEKS_AHEAD) else None,
        "leaders": _choices(leader.title for leader in leaders),
        "works": _choices(works),
        "kinds": _choices(KINDS),
        "halves": _choices(HALVES),
        "priorities": _choices(PRIORITIES),
        "secrecies": _choices(SECRECIES),
        "mine": mine,
        "for_others": who.may(Permission.EDIT),
        "today": today,
    }
    return page(desk, who, "request", "request.html", facts)


def _rests(head: Publication | None, day: date) -> bool:
    """Whether a day is off, as far as the published arrangement tells."""
    told = next((view.work for view in (head.days if head is not None else ()) if view.day == day), None)
    return day.weekday() >= SATURDAY if told is None else not told


def _choices(words: Iterable[str]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


def _monday(week: str | None, this: date) -> date:
    try:
        wanted = date.fromisoformat(week) if week else this + timedelta(days=7)
    except ValueError:
        wanted = this + timedelta(days=7)
    wanted -= timedelta(days=wanted.weekday())
    return min(max(wanted, this), this + timedelta(weeks=WEEKS_AHEAD))
