"""The board of a week: the draft at hand, or the newest publication, as a table that can be worked on."""

from typing import Any, NamedTuple

from fastapi.responses import HTMLResponse

from api import drafting
from api.desk import Desk
from api.gate import Principal
from api.pages.fill import TEMPLATES
from api.pages.fit import fit
from api.pages.shell import page
from models.audience import OFFICE
from models.brief import Brief
from models.errors import Refused
from models.events import Firmness, Fixed, Kind, Role
from models.plan import Plan
from models.publication import Entry, Publication
from models.runs import PlanDraft
from models.sealing import previewed
from models.spans import in_office_zone
from models.views import entries_for
from render.week_model import WeekTable
from render.weekly import week_table
from render.weeks import IsoWeek
from rules import audit


class Board(NamedTuple):
    """A week to work on. draft: none while nobody has begun. facts: what the page's script has to know; `stale` is
    there what the draft rests on and has changed since, in words."""

    week: IsoWeek
    table: WeekTable
    publication: Publication
    draft: PlanDraft | None
    facts: dict[str, Any]


def draft_for(desk: Desk, office: str, week: IsoWeek) -> PlanDraft | None:
    """The draft last worked on that decides days of a week, none where there is none."""
    days = set(week.days())
    with desk.store.read(office) as room:
        found = [draft for draft in room.drafts.all() if any(day in draft.plan.horizon for day in days)]
    return max(found, key=lambda draft: (draft.at, draft.id), default=None)


def board_of(desk: Desk, who: Principal, week: IsoWeek) -> Board | None:
    """The week as it stands; none for an office that has neither published nor drafted anything for it."""
    office = who.office
    draft, head = draft_for(desk, office, week), desk.of(office).shelf.head()
    if draft is None:
        if head is None:
            return None
        table = desk.table(head, OFFICE, week)
        return Board(week, table, head, None, _facts(table, head, None, None))
    stale = ""
    try:
        brief, plan = drafting.brief_of(desk.store, office, draft), draft.plan
    except Refused as changed:
        stale = changed.message
        brief = drafting.frozen(desk.store, office, draft.plan.horizon, draft.as_of).brief
        plan = drafting.moved_onto(brief, draft.plan)
    preview = previewed(brief, plan, audit(brief, plan), head, desk.now())
    older = desk.plans(head, week) if head else ()
    table = week_table(preview, OFFICE, week, (preview, *older))
    return Board(week, table, preview, draft, {**_facts(table, preview, brief, plan, draft), "stale": stale})


def _facts(
    table: WeekTable,
    publication: Publication,
    brief: Brief | None,
    plan: Plan | None,
    draft: PlanDraft | None = None,
) -> dict[str, Any]:
    """What the page's script has to know: the draft, and every item of the week with its seats."""
    here = {line.id for line in table.lines}
    entries = [entry for entry in entries_for(publication, OFFICE) if entry.id in here]
    return {
        "week": table.week,
        "title": table.week_zh,
        "stale": "",
        "order": [line.id for line in table.lines],
        "days": [str(day.date) for day in table.days],
        "draft": draft and {"id": draft.id, "revision": draft.revision, "on": draft.on},
        "horizon": plan and plan.horizon.model_dump(mode="json"),
        "published": publication.number if plan is None else publication.number - 1,
        "leaders": [{"id": leader.id, "title": leader.title} for leader in publication.leaders],
        "kinds": [{"id": kind.value, "title": kind.facts.zh} for kind in Kind],
        "roles": [{"id": role.value, "title": role.zh} for role in Role],
        "items": {entry.id: _item(entry, brief) for entry in entries},
        "waiting": [] if brief is None or plan is None else _waiting(brief, plan),
        "venues": sorted({entry.venue for entry in publication.entries if entry.venue})[:200],
        "organisers": sorted({entry.organiser for entry in publication.entries if entry.organiser})[:200],
    }


def _item(entry: Entry, brief: Brief | None) -> dict[str, Any]:
    event = brief.event_by_id.get(entry.id) if brief else None
    return {
        "title": entry.title,
        "start": in_office_zone(entry.start).isoformat(),
        "end": in_office_zone(entry.end).isoformat(),
        "whole": entry.whole_half_days,
        "fixed": event is not None and isinstance(event.when, Fixed),
        "research": entry.id.startswith("research/"),
        "tentative": entry.firmness is Firmness.TENTATIVE,
        "seats": [
            {"key": seat.key, "role": seat.role.zh, "owner": seat.owner, "taken_by": seat.taken_by}
            for seat in entry.seats
        ],
    }


def _waiting(brief: Brief, plan: Plan) -> list[dict[str, Any]]:
    """Events that could be held in the draft's days and are not, nor stand on other days or are over."""
    booked = {booking.event for booking in plan.bookings}
    booked |= {told.event for told in brief.published_by_event.values() if told.start.date() not in brief.horizon}
    why = {each.subject: each.reason for each in plan.left_out}
    return [
        {"id": event.id, "title": event.title, "why": why.get(event.id, "尚未安排")}
        for event in brief.in_scope
        if event.id not in booked and not brief.is_over(event)
    ]


def board_page(desk: Desk, who: Principal, board: Board) -> HTMLResponse:
    """The whole page."""
    return page(desk, who, "week", "board.html", {**_filled(desk, board), **_around(desk, board)})


def board_sheet(desk: Desk, board: Board) -> str:
    """The part of the page that changes with every edit."""
    return TEMPLATES.get_template("board_sheet.html").render(**_filled(desk, board))


def no_board_page(desk: Desk, who: Principal) -> HTMLResponse:
    """An office that has neither published nor drafted anything yet."""
    return page(desk, who, "week", "board_none.html", {})


def _filled(desk: Desk, board: Board) -> dict[str, Any]:
    table = board.table
    numbers = {line.id: n for n, line in enumerate(table.lines, 1)}
    return {
        "table": table,
        "audience": OFFICE,
        "numbers": numbers,
        "fit": fit(table, 0),
        "today": desk.today(),
        "board": board,
        "facts": board.facts,
    }


def _around(desk: Desk, board: Board) -> dict[str, Any]:
    here = board.week
    return {
        "previous": address(here.shifted(-1)),
        "this": address(IsoWeek.of(desk.today())),
        "next": address(here.shifted(1)),
        "is_this": here == IsoWeek.of(desk.today()),
    }


def address(week: IsoWeek) -> str:
    """Where a week's board stands."""
    return f"/board/{week}"
