"""Five hundred faults in the demo December: 25 kinds, 20 variants each; auditor and oracle catch every one."""

from random import Random

import pytest

from models.audit import Verdict
from models.brief import Brief
from models.plan import Plan
from rules import audit
from tests.faults.catching import caught_by_oracle, caught_by_rules, variants
from tests.faults.edits import Operator, without_a_few
from tests.faults.operators import OPERATORS
from tests.oracle import judge

EACH = 20
KINDS = [pytest.param(operator, id=operator.__name__) for operator in OPERATORS]


def test_there_are_five_hundred():
    assert len({operator.__name__ for operator in OPERATORS}) * EACH == 500


@pytest.mark.parametrize("seed", range(10))
def test_the_plan_and_what_is_made_from_it_is_lawful_without_a_fault(december: tuple[Brief, Plan], seed: int):
    brief, plan = december
    made = without_a_few(brief, plan, Random(seed)) if seed else plan
    assert judge(brief, made) == set()
    assert [str(f) for f in audit(brief, made).of(Verdict.BROKEN)] == []


@pytest.mark.parametrize("operator", KINDS)
def test_every_fault_of_the_kind_is_caught(operator: Operator, december: tuple[Brief, Plan]):
    faults = variants(operator, *december, EACH)
    missed = [
        (who, fault.code, fault.subjects)
        for fault in faults
        for who, caught in (("oracle", caught_by_oracle), ("rules", caught_by_rules))
        if not caught(fault)
    ]
    assert missed == []
