"""docs/mutation.md: what was tried, what was killed, and each survivor with the reason why it survives."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tools.mutants_made import Mutant
from tools.mutants_reasons import REASONS
from tools.mutants_swapped import ROOT

PAGE = ROOT / "docs" / "mutation.md"
WANTED = 0.95
NO_REASON = "no test tells it yet"
HEAD = """# Mutation testing

Is there a test for each thing that the audit and the oracle say? A mutant is one small change of their code: a bound
moved by one, a condition dropped, a word turned round. A mutant that no test tells from the original shows a clause
that could go wrong unseen. Rendered by `python -m tools.mutants`, which runs outside CI; which mutants are made, and
which are left out by rule, is told in `tools/mutants_made.py`; what tries them, in `tools/mutants_tried.py`.
"""


class Row(NamedTuple):
    """A module's result."""

    face: str
    module: str
    mutants: int
    alive: Sequence[Mutant]


def line_of(row: Row) -> str:
    """A module's result with its survivors, for a terminal."""
    head = f"{row.module}: {row.mutants - len(row.alive)}/{row.mutants}"
    return "\n".join([head, *(f"    {m.line} {m.where}: {m.what}: {m.before}  →  {m.after}" for m in row.alive)])


def sums(rows: Iterable[Row]) -> dict[str, tuple[int, int]]:
    """Mutants and survivors, by face."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        mutants, alive = found.get(row.face, (0, 0))
        found[row.face] = mutants + row.mutants, alive + len(row.alive)
    return found


def shares(rows: Iterable[Row]) -> dict[str, float]:
    """The share of mutants killed, by face."""
    return {face: 1 - alive / mutants for face, (mutants, alive) in sums(rows).items() if mutants}


def write(rows: Sequence[Row], wanted: int, seconds: float) -> None:
    """Write the page. wanted: how many modules there are to try; seconds: how long it has taken."""
    PAGE.write_text(
        "\n".join([HEAD, *_totals(rows, wanted, seconds), *_table(rows), *_survivors(rows)]) + "\n", "utf-8"
    )


def _totals(rows: Sequence[Row], wanted: int, seconds: float) -> Iterator[str]:
    yield "| | mutants | killed | share |"
    yield "|---|---|---|---|"
    for face, (mutants, alive) in sums(rows).items():
        yield f"| {face} | {mutants} | {mutants - alive} | {100 * (1 - alive / mutants):.1f} % |"
    yield ""
    yield f"{len(rows)} of {wanted} modules, in {seconds / 60:.0f} minutes; wanted: {100 * WANTED:.0f} %."


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield from ["", "## Modules", "", "| module | mutants | killed | survivors |", "|---|---|---|---|"]
    for row in rows:
        if row.mutants:
            yield f"| `{row.module}` | {row.mutants} | {row.mutants - len(row.alive)} | {len(row.alive) or ''} |"


def _survivors(rows: Sequence[Row]) -> Iterator[str]:
    yield from ["", "## Survivors", ""]
    yield "Line, function, what the source says and what the mutant makes of it, by the reason why no test tells it."
    by_reason: dict[str, list[Mutant]] = defaultdict(list)
    for row in rows:
        for mutant in row.alive:
            by_reason[reason_of(mutant)].append(mutant)
    for reason, mutants in sorted(by_reason.items(), key=lambda pair: (pair[0] == NO_REASON, pair[0])):
        yield from ["", f"### {reason[0].upper()}{reason[1:]} ({len(mutants)})", ""]
        for m in mutants:
            yield f"- `{m.module}` {m.line} {m.where}: `{_cell(m.before)}` → `{_cell(m.after)}`"


def reason_of(mutant: Mutant) -> str:
    """Why no test tells a mutant from the original."""
    told = f"{mutant.module} {mutant.where}: {mutant.before} → {mutant.after}"
    return next((why for pattern, why in REASONS if pattern.search(told)), NO_REASON)


def _cell(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:157]}…"
