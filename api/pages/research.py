"""The page of the year's research: each leader's quota, done, planned and forecast, topics, and what to do where the
year runs short."""

from datetime import date

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.agenda import calendar_of, policy_of
from api.pages.shell import page
from models.events import Event
from models.ledger import Ledger
from models.people import Leader
from models.permissions import Permission
from models.records import RecordKind
from models.research import ResearchPlan
from models.spans import DateRange
from models.year import YearTargets
from render.research_year import Facts, days_zh, research_year, wishes_of


def research_page(desk: Desk, who: Principal, year: int | None) -> HTMLResponse:
    """The page. year: this one where none is named."""
    today, now, head = desk.today(), desk.now(), desk.shelf.head()
    wanted = today.year if year is None or not today.year - 1 <= year <= today.year + 1 else year
    days = DateRange(first=date(wanted, 1, 1), last=date(wanted, 12, 31))
    with desk.store.read(who.office) as room:
        leaders = [record.read(Leader) for record in room.records.all(RecordKind.LEADER)]
        ledger = room.records.get(RecordKind.LEDGER, str(wanted))
        targets = room.records.get(RecordKind.TARGETS, str(wanted))
        plans = room.records.all(RecordKind.RESEARCH_PLAN)
        events = [record.read(Event) for record in room.records.all(RecordKind.EVENT, within=days.span)]
        policy, calendar = policy_of(room, today), calendar_of(room, today)
    known = {entry.id: entry for entry in head.entries} if head is not None else {}
    rows = research_year(
        Facts(
            year=wanted,
            now=now,
            leaders=leaders,
            ledger=ledger.read(Ledger) if ledger is not None else None,
            head=head,
            plans=[record.read(ResearchPlan) for record in plans],
            targets=targets.read(YearTargets) if targets is not None else None,
            wishes=wishes_of(events, policy.research.kinds_that_count, known),
            policy=policy.research,
            calendar=calendar,
        )
    )
    facts = {
        "year": wanted,
        "years": (today.year - 1, today.year, today.year + 1),
        "rows": rows,
        "short": [row for row in rows if row.short],
        "days_zh": days_zh,
        "quota": policy.research.quota,
        "through": head.covers.last if head is not None else None,
        "has_targets": targets is not None,
        "has_ledger": ledger is not None or head is not None,
        "may_edit": who.may(Permission.EDIT),
        "known": {record.id: record.revision for record in plans},
    }
    return page(desk, who, "research", "research.html", facts)
