"""What issue 4 asked of the engine, and what was got in these runs: figures, never verdicts by eye."""

from collections.abc import Iterator
from statistics import quantiles

from benchmarks.contest.results import Results, Run

Row = tuple[str, str, str]  # what, aim, got


def aims(results: Results) -> list[Row]:
    """One row an aim; those that nothing was run for are left out."""
    return [*_month(results), *_district(results), *_city(results), *_province(results), *_everywhere(results)]


def _pairs(results: Results, scale: str, seconds: float, peer: str) -> list[tuple[Run, Run]]:
    """Our run and a peer's on each instance that both ran."""
    runs = results.of(scale, seconds)
    theirs = {run.instance: run for run in runs if run.engine == peer}
    return [(run, theirs[run.instance]) for run in runs if run.engine == "ours" and run.instance in theirs]


def _ours(results: Results, scale: str, seconds: float | None = None) -> list[Run]:
    return [run for run in results.of(scale, seconds) if run.engine == "ours"]


def _gap(results: Results, run: Run, second: float) -> float | None:
    """Above the best bound any engine proved, as a share of it."""
    cost, best = run.at(second), results.best_bound(run.instance)
    if cost is None or best is None:
        return None
    return max(0.0, cost / best[0] - 1)


def _month(results: Results) -> Iterator[Row]:
    own = _ours(results, "month-district")
    if not own:
        return
    times = sorted(t for run in own if (t := run.proven_at) is not None)
    told = f"{len(times)} of {len(own)} proven"
    if times:
        told += (
            f", median {times[len(times) // 2]:.2f} s, longest {times[-1]:.2f} s, start-up of the process included"
        )
    yield "month, district: proven optimum", "0.4 s", told
    for peer in ("highs", "scip"):
        pairs = [(a, b) for s in (5.0, 10.0) for a, b in _pairs(results, "month-district", s, peer)]
        if pairs:
            slower = sum((a.proven_at or a.wall) > (b.proven_at or b.wall) for a, b in pairs)
            yield f"month, district: against {peer}", "never slower", f"slower on {slower} of {len(pairs)}"


def _district(results: Results) -> Iterator[Row]:
    own = _ours(results, "year-district", 60)
    if not own:
        return
    gaps = [_gap(results, run, 30) for run in own]
    known = [gap for gap in gaps if gap is not None]
    within = sum(gap <= 0.01 for gap in known)
    worst = f", worst {max(known):.1%}" if known else ""
    yield "year, district, 30 s", "within 1 % of the best bound on all", f"{within} of {len(own)}{worst}"
    proven = sum(run.proven_at is not None and run.proven_at <= 60.5 for run in own)
    yield "year, district, 60 s", "proven on at least half", f"{proven} of {len(own)}"
    for peer, aim, share in (("highs", "never worse", 1.0), ("timefold", "at least 30 % below", 0.7)):
        pairs = _pairs(results, "year-district", 60, peer)
        for second in (10.0, 30.0, 60.0):
            if pairs:
                met = sum(_at_most(a.at(second), b.at(second), share) for a, b in pairs)
                yield f"year, district, {second:g} s, against {peer}", aim, f"{met} of {len(pairs)}"


def _at_most(own: float | None, other: float | None, share: float) -> bool:
    """Whether ours is at most that share of the other; having no plan is worse than any."""
    if other is None:
        return True
    return own is not None and own <= share * other


def _city(results: Results) -> Iterator[Row]:
    yield from _gaps(results, "year-city", 60, "at most 10 % above the bound")
    pairs = [(a.cost, b.cost) for a, b in _pairs(results, "year-city", 60, "timefold")]
    shares = [a / b for a, b in pairs if a is not None and b]
    if shares:
        yield "year, city, 60 s, against timefold", "at most a fifth", f"largest share {max(shares):.2f}"


def _province(results: Results) -> Iterator[Row]:
    clerk = {run.instance: run.cost for run in results.of("year-province") if run.engine == "clerk"}
    shares = [
        run.cost / cost
        for run in _ours(results, "year-province", 60)
        if run.cost is not None and (cost := clerk.get(run.instance))
    ]
    if shares:
        yield "year, province, 60 s, against the clerk", "a fifth", f"largest share {max(shares):.2f}"
    yield from _gaps(results, "year-province", 600, "at most 10 % above the bound")


def _gaps(results: Results, scale: str, seconds: float, aim: str) -> Iterator[Row]:
    own = _ours(results, scale, seconds)
    gaps = [gap for run in own if (gap := _gap(results, run, seconds)) is not None]
    what = f"year, {scale.removeprefix('year-')}, {seconds:g} s"
    if gaps:
        yield what, aim, f"worst {max(gaps):.1%} above it, on {len(gaps)}"
    elif own:
        yield what, aim, "no engine proved a bound above nought"


def _everywhere(results: Results) -> Iterator[Row]:
    own = [run for run in results.runs if run.engine == "ours"]
    days = [run for run in own if run.day is not None]
    if days:
        full = {run.instance: run.cost for run in results.runs if run.engine == "highs" and run.day is not None}
        pairs = [(run.cost, full[run.instance]) for run in days if run.instance in full]
        same = sum(a is not None and b is not None and a <= b for a, b in pairs)
        yield "bad day, cost", "equal to the full re-solve", f"{same} of {len(pairs)} equal or below"
        walls = [run.wall for run in days]
        p95 = quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else walls[0]
        yield "bad day, p95", "0.2 s in a warm service", f"{p95:.2f} s for a whole process, start-up included"
    if own:
        late = max(run.wall - run.seconds for run in own)
        yield "end of the run", "within its seconds", f"latest {late:+.2f} s" if late > 0 else "always"
        bad = sum(run.violations for run in own)
        yield "hard violations by the scorer", "none", f"{bad} in {len(own)} runs"
        yield (
            "cost named and cost scored",
            "the same",
            f"differ in {sum(run.belied for run in own)} of {len(own)} runs",
        )
