"""The command line's `replan`: a change slip in Chinese, and 无须变动 where nothing has to move."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from api.cli import Exit, app
from models.plan import Plan
from models.replan import Replan


def richeng(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def document(events: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Two deputies and two days."""
    return {
        "office": {"id": "shili", "name": "示例区人民政府"},
        "as_of": "2026-11-27T09:00",
        "horizon": {"first": "2026-12-02", "last": "2026-12-03"},
        "leaders": [
            {"id": "dep-a", "post": "deputy", "title": "副区长甲"},
            {"id": "dep-b", "post": "deputy", "title": "副区长乙"},
        ],
        "ledger": {"year": 2026, "research": {"dep-a": 42, "dep-b": 42}},
        "events": events,
    } | more


def item(id: str, when: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An hour of 甲's within the two days, unless a time is given."""
    window = {"earliest": "2026-12-02T00:00", "latest": "2026-12-04T00:00", "minutes": 60}
    seats = [{"id": "s1", "role": "attend", "who": {"leader": "dep-a"}}]
    return {"id": id, "title": f"会议{id}", "kind": "meeting.work", "when": when or window, "seats": seats} | more


def published(tmp_path: Path) -> tuple[str, Plan]:
    """A data folder in which a plan of one item is published, and that plan."""
    brief, plan, data = (str(tmp_path / name) for name in ("brief.json", "plan.json", "data"))
    Path(brief).write_text(json.dumps(document([item("e1")])), encoding="utf-8")
    assert richeng("plan", brief, "--out", plan).exit_code == Exit.DONE
    assert richeng("publish", brief, plan, "--by", "区长", "--data", data).exit_code == Exit.DONE
    return data, Plan.model_validate_json(Path(plan).read_text(encoding="utf-8"))


def urgent(plan: Plan) -> dict[str, Any]:
    """A must at the very time of the published item."""
    [booking] = plan.bookings
    when = {"start": booking.start.isoformat(), "end": booking.end.isoformat()}
    return item("urgent", when, duty="must")


def replanned(tmp_path: Path, events: list[dict[str, Any]], *words: str, **more: Any) -> Result:
    path = tmp_path / "now.json"
    path.write_text(json.dumps(document(events, **more)), encoding="utf-8")
    return richeng("replan", str(path), *words)


def test_unchanged_facts_need_no_change(tmp_path: Path):
    data, plan = published(tmp_path)
    out = tmp_path / "again.json"
    result = replanned(tmp_path, [item("e1")], "--data", data, "--out", str(out))
    assert (result.exit_code, result.stdout) == (Exit.DONE, "无须变动\t第1版的安排照旧\n")
    assert Plan.model_validate_json(out.read_text(encoding="utf-8")).bookings == plan.bookings


def test_a_change_slip_says_why_and_what_moves_and_its_plan_can_be_published(tmp_path: Path):
    data, plan = published(tmp_path)
    out = tmp_path / "changed.json"
    result = replanned(tmp_path, [item("e1"), urgent(plan)], "--data", data, "--out", str(out))
    assert result.exit_code == Exit.DONE
    rows = [line.split("\t")[0] for line in result.stdout.splitlines()]
    assert rows == ["变动单", "缘由", "变动", "变动", "少动"]
    assert "已公布的改期1项" in result.stdout
    assert "「会议e1」由" in result.stdout
    done = richeng("publish", str(tmp_path / "now.json"), str(out), "--by", "区长", "--data", data)
    assert done.exit_code == Exit.DONE
    assert "已发布第2版" in done.stderr


def test_other_ways_are_told_each_with_what_has_to_be_asked_for(tmp_path: Path):
    data, plan = published(tmp_path)
    result = replanned(tmp_path, [item("e1"), urgent(plan)], "--data", data, "--alternatives")
    assert result.exit_code == Exit.DONE
    assert result.stdout.count("办法") >= 2
    assert "须先\t「会议urgent」本期不办" in result.stdout


def test_the_slip_as_data(tmp_path: Path):
    data, plan = published(tmp_path)
    result = replanned(tmp_path, [item("e1"), urgent(plan)], "--data", data, "--json")
    slip = Replan.model_validate_json(result.stdout)
    assert [move.subject for move in slip.moves] == ["e1", "urgent"]


def test_a_clash_of_musts_is_told_with_its_ways_out(tmp_path: Path):
    data, plan = published(tmp_path)
    twin = urgent(plan) | {"id": "twin", "title": "同时的一项"}
    result = replanned(tmp_path, [item("e1"), urgent(plan), twin], "--data", data)
    assert result.exit_code == Exit.CLASH
    assert "冲突1" in result.stdout
    assert "出路" in result.stdout
    assert "怎样挪动都排不开" in result.stderr


def test_without_a_publication_it_says_what_to_do(tmp_path: Path):
    result = replanned(tmp_path, [item("e1")])
    assert result.exit_code == Exit.BAD_INPUT
    assert "还没有公布过安排" in result.stderr
    assert "plan" in result.stderr
