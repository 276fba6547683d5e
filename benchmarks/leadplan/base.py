"""A rule of the bench: no article and no variant asks for it, so it lives here and not in rules/."""

from collections.abc import Iterator

from benchmarks.leadplan.brief import index_of, number
from benchmarks.leadplan.instance import Instance
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from rules.base import Article, Fact, Rule, Strength


class BenchRule(Rule):
    """Knows its instance; `charged` is a finding that only tells a cost."""

    article: Article | None = None  # type: ignore[misc]  # a class variable of every rule
    strength = Strength.MUST
    reading = "对照评测的约定"

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    def fact(self, subject: str) -> Fact:
        """The rule and a subject."""
        return Fact(self.code, subject)


def is_away(brief: Brief, plan: Plan) -> list[list[bool]]:
    """Who is away in which half-day, leave of the plan included; by leader's number and half-day's index."""
    now = settled(brief, plan)
    table = [[False] * (2 * ((brief.horizon.last - brief.horizon.first).days + 1)) for _ in brief.leaders]
    for leader in brief.leaders:
        for half in brief.horizon.half_days():
            table[number(leader.id)][index_of(half)] = now.is_away(leader.id, (half,))
    return table


def starts(brief: Brief, plan: Plan) -> Iterator[tuple[str, int, tuple[LeaderId | None, ...]]]:
    """Every booking: its id, the index of its half-day, and the takers in order of seats."""
    for event, _, halves, seats in held(brief, plan):
        yield event.id, index_of(halves[0]), tuple(taker for _, taker in seats)
