"""Who competes. Every command takes an instance and seconds, and leaves a plan and a trace."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contest.environment import peers_python

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Engine:
    """A competitor: its name in results, what people read, its colour in plots, how it is started."""

    name: str
    title: str
    colour: str
    start: Callable[[], list[str]]

    def command(self, instance: Path, seconds: float, plan: Path, trace: Path) -> list[str]:
        """The whole command line."""
        asked = [str(instance), "--seconds", f"{seconds:g}", "--out", str(plan), "--trace", str(trace)]
        return [*self.start(), *asked]


def _peer(name: str) -> Callable[[], list[str]]:
    return lambda: [str(peers_python()), "-m", f"benchmarks.peers.{name}"]


def _here(name: str) -> Callable[[], list[str]]:
    return lambda: [sys.executable, "-m", f"benchmarks.peers.{name}"]


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("ours", "Richeng", "#b3261e", lambda: [sys.executable, str(ROOT / "start.py"), "bench"]),
        Engine("highs", "HiGHS alone", "#1f5fa8", _peer("highs")),
        Engine("scip", "SCIP", "#4f9bd9", _peer("scip")),
        Engine("timefold", "Timefold defaults", "#2e7d32", _peer("timefold")),
        Engine("naive", "CP-SAT naive", "#8e6bb0", _here("naive")),
        Engine("clerk", "greedy clerk", "#7a7a7a", _here("clerk")),
    )
}
NEED_PEERS = {"highs", "scip", "timefold"}
