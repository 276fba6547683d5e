"""The import order is law: what `lint-imports` says, said as a test."""

import subprocess
import sys

import rules
from solver import solve

LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"


def test_every_import_contract_is_kept():
    """In a process of its own: the linter sets up logging, and whatever logged before it would fall silent."""
    told = subprocess.run([sys.executable, "-c", LINT], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_only_the_solver_names_the_engine():
    assert "cp_model" not in vars(rules.base)
    assert "cp_model" in vars(solve)
