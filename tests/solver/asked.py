"""The demo December with its plan, asked once a test run."""

from functools import cache
from pathlib import Path

from intake.brief import read_brief
from models.brief import Brief
from models.events import Event, Kind
from models.plan import Plan
from solver.inquiry import Inquiry
from solver.solve import solve

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo" / "2026-12.json"


@cache
def demo() -> Inquiry:
    """The plan of the demo December, its sheets built when first asked for."""
    return inquiry(read_brief(DEMO.read_bytes()))


def inquiry(brief: Brief) -> Inquiry:
    """The brief planned, to be asked about."""
    plan = solve(brief)
    assert isinstance(plan, Plan)
    return Inquiry(brief, plan)


def standing(brief: Brief) -> Event:
    """The brief's standing meeting."""
    return next(event for event in brief.events if event.kind is Kind.STANDING)


def cost(brief: Brief) -> int:
    """The cost of the brief's best plan."""
    plan = solve(brief)
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    return plan.proof.objective
