"""Mutants of a module: cosmic-ray's operators, made on the syntax tree, and those that laws need most.

Of cosmic-ray 8.7: comparison, boolean, binary and unary operators replaced, numbers one more and one less, true and
false, a condition negated, a loop without a round, break and continue. Beside them, as in mutmut and PIT: a condition
always met, never met, one of several conditions dropped, a statement dropped, `in`, any and all, min and max.

Left out by rule, since nobody could tell them from the original or they say nothing of the law:

- sentences: what stands in f-strings, in a choice of Chinese words, in ``"、".join(…)``, in a finding's sentence,
  and the word that something is kept at no price, with its condition; docstrings, annotations, decorators, imports;
- the solver's face: what takes a `Sheet` or a literal, a class made of one, `admitted`, `admits` where no audit asks
  it, and what only those call;
- the last `or 0` made false, which counts as nought does;
- ``==`` for ``is`` and back, and an order in place of ``is`` (enums and None have none);
- of a comparison's replacements all but three, which whatever tells the others apart tells apart too;
- a negated condition where the same stands among the replaced comparisons.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from types import CodeType
from typing import NamedTuple

Spot = tuple[ast.AST, str, int | None]  # parent, field, place in the field's list
Change = tuple[str, ast.AST]  # what is done, and what stands there instead

COMPARED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq, ast.Lt, ast.Gt),
    ast.Lt: (ast.LtE, ast.NotEq, ast.GtE),
    ast.LtE: (ast.Lt, ast.Eq, ast.Gt),
    ast.Gt: (ast.GtE, ast.NotEq, ast.LtE),
    ast.GtE: (ast.Gt, ast.Eq, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
RECKONED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.BitAnd),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.FloorDiv: (ast.Mult, ast.Mod),
    ast.Div: (ast.Mult,),
    ast.Mod: (ast.Mult, ast.FloorDiv),
    ast.BitOr: (ast.BitAnd, ast.Sub),
    ast.BitAnd: (ast.BitOr, ast.Sub),
}
TWINS = {"any": "all", "all": "any", "min": "max", "max": "min"}
FINDINGS = {"kept", "bent", "broken", "open"}


class Mutant(NamedTuple):
    """One change of one module. where: the function that it is in."""

    module: str
    line: int
    where: str
    what: str
    before: str
    after: str


def mutants_of(module: str, source: str, left_out: Iterable[str] = ()) -> Iterator[tuple[Mutant, CodeType]]:
    """All mutants of a module, in the order of its source, each with the whole module compiled with it.

    left_out: names of functions that are let alone.
    """
    tree = ast.parse(source)
    for spot, where in list(_spots(tree, frozenset(left_out) | _unasked(tree))):
        parent, field, place = spot
        was = getattr(parent, field) if place is None else getattr(parent, field)[place]
        for what, now in _changes(parent, field, was):
            before = _told(parent, field, was)
            _put(spot, now)
            after = _told(parent, field, now)
            ast.fix_missing_locations(ast.copy_location(now, was))
            code = compile(tree, f"<mutant of {module}>", "exec")
            yield Mutant(module, _line(was, parent), where, what, before, after), code
            _put(spot, was)


def _put(spot: Spot, now: ast.AST) -> None:
    parent, field, place = spot
    if place is None:
        setattr(parent, field, now)
    else:
        getattr(parent, field)[place] = now


def _line(node: ast.AST, parent: ast.AST) -> int:
    return int(getattr(node, "lineno", getattr(parent, "lineno", 0)))


def _told(parent: ast.AST, field: str, node: ast.AST) -> str:
    """The source of what is changed: of the whole comparison or condition, where a part of it is."""
    whole = parent if isinstance(parent, ast.Compare | ast.BoolOp | ast.BinOp | ast.comprehension) else node
    told = " ".join(ast.unparse(whole).split())
    return f"if {told}" if isinstance(parent, ast.If | ast.While | ast.IfExp) and field == "test" else told


# where


def _spots(tree: ast.Module, left_out: frozenset[str]) -> Iterator[tuple[Spot, str]]:
    """Every place at which something could be changed, with the function that it is in."""
    yield from _within(tree, "", left_out)


def _within(node: ast.AST, where: str, left_out: frozenset[str]) -> Iterator[tuple[Spot, str]]:
    for field, value in ast.iter_fields(node):
        if _is_silent(node, field):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else ((None, value),):
            if not isinstance(child, ast.AST) or _is_sentence(child) or _says(node, field, place):
                continue
            inner = where
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                if child.name in left_out or _takes_sheet(child):
                    continue
                inner = f"{where}.{child.name}".strip(".")
            yield (node, field, place), inner
            yield from _within(child, inner, left_out)


def _is_silent(node: ast.AST, field: str) -> bool:
    return (
        field in ("annotation", "returns", "decorator_list", "bases", "format_spec")
        or isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)
        or (isinstance(node, ast.AnnAssign) and _is_named(node.annotation, "Lit"))
    )


def _takes_sheet(made: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether it is of the solver's face."""
    if isinstance(made, ast.ClassDef):
        rows = [row for row in made.body if isinstance(row, ast.FunctionDef) and row.name == "__init__"]
        return any(_takes_sheet(row) for row in rows)
    of_sheets = [a for a in made.args.args if _is_named(a.annotation, "Sheet") or _is_named(a.annotation, "Lit")]
    return bool(of_sheets) or made.name == "admitted"


def _is_named(node: ast.AST | None, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _unasked(tree: ast.Module) -> frozenset[str]:
    """`admits`, where no audit of the module asks it."""
    audits = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "audit"]
    asked = any(isinstance(n, ast.Attribute) and n.attr == "admits" for audit in audits for n in ast.walk(audit))
    return frozenset() if asked else frozenset({"admits"})


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.isascii()
    )


def _is_sentence(node: ast.AST) -> bool:
    """Whether what is below is for people to read."""
    if isinstance(node, ast.IfExp):
        return _is_text(node.body) or _is_text(node.orelse)
    if isinstance(node, ast.BoolOp):
        return any(_is_text(value) for value in node.values)
    if isinstance(node, ast.If) and not node.orelse:
        return all(isinstance(row, ast.Expr) and _is_told(row.value) for row in node.body)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        return True
    return isinstance(node, ast.Expr) and (isinstance(node.value, ast.Constant) or _is_told(node.value))


def _is_empty(parent: ast.BoolOp, node: ast.AST) -> bool:
    """Whether it is the empty text that stands for nobody, or an ending nought: falsehood does so too."""
    if not isinstance(node, ast.Constant) or not isinstance(parent.op, ast.Or):
        return False
    return node.value == "" or (node.value == 0 and node is parent.values[-1])


def _is_told(node: ast.AST) -> bool:
    """Whether it yields the word that something is kept, at no price: there for people to read."""
    call = node.value if isinstance(node, ast.Yield) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr != "kept":
        return False
    return len(call.args) == 2 and not any(keyword.arg == "cost" for keyword in call.keywords)


def _says(node: ast.AST, field: str, place: int | None) -> bool:
    """Whether this is the sentence of a finding."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FINDINGS
        and field == "args"
        and place == 1
    )


# what


def _changes(parent: ast.AST, field: str, node: ast.AST) -> Iterator[Change]:
    if isinstance(parent, ast.Compare) and field == "ops":
        yield from (("comparison", op()) for op in COMPARED.get(type(node), ()))
    elif isinstance(parent, ast.BinOp) and field == "op":
        yield from (("operator", op()) for op in RECKONED.get(type(node), ()))
    elif isinstance(parent, ast.BoolOp) and field == "op":
        yield "and, or", ast.Or() if isinstance(node, ast.And) else ast.And()
    elif isinstance(parent, ast.BoolOp) and field == "values" and not _is_empty(parent, node):
        yield "condition dropped", ast.Constant(isinstance(parent.op, ast.And))
    if isinstance(parent, ast.If | ast.While | ast.IfExp) and field == "test":
        yield from _of_condition(node)
    if isinstance(parent, ast.comprehension) and field == "ifs":
        yield from _of_condition(node)
    if isinstance(parent, ast.For | ast.comprehension) and field == "iter":
        yield "no round", ast.List([], ast.Load())
    yield from _of_itself(node)


def _of_condition(test: ast.AST) -> Iterator[Change]:
    plain = isinstance(test, ast.Compare) and len(test.ops) == 1
    if not plain and not isinstance(test, ast.UnaryOp) and isinstance(test, ast.expr):
        yield "not", ast.UnaryOp(ast.Not(), test)
    yield "always", ast.Constant(True)
    yield "never", ast.Constant(False)


def _of_itself(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.UnaryOp):
        yield "unary dropped", node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "true, false", ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield "one more", ast.Constant(node.value + 1)
        yield "one less", ast.Constant(node.value - 1)
    elif isinstance(node, ast.Break | ast.Continue):
        yield "break, continue", ast.Continue() if isinstance(node, ast.Break) else ast.Break()
    elif isinstance(node, ast.Name) and node.id in TWINS:
        yield "twin", ast.Name(TWINS[node.id], ast.Load())
    elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)):
        yield "statement dropped", ast.Pass()


def only_solvers(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Functions that nothing but the solver's face speaks of: what an audit never calls."""
    return _unspoken(list(trees), frozenset({"audit", "__init__"}))


def only_audits(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Functions that the solver's face never calls."""
    known = list(trees)
    solvers = {n.name for t in known for n in ast.walk(t) if isinstance(n, ast.FunctionDef) and _takes_sheet(n)}
    called, new = set(solvers), set(solvers)
    while new:
        inside = [n for t in known for n in ast.walk(t) if isinstance(n, ast.FunctionDef) and n.name in new]
        new = {name for function in inside for name in _names(function, frozenset(), whole=True)} & _functions(known)
        new -= called
        called |= new
    return _functions(known) - called


def _functions(trees: Iterable[ast.Module]) -> frozenset[str]:
    return frozenset(n.name for tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def _unspoken(trees: Sequence[ast.Module], roots: frozenset[str]) -> frozenset[str]:
    """Functions that are spoken of nowhere but in the solver's face and in each other."""
    found: frozenset[str] = frozenset()
    while True:
        spoken = {name for tree in trees for name in _names(tree, found)}
        left = _functions(trees) - roots - spoken
        if left == found:
            return found
        found = left


def _names(tree: ast.AST, left_out: frozenset[str], whole: bool = False) -> Iterator[str]:
    """Names that a tree speaks of, outside the solver's face or in the whole of it."""
    for node in ast.iter_child_nodes(tree):
        if not whole and isinstance(node, ast.FunctionDef) and (node.name in left_out or _takes_sheet(node)):
            continue
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        yield from _names(node, left_out, whole)
