"""The rule book and the rules: every row answered for or owned up to, every rule with its sheet and settings."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from models.policy import Policy
from rules import RULES
from rules.base import Rule, Strength
from rules.book import TIER_ONE
from tests.house.sites import clauses_of
from tests.rules.case_sheets import FOLDER, read_sheet
from tools.docs import answered

ROOT = Path(__file__).parents[2]
BY_CODE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def stem(rule: Rule) -> str:
    """The name of a rule's file."""
    return type(rule).__module__.rsplit(".", 1)[1]


@BY_CODE
def test_a_rule_has_a_case_sheet_with_both_sides(rule: Rule):
    sheet = read_sheet(FOLDER / f"{stem(rule)}.yaml")
    verdicts = [case.verdict for case in sheet.cases]
    assert verdicts.count("kept") >= 1
    if clauses_of(rule).breaches and rule.strength in (Strength.MUST, Strength.IN_PRINCIPLE):
        assert verdicts.count("broken") >= 1


@BY_CODE
def test_a_rule_stands_in_the_file_of_its_article(rule: Rule):
    number = re.match(r"article_(\d+)_", stem(rule))
    assert (int(number[1]) if number else None) == (rule.article.number if rule.article else None)
    if rule.article:
        assert re.match(rf"{rule.article.number}(-|$)", rule.code)
    else:
        assert re.match(r"(house|variant)-", rule.code)


@BY_CODE
def test_a_rule_says_what_it_means(rule: Rule):
    assert rule.title
    assert rule.reading.endswith("。")
    assert type(rule).__doc__
    assert rule.source in rule.kept("x", "y").sentence


def test_codes_are_unique():
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)


@BY_CODE
def test_rows_of_a_rule_are_in_the_book(rule: Rule):
    rows = set(rule.rows or (rule.code,))
    assert all(row in TIER_ONE or row.startswith(("house-", "variant-")) for row in rows), rows - set(TIER_ONE)


def test_every_row_of_the_book_has_a_rule_or_stands_under_not_yet():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    not_yet = page.partition("## 尚未做到")[2]
    missing = [row for row in TIER_ONE if row not in answered() and f"- {row} {TIER_ONE[row]}" not in not_yet]
    assert not missing
    assert not [row for row in answered() if f"\n- {row} " in not_yet]


@BY_CODE
def test_settings_of_a_rule_are_in_the_policy(rule: Rule):
    for path in rule.settings:
        section, _, name = path.partition(".")
        assert section in Policy.model_fields, path
        model = getattr(Policy(), section)
        if name:
            assert isinstance(model, BaseModel)
            assert name in type(model).model_fields, path


@BY_CODE
def test_settings_that_a_rule_reads_are_named(rule: Rule):
    """Every setting that stands in the rule's own file is told in its page."""
    source = (ROOT / "rules" / f"{stem(rule)}.py").read_text(encoding="utf-8")
    read = set(re.findall(r"weights\.([a-z_]+)", source)) & set(type(Policy().weights).model_fields)
    named = {path.partition(".")[2] for path in rule.settings if path.startswith("weights.")}
    assert read <= named
