"""`start.py travel`: the slip as JSON whatever the verdict; a bad question is named in Chinese."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.travel import read_trip
from intake.brief import read_brief, write_brief
from models.events import Duty, Kind
from models.policy import Policy
from models.slip import Basis, Colour
from solver.search import NoAnswer
from solver.travel import Travel
from solver.travel_unplanned import without_plan
from tests.builders import brief, days, event, fixed
from tests.builders import plan as drawn


@pytest.fixture
def files(tmp_path):
    policy = Policy.model_validate({"research": {"applies_to": []}})
    made = brief(
        [event("e", when=fixed("12-09 09:00", "12-09 10:00"))], horizon=days("12-07", "12-13"), policy=policy
    )
    (tmp_path / "brief.json").write_bytes(write_brief(made))
    planned = drawn(made, [])
    (tmp_path / "plan.json").write_text(planned.model_dump_json(by_alias=True), encoding="utf-8")
    return tmp_path


def run(files, *words):
    return CliRunner().invoke(app, ["travel", str(files / "brief.json"), *words])


def run_for_real(files, *words):
    """As a person types it: a process of its own."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "api.cli", "travel", str(files / "brief.json"), *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)


GOOD = {"--leader": "dep-a", "--from": "2026-12-09T08:30", "--to": "2026-12-09T18:00"}


def words(**changes):
    given = GOOD | {f"--{name}": value for name, value in changes.items()}
    return [word for pair in given.items() for word in pair]


def test_it_prints_the_slip_and_leaves_with_zero(files):
    said = run(files, *words(place="郑州", kind="annual_leave"), "--plan", str(files / "plan.json"))
    assert said.exit_code == 0
    slip = json.loads(said.stdout)
    assert slip["verdict"] == "green"
    assert slip["judged"]["basis"] == "plan"
    assert (slip["asked"]["place"], slip["asked"]["kind"]) == ("郑州", "annual_leave")


def test_without_a_plan_a_fresh_one_is_made_and_the_slip_says_so(files):
    said = run(files, *words())
    assert said.exit_code == 0
    assert json.loads(said.stdout)["judged"] | {"digest": ""} == {
        "basis": "fresh", "number": None, "digest": "", "sentence": "依据按摘要新排的方案核对",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "place", "word"),
    [
        ({"leader": "nobody"}, "--leader", "没有编号为 nobody 的领导"),
        ({"to": "2026-12-09T08:00"}, "--to", "晚于开始"),
        ({"to": "2026-12-09T08:30"}, "--to", "晚于开始"),
        ({"from": "2026-11-09T08:30"}, "--from/--to", "超出方案的范围"),
        ({"to": "2027-12-09T08:30"}, "--from/--to", "超出方案的范围"),
        ({"from": "明天"}, "--from", "不是时刻"),
        ({"to": "2026-12-09"}, "--to", "不是时刻"),
        ({"from": "2026-02-30T08:00"}, "--from", "不是时刻"),
        ({"kind": "holiday"}, "--kind", "没有“holiday”这种外出"),
    ],
)
def test_a_bad_question_leaves_with_two_and_names_the_fault(files, changes, place, word):
    said = run(files, *words(**changes))
    assert said.exit_code == 2
    assert said.stdout == ""
    assert f"{place}：" in said.stderr
    assert word in said.stderr
    assert "请" in said.stderr


def test_on_paper_too_the_slip_is_printed_and_nothing_but_the_slip(files):
    papers = {"--docx": files / "slip.docx", "--pdf": files / "slip.pdf"}
    more = [word for option, path in papers.items() for word in (option, str(path))]
    said = run_for_real(files, *words(), "--plan", str(files / "plan.json"), *more)
    assert (said.returncode, json.loads(said.stdout)["verdict"]) == (0, "green")
    assert all(str(path) in said.stderr for path in papers.values())
    assert papers["--docx"].read_bytes()[:2] == b"PK"
    assert papers["--pdf"].read_bytes()[:5] == b"%PDF-"


def test_a_red_slip_leaves_with_zero_and_a_bad_question_with_two(files):
    musts = [
        event(name, ("dep-a",), fixed("12-09 09:00", "12-09 10:00"), duty=Duty.MUST, kind=Kind.TALK)
        for name in ("one", "other")
    ]
    policy = Policy.model_validate({"research": {"applies_to": []}})
    clash = brief(musts, horizon=days("12-07", "12-13"), policy=policy)
    (files / "brief.json").write_bytes(write_brief(clash))
    said = run_for_real(files, *words(leader="dep-b"))
    slip = json.loads(said.stdout)
    assert (said.returncode, slip["verdict"], slip["before"], slip["after"]) == (0, "red", [], [])
    assert "互相冲突" in slip["headline"]
    assert {cause["id"] for cause in slip["conflict"]["causes"]} == {"one", "other"}
    said = run_for_real(files, *words(leader="nobody"))
    assert (said.returncode, said.stdout) == (2, "")
    assert "没有编号为 nobody 的领导" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_search_that_came_to_no_end_is_a_persons_to_decide_and_never_green(files):
    made = read_brief((files / "brief.json").read_bytes())
    trip = read_trip("dep-a", "2026-12-09T08:30", "2026-12-09T18:00", "trip", "")
    bare = Travel(made, drawn(made, []), Basis.FRESH).slip(trip, exact=False)
    told = without_plan(bare, NoAnswer("在限定的计算量内没有得到方案。"))
    assert (bare.verdict, told.verdict, told.before, told.after) == (Colour.GREEN, Colour.AMBER, (), ())
    assert told.reasons[0] == "在限定的计算量内没有得到方案。"
