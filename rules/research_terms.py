"""What counts as research: blocks by their length, and each half-day with an event that counts, once."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Lit, Sheet

Within = Callable[[date], bool]


def terms(sheet: Sheet, leader: LeaderId, within: Within) -> tuple[list[Lit], list[int]]:
    """Literals and weights of a leader's research on days; a block counts by the day on which it starts."""
    blocks = [b for b in sheet.blocks(leader) if within(b.start.day)]
    attended: dict[HalfDay, list[Lit]] = defaultdict(list)
    for event in sheet.events:
        if event.kind not in sheet.brief.policy.research.kinds_that_count:
            continue
        for seat in sheet.brief.seats_by_event[event.id]:
            if leader in sheet.takers(event, seat):
                for start in sheet.starts(event):
                    for half in sheet.halves(event, start):
                        attended[half].append(sheet.takes(event, seat, leader, start))
    halves = [sheet.either(lits) for half, lits in attended.items() if within(half.day)]
    return [b.lit for b in blocks] + halves, [b.half_days for b in blocks] + [1] * len(halves)


def planned(brief: Brief, plan: Plan, leader: LeaderId, within: Within) -> int:
    """Half-days of a leader's research that a plan has on days."""
    kinds = brief.policy.research.kinds_that_count
    blocks = [block for block in plan.research if block.leader == leader and within(block.start.day)]
    attended = {
        half
        for event, _, halves, seats in held(brief, plan)
        if event.kind in kinds and any(taker == leader for _, taker in seats)
        for half in halves
        if within(half.day)
    }
    return sum(block.half_days for block in blocks) + len(attended)
