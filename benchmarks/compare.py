"""Engines side by side, see benchmarks/contest/: which runs are made, in what order.

python -m benchmarks compare             the whole set (about two hours on two cores)
python -m benchmarks compare --quick     two districts, a city, a province (about 25 minutes)
python -m benchmarks compare --scales year-district --seeds 1-3 --engines ours,highs --seconds 30
"""

import argparse
import contextlib
import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.contest.engines import ENGINES, NEED_PEERS, ROOT
from benchmarks.contest.environment import peer_versions
from benchmarks.contest.instances import FOLDER as INSTANCES
from benchmarks.contest.instances import Bench, BenchMissing, Instance
from benchmarks.contest.pages import write
from benchmarks.contest.results import FOLDER, Results, Run, machine
from benchmarks.contest.runs import compete
from benchmarks.contest.table import line

MONTH, DISTRICT, CITY, PROVINCE = "month-district", "year-district", "year-city", "year-province"
ALL = tuple(ENGINES)
LONG = ("ours", "highs", "clerk")  # ten minutes of a province
REPLANNERS = ("ours", "highs")


@dataclass(frozen=True)
class Job:
    """One run to be made."""

    instance: Instance
    engine: str
    seconds: float


def whole() -> Iterator[Job]:
    """Every instance of the comparison; at most 2 h 10 min on paper, less by each early proof."""
    yield from jobs(MONTH, range(1, 11), ALL, 10)
    yield from jobs(DISTRICT, range(1, 11), ALL, 60)
    yield from jobs(CITY, range(1, 4), ALL, 60)
    yield from jobs(PROVINCE, range(1, 2), ALL, 60)
    yield from jobs(PROVINCE, range(1, 2), LONG, 600)
    yield from bad_days(range(1, 11), range(1, 6))


def quick() -> Iterator[Job]:
    """What shows the shape in 25 minutes."""
    yield from jobs(MONTH, range(1, 4), ALL, 5)
    yield from jobs(DISTRICT, range(1, 3), ALL, 60)
    yield from jobs(CITY, range(1, 2), ALL, 60)
    yield from jobs(PROVINCE, range(1, 2), ALL, 60)
    yield from bad_days(range(1, 3), range(1, 4))


def jobs(scale: str, seeds: range, engines: tuple[str, ...], seconds: float) -> Iterator[Job]:
    """Every engine on every seed, instance by instance."""
    for seed in seeds:
        for engine in engines:
            yield Job(Instance(scale, seed), engine, seconds)


def bad_days(seeds: range, days: range, scale: str = DISTRICT, seconds: float = 60) -> Iterator[Job]:
    """Re-plans of the best plans known, ours beside a full re-solve by HiGHS."""
    for seed in seeds:
        for day in days:
            for engine in REPLANNERS:
                yield Job(Instance(scale, seed, day), engine, seconds)


def run(words: list[str] | None = None) -> int:
    """Make the runs that are asked for and not yet in the file of results."""
    asked = _parser().parse_args(words or [])
    try:
        bench = Bench(asked.bench)
    except BenchMissing as reason:
        print(reason, file=sys.stderr)
        return 2
    with alone() as first:
        if not first:
            print("another comparison is running, and engines are never run side by side", file=sys.stderr)
            return 2
        return _make(bench, asked)


def _make(bench: Bench, asked: argparse.Namespace) -> int:
    """Every run asked for and not yet made; 1 where any in the file went wrong."""
    todo = list(chosen(asked))
    results = _opened(asked.results, peers=any(job.engine in NEED_PEERS for job in todo))
    done = {run.key for run in results.runs if run.fault is None}
    left = [job for job in todo if asked.again or (job.instance.name, job.engine, job.seconds) not in done]
    tree = _tree()
    longest = sum(job.seconds for job in left if job.engine != "clerk") / 60
    print(
        f"{results.path.name}: {len(todo) - len(left)} runs there, {len(left)} to make, {longest:.0f} minutes at most"
    )
    for job in left:
        try:
            made = compete(bench, ENGINES[job.engine], job.instance, job.seconds)
        except LookupError as reason:
            print(f"{job.instance.name}: {reason}", flush=True)
            continue
        results.add(replace(made, tree=tree))
        results.save()
        write()
        print(line(made), flush=True)
    return 1 if any(_wrong(made) for made in results.runs) else 0


@contextlib.contextmanager
def alone() -> Iterator[bool]:
    """Whether this is the only comparison on the machine's tree; held until it ends."""
    INSTANCES.mkdir(parents=True, exist_ok=True)
    with open(INSTANCES / "lock", "w", encoding="ascii") as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _wrong(made: Run) -> bool:
    return made.fault is not None or made.violations > 0 or made.belied


def chosen(asked: argparse.Namespace) -> Iterator[Job]:
    """The set asked for, or the parts of one."""
    if asked.scales is None and asked.replans is None:
        yield from (
            Job(job.instance, job.engine, asked.seconds or job.seconds)
            for job in (quick() if asked.quick else whole())
            if job.engine in asked.engines and (asked.seeds is None or job.instance.seed in asked.seeds)
        )
        return
    seeds, seconds = asked.seeds or range(1, 2), asked.seconds or 60
    for scale in asked.scales or ():
        yield from jobs(scale, seeds, asked.engines, seconds)
    for scale in (asked.scales or (DISTRICT,)) if asked.replans else ():
        days = bad_days(seeds, range(1, asked.replans + 1), scale, seconds)
        yield from (job for job in days if job.engine in asked.engines)


def _opened(path: Path | None, *, peers: bool) -> Results:
    """The file of results to go on with, or a new one of today's."""
    here, today = machine(), datetime.now().astimezone().date().isoformat()
    path = path or FOLDER / f"{today}-{here['architecture']}-{here['cores']}.json"
    results = Results.read(path) if path.exists() else Results(path, today, here, {})
    results.versions |= _versions(peers=peers)
    return results


def _versions(*, peers: bool) -> dict[str, str]:
    found = {"python": ".".join(map(str, sys.version_info[:3])), "ortools": version("ortools")}
    if peers:
        found |= peer_versions()
        java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
        found["java"] = java.partition("\n")[0].split('"')[1] if '"' in java else "none"
    return found


def _tree() -> str:
    """The commit that runs, where there is a git to ask; marked where files differ from it."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "describe", "--always", "--dirty", "--exclude", "*"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks compare", description="engines side by side")
    parser.add_argument("--quick", action="store_true", help="what shows the shape in 25 minutes")
    parser.add_argument("--scales", type=_names, help="month-district, year-district, year-city, year-province")
    parser.add_argument("--seeds", type=_seeds, help="1-10 or 3; the bench's own work uses 1 to 20")
    parser.add_argument("--engines", type=_engines, default=ALL, help=", ".join(ALL))
    parser.add_argument("--seconds", type=float, help="of wall clock for each run")
    parser.add_argument("--replans", type=int, metavar="N", help="N bad days on the best plan of each seed")
    parser.add_argument("--again", action="store_true", help="repeat runs that are there, as after a change of ours")
    parser.add_argument("--results", type=Path, help="the file to go on with; today's unless named")
    parser.add_argument("--bench", metavar="FOLDER", help="of gen.py and check.py; or RICHENG_BENCH_DIR")
    return parser


def _names(word: str) -> tuple[str, ...]:
    return tuple(word.split(","))


def _engines(word: str) -> tuple[str, ...]:
    unknown = set(_names(word)) - set(ENGINES)
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(ENGINES)}")
    return _names(word)


def _seeds(word: str) -> range:
    first, _, last = word.partition("-")
    return range(int(first), int(last or first) + 1)
