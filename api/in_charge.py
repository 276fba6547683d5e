"""Who is in charge, from an office's living records: now, over days, and as a feed. Knows no HTTP."""

import logging
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

log = logging.getLogger("richeng")

IN_CHARGE_ID = "@in-charge"  # the audience of its feed's addresses; no leader can be called so
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


class ChargeFeeds:
    """The feeds as they read now, kept while nothing that they rest on changes.

    While the store cannot be read, or its records have faults, subscribers get the last good bytes.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._kept: dict[str, tuple[tuple[int, int, date], bytes]] = {}

    def get(self, office: str, today: date, at: datetime) -> bytes | None:
        """The bytes; none where none could ever be made."""
        kept = self._kept.get(office)
        try:
            with self.store.read(office) as desk:
                numbers = desk.publications.numbers()
                rests_on = (desk.records.revision, max(numbers, default=0), today.replace(day=1))
            if kept is None or kept[0] != rests_on:
                kept = self._kept[office] = (rests_on, feed(self.store, office, today, at))
        except Exception as fault:  # whatever it is, phones keep what they have
            log.error("in-charge feed: %s", type(fault).__name__)
        return kept[1] if kept is not None else None


def feed(store: Store, office: str, today: date, at: datetime) -> bytes:
    """The feed as it reads throughout a month: from a month before it to three after its first day."""
    first = today.replace(day=1)
    days = DateRange(first=first - BACK, last=first + AHEAD)
    return calendar(facts(store, office, days, at), days)
