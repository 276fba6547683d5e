"""How long a re-plan takes, what it moves, and whether less would have been possible.

    python3 -m benchmarks.replan [--same N] [--bad N] [--prove] [--whole N] [--out FILE]

On generated district months (`tools/district_months.py`) and their bad days (`tools/bad_days.py`): a publication
arranged anew with nothing changed, also as time goes by; bad days; with --prove, each answer against the plain sheet
of the whole month by another configuration; with --whole, so many of them against the same re-plan with all free.
"""

import argparse
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.measure import DEMO, Taken, machine, row, timed
from intake.brief import read_brief
from models.brief import Brief
from models.plan import Plan
from models.publication import Publication
from models.reasons import Stuck
from models.replan import Replan, Tier
from solver.replan import replan
from solver.solve import solve
from tools.bad_days import bad_day, on, sealed
from tools.district_months import district_month
from tools.least import less

MONTHS = 20


class Tally:
    """What has been seen, as lines of a table."""

    def __init__(self) -> None:
        self.lines = [
            "| seed | damage | disturbed | lawful plan that disturbs less | window |",
            "|---|---|---|---|---|",
        ]
        self.found = Counter[str]()
        self.tiers = Counter[Tier]()

    def told(self) -> str:
        """The table and its sums."""
        sums = "、".join(f"{tier.value} {n}" for tier in Tier if (n := self.tiers[tier]))
        counted = ", ".join(f"{word} {n}" for word, n in sorted(self.found.items()))
        return "\n".join([*self.lines, "", f"Sums: {counted}.", f"Disturbed in all: {sums}.", ""])


def publications(many: int) -> list[tuple[Brief, Publication]]:
    """District months with a plan each, published."""
    found = []
    for seed in range(many):
        brief = district_month(seed)
        plan = solve(brief)
        if isinstance(plan, Plan):
            found.append((brief, sealed(brief, plan)))
    return found


def unchanged(months: list[tuple[Brief, Publication]], many: int) -> None:
    """Re-plans of unchanged input, half of them with time gone by: what was moved."""
    seconds: list[Taken] = []
    moved = 0
    for n in range(many):
        brief, publication = months[n % len(months)]
        days = brief.calendar.workdays(brief.horizon.first, brief.horizon.last)
        now = on(brief, publication, Random(n).choice(days) if n // len(months) % 2 else None)
        answer, taken = timed(lambda now=now: replan(now))  # type: ignore[misc]
        seconds.append(taken)
        moved += not (isinstance(answer, Replan) and answer.is_unchanged)
    row("re-plan of unchanged input", seconds, f"{moved} of {many} moved anything")


def bad(months: list[tuple[Brief, Publication]], many: int, *, prove: bool, whole: int) -> Tally:
    """Bad days: how long, what moved, and whether less was possible."""
    tally, seconds, all_free = Tally(), list[Taken](), list[Taken]()
    for n in range(many):
        brief, publication = months[n % len(months)]
        now = bad_day(brief, publication, n)
        answer, taken = timed(lambda now=now: replan(now))  # type: ignore[misc]
        seconds.append(taken)
        if not isinstance(answer, Replan):
            tally.found["stuck" if isinstance(answer, Stuck) else "no answer"] += 1
            tally.lines.append(f"| {n} | | {type(answer).__name__} | | |")
            continue
        tally.found["arranged"] += 1
        tally.tiers.update({tier: answer.disturbance.of(tier) for tier in Tier})
        word = _second(now, answer) if prove else "not asked"
        tally.found[f"less: {word}"] += prove
        days = "whole" if answer.whole else f"{len(answer.days)} days"
        tally.lines.append(f"| {n} | {len(answer.damage)} | {answer.disturbance.zh} | {word} | {days} |")
        if n < whole:
            again, taken = timed(lambda now=now: replan(now, windows=0))  # type: ignore[misc]
            all_free.append(taken)
            same = isinstance(again, Replan) and (again.disturbance, again.cost) == (answer.disturbance, answer.cost)
            tally.found["equal to all free" if same else "not equal to all free"] += 1
    row("bad-day re-plan", seconds)
    row("the same with the whole month free", all_free)
    return tally


def _second(now: Brief, answer: Replan) -> str:
    found = less(now, answer.disturbance)
    return "none" if found is None else "FOUND" if isinstance(found, Plan) else "not decided"


def demo(many: int) -> None:
    """Bad days of the demo December, which has three and a half times the items of a district month."""
    brief = read_brief((DEMO / "2026-12.json").read_bytes())
    plan = solve(brief)
    if not isinstance(plan, Plan):
        raise SystemExit("演示月没有方案")
    publication = sealed(brief, plan)
    same = [timed(lambda: replan(on(brief, publication)))[1] for _ in range(3)]
    row("demo December, unchanged", same)
    taken = [timed(lambda n=n: replan(bad_day(brief, publication, n)))[1] for n in range(many)]  # type: ignore[misc]
    row("demo December, bad day", taken)


def run(same: int = 100, worst: int = 20, *, prove: bool = True, whole: int = 20, out: Path | None = None) -> None:
    """What `python -m benchmarks replan` asks for."""
    machine()
    months = publications(MONTHS)
    unchanged(months, same)
    tally = bad(months, worst, prove=prove, whole=whole)
    print(tally.told(), flush=True)
    if out is not None:
        out.write_text(tally.told(), encoding="utf-8")
    demo(min(worst, 10))


def main() -> None:
    """Run it, with the counts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--same", type=int, default=1000)
    parser.add_argument("--bad", type=int, default=200)
    parser.add_argument("--whole", type=int, default=50)
    parser.add_argument("--prove", action="store_true")
    parser.add_argument("--out", type=Path, default=None)
    given = parser.parse_args()
    run(given.same, given.bad, prove=given.prove, whole=given.whole, out=given.out)


if __name__ == "__main__":
    main()
