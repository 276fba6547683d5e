"""A year's research (article 66), leader by leader: owed, done, planned, forecast, and where one should be by now.

Where the year runs short, the free stretches that would make it good. Counted in half-days.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.events import Event, Kind, Window
from models.ledger import Ledger
from models.people import Leader, LeaderId
from models.policy_people import ResearchPolicy
from models.publication import Publication
from models.research import ResearchPlan
from models.spans import DateRange, HalfDay
from models.workdays import WorkCalendar
from models.year import ResearchTarget, YearTargets

MOST_STRETCHES = 6
WEEKDAYS = "一二三四五六日"


class Stretch(NamedTuple):
    """Free half-days in a row."""

    start: HalfDay
    half_days: int

    @property
    def zh(self) -> str:
        """12月15日（周二）全天; 12月15日（周二）上午; 12月15日（周二）至16日."""
        first, last = self.start, self.start.shifted(self.half_days - 1)
        day = f"{first.day.month}月{first.day.day}日（周{WEEKDAYS[first.day.weekday()]}）"
        if self.half_days == 1:
            return f"{day}{'下午' if first.pm else '上午'}"
        if first.day == last.day:
            return f"{day}全天"
        until = f"{last.day.day}日" if last.day.month == first.day.month else f"{last.day.month}月{last.day.day}日"
        return f"{day}{'下午' if first.pm else ''}至{until}{'' if last.pm else '上午'}"


class Month(NamedTuple):
    """A month of a leader. held: on the published calendar; told: what the year's plan asks of it, none: nothing."""

    number: int
    held: int
    told: int | None


class LeaderYear(NamedTuple):
    """A leader's year. due: where one should be today; wished: asked for and not yet arranged; told: what the year's
    plan puts into months beyond the published ones. free: stretches that would make good what is short."""

    leader: Leader
    quota: int
    done: int
    planned: int
    wished: int
    told: int
    due: int
    topics: tuple[str, ...]
    months: tuple[Month, ...]
    free: tuple[Stretch, ...]

    @property
    def forecast(self) -> int:
        """What the year comes to, as things stand."""
        return self.done + self.planned + self.wished + self.told

    @property
    def short(self) -> int:
        """What the year would lack."""
        return max(0, self.quota - self.forecast)

    @property
    def behind(self) -> int:
        """How far one is behind the year's even pace today."""
        return max(0, self.due - self.done)

    @property
    def word(self) -> str:
        """How the leader stands, in words."""
        if self.done >= self.quota:
            return "已完成"
        if self.short:
            return f"全年差{days_zh(self.short)}"
        return f"进度慢{days_zh(self.behind)}，已排够" if self.behind else "进度正常"


class Facts(NamedTuple):
    """What a year is read from. wishes: events that count, asked for and on no published calendar."""

    year: int
    now: datetime
    leaders: Sequence[Leader]
    ledger: Ledger | None
    head: Publication | None
    plans: Sequence[ResearchPlan]
    targets: YearTargets | None
    wishes: Sequence[Event]
    policy: ResearchPolicy
    calendar: WorkCalendar


def days_zh(half_days: int) -> str:
    """Half-days as people say them: 3.5天."""
    return f"{half_days / 2:g}天"


def research_year(facts: Facts) -> tuple[LeaderYear, ...]:
    """Every leader who owes research, in order of precedence. Raises DateOutsideCalendar."""
    owing = [leader for leader in facts.leaders if leader.post in facts.policy.applies_to]
    whole = DateRange(first=date(facts.year, 1, 1), last=date(facts.year, 12, 31))
    worked = facts.calendar.workdays(whole.first, whole.last)
    gone = sum(day <= facts.now.date() for day in worked)
    due = facts.policy.quota * gone // max(1, len(worked))
    topics = {plan.leader: plan.topics for plan in facts.plans}
    return tuple(_leader(facts, leader, due, topics.get(leader.id, ())) for leader in owing)


def _leader(facts: Facts, leader: Leader, due: int, topics: tuple[str, ...]) -> LeaderYear:
    held = _held(facts, leader.id)
    ahead = {half for half in held if half.end > facts.now}
    done = _done(facts, leader.id, held - ahead)
    last = facts.head.covers.last if facts.head is not None else facts.now.date()
    told = {int(t.month[5:]): t.half_days for t in _targets(facts) if t.leader == leader.id}
    beyond = sum(n for month, n in told.items() if date(facts.year, month, 1) > last)
    wished = sum(_length(event) for event in facts.wishes if _asks(event, leader.id))
    months = tuple(Month(n, sum(half.day.month == n for half in held), told.get(n)) for n in range(1, 13))
    year = LeaderYear(
        leader, facts.policy.quota, done, len(ahead), wished, beyond, due, tuple(t for t in topics if t.strip()),
        months, (),
    )  # fmt: skip
    return year._replace(free=tuple(_free(facts, leader.id, year.short))) if year.short else year


def _targets(facts: Facts) -> tuple[ResearchTarget, ...]:
    targets = facts.targets
    return targets.research if targets is not None and targets.speaks_of(facts.year) else ()


def _held(facts: Facts, leader: LeaderId) -> set[HalfDay]:
    """Half-days of the year in which the published calendar has him at something that counts."""
    found: set[HalfDay] = set()
    for entry in facts.head.entries if facts.head is not None else ():
        if entry.kind in facts.policy.kinds_that_count and any(seat.taken_by == leader for seat in entry.seats):
            found.update(half for half in entry.span.half_days() if half.day.year == facts.year)
    return found


def _done(facts: Facts, leader: LeaderId, past: Collection[HalfDay]) -> int:
    """What the last publication counted as done, and what has passed since; the ledger's count before the first."""
    head = facts.head
    lines = head.research if head is not None else ()
    line = next((one for one in lines if (one.leader, one.year) == (leader, facts.year)), None)
    if line is None or head is None:
        return facts.ledger.research_done(leader, facts.year) if facts.ledger is not None else 0
    return line.done + sum(half.end > head.sealed_at for half in past)


def _length(event: Event) -> int:
    if isinstance(event.when, Window):
        return event.when.half_days or 1
    return len(list(event.when.span.half_days()))


def _asks(event: Event, leader: LeaderId) -> bool:
    return any(seat.who.leader == leader for seat in event.seats)


def _free(facts: Facts, leader: LeaderId, wanted: int) -> Iterator[Stretch]:
    """The first free stretches that together make good what is wanted; whole days first, in the order of days."""
    first, last = facts.now.date() + timedelta(days=1), date(facts.year, 12, 31)
    if first > last:
        return
    busy = _busy(facts, leader)
    days = facts.calendar.workdays(first, last)
    whole = [day for day in days if not busy & {HalfDay(day, False), HalfDay(day, True)}]
    found = list(_whole_days(whole, facts.policy.block_max))
    if sum(stretch.half_days for stretch in found) < wanted:
        rest = (HalfDay(day, pm) for day in days if day not in whole for pm in (False, True))
        found += [Stretch(half, 1) for half in rest if half not in busy]
    chosen: list[Stretch] = []
    for stretch in found[:MOST_STRETCHES]:
        if wanted <= 0:
            break
        length = min(stretch.half_days, max(wanted, 1))
        chosen.append(Stretch(stretch.start, length))
        wanted -= length
    yield from sorted(chosen, key=lambda stretch: stretch.start)


def _whole_days(days: Sequence[date], most: int) -> Iterator[Stretch]:
    """Free days in stretches of at most so many half-days."""
    run: list[date] = []
    for day in days:
        if run and (day != run[-1] + timedelta(days=1) or 2 * len(run) + 2 > most):
            yield Stretch(HalfDay(run[0], False), 2 * len(run))
            run = []
        run.append(day)
    if run:
        yield Stretch(HalfDay(run[0], False), 2 * len(run))


def _busy(facts: Facts, leader: LeaderId) -> set[HalfDay]:
    found: set[HalfDay] = set()
    for entry in facts.head.entries if facts.head is not None else ():
        if any(seat.taken_by == leader for seat in entry.seats):
            found.update(entry.span.half_days())
    for away in facts.head.absences if facts.head is not None else ():
        if away.leader == leader:
            found.update(HalfDay.at_index(n) for n in range(away.first.index, away.last.index + 1))
    for event in facts.wishes:
        if _asks(event, leader):
            found.update(event.when.span.half_days())
    return found


def wishes_of(events: Iterable[Event], kinds: Collection[Kind], known: Mapping[str, object]) -> tuple[Event, ...]:
    """Events that count towards research and stand on no published calendar."""
    return tuple(event for event in events if event.kind in kinds and event.id not in known)
