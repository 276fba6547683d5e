"""The harness: traces read and scored, results kept and gone on with, tables, plots and aims from them."""

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks.compare import alone, quick, run, whole
from benchmarks.contest.aims import aims
from benchmarks.contest.engines import ENGINES, ROOT, Engine
from benchmarks.contest.instances import VARIABLE, Bench, BenchMissing, Instance, best_plan, read_json
from benchmarks.contest.pages import performance_page, table_page
from benchmarks.contest.plot import instances_plot, ratios_plot
from benchmarks.contest.results import Point, Results, Run, newest
from benchmarks.contest.runs import compete, read_trace
from benchmarks.contest.table import line
from tests.benchmarks.tiny_years import tiny_year

SCORER = """
def evaluate(instance, plan):
    return {"cost": plan["cost"], "parts": {"all": plan["cost"]}, "violations": plan.get("violations", [])}
"""

COUNTER = """
def evaluate(instance, plan):
    left_out = len(instance["events"]) - len(plan["events"])
    return {"cost": left_out, "parts": {"left_out": left_out}, "violations": []}
"""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "check.py").write_text(SCORER, encoding="utf-8")
    (tmp_path / "gen.py").write_text("", encoding="utf-8")
    return Bench(str(tmp_path))


def made(engine: str, trace: list[Point], cost: int | None, seed: int = 1, **other) -> Run:
    facts = {
        "instance": f"year-district-{seed}", "scale": "year-district", "seed": seed, "day": None, "seconds": 60.0,
        "wall": 60.2, "cpu": 60.0, "memory": 300, "load": 1.0, "parts": {}, "violations": 0, "claimed": None,
    }  # fmt: skip
    return Run(**{**facts, "engine": engine, "trace": trace, "cost": cost, **other})


def results(*runs: Run) -> Results:
    machine = {"processor": "some", "architecture": "x86_64", "cores": 2, "memory_mib": 8000, "system": "Linux"}
    return Results(Path("2026-01-02-x86_64-2.json"), "2026-01-02", machine, {"ortools": "9.15"}, list(runs))


OURS = made("ours", [Point(5.0, 600, 400.0), Point(20.0, 500, None), Point(25.0, None, 500.0)], 500, claimed=500.0)
HIGHS = made("highs", [Point(12.0, 900, 480.5), Point(59.0, 510, None)], 510)
TIMEFOLD = made("timefold", [Point(0.2, 2000, None), Point(40.0, 700, None)], 700)


def test_a_plan_is_scored_and_counts_only_when_it_breaks_nothing_and_is_better(bench):
    told = read_trace(
        bench,
        {},
        [
            {"t": 3, "bound": 10.0, "plan": {"cost": 50}},
            {"t": 1, "bound": None, "plan": {"cost": 90}},
            {"t": 4, "bound": 9.0, "plan": {"cost": 60}},
            {"t": 5, "bound": 12.0, "plan": {"cost": 20, "violations": [["H1"]]}},
        ],
    )
    assert told.points == [Point(1, 90, None), Point(3, 50, 10.0), Point(5, None, 12.0)]
    assert (told.best, told.violations, told.claimed) == ({"cost": 50}, 1, None)


def test_a_cost_without_a_plan_is_taken_at_its_word_and_confirmed_or_belied_by_the_plan(bench):
    told = read_trace(bench, {}, [{"t": 1, "cost": None, "bound": 40}, {"t": 2, "cost": 70, "bound": 40}])
    assert told.points == [Point(1, None, 40), Point(2, 70, None)]
    assert told.claimed == 70
    assert not made("ours", told.points, 70, claimed=70).belied
    assert made("ours", told.points, 71, claimed=70).belied


def test_an_incumbent_is_read_at_a_second_and_at_the_last_the_plan_itself():
    assert [OURS.at(s) for s in (1, 10, 30, 60)] == [None, 600, 500, 500]
    assert HIGHS.at(10) is None


def test_a_proof_is_when_the_last_cost_is_held_and_the_bound_meets_it():
    assert OURS.proven_at == 25.0
    assert not HIGHS.proven
    assert made("highs", [Point(9.0, 510, 509.2)], 510).proven_at == 9.0, "costs are whole numbers"


def test_results_come_back_as_they_were_written(tmp_path):
    first = results(OURS, HIGHS)
    first.path = tmp_path / first.path
    first.save()
    again = Results.read(first.path)
    assert again.runs == [OURS, HIGHS]
    assert again.text() == first.text() == first.path.read_text(encoding="utf-8")
    assert newest(tmp_path) == again
    assert newest(tmp_path / "nothing") is None


def test_a_second_run_takes_the_place_of_the_first():
    held = results(OURS, HIGHS)
    held.add(made("ours", [], 499))
    assert [(r.engine, r.cost) for r in held.runs] == [("highs", 510), ("ours", 499)]


def test_the_table_tells_means_over_the_best_bound_and_whose_it_is():
    page = table_page(results(OURS, HIGHS, TIMEFOLD))
    assert "| Richeng | 1.200 | 1.000 | 1.000 | 1 of 1 | 25.00 s (25.00 s) | 300 MiB | 0 |" in page
    assert "| HiGHS alone | – | 1.800 | 1.020 | 0 of 1 | – | 300 MiB | 0 |" in page
    assert "| 1 | 600 / 500 / 500 ✓ | – / 900 / 510 | 2,000 / 2,000 / 700 | 500.0 (Richeng) |" in page


def test_bad_days_stand_apart():
    days = [
        made("ours", [Point(0.5, 700, 700.0)], 700, instance="year-district-1-replan1", day=1, wall=0.6),
        made("highs", [Point(9.0, 700, 700.0)], 700, instance="year-district-1-replan1", day=1, wall=9.5),
    ]
    page = table_page(results(OURS, *days))
    assert "Cost equal to the full re-solve by HiGHS on 1 of 1, below it on 0." in page
    assert "| 1 | 600 / 500 / 500 ✓ | 500.0 (Richeng) |" in page


def test_aims_are_counted():
    got = {(what, aim): told for what, aim, told in aims(results(OURS, HIGHS, TIMEFOLD))}
    assert got["year, district, 30 s", "within 1 % of the best bound on all"] == "1 of 1, worst 0.0%"
    assert got["year, district, 60 s", "proven on at least half"] == "1 of 1"
    assert got["year, district, 30 s, against highs", "never worse"] == "1 of 1"
    assert got["year, district, 60 s, against timefold", "at least 30 % below"] == "0 of 1", "500 is above 0.7 x 700"
    assert got["hard violations by the scorer", "none"] == "0 in 1 runs"
    assert aims(results()) == []


def test_plots_are_drawings_that_repeat_to_the_byte():
    held = results(OURS, HIGHS, TIMEFOLD, made("ours", [Point(1.0, 300, 300.0)], 300, seed=2))
    for draw in (instances_plot, ratios_plot):
        drawing = draw(held)
        assert drawing == draw(held)
        assert ET.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
        assert "NaN" not in drawing
    titles = [e.text for e in ET.fromstring(instances_plot(held)).iter() if e.get("font-weight") == "bold"]
    assert titles == ["year-district-1, 60 s", "year-district-2, 60 s"]


def test_a_ratio_is_drawn_only_once_all_instances_have_a_plan():
    late = made("ours", [Point(30.0, 300, 300.0)], 300, seed=2)
    paths = [e for e in ET.fromstring(ratios_plot(results(OURS, late))).iter() if e.get("stroke") == "#b3261e"]
    line_drawn = next(e.get("d") for e in paths if e.get("fill") == "none")
    assert line_drawn is not None
    begins = float(line_drawn[1:].split()[0])
    assert begins > 58 + (330 - 68) * 0.85, "30 s lies at nine tenths of a logarithmic axis from 0.1 to 60"


def test_the_page_names_machine_and_versions():
    page = performance_page(results(OURS))
    assert "2026-01-02: some, 2 cores, 8,000 MiB, Linux; ortools 9.15." in page
    assert "2026-01-02-x86_64-2-ratios.svg" in page


def test_a_line_of_the_terminal_says_what_went_wrong():
    bad = made("ours", [], None, violations=2, fault="ended with 1: no plan")
    assert line(bad).endswith("2 VIOLATIONS  FAULT ended with 1: no plan")


def test_the_sets_hold_what_was_promised():
    assert sum(job.seconds for job in quick() if job.engine != "clerk" and job.instance.day is None) <= 25 * 60
    names = {job.instance.name for job in whole()}
    assert {f"year-district-{n}" for n in range(1, 11)} < names
    assert {"year-city-3", "year-province-1", "month-district-10", "year-district-10-replan5"} < names


def test_without_the_shared_bench_it_says_what_to_name(monkeypatch, capsys):
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(BenchMissing, match=VARIABLE):
        Bench(None)
    assert run(["--quick"]) == 2
    assert VARIABLE in capsys.readouterr().err


def test_a_bad_day_needs_a_published_plan(bench, monkeypatch, tmp_path):
    monkeypatch.setattr("benchmarks.contest.instances.FOLDER", tmp_path / "made")
    with pytest.raises(LookupError, match="year-district-1"):
        bench.file(Instance("year-district", 1, day=3))


def test_a_result_of_another_format_is_refused(tmp_path):
    path = tmp_path / "other.json"
    path.write_text(json.dumps({"format": "else"}), encoding="utf-8")
    with pytest.raises(ValueError, match="richeng-compare/1"):
        Results.read(path)


@pytest.fixture
def tiny(bench, monkeypatch, tmp_path) -> Instance:
    """An instance as if the generator had made it, in a folder of its own, with a scorer that counts events."""
    monkeypatch.setattr("benchmarks.contest.instances.FOLDER", tmp_path / "made")
    (tmp_path / "check.py").write_text(COUNTER, encoding="utf-8")
    instance = Instance("month-district", 1)
    path = tmp_path / "made" / "instances" / f"{instance.name}.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(tiny_year(1)), encoding="utf-8")
    return instance


def test_an_engine_is_run_scored_and_its_plan_kept_for_bad_days(bench, tiny):
    ran = compete(bench, ENGINES["clerk"], tiny, 5)
    assert (ran.fault, ran.violations) == (None, 0)
    kept = read_json(best_plan(tiny))
    assert ran.cost == len(tiny_year(1)["events"]) - len(kept["events"]) == ran.trace[-1].cost
    assert 0 < ran.trace[0].t <= ran.wall < 60
    assert ran.memory > 5


def test_an_engine_that_fails_is_told_with_its_last_words_and_no_path_of_the_machine(bench, tiny):
    words = f"import sys; sys.exit('cannot read {ROOT}/x')"
    broken = Engine("broken", "Broken", "#000000", lambda: [sys.executable, "-c", words])
    ran = compete(bench, broken, tiny, 5)
    assert ran.fault == "ended with 1: cannot read ./x"
    assert (ran.cost, ran.trace, ran.proven) == (None, [], False)


def test_one_comparison_at_a_time(bench, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("benchmarks.compare.INSTANCES", tmp_path / "made")
    with alone() as first:
        assert first
        assert run(["--bench", str(bench.folder), "--scales", "month-district"]) == 2
    assert "never run side by side" in capsys.readouterr().err
