"""The audit needs no solver: it runs where ortools cannot be imported at all."""

import subprocess
import sys
from pathlib import Path

from intake.brief import read_brief
from models.plan import Plan
from solver.solve import solve

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo" / "2026-12.json"
WITHOUT = """
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path


class NoSolver(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "ortools":
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, NoSolver())
from intake.brief import read_brief
from intake.plan import read_plan
from rules import audit

brief, plan = (Path(name).read_bytes() for name in sys.argv[1:])
verdict = audit(read_brief(brief), read_plan(plan))
try:
    import solver.solve
except ModuleNotFoundError:
    print(verdict.is_lawful, verdict.cost, "ortools" in sys.modules)
"""


def test_the_audit_runs_without_the_solver(tmp_path: Path):
    plan = solve(read_brief(DEMO.read_bytes()))
    assert isinstance(plan, Plan)
    assert plan.proof is not None
    file = tmp_path / "plan.json"
    file.write_text(plan.model_dump_json(by_alias=True), encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(DEMO), str(file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["True", str(plan.proof.objective), "False"]
