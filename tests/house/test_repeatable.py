"""The same brief, the same plan: in another process, under another hash seed, by another order of sets and dicts."""

import os
import subprocess
import sys
from pathlib import Path

from intake.brief import read_brief
from models.plan import Plan, ProofStatus
from rules import audit
from solver.solve import solve

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo" / "2026-12.json"
ELSEWHERE = """
import sys
from pathlib import Path
from intake.brief import read_brief
from solver.solve import solve
print(solve(read_brief(Path(sys.argv[1]).read_bytes())).digest)
"""


def test_a_month_is_planned_to_the_same_plan_twice_and_proven():
    brief = read_brief(DEMO.read_bytes())
    plan = solve(brief)
    assert isinstance(plan, Plan)
    digests = {plan.digest}
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        said = subprocess.run(
            [sys.executable, "-c", ELSEWHERE, str(DEMO)],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        digests.add(said.stdout.strip())
    assert len(digests) == 1
    assert plan.proof is not None
    assert plan.proof.status is ProofStatus.OPTIMAL
    verdict = audit(brief, plan)
    assert verdict.is_lawful
    assert verdict.cost == plan.proof.objective == plan.proof.bound
