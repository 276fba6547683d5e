"""Agreement: of every plan of every tiny brief, both faces of every rule say the same, and no clause is idle.

The audit finds nothing broken by the plan ⇔ the sheet with the plan's choices fixed is feasible and placement accepts
its minutes; where both say yes, they name the same price. A clause whose deletion no plan could tell is excused by
name below, with its reason, or it is a defect.
"""

from collections.abc import Iterable
from functools import cache
from random import Random

import pytest

from rules import RULES
from rules.base import Rule
from tests.house.chance import shaken, small_brief
from tests.house.proto import Model, Site, Traced
from tests.house.sites import clauses_of, every_clause, text_of
from tests.house.survey import TINIES, UNSAYABLE, Word, alone, hear, told, weigh

Excuses = dict[tuple[str, str], str]

REFUSALS_SAID_ELSEWHERE: Excuses = {
    ("6-a", "takes(event, seat, seat.owner, start) for start in away"): "65-b keeps everybody away from every seat",
    ("42-a", "for p in others for start in starts"): "all leaders are members: a stand-in leaves his own seat",
    ("house-no-double-booking", "sheet."): "a relaxation by half-days; placement keeps the minutes apart",
    (
        "house-one-booking",
        "exactly_one",
    ): "a plan with two starts of one event cannot be said in the sheet's literals",
    ("house-leave-placed", "at_most_one"): "65-b keeps research and leave apart, and so two leaves of one leader",
    ("house-research-blocks", "b.half_days >"): "the sheet lays out no overlong blocks",
}
BREACHES_SAID_ELSEWHERE: Excuses = {
    ("42-a", "yield self.broken(event.id, sentence, seat=seat.key)"): "as above",
    ("house-no-double-booking", "yield"): "one clash is told of both its events, in two clauses",
    (
        "house-one-booking",
        "broken(seating.event, sentence",
    ): "7-e or house-seats-filled names a stranger too",
    ("house-one-booking", "已从上期延续到本期"): "the sheet has no start for what runs in; its case sheet tries it",
}
RULES_SAID_ELSEWHERE = {
    "house-fixed-time": "the sheet gives what is fixed its one time",
    "house-no-double-booking": "its sheet is a relaxation; placement keeps the minutes apart",
    "7-g": "7-e keeps every stranger out, a cover of a cover too",
    "house-research-blocks": "the sheet lays out no overlong blocks, and none beyond the horizon",
    "house-one-booking": "its breaches cannot be said in the sheet's literals",
}
UNTRIED: tuple[str, ...] = ()  # rules that no tiny brief tries yet; this only shrinks
TRIED = tuple(rule for rule in RULES if rule.code not in UNTRIED)
ALL = every_clause(TRIED)


@pytest.fixture(scope="module")
def every_word() -> list[tuple[str, Word]]:
    return [(name, word) for name in TINIES for word in told(name)]


@pytest.mark.parametrize("name", TINIES)
def test_audit_and_sheet_say_the_same_of_every_plan(name: str):
    words = told(name)
    apart = [word for word in words if bool(word.heard.broken) != bool(word.refused)]
    assert not apart, _tell(apart)
    lawful = [word for word in words if not word.refused]
    assert lawful, "a tiny brief without a lawful plan shows nothing"
    priced_apart = [word for word in lawful if word.heard.cost != word.cost]
    assert not priced_apart, _tell(priced_apart)


def _tell(words: list[Word]) -> str:
    first = words[0]
    return f"{len(words)} plans; audit {first.heard}; sheet {first.refused} {first.cost}; {first.plan}"


@pytest.mark.parametrize("seed", range(60))
def test_they_agree_on_larger_briefs_too(seed: int):
    rng = Random(seed)
    brief = small_brief(rng, events=6, days=3)
    model = Model(Traced(brief, RULES))
    for plan in shaken(model.sheet, rng, many=40):
        heard = hear(brief, plan)
        refused, cost, _ = weigh(model, plan)
        assert bool(heard.broken) == bool(refused), (heard, refused, plan)
        assert refused or heard.cost == cost, (heard, cost, plan)


def _idle(clauses: Iterable[Site], caught: set[Site], excuses: Excuses) -> tuple[list[str], list[tuple[str, str]]]:
    """Clauses that no plan would miss, and excuses that are not needed."""
    idle = [site for site in clauses if site not in caught]
    excused = {(code, part): [s for s in idle if s.code == code and part in text_of(s)] for code, part in excuses}
    blamed = {site for sites in excused.values() for site in sites}
    stray = [f"{site.code}: {text_of(site)}" for site in sorted(idle) if site not in blamed]
    return stray, [excuse for excuse, sites in excused.items() if not sites]


def test_every_refusal_of_the_sheet_is_the_only_word_against_some_plan(every_word: list[tuple[str, Word]]):
    caught = alone(word.refused for _, word in every_word)
    assert _idle(ALL.refusals, caught, REFUSALS_SAID_ELSEWHERE) == ([], [])


def test_every_breach_of_the_audit_is_the_only_word_against_some_plan(every_word: list[tuple[str, Word]]):
    caught = alone(word.heard.broken for _, word in every_word)
    assert _idle(ALL.breaches, caught, BREACHES_SAID_ELSEWHERE) == ([], [])


def test_every_price_of_the_sheet_is_paid_by_some_lawful_plan(every_word: list[tuple[str, Word]]):
    paid = {site for _, word in every_word if not word.refused for site in word.paid}
    assert _idle(ALL.charges, paid, {}) == ([], [])


def test_what_no_tiny_brief_tries_is_told_so(every_word: list[tuple[str, Word]]):
    said = {site.code for _, word in every_word for site in word.heard.broken | word.heard.priced}
    assert said.isdisjoint(UNTRIED)
    assert set(UNTRIED) <= {rule.code for rule in RULES}


def test_every_rule_with_a_price_names_it_in_some_lawful_audit(every_word: list[tuple[str, Word]]):
    priced = {site.code for _, word in every_word if not word.heard.broken for site in word.heard.priced}
    assert priced == {site.code for site in ALL.charges}


@pytest.mark.parametrize("rule", [rule for rule in TRIED if clauses_of(rule).breaches], ids=lambda rule: rule.code)
def test_a_rule_dropped_from_either_side_is_missed(rule: Rule):
    witness = _only_broken_by(rule)
    assert witness, "no plan breaks this rule alone"
    if rule.code in RULES_SAID_ELSEWHERE:
        assert not any(_missed_by_sheet(rule, name, word) for name, word in witness[:20])
    else:
        assert any(_missed_by_sheet(rule, name, word) for name, word in witness)


def test_every_rule_that_refuses_anything_is_dropped_in_turn():
    """Rules that refuse nothing but name breaches judge paperwork, which is given: no model could do without them."""
    refusing = {rule.code for rule in RULES if clauses_of(rule).refusals or type(rule).admits is not Rule.admits}
    dropped = {rule.code for rule in TRIED if clauses_of(rule).breaches}
    assert refusing <= dropped
    assert dropped - refusing == {"7-g"}  # 7-e refuses for it
    assert set(RULES_SAID_ELSEWHERE) <= dropped


def _only_broken_by(rule: Rule) -> list[tuple[str, Word]]:
    """Plans that the audit without the rule would call lawful."""
    return [
        (name, word)
        for name in TINIES
        for word in told(name)
        if word.heard.broken and {site.code for site in word.heard.broken} == {rule.code}
    ]


def _without(rule: Rule) -> tuple[Rule, ...]:
    return tuple(other for other in RULES if other is not rule)


@cache
def _sheet_without(rule: Rule, name: str) -> Model:
    return Model(Traced(TINIES[name].brief, _without(rule)))


def _missed_by_sheet(rule: Rule, name: str, word: Word) -> bool:
    """Whether the sheet without the rule would let the plan pass."""
    refused, _, _ = weigh(_sheet_without(rule, name), word.plan)
    return not refused


@pytest.mark.parametrize("rule", [rule for rule in TRIED if clauses_of(rule).charges], ids=lambda rule: rule.code)
def test_a_price_dropped_from_either_side_is_missed(rule: Rule):
    name, word = next(
        (name, word)
        for name in TINIES
        for word in told(name)
        if not word.refused and rule.code in {site.code for site in word.heard.priced}
    )
    brief = TINIES[name].brief
    assert hear(brief, word.plan, _without(rule)).cost != word.cost
    refused, cost, _ = weigh(Model(Traced(brief, _without(rule))), word.plan)
    assert refused or cost != word.heard.cost


def test_what_cannot_be_said_is_broken(every_word: list[tuple[str, Word]]):
    unsayable = [word for _, word in every_word if UNSAYABLE in word.refused]
    assert unsayable
    assert all(word.heard.broken for word in unsayable)
