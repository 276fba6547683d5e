"""What building a sheet costs, through the rules: CPU by stage, rows, memory; each scale in a process of its own.

    python -m benchmarks build

The demo months come with the repository; the shared bench's scales where RICHENG_BENCH_DIR names its folder.
"""

import resource
import subprocess
import sys
from pathlib import Path

from benchmarks.contest.instances import Bench, BenchMissing, Instance
from benchmarks.leadplan.book import rules_of
from benchmarks.leadplan.brief import brief_of
from benchmarks.leadplan.instance import load
from benchmarks.measure import DEMO, machine, timed
from intake.brief import read_brief
from rules import RULES
from solver.engines.core import core_of
from solver.engines.rows import rows_of
from solver.sheet import CpSheet

SCALES = ("month-district", "year-district", "year-city", "year-province")


def run() -> None:
    """Every demo month, and seed 1 of every scale."""
    machine()
    files = sorted(DEMO.glob("20*.json"))
    try:
        files += [Bench(None).file(Instance(scale, 1)) for scale in SCALES]
    except BenchMissing as missing:
        print(missing, flush=True)
    for path in files:
        subprocess.run([sys.executable, "-m", "benchmarks.build", str(path)], check=True)


def build(path: Path) -> None:
    """One sheet, and what each stage of it took."""
    if path.is_relative_to(DEMO):
        brief, rules = read_brief(path.read_bytes()), RULES
    else:
        instance = load(path)
        brief, rules = brief_of(instance), rules_of(instance)
    sheet, said = timed(lambda: CpSheet(brief, rules))
    rows, flat = timed(lambda: rows_of(sheet.book))
    core, cored = timed(lambda: core_of(rows))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{path.stem:20} events {len(sheet.events):5}  sheet {said.cpu:6.2f}  arrays {flat.cpu:5.2f}  "
        f"core {cored.cpu:5.2f} s of CPU  columns {rows.columns:7} of which {core.rows.columns:7} left  "
        f"rows {core.rows.count:7}  peak {peak} MiB",
        flush=True,
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]))
