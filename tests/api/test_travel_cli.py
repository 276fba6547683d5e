"""`start.py travel`: the slip as JSON whatever the verdict; a bad question is named in Chinese."""

import json

import pytest
from typer.testing import CliRunner

from api.cli import app
from intake.brief import write_brief
from models.policy import Policy
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
