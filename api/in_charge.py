"""Who is in charge, from an office's living records: now, over days, and as a feed. Knows no HTTP."""

from datetime import date, datetime, timedelta

from api.drafting import frozen, instant_for
from models.brief import Brief
from models.errors import BadInput, Fault
from models.in_charge import InCharge, Stint, in_charge, timeline
from models.plan import Plan
from models.presence import settled
from models.spans import DateRange, HalfDay
from render.in_charge import calendar
from store.base import Store

BACK, AHEAD = timedelta(days=31), timedelta(days=92)  # what the feed holds about a month
FIRST_YEAR, LAST_YEAR = 2004, 2100


def facts(store: Store, office: str, days: DateRange, at: datetime) -> Brief:
    """The records of these days, leave that the newest publication placed among the absences. Raises TooLarge for
    more days than a horizon has, BadInput for days that no calendar reaches and for faults of the records."""
    if not FIRST_YEAR <= days.first.year <= days.last.year <= LAST_YEAR:
        raise BadInput([Fault("days", f"日期须在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间，请改正")])
    brief = frozen(store, office, days, instant_for(store, office, at)).brief
    placed = brief.published.leave if brief.published is not None else ()
    return settled(brief, Plan(brief=brief.digest, horizon=brief.horizon, leave=placed))


def now(store: Store, office: str, at: datetime) -> InCharge:
    """Who is in charge at an instant. Raises Unknown for no such office, BadInput for faults of the records."""
    day = HalfDay.of(at).day
    return in_charge(facts(store, office, DateRange(first=day, last=day), at), at)


def stints(store: Store, office: str, days: DateRange, at: datetime) -> tuple[Stint, ...]:
    """Who acts for whom on these days."""
    return timeline(facts(store, office, days, at), days)


def feed(store: Store, office: str, today: date, at: datetime) -> bytes:
    """The feed as it reads throughout a month: from a month before it to three after its first day."""
    first = today.replace(day=1)
    days = DateRange(first=first - BACK, last=first + AHEAD)
    return calendar(facts(store, office, days, at), days)
