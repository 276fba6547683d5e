"""Facts of the brief that readers see beside the entries: absences, days, agenda, research.

Each is stated anew for the days of the horizon and carried over from the previous publication for all others.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from models.absences import Absence
from models.brief import Brief
from models.docket import held
from models.leave import PlacedLeave
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from models.publication import AgendaLine, AwayView, DayView, Publication, ResearchLine
from models.spans import DateRange, HalfDay
from models.workdays import SATURDAY


def absences(brief: Brief, plan: Plan, previous: Publication | None) -> tuple[AwayView, ...]:
    """Approved absences that touch the horizon, leave that the plan places among them, and those of before that do
    not."""
    now = settled(brief, plan)
    stated = [_away(now, absence) for absence in (*now.begun_leave, *now.absences) if absence.approved]
    touching = {away.id: away for away in stated if _touches(away, brief.horizon)}
    old = previous.absences if previous else ()
    carried = {away.id: away for away in old if not _touches(away, brief.horizon)}
    return tuple(sorted((carried | touching).values(), key=lambda away: (away.first, away.id)))


def _touches(away: AwayView, horizon: DateRange) -> bool:
    return away.first.day <= horizon.last and horizon.first <= away.last.day


def _away(brief: Brief, absence: Absence) -> AwayView:
    halves = list(absence.span.half_days())
    cover = tuple(dict.fromkeys(p for p in _cover(brief, absence, halves) if not _is_out(brief, p, halves)))
    return AwayView(
        id=absence.id,
        leader=absence.leader,
        first=halves[0],
        last=halves[-1],
        cover=cover,
        placed=isinstance(absence, PlacedLeave),
    )


def _cover(brief: Brief, absence: Absence, halves: list[HalfDay]) -> Iterator[LeaderId]:
    """Who covers (articles 7 and 8): partners in force, or for the head whom he has entrusted."""
    if absence.kind not in brief.policy.cover.trigger:
        return
    if absence.leader == brief.head:
        entrusted = [d.to for d in brief.delegations if d.by == brief.head and any(map(d.covers, halves))]
        if brief.executive_deputy is not None and (
            brief.executive_deputy in entrusted or not brief.policy.cover.head_needs_delegation
        ):
            yield brief.executive_deputy
        return
    for pair in brief.pairs:
        partner = pair.other(absence.leader)
        if partner is not None and any(pair.in_force(half.day) for half in halves):
            yield partner


def _is_out(brief: Brief, leader: LeaderId, halves: list[HalfDay]) -> bool:
    """Whether a leader is himself away all the time, and so covers nobody."""
    return all(bool(brief.absences_at(leader, half)) for half in halves)


def days(brief: Brief, previous: Publication | None) -> tuple[DayView, ...]:
    """Days that differ from Monday to Friday, or have a name."""
    found = {day.day: day for day in (previous.days if previous else ()) if day.day not in brief.horizon}
    for day in brief.horizon.days():
        work, name = brief.calendar.is_workday(day), brief.calendar.name_of(day)
        if name or work != (day.weekday() < SATURDAY):
            found[day] = DayView(day=day, work=work, name=name or "")
    return tuple(found[day] for day in sorted(found))


def provisional(brief: Brief, previous: Publication | None) -> tuple[DateRange, ...]:
    """Stretches whose official notice has not come."""
    old = previous.provisional if previous else ()
    found = {day for stretch in old for day in stretch.days() if day not in brief.horizon}
    found |= {day for day in brief.horizon.days() if brief.calendar.is_provisional(day)}
    return tuple(_stretches(found))


def _stretches(found: Iterable[date]) -> Iterator[DateRange]:
    numbered = enumerate(sorted(found))
    for _, run in groupby(numbered, key=lambda row: row[1] - timedelta(days=row[0])):
        in_a_row = [day for _, day in run]
        yield DateRange(first=in_a_row[0], last=in_a_row[-1])


def agenda(brief: Brief, plan: Plan, previous: Publication | None, carried: set[str]) -> tuple[AgendaLine, ...]:
    """What is tabled by the plan, in its order, after what was tabled at meetings carried over."""
    items = {item.id: item for item in brief.agenda}
    old = [line for line in (previous.agenda if previous else ()) if line.event in carried]
    return (
        *old,
        *(
            AgendaLine(event=t.event, item=t.item, title=item.title, unit=item.unit, owner=item.owner)
            for t in plan.agenda
            if (item := items.get(t.item)) is not None
        ),
    )


def research(brief: Brief, plan: Plan, previous: Publication | None) -> tuple[ResearchLine, ...]:
    """Where each leader stands (article 66) by the horizon's end, for every year that the horizon touches.

    Done is what the ledger counts and what lies before `as_of`; planned is the rest of the horizon.
    """
    years = range(brief.horizon.first.year, brief.horizon.last.year + 1)
    spent = research_halves(brief, plan)
    quota = brief.policy.research.quota
    lines = [line for line in (previous.research if previous else ()) if line.year not in years]
    for year in years:
        due = _due(brief, year, quota)
        for leader in brief.leaders:
            if leader.post in brief.policy.research.applies_to:
                halves = {half for half in spent[leader.id] if half.day.year == year}
                past = sum(half.end <= brief.as_of for half in halves)
                done = brief.ledger.research_done(leader.id, year) + past
                lines.append(
                    ResearchLine(
                        leader=leader.id, year=year, quota=quota, done=done, planned=len(halves) - past, due=due
                    )
                )
    return tuple(lines)


def research_halves(brief: Brief, plan: Plan) -> dict[LeaderId, set[HalfDay]]:
    """Half-days of research in the plan: blocks, and events of kinds that count, by those who attend."""
    spent: dict[LeaderId, set[HalfDay]] = {leader.id: set() for leader in brief.leaders}
    for block in plan.research:
        spent.setdefault(block.leader, set()).update(block.halves())
    for event, _, halves, seats in held(brief, plan):
        if event.kind in brief.policy.research.kinds_that_count:
            for _, taker in seats:
                if taker is not None:
                    spent.setdefault(taker, set()).update(halves)
    return spent


def _due(brief: Brief, year: int, quota: int) -> int:
    """The year's share of working days gone by the horizon's end; days beyond the calendar by their weekday."""
    last = min(brief.horizon.last, date(year, 12, 31))
    whole = DateRange(first=date(year, 1, 1), last=date(year, 12, 31))
    calendar = brief.calendar
    worked = [
        day
        for day in whole.days()
        if (calendar.is_workday(day) if calendar.covers(day) else day.weekday() < SATURDAY)
    ]
    return quota * sum(day <= last for day in worked) // len(worked)
