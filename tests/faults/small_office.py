"""A small office's December with a lawful plan, made by hand: faults can be tried without a solver."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from models.brief import Brief
from models.plan import Plan
from tests.rules.case_sheets import common_facts, merge
from tests.rules.facts import brief_from, names_of
from tests.rules.plans import plan_from


@cache
def small_office() -> tuple[Brief, Plan]:
    """The brief and its plan."""
    sheet: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("small_office.yaml").read_text(encoding="utf-8"))
    given = merge(common_facts(), sheet["事实"])
    names = names_of(given)
    brief = brief_from(given, names)
    return brief, plan_from(sheet["方案"], brief, names)
