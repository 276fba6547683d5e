"""Every kind of fault, in a small office's hand-made plan."""

import pytest

from models.audit import Verdict
from rules import audit
from tests.faults.catching import caught_by_oracle, caught_by_rules, seeded
from tests.faults.edits import Operator
from tests.faults.operators import OPERATORS
from tests.faults.small_office import small_office
from tests.oracle import judge

EACH = [pytest.param(operator, id=operator.__name__) for operator in OPERATORS]


def test_the_plan_is_lawful_without_a_fault():
    brief, plan = small_office()
    assert judge(brief, plan) == set()
    assert [str(f) for f in audit(brief, plan).of(Verdict.BROKEN)] == []


@pytest.mark.parametrize("operator", EACH)
@pytest.mark.parametrize("seed", range(8))
def test_the_fault_is_caught_by_oracle_and_rules(operator: Operator, seed: int):
    fault = seeded(operator, *small_office(), seed)
    assert caught_by_oracle(fault), (fault.code, fault.subjects)
    assert caught_by_rules(fault), (fault.code, fault.subjects)
