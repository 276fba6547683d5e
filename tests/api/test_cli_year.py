"""The command line's `year` and `targets`: progress as it comes, the year's plan, and what a month is handed."""

import json
import signal
import threading
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from api.cli import Exit, app
from api.cli_year import Teller, stopped_by_hand
from intake.brief import read_brief
from models.plan import Plan
from models.year import YearTargets
from solver.engines.base import Progress


def richeng(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def year(first: str = "2027-01-01", last: str = "2027-02-28", **more: Any) -> dict[str, Any]:
    """Two deputies and two months of 2027: little research, a leave, a meeting over the border."""
    seats = [{"id": "s1", "role": "attend", "who": {"leader": "dep-b"}}]
    window = {"earliest": "2027-01-25T00:00", "latest": "2027-02-05T00:00", "minutes": 60}
    return {
        "office": {"id": "shili", "name": "示例区人民政府"},
        "as_of": "2026-12-20T09:00",
        "horizon": {"first": first, "last": last},
        "leaders": [
            {"id": "dep-a", "post": "deputy", "title": "副区长甲"},
            {"id": "dep-b", "post": "deputy", "title": "副区长乙"},
        ],
        "ledger": {"year": 2027},
        "events": [{"id": "e1", "title": "分析会", "kind": "meeting.special", "when": window, "seats": seats}],
        "leave": [
            {
                "id": "l1",
                "leader": "dep-a",
                "workdays": 3,
                "window": {"first": "2027-02-15", "last": "2027-02-26"},
                "requested_at": "2026-12-10T09:00",
                "approval": {"state": "approved", "by": "区长", "at": "2026-12-11T09:00"},
            }
        ],
    } | more


def written(folder: Path, name: str, document: dict[str, Any]) -> str:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def planned(folder: Path) -> tuple[str, str, Result]:
    brief, plan = written(folder, "year.json", year()), str(folder / "plan.json")
    return brief, plan, richeng("year", brief, "--seconds", "20", "--out", plan)


def test_a_year_is_planned_with_progress_and_handed_to_its_months(tmp_path: Path):
    brief, plan, said = planned(tmp_path)
    assert said.exit_code == Exit.DONE, said.output
    assert "下界" in said.stderr
    assert "放假安排尚未公布" in said.stderr
    drawn = Plan.model_validate_json(Path(plan).read_text(encoding="utf-8"))
    assert [leave.absence for leave in drawn.leave] == ["l1"]
    assert drawn.proof is not None
    assert not drawn.proof.repeatable

    split = richeng("targets", brief, plan, "--out", str(tmp_path / "targets.json"))
    assert split.exit_code == Exit.DONE, split.output
    targets = YearTargets.model_validate_json((tmp_path / "targets.json").read_text(encoding="utf-8"))
    assert targets.leave == drawn.leave
    assert [meeting.event for meeting in targets.meetings] == ["e1"]
    assert "1月\t2月" in split.stderr

    month = written(tmp_path, "month.json", year("2027-02-01", leave=[]))
    given = richeng("targets", brief, plan, month, "--out", str(tmp_path / "given.json"))
    assert given.exit_code == Exit.DONE, given.output
    february = read_brief((tmp_path / "given.json").read_bytes())
    assert february.targets is not None
    assert {target.month for target in february.targets.research} == {"2027-02"}
    assert [wish.id for wish in february.leave] == ["l1"]
    done = richeng("plan", str(tmp_path / "given.json"), "--out", str(tmp_path / "feb.json"))
    assert done.exit_code == Exit.DONE, done.output
    told = Plan.model_validate_json((tmp_path / "feb.json").read_text(encoding="utf-8"))
    assert told.leave == drawn.leave


def test_a_plan_of_another_brief_and_a_month_outside_the_year_are_refused(tmp_path: Path):
    brief, plan, _ = planned(tmp_path)
    other = written(tmp_path, "other.json", year(office={"id": "other", "name": "别的单位"}))
    assert richeng("targets", other, plan).exit_code == Exit.BAD_INPUT
    late = written(tmp_path, "late.json", year("2027-03-01", "2027-03-31", events=[]))
    refused = richeng("targets", brief, plan, late)
    assert refused.exit_code == Exit.BAD_INPUT
    assert "请核对年月" in refused.stderr


def test_progress_is_told_once_and_in_words():
    lines: list[str] = []
    teller = Teller(lines.append)
    for progress in (Progress(1.0, None, 12, None), Progress(2.0, None, 12, None), Progress(3.5, 20, 15, 0.25)):
        teller.tell(progress)
    assert lines == ["    1.0秒　尚无方案，下界12", "    3.5秒　代价20，下界15，相差25.0%"]


def test_the_first_interrupt_stops_and_keeps_and_the_hand_goes_back():
    lines: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    with stopped_by_hand(lines.append) as stop:
        assert isinstance(stop, threading.Event)
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
    assert len(lines) == 1
    assert "留下当时最好的" in lines[0]
    assert signal.getsignal(signal.SIGINT) is before
