"""Thousands of random cases: python3 start.py soak [--cases N] [--seed S] [--lanes L].

Case S, S + 1, … up to N of them; a case is its number's alone, so any of them can be asked again by
``--seed S --cases 1``. What breaks a law is told with a brief as small as it gets, written as fixtures/soak has them.
"""

import argparse
import sys
import time
from collections import Counter
from multiprocessing import get_context

from tests.soak.cases import case
from tests.soak.every import BY_NAME
from tests.soak.outcome import Outcome, outcome
from tests.soak.reach import table, unreached
from tests.soak.shrink import Kept, smallest, told_by

TOLD_EVERY = 250
ENOUGH = 2_000  # cases after which a rule that was never exercised is a hole in the generator


def say(line: str) -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(words: list[str]) -> int:
    """0: every law held of every case, and every rule was exercised; 1: not so."""
    parser = argparse.ArgumentParser(prog="soak", description="random agreement")
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--lanes", type=int, default=1)
    asked = parser.parse_args(words)
    begun = time.monotonic()
    rows: list[Outcome] = []
    with get_context("forkserver").Pool(asked.lanes) as pool:
        seeds = range(asked.seed, asked.seed + asked.cases)
        for row in pool.imap_unordered(outcome, seeds, chunksize=5):
            rows.append(row)
            for law, said in row.wrong:
                say(f"case {row.seed} ({row.theme}) breaks {law}: {said}")
            if len(rows) % TOLD_EVERY == 0:
                say(f"{len(rows)} cases, {time.monotonic() - begun:.0f} s")
    _tell(rows, time.monotonic() - begun)
    return _verdict(rows)


def _tell(rows: list[Outcome], seconds: float) -> None:
    binding = Counter(code for row in rows for code in row.binding)
    charged = Counter(code for row in rows for code in row.charged)
    for line in table(binding, charged, len(rows)):
        say(line)
    for name, times in Counter(name for row in rows for name in row.asked).items():
        say(f"{name:28} {times:6} cases")
    whole, stuck = sum(row.whole for row in rows), sum(row.stuck for row in rows)
    plans = sum(row.plans for row in rows)
    say(f"{len(rows)} cases, {plans} plans, {whole} told whole, {stuck} without a plan, {seconds:.0f} s")


def _verdict(rows: list[Outcome]) -> int:
    wrong = [(row.seed, law, said) for row in rows for law, said in row.wrong]
    for seed, law, said in wrong[:5]:
        brief = smallest(BY_NAME[law].__call__, case(seed).brief, seed)
        say(f"\ncase {seed}, as small as it gets; a file of fixtures/soak:")
        say(Kept(law, seed, told_by(BY_NAME[law].__call__, brief, seed) or said, brief).written())
    holes = unreached(*(Counter(c for row in rows for c in getattr(row, side)) for side in ("binding", "charged")))
    if holes:
        say(f"never exercised: {', '.join(holes)}")
    say(f"{len(wrong)} mismatches")
    return 1 if wrong or (holes and len(rows) >= ENOUGH) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
