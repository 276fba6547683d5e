"""The command line: what it says where, with which exit code, and that no bad input ever shows a traceback."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import Exit, app
from api.office import Office
from api.serve import open_store
from intake.brief import read_brief
from models.plan import Plan

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo" / "2026-12.json"
DAY = {"first": "2026-12-02", "last": "2026-12-03"}
WINDOW = {"earliest": "2026-12-02T00:00", "latest": "2026-12-04T00:00", "minutes": 60}


def document(**more: Any) -> dict[str, Any]:
    """A brief of two deputies and two days as an officer would hand it in."""
    given: dict[str, Any] = {
        "office": {"id": "shili", "name": "示例区人民政府"},
        "as_of": "2026-11-27T09:00",
        "horizon": DAY,
        "leaders": [
            {"id": "dep-a", "post": "deputy", "title": "副区长甲"},
            {"id": "dep-b", "post": "deputy", "title": "副区长乙"},
        ],
        "ledger": {"year": 2026, "research": {"dep-a": 42, "dep-b": 42}},
        "events": [item("e1"), item("e2", "dep-b")],
    }
    return given | more


def item(id: str, who: str = "dep-a", when: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """One event."""
    seats = [{"id": "s1", "role": "attend", "who": {"leader": who}}]
    return {"id": id, "title": f"会议{id}", "kind": "meeting.work", "when": when or WINDOW, "seats": seats} | more


def fixed(start: str, end: str) -> dict[str, str]:
    """A time on 2 December."""
    return {"start": f"2026-12-02T{start}", "end": f"2026-12-02T{end}"}


@pytest.fixture
def write(tmp_path: Path):
    """Write a document to a file and tell where it is."""

    def to(name: str, content: Any) -> str:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return to


def richeng(*words: str) -> Result:
    """What the command line does; anything but a clean exit is a failure of ours."""
    result = CliRunner().invoke(app, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output + result.stderr
    return result


def planned(write, brief: str) -> str:
    """A plan of the brief, in a file."""
    path: str = write("plan.json", richeng("plan", brief).stdout)
    return path


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown leader": ({"events": [item("e1", "dep-z")]}, "领导名单中没有 dep-z"),
    "a pair with itself": (
        {"pairs": [{"a": "dep-a", "b": "dep-a", "first": "2026-01-01"}]}, "AB角不能是同一人",
    ),
    "an end before the start": ({"events": [item("e1", when=fixed("10:00", "09:00"))]}, "结束必须晚于开始"),
    "a window without a lawful slot": (
        {"events": [item("e1", when={"earliest": "2026-12-02T12:10", "latest": "2026-12-02T14:20", "minutes": 60})]},
        "没有放得下 60 分钟的工作时间",
    ),
    "pins that overlap": (
        {
            "pins": [
                {"event": "e1", "start": "2026-12-02T09:00", "by": "政府办"},
                {"event": "e1", "start": "2026-12-02T10:00", "by": "政府办"},
            ]
        },
        "已固定在另一个时间",
    ),
    "a year that is not known": ({"events": [item("e1", when={**WINDOW, "latest": "3026-12-04T00:00"})]}, "3026 年"),
    "a field that is not there": ({"eventz": []}, "没有这一项"),
    "two of one id": ({"events": [item("e1"), item("e1")]}, "重复"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_with_its_place(write, name: str):
    change, word = BAD[name]
    result = richeng("plan", write("brief.json", document(**change)))
    assert result.exit_code == Exit.BAD_INPUT
    assert word in result.stderr
    assert "没有保存任何内容" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"a": NaN}', "[" * 100_000, "\ufeff{}"])
def test_what_is_no_brief_is_said_so(write, text: str):
    assert richeng("plan", write("brief.json", text)).exit_code == Exit.BAD_INPUT


def test_a_hundred_thousand_events_are_refused_at_once(write):
    many = document(events=[item(f"e{n}") for n in range(100_000)])
    result = richeng("plan", write("brief.json", many))
    assert result.exit_code == Exit.BAD_INPUT
    assert "请缩短" in result.stderr


def test_a_missing_file_and_a_missing_folder_are_said_so(write, tmp_path: Path):
    assert richeng("plan", str(tmp_path / "nothing.json")).exit_code == Exit.BAD_INPUT
    brief = write("brief.json", document())
    result = richeng("plan", brief, "--out", str(tmp_path / "no" / "where.json"))
    assert result.exit_code == Exit.BAD_INPUT
    assert "读写文件失败" in result.stderr


def test_a_plan_is_printed_and_told(write):
    result = richeng("plan", write("brief.json", document()))
    assert result.exit_code == Exit.DONE
    plan = Plan.model_validate_json(result.stdout)
    assert {booking.event for booking in plan.bookings} == {"e1", "e2"}
    assert "已证最优" in result.stderr


def test_a_plan_goes_to_a_file(write, tmp_path: Path):
    out = tmp_path / "out.json"
    result = richeng("plan", write("brief.json", document()), "--out", str(out))
    assert (result.exit_code, result.stdout) == (Exit.DONE, "")
    assert Plan.model_validate_json(out.read_bytes()).proof is not None


def test_a_part_of_the_horizon_is_planned(write):
    brief = write("brief.json", document(events=[item("e1", when=fixed("09:00", "10:00"))]))
    plan = Plan.model_validate_json(richeng("plan", brief, "--from", "2026-12-03").stdout)
    assert str(plan.horizon.first) == "2026-12-03"
    assert not plan.bookings
    first = Plan.model_validate_json(richeng("plan", brief, "--to", "2026-12-02").stdout)
    assert [booking.event for booking in first.bookings] == ["e1"]


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-12-03", "--to", "2026-12-02"),
        ("--from", "2026-11-01"),
        ("--to", "2027-01-01"),
        ("--from", "12月2日"),
        ("--seconds", "0"),
    ],
)
def test_days_that_make_no_sense_are_refused(write, words: tuple[str, ...]):
    assert richeng("plan", write("brief.json", document()), *words).exit_code == Exit.BAD_INPUT


def test_musts_that_clash_are_told_as_facts(write):
    at_once = [item(f"e{n}", when=fixed("09:00", "10:00"), duty="must") for n in (1, 2)]
    result = richeng("plan", write("brief.json", document(events=at_once)))
    assert result.exit_code == Exit.CLASH
    first, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert first[0] == "冲突1"
    assert all(len(row) == 3 for row in rows)
    assert {tuple(row[:2]) for row in rows} >= {("event", "e1"), ("event", "e2"), ("house-musts-held", "e1")}
    assert "排不出方案" in result.stderr


def test_out_of_time_is_no_answer(write):
    leaders = [{"id": f"dep-{n}", "post": "deputy", "title": f"副区长{n}"} for n in range(60)]
    policy = {"research": {"block_max": 20}}
    slow = document(
        leaders=leaders, events=[], ledger={"year": 2026}, policy=policy,
        horizon={"first": "2026-01-01", "last": "2026-12-30"},
    )  # fmt: skip
    result = richeng("plan", write("brief.json", slow), "--seconds", "1")
    assert result.exit_code == Exit.NO_ANSWER
    assert "时限" in result.stderr
    assert "冲突" not in result.stderr
    assert result.stdout == ""


def test_a_clean_check_says_only_what_is_open(write):
    brief = write("brief.json", document())
    result = richeng("check", brief, planned(write, brief))
    assert result.exit_code == Exit.DONE
    assert {line.split("\t")[0] for line in result.stdout.splitlines()} <= {"open"}
    assert "违反0" in result.stderr


def test_all_findings_are_told_one_a_line(write):
    brief = write("brief.json", document())
    result = richeng("check", brief, planned(write, brief), "--all")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows
    assert all(len(row) == 4 for row in rows)
    assert {"kept"} <= {row[0] for row in rows} <= {"kept", "open"}
    assert all(row[3].endswith("）") for row in rows)


def broken_plan(write, brief: str) -> str:
    """A plan whose first item has nobody at it."""
    plan = json.loads(richeng("plan", brief).stdout)
    plan["seats"][0]["taken_by"] = None
    path: str = write("broken.json", plan)
    return path


def test_a_broken_plan_is_told_by_rule_subject_and_sentence(write):
    brief = write("brief.json", document())
    result = richeng("check", brief, broken_plan(write, brief))
    assert result.exit_code == Exit.BROKEN
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    broken = [row for row in rows if row[0] == "broken"]
    assert [row[1:3] for row in broken] == [["house-seats-filled", "e1"]]
    assert "席位空缺" in broken[0][3]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema": "richeng.plan/1", "brief": 1}'])
def test_what_is_no_plan_is_said_so(write, text: str):
    brief = write("brief.json", document())
    assert richeng("check", brief, write("plan.json", text)).exit_code == Exit.BAD_INPUT


def test_a_plan_of_another_brief_is_judged_with_a_word_of_warning(write):
    plan = planned(write, write("brief.json", document()))
    other = write("other.json", document(events=[item("e1", priority=1), item("e2", "dep-b")]))
    result = richeng("check", other, plan)
    assert "指纹不符" in result.stderr


@pytest.mark.parametrize("of", ["brief", "plan"])
def test_a_schema_is_printed(of: str):
    result = richeng("schema", of)
    assert result.exit_code == Exit.DONE
    assert json.loads(result.stdout)["properties"]["schema"]["const"] == f"richeng.{of}/1"


def test_the_demo_is_as_its_schema_asks():
    required = json.loads(richeng("schema", "brief").stdout)["required"]
    assert set(required) <= set(json.loads(DEMO.read_text(encoding="utf-8")))
    assert "calendar" not in required


def test_an_unknown_schema_or_command_is_bad_input():
    assert richeng("schema", "paper").exit_code == Exit.BAD_INPUT
    assert richeng("dance").exit_code == Exit.BAD_INPUT


def publish(brief: str, plan: str, data: Path) -> Result:
    """Publish under the office director's name."""
    return richeng("publish", brief, plan, "--by", "政府办主任", "--data", str(data))


def stored(data: Path) -> int | None:
    """The number of the newest publication."""
    head = Office(open_store(data), "shili").head()
    return head.number if head else None


def test_a_lawful_plan_is_published_and_published_again(write, tmp_path: Path):
    brief = write("brief.json", document())
    plan = planned(write, brief)
    first = publish(brief, plan, tmp_path / "data")
    assert first.exit_code == Exit.DONE, first.stderr
    office, number, digest = first.stdout.strip().split("\t")
    assert (office, number, len(digest)) == ("shili", "1", 64)
    assert publish(brief, plan, tmp_path / "data").stdout.split("\t")[1] == "2"
    assert stored(tmp_path / "data") == 2


def test_a_broken_plan_is_refused_and_nothing_is_stored(write, tmp_path: Path):
    brief = write("brief.json", document())
    result = publish(brief, broken_plan(write, brief), tmp_path / "data")
    assert (result.exit_code, result.stdout) == (Exit.BROKEN, "")
    assert "不能发布" in result.stderr
    assert stored(tmp_path / "data") is None


def test_an_open_seat_is_refused_until_somebody_decides(write, tmp_path: Path):
    away = {
        "id": "a1", "leader": "dep-a", "kind": "trip", "requested_at": "2026-11-20T09:00",
        "span": {"start": "2026-12-02T08:00", "end": "2026-12-03T20:00"}, "approval": {"state": "approved"},
    }  # fmt: skip
    facts = document(absences=[away], events=[item("e1", duty="must")])
    brief = write("brief.json", facts)
    answer = richeng("plan", brief)
    assert "待定" in answer.stderr
    plan = write("plan.json", answer.stdout)
    refused = publish(brief, plan, tmp_path / "data")
    assert (refused.exit_code, stored(tmp_path / "data")) == (Exit.BROKEN, None)
    decision = {
        "event": "e1", "seat": "s1", "taken_by": "dep-b", "by": "区长", "reason": "指定", "at": "2026-11-27T10:00",
    }  # fmt: skip
    decided = write("decided.json", facts | {"decisions": [decision]})
    again = publish(decided, planned(write, decided), tmp_path / "data")
    assert (again.exit_code, stored(tmp_path / "data")) == (Exit.DONE, 1)


def test_a_plan_of_another_brief_is_not_published(write, tmp_path: Path):
    plan = planned(write, write("brief.json", document()))
    other = write("other.json", document(events=[item("e1", priority=1), item("e2", "dep-b")]))
    assert publish(other, plan, tmp_path / "data").exit_code == Exit.BROKEN
    assert stored(tmp_path / "data") is None


def test_a_week_is_not_issued_before_anything_is_published(tmp_path: Path):
    words = ("issue", "shili", "2026-W49", "--by", "政府办主任", "--data", str(tmp_path / "data"))
    result = richeng(*words)
    assert result.exit_code == Exit.BROKEN
    assert "还没有发布" in result.stderr


def test_a_published_week_is_issued(write, tmp_path: Path):
    brief = write("brief.json", document())
    publish(brief, planned(write, brief), tmp_path / "data")
    words = ("issue", "shili", "2026-W49", "--by", "政府办主任", "--data", str(tmp_path / "data"))
    assert richeng(*words).stdout.split("\t")[1] == "2"


def test_it_runs_as_a_program(write):
    brief = write("brief.json", document())
    said = subprocess.run(
        [sys.executable, "-m", "api.cli", "plan", brief], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0
    assert Plan.model_validate_json(said.stdout).brief == read_brief(Path(brief).read_bytes()).digest
