"""The file of results: what was run where, and what a run says of itself."""

import json
import math
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = "richeng-compare/1"
FOLDER = Path(__file__).resolve().parents[1] / "results"


@dataclass(frozen=True)
class Point:
    """What an engine held at a second: its best scored cost so far, and its bound."""

    t: float
    cost: float | None
    bound: float | None


@dataclass(frozen=True)
class Run:
    """One engine on one instance. Seconds are of the whole process, start-up included; memory is its peak in MiB."""

    instance: str
    scale: str
    seed: int
    day: int | None
    engine: str
    seconds: float
    wall: float
    cpu: float
    memory: int
    load: float  # of the machine when it began: above the cores in use, times mean little
    cost: int | None  # of its best plan without violations, by the shared scorer
    parts: dict[str, int]
    violations: int  # of hard rules, in its last plan
    claimed: float | None  # the cost it named last, where its trace names costs
    trace: list[Point] = field(default_factory=list)
    fault: str | None = None
    tree: str = ""  # the commit of this repository that ran

    @property
    def key(self) -> tuple[str, str, float]:
        """What makes a second run of it a repetition."""
        return self.instance, self.engine, self.seconds

    @property
    def bound(self) -> float | None:
        """The best it proved; none of the clerk's or a local search's."""
        return max((p.bound for p in self.trace if p.bound is not None), default=None)

    @property
    def proven(self) -> bool:
        """Its own bound meets its own cost; costs are integers."""
        return self.cost is not None and self.bound is not None and self.cost <= math.ceil(self.bound - 1e-6)

    @property
    def belied(self) -> bool:
        """The cost it named last is not what the scorer says of its plan."""
        return self.claimed is not None and self.claimed != self.cost

    def at(self, second: float) -> float | None:
        """The cost of what it held at a second; at its last second, of what it left."""
        if second >= self.seconds:
            return self.cost
        return min((p.cost for p in self.trace if p.cost is not None and p.t <= second), default=None)

    @property
    def proven_at(self) -> float | None:
        """The second at which its cost was the final one and its bound met it; None where it never did."""
        if not self.proven or self.cost is None:
            return None
        reached = min((p.t for p in self.trace if p.cost is not None and p.cost <= self.cost), default=self.wall)
        met = [p.t for p in self.trace if p.bound is not None and math.ceil(p.bound - 1e-6) >= self.cost]
        return max(reached, min(met))


@dataclass
class Results:
    """A machine, its versions, and the runs on it."""

    path: Path
    date: str
    machine: dict[str, Any]
    versions: dict[str, str]
    runs: list[Run] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "Results":
        """From its file; ValueError where it is something else."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw.get("format") != FORMAT:
            raise ValueError(f"{path.name} is not {FORMAT}")
        runs = [Run(**{**run, "trace": [Point(*point) for point in run["trace"]]}) for run in raw["runs"]]
        return cls(path, raw["date"], raw["machine"], raw["versions"], runs)

    def text(self) -> str:
        """One run a line, so that a new run is a new line."""
        head = {"format": FORMAT, "date": self.date, "machine": self.machine, "versions": self.versions}
        opening = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
        lines = ",\n".join(json.dumps(_plain(run), ensure_ascii=False) for run in self.runs)
        return f'{opening},\n "runs": [\n{lines}\n]}}\n'

    def save(self) -> None:
        """All at once or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(self.text(), encoding="utf-8")
        new.replace(self.path)

    def add(self, run: Run) -> None:
        """In the place of an earlier one of the same instance, engine and seconds."""
        self.runs = [other for other in self.runs if other.key != run.key] + [run]

    def of(self, scale: str, seconds: float | None = None, *, replans: bool = False) -> list[Run]:
        """The runs of a scale, of one budget where one is named."""
        return [
            run
            for run in self.runs
            if run.scale == scale and (run.day is not None) == replans and seconds in (None, run.seconds)
        ]

    def best_bound(self, instance: str) -> tuple[float, str] | None:
        """The best bound any engine proved for an instance, and whose: of equals the first that ran."""
        known = [(run.bound, run.engine) for run in self.runs if run.instance == instance]
        above = [(bound, engine) for bound, engine in known if bound is not None and bound > 0]  # no cost is below 0
        return max(above, key=lambda pair: pair[0], default=None)

    def best_cost(self, instance: str) -> int | None:
        """The least cost any engine reached."""
        return min((run.cost for run in self.runs if run.instance == instance and run.cost is not None), default=None)


def _plain(run: Run) -> dict[str, Any]:
    return {**asdict(run), "trace": [[p.t, p.cost, p.bound] for p in run.trace]}


def newest(folder: Path = FOLDER) -> Results | None:
    """The results of the latest date; None where there are none yet."""
    paths = sorted(folder.glob("*.json"))
    return Results.read(paths[-1]) if paths else None


def machine() -> dict[str, Any]:
    """What times depend on; no name of the machine."""
    return {
        "processor": next(_processor(), platform.processor() or platform.machine()),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "system": platform.system(),
    }


def _processor() -> Iterator[str]:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                yield line.partition(":")[2].strip()
