"""The demo December and the solver's plan for it, made once a session."""

from pathlib import Path

import pytest

from intake.brief import read_brief
from models.brief import Brief
from models.plan import Plan
from solver.solve import solve

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "2026-12.json"


@pytest.fixture(scope="session")
def december() -> tuple[Brief, Plan]:
    """The demo's December and the solver's plan for it."""
    brief = read_brief(DEMO.read_bytes())
    plan = solve(brief)
    assert isinstance(plan, Plan), plan
    return brief, plan
