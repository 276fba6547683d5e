"""What it takes for a fault to be caught."""

from random import Random

from models.brief import Brief
from models.plan import Plan
from rules import audit
from tests.faults.edits import Fault, NoPlace, Operator, without_a_few
from tests.oracle import judge
from tests.rules.naming import names, says


def seeded(operator: Operator, brief: Brief, plan: Plan, seed: int) -> Fault:
    """The operator's fault in a lawful plan of its own; the same seed gives the same fault."""
    rng = Random(f"{operator.__name__}/{seed}")
    try:
        return operator(brief, without_a_few(brief, plan, rng), rng)
    except NoPlace:  # what was left out was needed
        return operator(brief, plan, rng)


def variants(operator: Operator, brief: Brief, plan: Plan, count: int) -> list[Fault]:
    """So many faults of a kind, no two the same."""
    found: dict[tuple[str, str], Fault] = {}
    for seed in range(20 * count):
        fault = seeded(operator, brief, plan, seed)
        found.setdefault((fault.brief.digest, fault.plan.digest), fault)
        if len(found) == count:
            return list(found.values())
    raise NoPlace


def caught_by_oracle(fault: Fault) -> bool:
    """Whether the oracle names the rule and the subject."""
    words = judge(fault.brief, fault.plan)
    return any(says(words, fault.code, subject) for subject in fault.subjects)


def caught_by_rules(fault: Fault) -> bool:
    """Whether the audit names the rule and the subject."""
    findings = audit(fault.brief, fault.plan).findings
    found = [f for f in findings if f.code == fault.code and f.verdict == "broken"]
    return any(names(f, subject) for f in found for subject in fault.subjects)
