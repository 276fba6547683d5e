"""Results as Markdown: by scale a summary of every engine, then every instance; re-plans apart."""

import math
from collections.abc import Iterator, Sequence

from benchmarks.contest.engines import ENGINES
from benchmarks.contest.results import Results, Run

SCALES = {
    "month-district": "Month, district: 8 leaders, 60 events",
    "year-district": "Year, district: 8 leaders, 700 events",
    "year-city": "Year, city: 15 leaders, 2,500 events",
    "year-province": "Year, province: 30 leaders, 8,000 events",
}
READINGS = {5.0: (1.0, 2.0, 5.0), 10.0: (1.0, 3.0, 10.0), 60.0: (10.0, 30.0, 60.0), 600.0: (60.0, 300.0, 600.0)}
NONE = "–"


def readings(seconds: float) -> tuple[float, float, float]:
    """The seconds at which runs of a budget are read."""
    return READINGS.get(seconds, (seconds / 6, seconds / 2, seconds))


def line(run: Run) -> str:
    """A run in a line of the terminal."""
    costs = " / ".join(_number(run.at(second)) for second in readings(run.seconds))
    bound = "" if run.bound is None else f"  bound {run.bound:,.0f}{' proven' if run.proven else ''}"
    wrong = f"  {run.violations} VIOLATIONS" if run.violations else ""
    fault = f"  FAULT {run.fault}" if run.fault else ""
    took = f"{run.wall:7.2f} s {run.memory:5} MiB"
    return f"{run.instance:24} {run.engine:9} {costs:32} {took}{bound}{wrong}{fault}"


def tables(results: Results) -> str:
    """All of it, scale by scale and budget by budget."""
    parts: list[str] = []
    for scale, title in SCALES.items():
        for seconds in sorted({run.seconds for run in results.of(scale)}):
            runs = results.of(scale, seconds)
            parts += [f"### {title}, {seconds:g} s", "", *_summary(results, runs, seconds), ""]
            parts += [*_instances(results, runs, seconds), ""]
    replans = [row for scale in SCALES for row in _replans(results, scale)]
    if replans:
        parts += ["### Bad days: re-plan of a published plan", "", *replans, ""]
    return "\n".join(parts)


def ratio(results: Results, run: Run, second: float) -> float | None:
    """Cost at a second over the best bound any engine proved, or else over the best cost; None without a plan."""
    cost, best = run.at(second), results.best_bound(run.instance)
    if cost is None:
        return None
    return cost / max(1.0, best[0] if best is not None else results.best_cost(run.instance) or 1.0)


def mean(values: Sequence[float]) -> float:
    """Geometric."""
    return math.exp(sum(math.log(max(value, 1e-9)) for value in values) / len(values))


def _summary(results: Results, runs: list[Run], seconds: float) -> Iterator[str]:
    at = readings(seconds)
    heads = [*(f"{s:.3g} s" for s in at), "proven", "to proof, median (longest)", "memory", "violations"]
    yield f"| engine | {' | '.join(heads)} |"
    yield f"|---|{'--:|' * len(heads)}"
    for name, engine in ENGINES.items():
        own = [run for run in runs if run.engine == name]
        if not own:
            continue
        cells = [_mean_cell([ratio(results, run, s) for run in own]) for s in at]
        times = sorted(t for run in own if (t := run.proven_at) is not None)
        proof = f"{times[len(times) // 2]:.2f} s ({times[-1]:.2f} s)" if times else NONE
        faults = sum(run.fault is not None for run in own)
        wrong = f"{sum(run.violations for run in own)}" + (f", {faults} faults" if faults else "")
        memory = f"{max(run.memory for run in own):,} MiB"
        yield f"| {engine.title} | {' | '.join(cells)} | {len(times)} of {len(own)} | {proof} | {memory} | {wrong} |"


def _mean_cell(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return NONE
    missing = "" if len(known) == len(values) else f" ({len(known)} of {len(values)})"
    return f"{mean(known):.3f}{missing}" if mean(known) < 10 else f"{mean(known):,.1f}{missing}"


def _instances(results: Results, runs: list[Run], seconds: float) -> Iterator[str]:
    engines = [engine for name, engine in ENGINES.items() if any(run.engine == name for run in runs)]
    yield f"| seed | {' | '.join(engine.title for engine in engines)} | best bound |"
    yield f"|---|{'--:|' * (len(engines) + 1)}"
    for name in dict.fromkeys(run.instance for run in sorted(runs, key=lambda run: run.seed)):
        cells = []
        for engine in engines:
            own = next((run for run in runs if run.instance == name and run.engine == engine.name), None)
            cells.append(NONE if own is None else _costs(own, seconds))
        best = results.best_bound(name)
        told = NONE if best is None else f"{best[0]:,.1f} ({ENGINES[best[1]].title})"
        yield f"| {name.rpartition('-')[2]} | {' | '.join(cells)} | {told} |"


def _costs(run: Run, seconds: float) -> str:
    if run.engine == "clerk":
        return _number(run.cost)
    return " / ".join(_number(run.at(s)) for s in readings(seconds)) + (" ✓" if run.proven else "")


def _number(cost: float | None) -> str:
    return NONE if cost is None else f"{cost:,.0f}"


def _replans(results: Results, scale: str) -> Iterator[str]:
    runs = results.of(scale, replans=True)
    by_engine = {name: {run.instance: run for run in runs if run.engine == name} for name in ("ours", "highs")}
    for name, own in by_engine.items():
        if not own:
            continue
        walls = sorted(run.wall for run in own.values())
        found = sorted(_last(run) for run in own.values())
        costs = [run.cost for run in own.values() if run.cost is not None]
        bad = sum(run.violations for run in own.values())
        yield (
            f"- {ENGINES[name].title}, {scale}, {len(own)} bad days: whole process {_spread(walls)}; "
            f"last better plan after {_spread(found)}; "
            f"cost on average {sum(costs) / max(1, len(costs)):,.1f}; proven "
            f"{sum(run.proven for run in own.values())} of {len(own)}; violations {bad}."
        )
    pairs = [(by_engine["ours"][n], by_engine["highs"][n]) for n in by_engine["ours"] if n in by_engine["highs"]]
    if pairs:
        same = sum(a.cost == b.cost for a, b in pairs)
        less = sum(a.cost is not None and (b.cost is None or a.cost < b.cost) for a, b in pairs)
        yield f"- Cost equal to the full re-solve by HiGHS on {same} of {len(pairs)}, below it on {less}."


def _last(run: Run) -> float:
    return max((p.t for p in run.trace if p.cost is not None), default=run.wall)


def _spread(seconds: Sequence[float]) -> str:
    p95 = seconds[min(len(seconds) - 1, math.ceil(0.95 * len(seconds)) - 1)]
    return f"{seconds[len(seconds) // 2]:.2f} s (p95 {p95:.2f} s, longest {seconds[-1]:.2f} s)"
