"""The oracle is a second reading: it takes nothing from the first."""

import ast
from pathlib import Path

import pytest

FILES = [path for path in sorted(Path(__file__).parent.glob("*.py")) if not path.name.startswith("test_")]
FIRST_READING = {"rules", "solver", "intake", "render", "store", "api", "ortools"}
SHARED_ARITHMETIC = {"models.occupations", "models.seats", "models.docket"}


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_it_imports_nothing_of_the_rules_or_of_their_arithmetic(path: Path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module)
    assert not {name for name in imported if name.split(".")[0] in FIRST_READING}
    assert not imported & SHARED_ARITHMETIC
