"""A first plan of a long horizon, month after month: each month solved by itself on what the ones before it left.

Every month is proven by itself, but none looks ahead: the year's own search begins from here and mends the borders.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from models.brief import Brief
from models.continuity import continued
from models.leave import LeaveWish
from models.ledger import Ledger, MeetingHeld
from models.plan import Plan
from models.published import Published, PublishedBooking
from models.reasons import Stuck
from models.sealed_facts import research_halves
from models.spans import DateRange
from rules import RULES
from rules.base import Rule
from solver.engines.base import Clock, Progress
from solver.portfolio import Peek, plan_long
from solver.search import NoAnswer
from solver.solve import Limits, solve

EFFORT = Limits(effort=20.0, rounds=60, workers=2)
SHARE = 2  # of the seconds, at most one in so many goes into the first plan


def plan_year(
    brief: Brief,
    rules: Sequence[Rule] = RULES,
    *,
    seconds: float,
    clock: Clock,
    report: Callable[[Progress], None] = lambda progress: None,
    should_stop: Callable[[], bool] = lambda: False,
    peek: Callable[[Peek], None] = lambda best: None,
) -> Plan | Stuck | NoAnswer:
    """Plan a year as `solver.portfolio.plan_long` does, from a first plan made month by month where there is one.

    Raises TooLarge before building what would not fit, and SolverDisagrees if the audit contradicts the engines.
    """
    begun = clock()

    def enough() -> bool:
        return should_stop() or clock() - begun > seconds / SHARE

    start = first_plan(brief, rules, enough) if len(list(months(brief.horizon))) > 1 else None
    left = max(1.0, seconds - (clock() - begun))

    def told(progress: Progress) -> None:
        report(progress._replace(elapsed=seconds - left + progress.elapsed))

    return plan_long(
        brief, rules, seconds=left, clock=clock, report=told, should_stop=should_stop, start=start, peek=peek
    )


def months(horizon: DateRange) -> Iterator[DateRange]:
    """The months of a horizon, the first and the last as far as it holds them."""
    first = horizon.first
    while first <= horizon.last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        last = min(horizon.last, following - timedelta(days=1))
        yield DateRange(first=first, last=last)
        first = following


def first_plan(
    brief: Brief, rules: Sequence[Rule] = RULES, enough: Callable[[], bool] = lambda: False
) -> Plan | None:
    """The months' plans as one; none where a month has none, or where it takes too long."""
    made: list[Plan] = []
    for month in months(brief.horizon):
        if enough():
            return None
        answer = solve(month_of_year(brief, made, month), rules, EFFORT)
        if not isinstance(answer, Plan):
            return None
        made.append(answer)
    return joined(brief, made)


def joined(brief: Brief, made: Sequence[Plan]) -> Plan:
    """The months' plans as one plan of the year."""
    stretches = [(b.leader, b.start, b.half_days) for plan in made for b in plan.research]
    leave = {told.absence: told for plan in made for told in plan.leave}
    return Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(booking for plan in made for booking in plan.bookings),
        seats=tuple(seating for plan in made for seating in plan.seats),
        research=continued(brief, stretches),
        leave=tuple(leave.values()),
        agenda=tuple(tabling for plan in made for tabling in plan.agenda),
    )


def month_of_year(brief: Brief, made: Sequence[Plan], month: DateRange) -> Brief:
    """A month of the brief: what the months before have placed is done, what runs over the border stands."""
    done = {b.event for plan in made for b in plan.bookings if b.end <= month.span.start}
    tabled = {tabling.item for plan in made for tabling in plan.agenda}
    return brief.model_copy(
        update={
            "horizon": month,
            "events": tuple(event for event in brief.events if event.id not in done),
            "agenda": tuple(item for item in brief.agenda if item.id not in tabled),
            "leave": tuple(_leave(brief, made, month)),
            "ledger": _so_far(brief, made, month),
            "published": _standing(brief, made, month) if made else brief.published,
        }
    )


def _leave(brief: Brief, made: Sequence[Plan], month: DateRange) -> Iterator[LeaveWish]:
    """Leave that is placed, and what is this month's turn to place: the wishes go round the months of their windows,
    and none runs over the month's border, where nobody has looked yet."""
    placed = {told.absence for plan in made for told in plan.leave}
    for n, wish in enumerate(brief.leave):
        window = [m for m in months(brief.horizon) if m.first <= wish.window.last and wish.window.first <= m.last]
        first, last = max(month.first, wish.window.first), min(month.last, wish.window.last)
        if wish.id in placed:
            yield wish
        elif window and window[(n + n // len(window)) % len(window)].first <= month.first and first <= last:
            yield wish.model_copy(update={"window": DateRange(first=first, last=last)})


def _standing(brief: Brief, made: Sequence[Plan], month: DateRange) -> Published:
    """What runs into the month, and the leave that is placed, as if it were published."""
    was = brief.published
    over = [b for plan in made for b in plan.bookings if b.end > month.span.start]
    ids = {booking.event for booking in over}
    kept = [b for b in was.bookings if b.start.date() >= month.first] if was else []
    return Published(
        number=was.number if was else 1,
        digest=was.digest if was else brief.digest,
        bookings=(
            *(PublishedBooking(**booking.model_dump(), announced_at=brief.as_of) for booking in over),
            *(booking for booking in kept if booking.event not in ids),
        ),
        seats=(
            *(s for plan in made for s in plan.seats if s.event in ids),
            *(s for s in (was.seats if was else ()) if s.event not in ids),
        ),
        research=tuple(b for b in (was.research if was else ()) if b.start.day >= month.first),
        leave=tuple({told.absence: told for plan in made for told in plan.leave}.values()),
        issued_weeks=was.issued_weeks if was else (),
    )


def _so_far(brief: Brief, made: Sequence[Plan], month: DateRange) -> Ledger:
    """The ledger with what the months before have planned."""
    ledger, year = brief.ledger, month.first.year
    spent = [
        (leader, half.day) for plan in made for leader, own in research_halves(brief, plan).items() for half in own
    ]
    halves = Counter(leader for leader, day in spent if day.year == year)
    quarter = Counter(leader for leader, day in spent if _quarter(day) == _quarter(month.first))
    same = _quarter(brief.horizon.first) == _quarter(month.first)
    meetings = tuple(
        MeetingHeld(id=booking.event, on=booking.start.date())
        for plan in made
        for booking in plan.bookings
        if booking.event.startswith("standing/")
    )
    done = ledger.research if ledger.year == year else {}
    begun = ledger.research_quarter if same else {}
    return ledger.model_copy(
        update={
            "year": year,
            "research": {leader.id: done.get(leader.id, 0) + halves[leader.id] for leader in brief.leaders},
            "research_quarter": {leader.id: begun.get(leader.id, 0) + quarter[leader.id] for leader in brief.leaders},
            "meetings": (*ledger.meetings, *meetings),
        }
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
