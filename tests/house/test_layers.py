"""The import order is law: what `lint-imports` says, said as a test."""

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import rules
from solver import solve


def test_every_import_contract_is_kept(capsys):
    assert lint_imports() == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_only_the_solver_names_the_engine():
    assert "cp_model" not in vars(rules.base)
    assert "cp_model" in vars(solve)
