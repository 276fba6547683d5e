"""Records of a brief point to what is there: every one that does not is a fault with its place."""

import json
from typing import Any

import pytest

from intake.brief import read_brief
from tests.intake.test_brief import changed, faults

PLAN: dict[str, Any] = {
    "year": 2026, "party_approved": "2026-01-08", "government_approved": "2026-01-06",
    "lines": [{"id": "line-1", "leader": "dep-a", "title": "招商"}],
}  # fmt: skip
AWAY: dict[str, Any] = {
    "id": "away-2", "leader": "dep-a", "kind": "trip",
    "span": {"start": "2026-12-23T08:00", "end": "2026-12-23T18:00"},
    "requested_at": "2026-12-22T09:00", "approval": {"state": "requested"},
}  # fmt: skip
UNIT: dict[str, Any] = {
    "id": "unit-1", "unit": "区财政局", "sort": "department",
    "span": {"start": "2026-12-23T08:00", "end": "2026-12-23T18:00"},
}  # fmt: skip
PAPER: dict[str, Any] = {"id": "paper-1", "title": "请示", "owner": "dep-a", "due": "2026-12-21T12:00"}

CASES: list[tuple[str, Any, str, str]] = [
    # what is changed · into what · where the fault stands · a piece of the way out
    ("travel_plans", [PLAN, {**PLAN, "lines": []}], "travel_plans[1].year", "请合并"),
    ("travel_plans", [{**PLAN, "lines": PLAN["lines"] * 2}], "travel_plans[0].lines[1].id", "另编一个"),
    ("travel_plans", [{**PLAN, "lines": [{"id": "x", "leader": "no"}]}], "travel_plans[0].lines[0].leader", "编号"),
    ("absences.0.plan_line", "line-9", "absences[0].plan_line", "travel_plans 中的编号"),
    ("absences.+", {**AWAY, "extends": "away-9"}, "absences[1].extends", "absences 中的编号"),
    ("absences.+", {**AWAY, "extends": "away-2"}, "absences[1].extends", "核对时间"),
    ("absences.+", {**AWAY, "leader": "head", "extends": "away-1"}, "absences[1].extends", "absences 中的编号"),
    ("agenda.0.follows", "item-1", "agenda[0].follows", "另一编号"),
    ("agenda.0.follows", "item-9", "agenda[0].follows", "另一编号"),
    ("agenda.0.needs_research", {"leader": "nobody"}, "agenda[0].needs_research.leader", "编号"),
    ("agenda.0.category", "gossip", "agenda[0].category", ""),
    ("ledger.studies", [{"leader": "nobody", "on": "2026-05-01"}], "ledger.studies[0].leader", "编号"),
    ("others_leave", [{"event": "none", "people": ["区财政局"]}], "others_leave[0].event", "events 中的编号"),
    ("unit_leaves", [UNIT, UNIT], "unit_leaves[1].id", "另编一个"),
    ("signing", [PAPER, PAPER], "signing[1].id", "另编一个"),
    ("signing", [{**PAPER, "owner": "nobody"}], "signing[0].owner", "编号"),
    ("signing", [{**PAPER, "signed_by": "nobody"}], "signing[0].signed_by", "编号"),
    ("signing", [{**PAPER, "due": "1026-12-21T12:00"}], "signing[0].due", "请改正年份"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "place", "way_out"), CASES)
def test_a_record_that_points_nowhere_is_a_fault(path: str, value: Any, place: str, way_out: str):
    found = faults(changed(path, value))
    assert set(found) == {place}
    assert way_out in found[place]


def test_a_travel_line_is_its_own_leaders():
    document = changed("travel_plans", [{**PLAN, "lines": [{"id": "line-1", "leader": "head"}]}])
    document["absences"][0]["plan_line"] = "line-1"
    assert "另一位领导" in faults(document)["absences[0].plan_line"]


def test_sound_records_are_read():
    document = changed("absences.+", {**AWAY, "extends": "away-1", "plan_line": "line-1"})
    document |= {"travel_plans": [PLAN], "unit_leaves": [UNIT], "signing": [PAPER]}
    document["others_leave"] = [{"event": "standing/2026-12/1", "people": ["区财政局"]}]
    document["agenda"].append({"id": "item-2", "title": "再议", "owner": "exec", "follows": "item-1"})
    brief = read_brief(json.dumps(document))
    assert brief.absences[1].extends == "away-1"
    assert brief.agenda[1].follows == "item-1"
