"""docs/performance.md and what lies beside the results: see benchmarks/contest/pages.py."""

from pathlib import Path

from benchmarks.contest.pages import documents


def performance_documents() -> dict[Path, str]:
    """Rendered from the newest file in benchmarks/results/; nothing before the first comparison."""
    return documents()
