"""docs/performance.md, its table and its plots, from the newest file in benchmarks/results/."""

from pathlib import Path

from benchmarks.contest.aims import aims
from benchmarks.contest.plot import instances_plot, ratios_plot
from benchmarks.contest.results import FOLDER, Results, newest
from benchmarks.contest.table import tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"


def documents() -> dict[Path, str]:
    """The page, and beside the results their table and plots; nothing before the first comparison."""
    results = newest()
    if results is None:
        return {}
    stem = FOLDER / results.path.stem
    return {
        PAGE: performance_page(results),
        stem.with_suffix(".md"): table_page(results),
        Path(f"{stem}-costs.svg"): instances_plot(results),
        Path(f"{stem}-ratios.svg"): ratios_plot(results),
    }


def write() -> None:
    """All of them, where they have changed."""
    for path, text in documents().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def performance_page(results: Results) -> str:
    """What was asked, what was got, how to repeat it."""
    where = f"../benchmarks/results/{results.path.stem}"
    parts = [
        "# Performance",
        "",
        "Rendered by `python -m tools.docs` from the newest file in benchmarks/results/; do not edit.",
        "",
        *_where(results),
        "",
        "## What was asked and what was got",
        "",
        "| what | aim | got |",
        "|---|---|---|",
        *(f"| {what} | {aim} | {got} |" for what, aim, got in aims(results)),
        "",
        "## Cost against time",
        "",
        f"![Cost over the best bound against time, by scale]({where}-ratios.svg)",
        "",
        f"![Cost against time on every instance]({where}-costs.svg)",
        "",
        f"The figures: [{results.path.stem}.md]({where}.md), every run: [{results.path.name}]({where}.json).",
        "",
        "## How it is measured",
        "",
        "Every engine solves the same leadplan-bench/1 instance in a process of its own, one after another, with its "
        "defaults; seconds are wall clock from the process's start, reading and building included. Every plan is "
        "scored by the bench's own scorer; a plan that violates a hard rule counts for nothing. Where our trace "
        "names a cost without a plan, the final plan's score confirms the last of them. A half-day program (HiGHS, "
        "SCIP) is a relaxation: its incumbents are placed to the minute after the clock has stopped, at most one in "
        "two seconds, counted at the instant they were found, and events that found no place look for another, which "
        "favours them. Timefold begins with the clerk's plan. Bounds of half-day programs hold for the year itself, "
        "since every plan with minutes is one of theirs.",
        "",
        "```",
        "export RICHENG_BENCH_DIR=…                   # the folder of gen.py and check.py",
        "python3 start.py bench compare --quick       # about 25 minutes",
        "python3 start.py bench compare               # all of it, about two hours",
        ".venv/bin/python -m tools.docs               # this page",
        "```",
    ]
    return "\n".join(parts) + "\n"


def table_page(results: Results) -> str:
    """The figures of one comparison."""
    parts = [
        f"# {results.path.stem}",
        "",
        *_where(results),
        "",
        "Summaries are geometric means of cost over the best bound that any engine proved (where "
        "none did, over the best cost); instances give costs at "
        "the seconds named, ✓ where the engine's own bound proves its last; the clerk's cost stands alone.",
        "",
        tables(results).rstrip(),
    ]
    return "\n".join(parts) + "\n"


def _where(results: Results) -> list[str]:
    machine = results.machine
    busy = sorted(run.load for run in results.runs)
    versions = ", ".join(f"{name} {version}" for name, version in sorted(results.versions.items()))
    lines = [
        f"Measured {results.date}: {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_mib']:,} MiB, {machine['system']}; {versions}."
    ]
    if busy:
        half, most = busy[len(busy) // 2], busy[-1]
        crowded = half > machine["cores"] + 1  # a run itself makes up to as many as there are cores
        lines.append(
            f"{len(results.runs)} runs; load of the machine when they began: median {half:.1f}, highest {most:.1f}"
            f"{' (others were at work: read ratios, not seconds)' if crowded else ''}."
        )
    if trees := sorted({run.tree for run in results.runs if run.engine == "ours" and run.tree}):
        lines.append(f"Ours is commit {', '.join(trees)}.")
    return lines
