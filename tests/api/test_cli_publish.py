"""Publishing from the command line: on top of what is published, decisions at the desk, the README as written."""

import json
import re
import shlex
from pathlib import Path

import pytest

from api.cli import Exit
from api.office import Office
from api.serve import DATABASE, open_store
from intake.brief import read_brief
from models.plan import Plan
from tests.api.test_cli import ROOT, document, fixed, item, publish, richeng, write

__all__ = ["write"]
AWAY = {
    "id": "a1", "leader": "dep-a", "kind": "trip", "requested_at": "2026-11-20T09:00",
    "span": {"start": "2026-12-02T08:00", "end": "2026-12-03T20:00"}, "approval": {"state": "approved"},
}  # fmt: skip
OPEN = document(absences=[AWAY], events=[item("e1", duty="must")])


def test_the_readme_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^python3 start\.py ((?:plan|check|publish) .*)$", text, re.M)
    assert [line.split()[0] for line in lines] == ["plan", "check", "publish"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    for line in lines:
        result = richeng(*shlex.split(line, comments=True))
        assert result.exit_code == Exit.DONE, result.stderr
    assert "已发布第1版" in result.stderr
    told = richeng(*shlex.split(lines[0], comments=True)).stderr
    assert "已证最优" in told


def test_an_open_seat_is_named_with_the_place_to_decide(write, tmp_path: Path):
    brief = write("brief.json", OPEN)
    plan = write("plan.json", richeng("plan", brief).stdout)
    where = '在 decisions 写明 {"event": "e1", "seat": "s1"}'
    assert where in richeng("check", brief, plan).stdout
    refused = publish(brief, plan, tmp_path / "data")
    assert where in refused.stderr
    assert not (tmp_path / "data").exists()


def test_a_seat_is_decided_while_publishing(write, tmp_path: Path):
    brief = write("brief.json", OPEN)
    plan = write("plan.json", richeng("plan", brief).stdout)
    words = ("publish", brief, plan, "--by", "区长", "--data", str(tmp_path / "data"), "--decide")
    for wrong in ("e1", "e1:s1=dep-z", "e1:s9=dep-b", "e9:s1=dep-b"):
        assert richeng(*words, wrong).exit_code == Exit.BAD_INPUT, wrong
    assert richeng(*words, "e1:s1=dep-a").exit_code == Exit.BROKEN  # he is away
    assert not (tmp_path / "data").exists()
    done = richeng(*words, "e1:s1=dep-b", "--why", "分工相近")
    assert done.exit_code == Exit.DONE, done.stderr
    store = open_store(tmp_path / "data")
    head = Office(store, "shili").head()
    assert head is not None
    assert head.entries[0].seats[0].taken_by == "dep-b"
    raw = store.brief("shili", head.brief)
    assert raw is not None
    kept = read_brief(raw).decisions[0]
    assert (kept.by, kept.reason, kept.taken_by) == ("区长", "分工相近", "dep-b")


def test_a_decision_against_the_plan_is_refused(write, tmp_path: Path):
    brief = write("brief.json", document(events=[item("e1", when=fixed("09:00", "10:00"))]))
    plan = write("plan.json", richeng("plan", brief).stdout)
    words = ("publish", brief, plan, "--by", "区长", "--data", str(tmp_path / "data"))
    result = richeng(*words, "--decide", "e1:s1=dep-b")
    assert (result.exit_code, result.stdout) == (Exit.BROKEN, "")
    assert "不一致" in result.stderr
    assert not (tmp_path / "data" / DATABASE).exists()


def moved(write, start: str) -> str:
    """A hand-made plan of the first day's brief, its item at another time."""
    brief = write("brief.json", document(events=[item("e1")]))
    plan = json.loads(richeng("plan", brief).stdout)
    plan["bookings"][0] |= {"start": f"2026-12-02T{start}:00+08:00", "end": f"2026-12-02T{start[:2]}:59:00+08:00"}
    end = f"{int(start[:2]) + 1:02}{start[2:]}"
    plan["bookings"][0]["end"] = f"2026-12-02T{end}:00+08:00"
    path: str = write(f"plan-{start[:2]}.json", plan)
    return path


def test_a_plan_made_blind_is_told_what_it_moves_and_leaves_issued_weeks_alone(write, tmp_path: Path):
    data = tmp_path / "data"
    first, second = moved(write, "09:00"), moved(write, "10:00")
    brief = str(tmp_path / "brief.json")
    assert publish(brief, first, data).exit_code == Exit.DONE
    again = publish(brief, second, data)
    assert again.exit_code == Exit.DONE
    assert "不知道第1版的安排" in again.stderr
    assert "改期1项" in again.stderr
    assert richeng("issue", "shili", "2026-W49", "--by", "主任", "--data", str(data)).exit_code == Exit.DONE
    refused = publish(brief, first, data)
    assert (refused.exit_code, refused.stdout) == (Exit.BROKEN, "")
    assert "不能发布" in refused.stderr
    head = Office(open_store(data), "shili").head()
    assert head is not None
    assert head.number == 3


def test_a_plan_with_the_data_keeps_what_is_published(write, tmp_path: Path):
    data = tmp_path / "data"
    first = moved(write, "10:00")
    brief = str(tmp_path / "brief.json")
    assert publish(brief, first, data).exit_code == Exit.DONE
    knowing = richeng("plan", brief, "--data", str(data))
    plan = Plan.model_validate_json(knowing.stdout)
    assert plan.bookings[0].start.hour == 10
    done = publish(brief, write("knowing.json", knowing.stdout), data)
    assert "不知道" not in done.stderr
    assert "变动0项" in done.stderr


def test_a_folder_without_a_publication_is_not_made_by_planning(write, tmp_path: Path):
    brief = write("brief.json", document())
    assert richeng("plan", brief, "--data", str(tmp_path / "data")).exit_code == Exit.DONE
    assert not (tmp_path / "data").exists()


def test_a_changed_plan_is_told_by_its_cost(write):
    brief = write("brief.json", document())
    plan = json.loads(richeng("plan", brief).stdout)
    plan["proof"]["objective"] += 7
    assert "方案自述代价" in richeng("check", brief, write("plan.json", plan)).stderr


@pytest.mark.parametrize(
    "words", [("dance",), ("plan",), ("plan", "x", "--foo"), ("plan", "x", "--seconds", "0"), ("plan", "x", "y"),
              ("schema", "paper"), ("plan", "/no/such/file"), ("publish", "x", "y"), ("plan", "x", "--out")],
)  # fmt: skip
def test_faults_of_usage_are_told_in_chinese(words: tuple[str, ...]):
    result = richeng(*words)
    assert (result.exit_code, result.stdout) == (Exit.BAD_INPUT, "")
    for english in ("Usage", "Error", "Invalid", "Missing", "such", "No "):
        assert english not in result.stderr.replace("/no/such/file", "")


def test_more_events_than_can_be_placed_are_refused_at_once(write):
    result = richeng("plan", write("brief.json", document(events=[item(f"e{n}") for n in range(5_001)])))
    assert result.exit_code == Exit.BAD_INPUT
    assert "5,001 项未定时间的事项" in result.stderr
