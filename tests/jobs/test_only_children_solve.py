"""The service's own process plans nothing and answers nothing: what takes the solver is called in children alone."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILDREN = {"api/questions.py", "api/jobs/inside.py"}
TRAVEL = "api/travel.py"  # for the command line, and for api/questions.py
LIGHT = {
    "admit", "moves", "difference", "Limits", "NoAnswer", "Effort",  # look at a brief or at plans, or are values
}  # fmt: skip
HEAVY = {"api.questions", "api.travel"}
HARMLESS = {"precheck", "read_trip", "Repairs"}


def called(source: str) -> set[str]:
    """Names from solver/, or from what stands for it, that a module calls; handing a function over is no call."""
    tree = ast.parse(source)
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module.split(".")[0] == "solver":
                names |= {alias.asname or alias.name for alias in node.names} - LIGHT
            elif node.module in HEAVY:
                names |= {alias.asname or alias.name for alias in node.names} - HARMLESS
            elif node.module == "api":
                modules = {a.asname or a.name for a in node.names if f"api.{a.name}" in HEAVY}
                names |= {f"{module}." for module in modules}
    found: set[str] = set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Name) and call.func.id in names:
            found.add(call.func.id)
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            whole = f"{call.func.value.id}."
            found |= {f"{whole}{call.func.attr}"} if whole in names and call.func.attr not in HARMLESS else set()
    return found


def test_no_module_of_the_service_calls_what_solves():
    files = [path for path in (ROOT / "api").rglob("*.py") if not path.name.startswith("cli")]
    assert len(files) > 60
    wrong = {
        name: found
        for path in files
        if (name := path.relative_to(ROOT).as_posix()) not in CHILDREN | {TRAVEL}
        and (found := called(path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from solver.solve import solve\nsolve(brief)", {"solve"}),
        ("from solver.replan import replan as plan\nplan(brief)", {"plan"}),
        ("from api import questions\nquestions.repairs(brief)", {"questions.repairs"}),
        ("from api.travel import answered\nanswered(brief, None, trip)", {"answered"}),
        ("from solver.solve import solve\nASKING.ask(solve, brief)", set()),
        ("from api import questions\nASKING.ask(questions.repairs, brief)", set()),
    ],
)
def test_such_a_call_would_be_found(source: str, found: set[str]):
    assert called(source) == found
