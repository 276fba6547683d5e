"""Cost against time as SVG, drawn by hand so that the same results give the same bytes."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from benchmarks.contest.engines import ENGINES
from benchmarks.contest.results import Results, Run
from benchmarks.contest.table import SCALES, mean, ratio

WIDTH, HEIGHT = 330, 210  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 58, 10, 26, 30  # its margins
COLUMNS = 3
LEGEND = 34
SAMPLES = 80  # instants at which mean ratios are drawn
FIRST = 0.1  # seconds: where time begins on the axis

Line = list[tuple[float, float]]  # (seconds, cost or ratio), a step at each


@dataclass(frozen=True)
class Panel:
    """A title, a line for each engine, a dashed line for the bound."""

    title: str
    seconds: float
    lines: dict[str, Line]
    bound: float | None


def instances_plot(results: Results) -> str:
    """Every instance's costs, a panel each."""
    panels = []
    for scale in SCALES:
        keys = dict.fromkeys((run.seed, run.instance, run.seconds) for run in results.of(scale))
        for _, name, seconds in sorted(keys):
            runs = [run for run in results.of(scale, seconds) if run.instance == name]
            best = results.best_bound(name)
            lines = {run.engine: _costs(run) for run in runs}
            panels.append(Panel(f"{name}, {seconds:g} s", seconds, lines, best[0] if best else None))
    return _drawing(panels)


def ratios_plot(results: Results) -> str:
    """Cost over the best bound, the geometric mean of a scale's instances; drawn once all of them have a plan."""
    panels = []
    for scale in SCALES:
        for seconds in sorted({run.seconds for run in results.of(scale)}):
            runs = results.of(scale, seconds)
            lines = {
                name: list(_means(results, [run for run in runs if run.engine == name], seconds)) for name in ENGINES
            }
            count = len({run.instance for run in runs})
            title = f"{scale}, {count} instance{'s' if count > 1 else ''}, {seconds:g} s"
            panels.append(Panel(title, seconds, lines, 1.0))
    return _drawing(panels)


def _costs(run: Run) -> Line:
    points = [(p.t, p.cost) for p in run.trace if p.cost is not None]
    return [*points, (run.seconds, points[-1][1])] if points else []


def _means(results: Results, runs: list[Run], seconds: float) -> Iterator[tuple[float, float]]:
    for n in range(SAMPLES + 1):
        at = FIRST * (seconds / FIRST) ** (n / SAMPLES)
        values = [ratio(results, run, at) for run in runs]
        known = [value for value in values if value is not None]
        if known and len(known) == len(values):
            yield at, mean(known)


def _drawing(panels: list[Panel]) -> str:
    rows = max(1, -(-len(panels) // COLUMNS))
    width, height = COLUMNS * WIDTH, LEGEND + rows * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_legend({name for panel in panels for name, line in panel.lines.items() if line}),
    ]
    for n, panel in enumerate(panels):
        x, y = n % COLUMNS * WIDTH, LEGEND + n // COLUMNS * HEIGHT
        parts += [f'<g transform="translate({x} {y})">', *_panel(panel), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend(names: set[str]) -> Iterator[str]:
    x = LEFT
    for name, engine in ENGINES.items():
        if name in names:
            yield f'<path d="M{x} 18h22" stroke="{engine.colour}" stroke-width="2.5"/>'
            yield f'<text x="{x + 28}" y="22">{escape(engine.title)}</text>'
            x += 50 + 7 * len(engine.title)
    yield f'<path d="M{x} 18h22" stroke="#000000" stroke-dasharray="3 3"/><text x="{x + 28}" y="22">best bound</text>'


def _panel(panel: Panel) -> Iterator[str]:
    values = [value for line in panel.lines.values() for _, value in line]
    values += [] if panel.bound is None else [panel.bound]
    low, high = _decades(values or [1.0])
    across = _scale(FIRST, panel.seconds, LEFT, WIDTH - RIGHT)
    down = _scale(low, high, HEIGHT - BOTTOM, TOP)
    yield f'<text x="{LEFT}" y="{TOP - 8}" font-weight="bold">{escape(panel.title)}</text>'
    for value in _ticks(low, high):
        y = down(value)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#e4e4e4"/>'
        yield f'<text x="{LEFT - 5}" y="{y + 4:.1f}" text-anchor="end">{value:,g}</text>'
    for value in sorted({0.1, 1, 10, panel.seconds}):
        if value <= panel.seconds:
            x = across(value)
            yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e4e4e4"/>'
            yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 14}" text-anchor="middle">{value:g} s</text>'
    if panel.bound is not None:
        y = down(panel.bound)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#000000" stroke-dasharray="3 3"/>'
    for name in reversed(ENGINES):  # ours last, on top
        if line := panel.lines.get(name):
            steps = [f"M{across(line[0][0]):.1f} {down(line[0][1]):.1f}"]
            steps += [f"H{across(t):.1f}V{down(value):.1f}" for t, value in line[1:]]
            width = 2.2 if name == "ours" else 1.5
            colour = ENGINES[name].colour
            yield f'<path d="{"".join(steps)}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _scale(low: float, high: float, begin: float, end: float) -> Callable[[float], float]:
    """Logarithmic; what lies outside is drawn at the border."""

    def place(value: float) -> float:
        share = math.log(max(value, 1e-9) / low) / math.log(high / low)
        return begin + min(1.0, max(0.0, share)) * (end - begin)

    return place


def _decades(values: list[float]) -> tuple[float, float]:
    """Rounded outward to 1, 2 or 5 times a power of ten."""
    low, high = max(1e-3, min(values)), max(values)
    return _rounded(low / 1.05, up=False), _rounded(max(high, low * 1.2) * 1.05, up=True)


def _rounded(value: float, *, up: bool) -> float:
    power = 10.0 ** math.floor(math.log10(value))
    steps = [power * step for step in (1, 2, 5, 10)]
    return min(s for s in steps if s >= value) if up else max(s for s in steps if s <= value)


def _ticks(low: float, high: float) -> Iterator[float]:
    steps = (1, 2, 5) if high / low < 200 else (1,)
    power = 10.0 ** math.floor(math.log10(low))
    while power <= high:
        for step in steps:
            if low <= power * step <= high:
                yield power * step
        power *= 10
