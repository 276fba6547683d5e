"""Every clause of every rule, found in its source: the lines that refuse something, and the lines that price it."""

import ast
from collections.abc import Iterable, Iterator
from inspect import getsourcefile
from pathlib import Path
from typing import NamedTuple

from rules import RULES
from rules.base import Rule
from tests.house.proto import Site

REFUSING = {"require", "forbid", "imply", "at_most_one", "exactly_one", "between"}


class Clauses(NamedTuple):
    """The clauses of a rule's two faces. refusals, charges: of the sheet; breaches: of the audit."""

    refusals: frozenset[Site]
    charges: frozenset[Site]
    breaches: frozenset[Site]


def clauses_of(rule: Rule) -> Clauses:
    """The clauses in the files of a rule and of what it inherits."""
    nodes = [node for path in _files(rule) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    calls = list(_calls(nodes))
    return Clauses(
        refusals=frozenset(Site(rule.code, n.lineno) for name, n in calls if name in REFUSING),
        charges=frozenset(Site(rule.code, n.lineno) for name, n in calls if name == "charge"),
        breaches=frozenset(Site(rule.code, line) for line in _breaches(nodes)),
    )


def _files(rule: Rule) -> Iterable[Path]:
    mine = [kind for kind in type(rule).__mro__ if kind.__module__.startswith("rules.") and kind is not Rule]
    return dict.fromkeys(Path(str(getsourcefile(kind))) for kind in mine)


def _calls(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.Call]]:
    """Verbs said to a sheet."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            to = node.func.value
            if isinstance(to, ast.Name) and to.id == "sheet":
                yield node.func.attr, node


def _breaches(nodes: Iterable[ast.AST]) -> Iterator[int]:
    """Lines that yield a finding of a breach, but for what is given whatever is planned."""
    for node in nodes:
        if isinstance(node, ast.Yield) and node.value is not None:
            said = [n for n in ast.walk(node.value) if isinstance(n, ast.Call) and _is(n.func, "broken")]
            if any(not any(k.arg == "given" and _is_true(k.value) for k in call.keywords) for call in said):
                yield node.lineno


def _is(func: ast.expr, name: str) -> bool:
    return isinstance(func, ast.Attribute) and func.attr == name


def _is_true(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is True


def every_clause(rules: Iterable[Rule]) -> Clauses:
    """The clauses of all these rules."""
    each = [clauses_of(rule) for rule in rules]
    return Clauses(*(frozenset().union(*(getattr(c, name) for c in each)) for name in Clauses._fields))


def text_of(site: Site) -> str:
    """The source of a clause, on one line."""
    rule = next(rule for rule in RULES if rule.code == site.code)
    for path in _files(rule):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Yield | ast.Call) and node.lineno == site.line:
                return " ".join((ast.get_source_segment(source, node) or "").split())
    raise ValueError(site)
