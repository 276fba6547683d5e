"""Questions on the command line: sentences for people, data for programs, and exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from intake.brief import read_brief, write_brief
from models.events import Duty, Kind
from models.plan import Plan
from solver.solve import solve
from tests.builders import brief, event, fixed, window

DONE = {"year": 2026, "research": {"head": 42, "exec": 42, "dep-a": 42, "dep-b": 42}}
DUTY = event("duty", ["dep-a"], fixed("12-08 08:30", "12-08 12:00"), duty=Duty.MUST)
TALK = event("talk", ["dep-a"], window("12-08 00:00", "12-10 00:00"), kind=Kind.TALK)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A brief and its plan on disk."""
    folder = tmp_path_factory.mktemp("asked")
    written = write_brief(brief([DUTY, TALK], ledger=DONE))
    plan = solve(read_brief(written))  # reading adds the month's standing meeting
    assert isinstance(plan, Plan)
    (folder / "brief.json").write_bytes(written)
    (folder / "plan.json").write_text(plan.model_dump_json(by_alias=True), encoding="utf-8")
    return str(folder / "brief.json"), str(folder / "plan.json")


def run(*words: str) -> tuple[int, str]:
    """Exit code and what was said."""
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_why_tells_every_booking(files: tuple[str, str]):
    code, said = run("why", *files)
    assert code == 0
    assert "「会议talk」" in said
    assert "不在12月8日上午" in said
    code, said = run("why", *files, "talk", "--json")
    assert code == 0
    assert json.loads(said)[0]["event"] == "talk"


def test_whynot_answers_and_leaves_with_its_code(files: tuple[str, str]):
    code, said = run("whynot", *files, "--event", "talk", "--half", "2026-12-08/am")
    assert code == 3
    assert "「会议duty」须安排" in said
    code, said = run("whynot", *files, "--event", "talk", "--half", "2026-12-09/pm")
    assert code == 0
    assert said.splitlines()[1].startswith(("可以", "方案本来就是这样"))


@pytest.mark.parametrize(
    "words",
    [
        ("--event", "nothing"),
        ("--event", "talk", "--half", "Tuesday"),
        ("--event", "talk", "--at", "noon"),
        ("--event", "talk", "--seat", "s1"),
        (),
    ],
)
def test_what_cannot_be_asked_is_told(files: tuple[str, str], words: tuple[str, ...]):
    code, said = run("whynot", *files, *words)
    assert code == 2
    assert "Traceback" not in said


def test_recommend_and_leftout(files: tuple[str, str]):
    code, said = run("recommend", *files, "talk")
    assert code == 0
    assert said.startswith("现选")
    code, said = run("recommend", *files, "talk", "--seat", "s1", "--json")
    assert {one["value"] for one in json.loads(said)} == {"head", "exec", "dep-a", "dep-b"}
    assert run("leftout", *files)[0] == 0


def test_the_month_is_mapped_for_the_standing_meeting_and_for_what_is_asked_for(files: tuple[str, str]):
    code, said = run("monthmap", *files)
    assert code == 0
    assert "2026-12-08/am\t不可" in said
    code, said = run("monthmap", *files, "--event", "talk")
    assert code == 0
    assert "2026-12-09/am" in said
    assert run("monthmap", *files, "--event", "nothing")[0] == 2


def test_repairs_and_plan_tell_the_conflict(tmp_path: Path):
    other = event("other", ["dep-a"], fixed("12-08 09:00", "12-08 10:00"), duty=Duty.MUST)
    stuck = tmp_path / "stuck.json"
    stuck.write_bytes(write_brief(brief([DUTY, other], ledger=DONE)))
    code, said = run("repairs", str(stuck))
    assert code == 3
    assert "缺一条就能排开" in said
    assert "event\tduty" in said
    assert "出路（代价" in said
    code, said = run("plan", str(stuck))
    assert code == 3
    assert "event\tother" in said
