"""On every case sheet, as told and shaken, both readings of the law say the same of every rule, not only of the
sheet's own."""

from random import Random

import pytest

from models.audit import Verdict
from models.brief import Brief
from models.plan import Plan
from rules import audit
from tests.faults.test_agreement import _word
from tests.oracle import judge, opened
from tests.rules.case_sheets import Case
from tests.rules.shaking import shake
from tests.rules.test_case_sheets import ALL


def _heads_chair(words: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Words without 8 where 6-a speaks too: of the head's chair one reading names one of them, the other both."""
    return {(code, subject) for code, subject in words if code != "8" or ("who sits", subject) not in words}


def same(brief: Brief, plan: Plan) -> bool:
    """Whether both readings say the same of all rules."""
    findings = audit(brief, plan).findings
    broken = {_word(f.code, f.subject) for f in findings if f.verdict is Verdict.BROKEN}
    left_open = {(f.code, f.subject) for f in findings if f.verdict is Verdict.OPEN}
    words = {_word(*word) for word in judge(brief, plan)}
    return _heads_chair(broken) == _heads_chair(words) and left_open == opened(brief, plan)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.code}-{case.name}") for case in ALL])
def test_both_readings_say_the_same(case: Case):
    assert same(case.brief, case.plan)


SHAKEN = 300  # a seed each: which case, and how it is shaken


@pytest.mark.parametrize("seed", range(SHAKEN))
def test_both_readings_say_the_same_of_a_case_shaken(seed: int):
    rng = Random(seed)
    case = rng.choice(ALL)
    shaken = shake(case.brief, case.plan, rng)
    assert shaken is None or same(*shaken), f"{case.code} {case.name}"
