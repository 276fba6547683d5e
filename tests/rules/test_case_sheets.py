"""Every case sheet, judged by the rule that it is about and by the oracle."""

import pytest

import rules
from models.audit import Finding
from tests.oracle import judge, opened
from tests.rules.case_sheets import NOTHING, VERDICTS, Case, Sheet, read_sheets
from tests.rules.naming import names, says

SHEETS = read_sheets()
ALL = [case for sheet in SHEETS for case in sheet.cases]
CASES = [pytest.param(case, id=f"{case.code}-{case.name}") for case in ALL]
RULES = {rule.code: rule for rule in rules.RULES}
WORST_FIRST = ("broken", "open", "bent", "kept")


def verdict_on(findings: list[Finding], subject: str) -> str:
    """The worst that is said of a subject; kept where nothing is."""
    said = {finding.verdict.value for finding in findings if names(finding, subject)}
    return next((verdict for verdict in WORST_FIRST if verdict in said), "kept")


@pytest.mark.parametrize("case", CASES)
def test_the_rule_judges_as_the_sheet_says(case: Case):
    findings = list(RULES[case.code].audit(case.brief, case.plan))
    assert {f.code for f in findings} <= {case.code}
    if case.subject is not None:
        assert verdict_on(findings, case.subject) == case.verdict, [str(f) for f in findings]
        said = [f for f in findings if f.verdict == case.verdict == "broken" and names(f, case.subject)]
        assert {f.given for f in said} <= {case.given}, [str(f) for f in findings]
        sentences = [f.sentence for f in findings if names(f, case.subject)]
        if case.said == NOTHING:
            assert sentences == []
        elif case.said is not None:
            assert any(case.said in sentence for sentence in sentences), sentences
    else:
        assert not [f for f in findings if f.verdict == "broken"]
    assert sum(f.cost for f in findings) == case.cost, [str(f) for f in findings]


@pytest.mark.parametrize("case", CASES)
def test_the_oracle_agrees(case: Case):
    broken, left_open = judge(case.brief, case.plan), opened(case.brief, case.plan)
    if case.subject is None:
        assert case.code not in {code for code, _ in broken}
        return
    assert says(broken, case.code, case.subject) == (case.verdict == "broken"), sorted(broken)
    if case.verdict != "broken":
        assert says(left_open, case.code, case.subject) == (case.verdict == "open"), sorted(left_open)


def test_no_sheet_tells_two_cases_by_one_name():
    assert len({(case.code, case.name) for case in ALL}) == len(ALL)


def test_every_rule_has_one_sheet():
    assert sorted(sheet.code for sheet in SHEETS) == sorted(RULES)


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=sheet.code) for sheet in SHEETS])
def test_every_sheet_shows_both_sides_of_its_rule(sheet: Sheet):
    verdicts = {case.verdict for case in sheet.cases}
    assert verdicts <= set(VERDICTS.values())
    assert "kept" in verdicts
    if sheet.strength in ("必须", "原则上"):
        assert "broken" in verdicts
    elif sheet.strength == "未规定":
        assert "open" in verdicts
    else:
        assert len({case.cost for case in sheet.cases}) > 1


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=sheet.code) for sheet in SHEETS])
def test_a_sheet_is_as_strong_as_its_rule(sheet: Sheet):
    assert RULES[sheet.code].strength.zh == sheet.strength


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=sheet.code) for sheet in SHEETS])
def test_a_sheet_cites_the_article_of_its_rule(sheet: Sheet):
    rule = RULES[sheet.code]
    assert rule.article is None or rule.source in sheet.article


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=sheet.code) for sheet in SHEETS])
def test_a_sheet_is_named_as_its_rule(sheet: Sheet):
    assert type(RULES[sheet.code]).__module__ == f"rules.{sheet.path.stem}"
