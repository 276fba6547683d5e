"""What mutants are shown: case sheets, shaken and turned round, random cases, scrambles, seeded faults; read once.

On each, both readings of the law agree, and what each rule and each chapter has to do with it is kept.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from random import Random
from types import FrameType, ModuleType
from typing import Any, NamedTuple

from intake.brief import read_brief
from models.audit import Finding, Verdict
from models.brief import Brief
from models.errors import DateOutsideCalendar
from models.plan import Plan
from rules import RULES
from rules.base import Rule
from solver.solve import solve
from tools.mutants_swapped import ROOT

Words = frozenset[tuple[str, str]]
Said = tuple[Words, Words]  # what is broken, what is left open
SMALL, LARGE, FAULTS = 200, 10, 5  # scrambles of the small office and of the demo December; faults of a kind
SHAKEN = 6  # times that each case is shaken
RANDOM, PLANS = 300, 6  # random cases, as many as the suite asks, and plans of each
MOST = 400  # scenes that a mutant is shown, of those that come to its line

sheets: Any = import_module("tests.rules.test_case_sheets")
naming: Any = import_module("tests.rules.naming")
turned: Any = import_module("tests.rules.test_turned_round")
agreement: Any = import_module("tests.faults.test_agreement")
oracle: Any = import_module("tests.oracle.verdicts")
survey: Any = import_module("tests.house.survey")
soak: Any = import_module("tests.soak.laws")
soak_cases: Any = import_module("tests.soak.cases")


class Scene(NamedTuple):
    """A brief and a plan on which both readings agree. world: as the oracle reads them.

    broken, opened: what both say. rules, chapters: what each rule, and each chapter, has to do with it.
    """

    brief: Brief
    plan: Plan
    world: Any
    broken: Words
    opened: Words
    rules: dict[str, Said]
    chapters: dict[str, Said]


class Fault(NamedTuple):
    """A seeded fault. subjects: what the finding may be about."""

    brief: Brief
    plan: Plan
    world: Any
    code: str
    subjects: tuple[str, ...]


def _normal(words: Iterable[tuple[str, str]]) -> Words:
    return frozenset(agreement._word(*word) for word in words)


def rules_words(rules: Iterable[Rule], brief: Brief, plan: Plan) -> Said:
    said = [finding for rule in rules for finding in rule.audit(brief, plan)]
    broken = _normal((f.code, f.subject) for f in said if f.verdict is Verdict.BROKEN)
    return broken, frozenset((f.code, f.subject) for f in said if _is_open(f))


def chapters_words(chapters: Iterable[Any], world: Any) -> Said:
    known = list(chapters)
    broken = _normal(word for chapter in known for word in chapter.broken(world))
    silent = [chapter for chapter in known if chapter in oracle.SILENT]
    return broken, frozenset(word for chapter in silent for word in chapter.left_open(world))


def joined(said: Iterable[Said]) -> Said:
    known = list(said)
    return frozenset().union(*(row[0] for row in known)), frozenset().union(*(row[1] for row in known))


def _is_open(finding: Finding) -> bool:
    return finding.verdict is Verdict.OPEN


# what is there


@cache
def december() -> tuple[Brief, Plan, int]:
    """The demo December, the solver's plan for it, and its cost."""
    brief = read_brief((ROOT / "fixtures" / "demo" / "2026-12.json").read_bytes())
    plan = solve(brief)
    if not isinstance(plan, Plan) or plan.proof is None or plan.proof.objective is None:
        raise ValueError("the demo December has no plan")
    return brief, plan, plan.proof.objective


@cache
def cases() -> tuple[Any, ...]:
    """All cases of all sheets."""
    return tuple(sheets.ALL)


@cache
def inquests() -> tuple[Any, ...]:
    """The suite's random cases, each with its plans, whether the sheet refuses them and what it counts."""
    return tuple(soak.Inquest(soak_cases.case(seed)) for seed in range(RANDOM))


def some_of(inquest: Any) -> list[Any]:
    """Some of a case's plans, evenly chosen."""
    told: list[Any] = inquest.told
    return told[:: max(1, len(told) // PLANS)]


@cache
def scenes() -> tuple[Scene, ...]:
    """Case sheets and scrambles, with what both readings say of them."""
    return tuple(scene for brief, plan in _shown() if (scene := _scene(brief, plan)) is not None)


def _shown() -> Iterator[tuple[Brief, Plan]]:
    yield from ((case.brief, case.plan) for case in cases())
    shake = import_module("tests.rules.shaking").shake
    shaken = (shake(case.brief, case.plan, Random(f"{case.name}/{n}")) for case in cases() for n in range(SHAKEN))
    yield from (pair for pair in shaken if pair is not None)
    yield from ((case.brief, case.plan) for case in turned_round(cases()))
    yield from ((inquest.brief, told.plan) for inquest in inquests() for told in some_of(inquest))
    scramble = import_module("tests.faults.scrambles").scramble
    small = import_module("tests.faults.small_office").small_office()
    yield from (scramble(*small, Random(seed)) for seed in range(SMALL))
    yield from (scramble(*december()[:2], Random(seed)) for seed in range(LARGE))


def _scene(brief: Brief, plan: Plan) -> Scene | None:
    try:
        by_rule = {rule.code: said for rule in RULES if any(said := rules_words([rule], brief, plan))}
    except DateOutsideCalendar:
        return None
    world = oracle.World(brief, plan)
    by_chapter = {c.__name__: said for c in oracle.CHAPTERS if any(said := chapters_words([c], world))}
    broken, opened = joined(by_rule.values())
    if joined(by_chapter.values()) != (broken, opened):
        return None
    return Scene(brief, plan, world, broken, opened, by_rule, by_chapter)


@cache
def faults() -> tuple[Fault, ...]:
    """Seeded faults in the demo December."""
    operators = import_module("tests.faults.operators").OPERATORS
    variants = import_module("tests.faults.catching").variants
    found = (fault for operator in operators for fault in variants(operator, *december()[:2], FAULTS))
    return tuple(Fault(f.brief, f.plan, oracle.World(f.brief, f.plan), f.code, tuple(f.subjects)) for f in found)


@cache
def told_by() -> tuple[frozenset[str], ...]:
    """Of each fault the chapters of the oracle that name it."""
    return tuple(
        frozenset(chapter.__name__ for chapter in oracle.CHAPTERS if is_said([chapter], fault.world, fault))
        for fault in faults()
    )


def get_ready(deep: bool) -> None:
    """Read all that mutants are shown, once, before the forks. deep: every plan of the tiny briefs too."""
    scenes()
    told_by()
    for name in survey.TINIES if deep else ():
        survey.told(name)


def turned_round(own: Iterable[Any]) -> Iterator[Any]:
    """Cases told from the last to the first, with their people numbered anew, and with something beside them."""
    for case in own:
        yield turned.reversed_case(case)
        yield turned.renumbered_case(case)
        if case.code != turned.PRICED:
            yield turned.with_night_duty(case)


Row = tuple[Scene, Words, Words]


class Reached:
    """Scenes by the lines of a module that they come to."""

    def __init__(self, module: ModuleType, rows: Sequence[Row], run: Callable[[Scene], object]) -> None:
        self.rows = rows
        self.within = set(_function_lines(module))
        self.by_line: dict[int, list[int]] = defaultdict(list)
        for n, (scene, _, _) in enumerate(rows):
            for line in _lines(str(module.__file__), partial(run, scene)):
                self.by_line[line].append(n)

    def of(self, line: int) -> list[Row]:
        """Scenes that come to a line, evenly chosen where they are many; of all, for what is in no function."""
        known = self.by_line.get(line, range(len(self.rows)) if line not in self.within else ())
        return [self.rows[n] for n in list(known)[:: max(1, len(known) // MOST)]]


def _function_lines(module: ModuleType) -> Iterator[int]:
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield from range(node.body[0].lineno, (node.end_lineno or 0) + 1)


def _lines(path: str, run: Callable[[], object]) -> set[int]:
    """Lines of a file that a call comes to."""
    found: set[int] = set()

    def inside(frame: FrameType, event: str, _: object) -> Any:
        found.add(frame.f_lineno)
        return inside

    def tracer(frame: FrameType, event: str, _: object) -> Any:
        return inside(frame, event, None) if frame.f_code.co_filename == path else None

    sys.settrace(tracer)
    try:
        run()
    finally:
        sys.settrace(None)
    return found


def is_said(chapters: Iterable[Any], world: Any, fault: Fault) -> bool:
    words = {word for chapter in chapters for word in chapter.broken(world)}
    return any(naming.says(words, fault.code, subject) for subject in fault.subjects)
