"""What counts as research: blocks by their length, and each half-day with an event that counts, once."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from models.brief import Brief
from models.docket import held
from models.occupations import halves, start_halves
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Lit, Sheet

Within = Callable[[date], bool]


def terms(sheet: Sheet, leader: LeaderId, within: Within) -> tuple[list[Lit], list[int]]:
    """Literals and weights of a leader's research on days; of a block over a border, each side has its part."""
    counted = ((b.lit, _inside(b.start, b.half_days, within)) for b in sheet.blocks(leader))
    blocks = [(lit, half_days) for lit, half_days in counted if half_days]
    attended: dict[HalfDay, list[Lit]] = defaultdict(list)
    for event in sheet.events:
        if event.kind not in sheet.brief.policy.research.kinds_that_count:
            continue
        for seat in sheet.brief.seats_by_event[event.id]:
            if leader in sheet.takers(event, seat):
                for start in sheet.starts(event):
                    for half in sheet.halves(event, start):
                        attended[half].append(sheet.takes(event, seat, leader, start))
    events = [sheet.either(lits) for half, lits in attended.items() if within(half.day)]
    return [lit for lit, _ in blocks] + events, [half_days for _, half_days in blocks] + [1] * len(events)


def _inside(start: HalfDay, half_days: int, within: Within) -> int:
    """How many half-days of a stretch lie on the days."""
    return sum(within(start.shifted(n).day) for n in range(half_days))


def planned(brief: Brief, plan: Plan, leader: LeaderId, within: Within) -> int:
    """Half-days of a leader's research that a plan has on days."""
    kinds = brief.policy.research.kinds_that_count
    mine = [block for block in plan.research if block.leader == leader]
    attended = {
        half
        for event, _, touched, seats in held(brief, plan)
        if event.kind in kinds and any(taker == leader for _, taker in seats)
        for half in touched
        if within(half.day)
    }
    return sum(_inside(block.start, block.half_days, within) for block in mine) + len(attended)


def room(brief: Brief, leader: LeaderId, within: Within) -> int:
    """The most half-days of research that days of the horizon could hold: those worked in which he is in town, and
    those off on which something that counts is called."""
    kinds = brief.policy.research.kinds_that_count
    days = [day for day in brief.horizon.days() if within(day)]
    worked = {HalfDay(day, pm) for day in days if brief.calendar.is_workday(day) for pm in (False, True)}
    called = {
        half
        for event in brief.events
        if event.kind in kinds
        for start in start_halves(brief, event)
        for half in halves(event, start)
        if within(half.day)
    }
    return sum(not brief.is_away(leader, [half]) for half in worked | called)
