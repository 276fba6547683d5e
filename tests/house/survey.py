"""What both faces of the law say of every plan of a tiny brief; told once, asked by several tests."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from types import FrameType, GeneratorType
from typing import Any, NamedTuple, cast

from models.audit import Finding, Verdict
from models.brief import Brief
from models.occupations import clash, diary
from models.plan import Plan
from models.spans import HalfDay
from rules import RULES
from rules.base import Rule
from solver.chosen import chosen
from solver.sheet import CpSheet
from tests.house.plans import Tiny, deformed, every_plan
from tests.house.proto import LAYOUT, Model, Site, Traced
from tests.house.sites import clauses_of
from tests.house.tinies import tinies

UNSAYABLE = Site("unsayable", 0)
MINUTES = Site("minutes", 0)


class Heard(NamedTuple):
    """The audit's word. broken: the clauses that find something broken by the plan; priced: those that price it."""

    broken: frozenset[Site]
    cost: int
    priced: frozenset[Site]


class Word(NamedTuple):
    """What both faces say of one plan. refused: whose rows, `UNSAYABLE` or `MINUTES`; none: it is feasible."""

    plan: Plan
    heard: Heard
    refused: frozenset[Site]
    cost: int
    paid: frozenset[Site]


def hear(brief: Brief, plan: Plan, rules: Sequence[Rule] | None = None) -> Heard:
    """The audit, with the line of the rule behind every finding."""
    broken, priced, cost = set(), set(), 0
    for rule in VOCAL if rules is None else rules:
        said = cast("GeneratorType[Finding, Any, Any]", rule.audit(brief, plan))
        for finding in said:
            site = Site(rule.code, _line(said))
            if finding.verdict is Verdict.BROKEN and not finding.given:
                broken.add(site)
            if finding.cost:
                cost += finding.cost
                priced.add(site)
    return Heard(frozenset(broken), cost, frozenset(priced))


VOCAL = tuple(rule for rule in RULES if any(clauses_of(rule)))  # the others only tell


def _line(said: "GeneratorType[Finding, Any, Any]") -> int:
    """The line that a rule's word came from."""
    inner = said
    while isinstance(inner.gi_yieldfrom, GeneratorType):
        inner = inner.gi_yieldfrom
    return cast(FrameType, inner.gi_frame).f_lineno


def minutes_stand(sheet: CpSheet, plan: Plan) -> bool:
    """Whether placement could have given these minutes."""
    for booking in plan.bookings:
        event = sheet.brief.event_by_id[booking.event]
        if booking.span not in sheet.times(event, HalfDay.of(booking.start)):
            return False
    travel = sheet.brief.policy.travel
    return not any(
        one.subject != other.subject and clash(travel, one, other)
        for own in diary(sheet.brief, plan).values()
        for n, one in enumerate(own)
        for other in own[n + 1 :]
    )


def weigh(model: Model, plan: Plan) -> tuple[frozenset[Site], int, frozenset[Site]]:
    """Who refuses the plan's choices, what they cost and whose prices they pay."""
    sheet = model.sheet
    made = chosen(sheet, plan)
    if made is None:
        return frozenset([UNSAYABLE]), 0, frozenset()
    keeps = {
        sheet.keeps_start(sheet.brief.event_by_id[booking.event])
        for booking in plan.bookings
        if (kept := sheet.kept_span(sheet.brief.event_by_id[booking.event])) is not None
        and kept.start == booking.start
    }
    reading = model.read(made | keeps)
    refused = reading.broken
    if not minutes_stand(sheet, plan):
        refused |= {MINUTES}
    return refused, reading.cost, reading.paid


def words(tiny: Tiny) -> Iterator[Word]:
    """Both faces on every plan, and on the deformations of the cheapest lawful ones."""
    model = Model(Traced(tiny.brief, RULES))
    found: list[Word] = []
    for plan in every_plan(tiny):
        word = Word(plan, hear(tiny.brief, plan), *weigh(model, plan))
        yield word
        if not word.heard.broken:
            found.append(word)
    best = sorted(found, key=lambda word: (word.heard.cost, -len(word.plan.research)))[:3]
    for plan in chain.from_iterable(deformed(word.plan, tiny.brief) for word in best):
        yield Word(plan, hear(tiny.brief, plan), *weigh(model, plan))


TINIES = {tiny.name: tiny for tiny in tinies()}


@cache
def told(name: str) -> tuple[Word, ...]:
    """Every word on a tiny brief."""
    return tuple(words(TINIES[name]))


def alone(sites: Iterable[frozenset[Site]]) -> set[Site]:
    """Sites that are the only ones in some set: without them it would be empty."""
    return {site for row in sites if len(row) == 1 for site in row} - {LAYOUT, UNSAYABLE, MINUTES}
