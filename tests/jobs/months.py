"""Months to solve: the demo office's December, and an office of its own for each test."""

from pathlib import Path

from intake.brief import read_brief
from models.brief import Brief

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"


def december() -> Brief:
    """The demo office's December: about 130 events, solved in seconds."""
    return read_brief((DEMO / "2026-12.json").read_bytes())
