"""Mutation testing of the audit and of the oracle: is there a test that misses each thing they say?

python -m tools.mutants                          both; writes docs/mutation.md as it goes
python -m tools.mutants --audit [rules.quiet …]  the audit, or some of its modules; lists what survives
python -m tools.mutants --quick …               without the tiny briefs, which take longest
python -m tools.mutants --oracle [tests.oracle.chapter_02 …]

Outside CI. One warm process imports everything and hands each mutant to a fork of its own, which stops at the first
trial that tells it from the original. The same source gives the same mutants in the same order and the same result.
"""

import argparse
import ast
import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

from tools.mutants_made import Mutant, mutants_of, only_audits, only_solvers
from tools.mutants_page import WANTED, Row, line_of, shares, write
from tools.mutants_shown import get_ready
from tools.mutants_swapped import ROOT, swap
from tools.mutants_tried import Trial, trials_by_enumeration, trials_of_audit, trials_of_oracle

SECONDS = 120  # a mutant that takes longer has been told from the original
MEMORY = 4 << 30  # bytes of address space beyond which it has too
UNTRIED = {
    "rules.__init__": "it gathers the rules; each is tried by itself",
    "rules.apart": "the solver's face alone uses it",
    "rules.book": "a table of titles",
    "tests.oracle.__init__": "names alone",
    "tests.oracle.verdicts": "it gathers the chapters; each is tried by itself",
    "tests.oracle.travel": "a reading of another question, tried by tests/solver/test_travel.py",
    "tests.oracle.outings": "the same",
}


Made = tuple[Mutant, CodeType]


class Face(NamedTuple):
    """What is mutated: its name, its modules, and what tries each of them; deeper: trials for what survives."""

    name: str
    modules: tuple[str, ...]
    trials: Callable[[ModuleType], list[Trial]]
    deeper: Callable[[ModuleType], list[Trial]] | None


def _modules(folder: str) -> tuple[str, ...]:
    paths = sorted((ROOT / folder).glob("*.py"))
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths)
    return tuple(name for name in names if name not in UNTRIED and ".test_" not in name)


FACES = {
    "audit": Face("audit", _modules("rules"), trials_of_audit, trials_by_enumeration),
    "oracle": Face("oracle", _modules("tests/oracle"), trials_of_oracle, None),
}


def source_of(name: str) -> str:
    """The source of a module."""
    return _path(name).read_text(encoding="utf-8")


def _path(name: str) -> Path:
    return ROOT.joinpath(*name.split(".")).with_suffix(".py")


def row_of(job: tuple[str, str, bool]) -> Row:
    """How many mutants of a module there are, and those that no trial tells from the original."""
    face, name, deep = FACES[job[0]], job[1], job[2]
    trees = {other: ast.parse(source_of(other)) for other in face.modules}
    left_out = only_solvers(trees.values()) if face.name == "audit" else frozenset()
    module = import_module(name.removesuffix(".__init__"))
    mutants = list(mutants_of(name, source_of(name), left_out))
    alive = _alive(module, mutants, face.trials(module)) if mutants else []
    if alive and deep and face.deeper is not None:
        own = only_audits(trees.values())
        again = [(mutant, code) for mutant, code in alive if mutant.where.split(".")[-1] in own]
        still = _alive(module, again, face.deeper(module)) if again else []
        alive = [pair for pair in alive if pair not in again or pair in still]
    return Row(face.name, name, len(mutants), tuple(mutant for mutant, _ in alive))


def _alive(module: ModuleType, mutants: Sequence[Made], trials: Sequence[Trial]) -> list[Made]:
    if any(trial(0) for trial in trials):
        raise SystemExit(f"{module.__name__}: a trial fails without a mutant; run the tests first")
    return [(mutant, code) for mutant, code in mutants if not _is_killed(module, mutant, code, trials)]


def _is_killed(module: ModuleType, mutant: Mutant, code: CodeType, trials: Sequence[Trial]) -> bool:
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return status != 0
    verdict = 1
    try:
        gc.disable()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        swap(module, code)
        verdict = int(any(trial(mutant.line) for trial in trials))
    finally:
        os._exit(verdict)


def rows_of(jobs: Sequence[tuple[str, str, bool]], lanes: int) -> Iterator[Row]:
    """Results in the order of the jobs, so many of them at work at a time."""
    get_ready(any(deep for _, _, deep in jobs))
    gc.collect()
    gc.freeze()
    with get_context("fork").Pool(lanes, maxtasksperchild=1) as pool:
        yield from pool.imap(row_of, jobs)


def main(given: Sequence[str]) -> int:
    """Try what is asked for; leaves with 1 where less than 95 in 100 are killed."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("--audit", action="store_true")
    parser.add_argument("--oracle", action="store_true")
    parser.add_argument("--lanes", type=int, default=1, help="modules at a time")
    parser.add_argument("--quick", action="store_true", help="without the tiny briefs")
    parser.add_argument("modules", nargs="*")
    asked = parser.parse_args(given)
    begun = time.monotonic()
    faces = [face for face in FACES.values() if getattr(asked, face.name) or not (asked.audit or asked.oracle)]
    wanted = [(face.name, name) for face in faces for name in face.modules if name in (asked.modules or face.modules)]
    rows = []
    for row in rows_of([(face, name, not asked.quick) for face, name in wanted], asked.lanes):
        print(line_of(row), flush=True)
        rows.append(row)
        if not (asked.audit or asked.oracle or asked.modules):
            write(rows, len(wanted), time.monotonic() - begun)
    return int(any(share < WANTED for share in shares(rows).values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
