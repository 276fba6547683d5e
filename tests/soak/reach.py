"""Which rules the cases exercise: a rule that never binds and never costs in thousands of them is a hole in the
generator."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rules import RULES
from rules.base import Rule
from tests.house.proto import LAYOUT
from tests.house.sites import clauses_of
from tests.house.survey import MINUTES, UNSAYABLE
from tests.soak.cases import narrowed
from tests.soak.laws import Inquest

SAID_ELSEWHERE = {
    "house-fixed-time": "the sheet gives what is fixed its one time",
    "house-research-blocks": "the sheet lays out no overlong blocks, and none beyond the horizon",
    "house-one-booking": "a plan with an event twice cannot be said in the sheet's literals",
}


class Reached(NamedTuple):
    """Codes of rules. binding: they alone refuse some plan, or some minute; charged: some lawful plan pays them."""

    binding: frozenset[str]
    charged: frozenset[str]


def reached(inquest: Inquest) -> Reached:
    """What a case exercises."""
    refusing = [{site.code for site in told.refused} for told in inquest.told]
    alone = {code for codes in refusing if len(codes) == 1 for code in codes}
    if MINUTES.code in alone:
        alone.add("house-no-double-booking")
    alone -= {LAYOUT.code, UNSAYABLE.code, MINUTES.code}
    paid = {site.code for told in inquest.told if not told.refused for site in told.paid}
    return Reached(frozenset(alone | narrowed(inquest.brief)), frozenset(paid))


def to_be_reached() -> list[Rule]:
    """Rules that shape plans: by refusing, by pricing, or by their word on minutes."""
    return [
        rule
        for rule in RULES
        if rule.code not in SAID_ELSEWHERE
        and (clauses_of(rule).refusals or clauses_of(rule).charges or type(rule).admits is not Rule.admits)
    ]


def table(binding: Counter[str], charged: Counter[str], cases: int) -> Iterator[str]:
    """How many cases each rule binds in, and costs something in."""
    yield f"{'rule':24} {'binding':>8} {'charged':>8}   of {cases} cases"
    for rule in to_be_reached():
        never = "" if binding[rule.code] + charged[rule.code] else "   never"
        yield f"{rule.code:24} {binding[rule.code]:8} {charged[rule.code]:8}   {rule.title}{never}"


def unreached(binding: Counter[str], charged: Counter[str]) -> list[str]:
    """Rules of which at least one side was never exercised: refusals that never bind, prices never paid."""
    found = []
    for rule in to_be_reached():
        clauses = clauses_of(rule)
        hard = bool(clauses.refusals) or type(rule).admits is not Rule.admits
        if (hard and not binding[rule.code]) or (clauses.charges and not charged[rule.code]):
            found.append(rule.code)
    return found
