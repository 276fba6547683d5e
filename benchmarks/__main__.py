"""Run the benchmarks: python -m benchmarks [name …]; none given: list them and run all."""

import sys
from collections.abc import Callable
from importlib import import_module

BENCHMARKS = {
    "plan": "build, solve and memory of the demo months",
    "explain": "why not, recommend, month map and repairs on the demo December; conflicts of generated months",
}


def main(words: list[str]) -> int:
    """Run those named, or all."""
    unknown = [word for word in words if word not in BENCHMARKS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in words or BENCHMARKS:
        print(f"== {name}: {BENCHMARKS[name]}", flush=True)
        run: Callable[[], None] = import_module(f"benchmarks.{name}").run
        run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
