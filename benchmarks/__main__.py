"""Run the benchmarks: python -m benchmarks [name …]; none given: list them and run all.

python -m benchmarks compare [--quick …]    engines side by side alone, see benchmarks/contest/
python -m benchmarks INSTANCE.json --seconds N --out PLAN.json [--trace FILE]    one instance of leadplan-bench/1
"""

import sys
from collections.abc import Callable
from importlib import import_module

BENCHMARKS = {
    "build": "what a sheet costs to build, by scale: CPU, rows, memory",
    "plan": "build, solve and memory of the demo months",
    "explain": "why not, recommend, month map and repairs on the demo December; conflicts of generated months",
    "travel": "may they travel: rule verdict, slip with the smallest re-plan, nearest green stretches",
    "replan": "unchanged input and bad days of generated district months, and whether less was possible",
    "fleet": "two days of six offices: what solves, edits, publications and feed polls cost",
    "pages": "a week of thirty leaders in a real Chromium: answered, painted, loaded",
    "compare": "engines side by side on the shared bench; results in benchmarks/results/",
}


def main(words: list[str]) -> int:
    """Run those named, or all; what follows `compare`, or an instance, are its options."""
    if words[:1] == ["compare"]:
        compare: Callable[[list[str]], int] = import_module("benchmarks.compare").run
        return compare(words[1:])
    if words and (words[0].endswith(".json") or words[0].startswith("-")):
        solve: Callable[[list[str]], int] = import_module("benchmarks.leadplan.command").main
        return solve(words)
    unknown = [word for word in words if word not in BENCHMARKS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in words or BENCHMARKS:
        print(f"== {name}: {BENCHMARKS[name]}", flush=True)
        run: Callable[[], object] = import_module(f"benchmarks.{name}").run
        run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
