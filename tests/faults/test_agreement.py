"""Two readings of one law: on plans shaken at random, auditor and oracle say the same.

Where several rules meet on one wrongly taken seat each reading may name another of them, so those count as one.
"""

from random import Random

import pytest

from models.audit import Verdict
from models.brief import Brief
from models.plan import Plan
from rules import audit
from tests.faults.scrambles import scramble
from tests.faults.small_office import small_office
from tests.oracle import judge, opened

WHO_SITS = {"6-a", "7-c", "7-d", "7-e", "7-g", "43-a", "house-seats-filled"}


def _word(code: str, subject: str) -> tuple[str, str]:
    return "who sits" if code in WHO_SITS else code, subject.split(":")[0]


def _agree(brief: Brief, plan: Plan) -> None:
    findings = audit(brief, plan).findings
    rules_broken = {_word(f.code, f.subject) for f in findings if f.verdict is Verdict.BROKEN}
    words = judge(brief, plan)
    oracle_broken = {_word(*word) for word in words}
    assert rules_broken == oracle_broken, (sorted(rules_broken - oracle_broken), sorted(oracle_broken - rules_broken))
    rules_open = {(f.code, f.subject) for f in findings if f.verdict is Verdict.OPEN}
    assert rules_open == opened(brief, plan)


@pytest.mark.parametrize("seed", range(200))
def test_they_agree_on_a_small_office(seed: int):
    _agree(*scramble(*small_office(), Random(seed)))


@pytest.mark.parametrize("seed", range(30))
def test_they_agree_on_the_demo_december(seed: int, december: tuple[Brief, Plan]):
    _agree(*scramble(*december, Random(seed)))
