"""What tells a mutant from the original: the tests' own evidence, judged again by the mutant.

The case sheets are asked as the tests ask them. Of the rest only the mutant's own part is judged anew; what the other
rules or chapters say stands.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from types import ModuleType
from typing import Any

from models.audit import Verdict
from models.brief import Brief
from models.plan import Plan
from rules import RULES
from rules.base import Rule
from tools.mutants_shown import (
    Fault,
    Reached,
    Scene,
    cases,
    chapters_words,
    december,
    faults,
    inquests,
    is_said,
    joined,
    naming,
    oracle,
    rules_words,
    scenes,
    sheets,
    some_of,
    survey,
    told_by,
    turned_round,
)
from tools.mutants_swapped import users_of

Trial = Callable[[int], bool]  # whether a mutant on this line gives itself away; 0: on any line

edges = [vars(import_module(f"tests.rules.test_{name}")) for name in ("edges", "told_wrong")]


# the audit


def trials_of_audit(module: ModuleType) -> list[Trial]:
    """Trials of a module of the rules, the cheapest first."""
    using = users_of(module)
    rules = [rule for rule in RULES if type(rule).__module__ in using]
    codes = {rule.code for rule in rules}
    told = [(scene, *joined(said for code, said in scene.rules.items() if code not in codes)) for scene in scenes()]
    own = [case for case in cases() if case.code in codes]
    sought = [fault for fault in faults() if fault.code in codes]

    def case_sheets(_: int) -> bool:
        return _fails(sheets.test_the_rule_judges_as_the_sheet_says, own)

    def other_ways_round(_: int) -> bool:
        return _fails(sheets.test_the_rule_judges_as_the_sheet_says, turned_round(own))

    def both_readings(line: int) -> bool:
        for scene, broken, opened in reached.of(line):
            mine = rules_words(rules, scene.brief, scene.plan)
            if (broken | mine[0], opened | mine[1]) != (scene.broken, scene.opened):
                return True
        return False

    def seeded_faults(_: int) -> bool:
        by_code = {rule.code: rule for rule in rules}
        return not all(_is_caught(by_code[fault.code], fault) for fault in sought)

    reached = Reached(module, told, lambda scene: rules_words(rules, scene.brief, scene.plan))
    return [case_sheets, edge_cases, sheet_facts, other_ways_round, both_readings, seeded_faults]


def _is_caught(rule: Rule, fault: Fault) -> bool:
    said = [f for f in rule.audit(fault.brief, fault.plan) if f.verdict is Verdict.BROKEN]
    return any(naming.names(f, subject) for f in said for subject in fault.subjects)


def _fails(test: Callable[[Any], None], given: Iterable[Any]) -> bool:
    for one in given:
        try:
            test(one)
        except AssertionError:
            return True
    return False


def edge_cases(_: int) -> bool:
    """Tests of single edges of rules."""
    tests = [test for module in edges for name, test in module.items() if name.startswith("test_")]
    return _fails(lambda test: test(), tests)


def sheet_facts(_: int) -> bool:
    """What sheets say of their rules as a whole: strength, article."""
    return _fails(sheets.test_a_sheet_is_as_strong_as_its_rule, sheets.SHEETS) or _fails(
        sheets.test_a_sheet_cites_the_article_of_its_rule, sheets.SHEETS
    )


def trials_by_enumeration(module: ModuleType) -> list[Trial]:
    """Of every plan of every tiny brief, and of random cases, audit and sheet say the same; the December's audited
    cost is its objective.

    Only for what the sheet does not use too.
    """
    using = users_of(module)
    rules = [rule for rule in survey.VOCAL if type(rule).__module__ in using]
    codes = {rule.code for rule in rules}
    known = [(tiny.brief, word) for name, tiny in survey.TINIES.items() for word in survey.told(name)]
    known += [(inquest.brief, told) for inquest in inquests() for told in some_of(inquest)]
    rows = []
    for given, word in known:
        broken = any(site.code not in codes for site in word.heard.broken)
        rows.append((given, word, broken, word.heard.cost - survey.hear(given, word.plan, rules).cost))
    brief, plan, objective = december()
    rest = _cost([rule for rule in RULES if rule.code not in codes], brief, plan)

    def ledger(_: int) -> bool:
        return rest + _cost(rules, brief, plan) != objective

    def enumerations(_: int) -> bool:
        for given, word, broken, cost in rows:
            own = survey.hear(given, word.plan, rules)
            if (broken or bool(own.broken)) != bool(word.refused):
                return True
            if not word.refused and cost + own.cost != word.cost:
                return True
        return False

    return [ledger, enumerations] if rules else []


def _cost(rules: Iterable[Rule], brief: Brief, plan: Plan) -> int:
    return sum(finding.cost for rule in rules for finding in rule.audit(brief, plan))


# the oracle


def trials_of_oracle(module: ModuleType) -> list[Trial]:
    """Trials of a chapter of the oracle, the cheapest first."""
    using = users_of(module)
    mine = [chapter for chapter in oracle.CHAPTERS if chapter.__name__ in using]
    names = {chapter.__name__ for chapter in mine}
    told = [
        (scene, *joined(said for name, said in scene.chapters.items() if name not in names)) for scene in scenes()
    ]
    sought = [fault for fault, chapters in zip(faults(), told_by(), strict=True) if chapters <= names]
    anew = module.__name__ == "tests.oracle.world"

    def world_of(scene: Scene | Fault) -> Any:
        return oracle.World(scene.brief, scene.plan) if anew else scene.world

    def both_readings(line: int) -> bool:
        for scene, broken, opened in reached.of(line):
            own = chapters_words(mine, world_of(scene))
            if (broken | own[0], opened | own[1]) != (scene.broken, scene.opened):
                return True
        return False

    def seeded_faults(_: int) -> bool:
        return not all(is_said(mine, world_of(fault), fault) for fault in sought)

    reached = Reached(module, told, lambda scene: chapters_words(mine, world_of(scene)))
    return [both_readings, seeded_faults]
