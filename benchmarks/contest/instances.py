"""What is solved: instances made by the shared generator, and the scorer beside it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "bench"
VARIABLE = "RICHENG_BENCH_DIR"


class BenchMissing(Exception):
    """The generator and the scorer are not part of this repository and were not named."""


@dataclass(frozen=True)
class Instance:
    """A scale and a seed of the generator; with `day`, one bad day on the best plan known for it."""

    scale: str
    seed: int
    day: int | None = None

    @property
    def name(self) -> str:
        """As the generator names it."""
        return f"{self.scale}-{self.seed}" + ("" if self.day is None else f"-replan{self.day}")


class Bench:
    """The folder of gen.py and check.py."""

    def __init__(self, folder: str | None) -> None:
        named = folder or os.environ.get(VARIABLE)
        if not named or not all((Path(named) / name).is_file() for name in ("gen.py", "check.py")):
            raise BenchMissing(
                f"leadplan-bench/1 (gen.py, check.py) is shared by all planners and is not part of this repository; "
                f"name its folder with --bench or {VARIABLE}. Named: {named or 'nothing'}."
            )
        self.folder = Path(named).resolve()

    def file(self, instance: Instance) -> Path:
        """The instance's file, made once; LookupError where a bad day has no published plan to befall."""
        path = FOLDER / "instances" / f"{instance.name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".new")
        if instance.day is None:
            if not path.exists():
                self._generate(made, "make", "--scale", instance.scale, "--seed", str(instance.seed))
                made.rename(path)
            return path
        published = best_plan(Instance(instance.scale, instance.seed))
        if not path.exists():
            if not published.exists():
                raise LookupError(f"no plan of {instance.scale}-{instance.seed} yet, so no bad day for it")
            whole = self.file(Instance(instance.scale, instance.seed))
            options = ("--instance", str(whole), "--plan", str(published), "--seed", str(instance.day))
            self._generate(made, "replan", *options)
            made.rename(path)
        return path

    def _generate(self, path: Path, *words: str) -> None:
        subprocess.run([sys.executable, str(self.folder / "gen.py"), *words, "-o", str(path)], check=True)

    def score(self, instance: dict[str, Any], plan: dict[str, Any]) -> tuple[int, dict[str, int], int]:
        """Cost, its parts, and how many hard rules are violated, by the shared scorer."""
        answer = _scorer(self.folder / "check.py").evaluate(instance, plan.get("plan", plan))
        return answer["cost"], dict(answer["parts"]), len(answer["violations"])


def best_plan(instance: Instance) -> Path:
    """Where the best plan known for an instance is kept."""
    return FOLDER / "plans" / f"{instance.name}.json"


@cache
def _scorer(path: Path) -> Any:
    spec = spec_from_file_location("leadplan_check", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_json(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
