"""The life of an absence over HTTP: every step by him who has the post for it, on what he saw, and nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.permissions import STEPS, Permission
from store.memory import MemoryStore
from tests.api.absence_office import CLERK, OFFICE, act
from tests.api.absence_world import AbsenceWorld, trip
from tests.builders import at


@pytest.fixture
def world() -> Iterator[AbsenceWorld]:
    store = MemoryStore()
    yield AbsenceWorld(store)
    store.close()


def asked(world: AbsenceWorld, who: str = "dep-a", by: str | None = None, **more: str) -> str:
    answer = world.post(by or who, "", trip(who, **more, contact="见报备单", reason="看病"))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["absence"]["id"])


def test_a_whole_life_by_those_who_have_the_posts_and_the_feeds_follow(world):
    question = world.post("dep-a", "/question", trip())
    assert (question.status_code, question.json()["verdict"]) == (200, "amber")
    made = world.post("dep-a", "", trip(contact="见报备单"))
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    told = made.json()
    assert told["slip"]["judged"]["number"] == 1
    assert "contact" not in {paper["field"] for paper in told["slip"]["missing"]}
    id = told["absence"]["id"]
    assert [step["kind"] for step in told["absence"]["mine"]] == ["tell_partner", "withdraw"]
    assert world.does("dep-a", id, "steps", kind="tell_partner").status_code == 200
    mine = world.get("dep-b", mine=True).json()["items"]
    assert [(one["id"], [step["kind"] for step in one["mine"]]) for one in mine] == [(id, ["confirm", "decline"])]
    assert world.does("dep-b", id, "answer", can=True).status_code == 200
    look = world.get("head", f"/{id}/outlook").json()
    assert {move["subject"] for move in look["slip"]["moves"]} == {"talk", "guests"}
    blind = world.does("head", id, "decision", approve=True)
    assert (blind.status_code, blind.json()["code"]) == (409, "refused")
    done = world.does("head", id, "decision", approve=True, seen=look["seen"])
    assert (done.status_code, done.json()["publication"], done.json()["absence"]["phase"]) == (200, 2, "approved")
    world.time = at("12-02 09:00")
    assert world.does("clerk", id, "steps", kind="notify").json()["absence"]["missing"] == [
        {"field": "plan_line", "article": "第六十四条", "sentence": "未引用年度外出计划（第六十四条）"}
    ]
    world.time = at("12-15 09:00")
    who = world.as_("viewer").get(f"/api/offices/{OFFICE.id}/in-charge").json()
    assert [(row["owner"], row["by"]) for row in who["acting"]] == [("dep-a", "dep-b")]
    longer = world.post(
        "dep-a", f"/{id}/extension", {"until": at("12-16 12:00").isoformat(), "reason": "加一场会"}
    ).json()["absence"]
    assert (longer["extends"], longer["phase"], longer["place"]) == (id, "requested", "省城")
    world.time = at("12-15 16:00")
    back = world.get("dep-a", f"/{id}/way-back").json()
    ended = world.does("dep-a", id, "return", seen=back["seen"])
    assert ended.json()["absence"]["phase"] == "returned"
    assert world.does("dep-a", id, "steps", kind="report_back").status_code == 200
    trail = world.get("clerk", f"/{id}/trail").json()
    assert [(line["by"], line["step"]["kind"]) for line in trail] == [
        ("dep-a", "request"), ("dep-a", "tell_partner"), ("dep-b", "confirm"), ("head", "approve"),
        ("clerk", "notify"), ("dep-a", "return"), ("dep-a", "report_back"),
    ]  # fmt: skip


def test_who_confirms_and_who_approves_goes_by_post_and_not_by_role_alone(world):
    id = asked(world)
    world.does("dep-a", id, "steps", kind="tell_partner")
    answers = {login: world.does(login, id, "answer", can=True).status_code for login in ("dep-a", "head", "exec")}
    assert answers == {"dep-a": 409, "head": 409, "exec": 404}, "leaders, but not his B"
    decisions = {
        login: world.does(login, id, "decision", approve=True).status_code
        for login in ("dep-a", "dep-b", "exec", "clerk", "viewer", "signer")
    }
    assert decisions == {"dep-a": 409, "dep-b": 404, "exec": 404, "clerk": 403, "viewer": 403, "signer": 409}
    clerk = world.post("clerk", f"/{id}/answer", {"can": True}, world.etag(id))
    assert clerk.status_code == 403, "an answer is B's, or put on record by the Office's approver"
    by_paper = world.does("signer", id, "answer", can=True, in_name_of="dep-b")
    assert by_paper.status_code == 200
    step = by_paper.json()["absence"]["steps"][-1]
    assert (step["kind"], step["by"], step["leader"]) == ("confirm", "政府办主任", "dep-b")
    stranger = world.does("signer", id, "answer", can=True, in_name_of="exec")
    assert stranger.status_code == 409
    forged = world.does("dep-a", id, "decision", approve=True, in_name_of="head")
    assert (forged.status_code, forged.json()["faults"][0]["path"]) == (422, "in_name_of")


def test_while_the_head_is_out_his_word_is_the_entrusted_executive_deputys(world):
    world.verbs.ask(
        world.verbs.get(asked(world)).model_copy(update={"id": "h", "leader": "head", "steps": ()}),
        CLERK,
        act(CLERK, "12-01 09:00"),
    )
    id = asked(world, "dep-b", start="12-17 08:30", end="12-17 18:00")
    assert world.get("exec", f"/{id}/outlook").status_code == 404
    for kind in ("report_city", "report_party"):
        assert world.does("clerk", "h", "steps", kind=kind).status_code == 200
    look = world.get("signer", "/h/outlook").json()
    assert look["objections"], "nobody is entrusted yet"
    done = world.does("signer", "h", "decision", approve=True, seen=look["seen"])
    assert (done.status_code, done.json()["absence"]["phase"]) == (200, "approved"), done.text


def test_what_somebody_may_not_know_is_not_there(world):
    id = asked(world)
    whole = world.get("head", f"/{id}").json()
    assert (whole["kind"], whole["place"], whole["reason"], whole["whole"]) == ("trip", "省城", "看病", True)
    partner = world.get("dep-b", f"/{id}").json()
    assert (partner["kind"], partner["place"], partner["reason"], partner["contact"]) == (None, "", "", "")
    assert (partner["kind_zh"], partner["whole"], partner["steps"], partner["missing"]) == ("外出", False, [], [])
    assert "看病" not in world.get("dep-b").text
    assert world.get("exec", f"/{id}").status_code == 404
    assert world.get("exec").json()["items"] == []
    for path in ("slip", "slip.pdf", "trail", "way-back"):
        assert world.get("dep-b", f"/{id}/{path}").status_code == 404, path
        assert world.get("head", f"/{id}/{path}").status_code == 200, path
    assert world.get("viewer").status_code == 403
    refused = world.post("dep-b", "/question", trip("dep-a"))
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    assert world.post("dep-b", "", trip("dep-a")).status_code == 409


def test_conditions_are_asked_for_and_held_to(world):
    id = asked(world)
    old = world.etag(id)
    assert world.post("dep-a", f"/{id}/steps", {"kind": "tell_partner"}).json()["code"] == "if-match-required"
    assert world.post("dep-a", f"/{id}/steps", {"kind": "tell_partner"}, old).headers["etag"] == '"2"'
    late = world.post("dep-b", f"/{id}/answer", {"can": True}, old)
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    late = world.post("head", f"/{id}/decision", {"approve": False, "why": "当日有会"}, old)
    assert late.status_code == 412
    for kind in ("approve", "cancel", "return", "request", "confirm"):
        answer = world.does("clerk", id, "steps", kind=kind)
        assert (answer.status_code, answer.json()["faults"][0]["path"]) == (422, "kind"), kind
    headers = {"Idempotency-Key": "the-same"}
    twice = [world.as_("dep-b").post(world.base, json=trip("dep-b"), headers=headers) for _ in range(2)]
    assert (twice[0].status_code, twice[0].content) == (201, twice[1].content)
    assert len(world.get("clerk", leader="dep-b").json()["items"]) == 1
    assert world.as_("dep-b").post(world.base, json=trip("dep-b")).json()["code"] == "idempotency-key-required"


def test_refusing_needs_a_reason_and_cancelling_shows_what_goes_back_first(world):
    id = asked(world)
    assert world.does("head", id, "decision", approve=False).status_code == 409
    look = world.get("head", f"/{id}/outlook").json()
    assert world.does("head", id, "decision", approve=True, seen=look["seen"]).json()["publication"] == 2
    back = world.get("dep-a", f"/{id}/way-back").json()
    assert {move["subject"] for move in back["slip"]["moves"]} == {"talk", "guests"}
    blind = world.does("dep-a", id, "cancellation", why="会议取消")
    assert blind.status_code == 409
    done = world.does("dep-a", id, "cancellation", why="会议取消", seen=back["seen"])
    assert (done.status_code, done.json()["publication"], done.json()["absence"]["phase"]) == (200, 3, "cancelled")
    other = asked(world, start="12-16 08:30", end="12-16 18:00")
    refused = world.does("head", other, "decision", approve=False, why="当日有上级来访")
    assert (refused.json()["absence"]["phase"], refused.json()["publication"]) == ("refused", None)


def test_what_is_restricted_is_not_told_to_a_leader_whose_it_is_not(world):
    with world.store.read(OFFICE.id) as desk:
        revision = desk.records.get("event", "guests").revision
    records = f"/api/offices/{OFFICE.id}/records/event/guests"
    patched = world.as_("clerk").patch(
        records, json={"secrecy": "restricted", "title": "秘而不宣"}, headers={"If-Match": f'"{revision}"'}
    )
    assert patched.status_code == 200, patched.text
    id = asked(world)
    assert "秘而不宣" in world.get("dep-a", f"/{id}/slip").text
    assert "秘而不宣" in world.get("clerk", f"/{id}/outlook".replace("outlook", "slip")).text
    look = world.get("head", f"/{id}/outlook")
    assert "guests" in {move["subject"] for move in look.json()["slip"]["moves"]}
    assert "秘而不宣" not in look.text
    assert "有安排" in look.text
    assert "秘而不宣" not in world.get("head", f"/{id}/slip").text
    assert "秘而不宣" in world.get("signer", f"/{id}/outlook").text


def test_a_record_of_an_absence_is_no_back_door(world):
    id = asked(world)
    address = f"/api/offices/{OFFICE.id}/records/absence/{id}"
    clerk = world.as_("clerk")

    def patch(body):
        return clerk.patch(address, json=body, headers={"If-Match": world.etag(id)})

    assert patch({"contact": "另见通讯录"}).status_code == 200
    shorter = {"start": trip()["start"], "end": trip(end="12-15 12:00")["end"]}
    assert patch({"place": "邻市", "span": shorter}).status_code == 200
    only_by_steps: tuple[dict[str, Any], ...] = (
        {"approval": {"state": "approved", "by": "区长"}}, {"told": {"partner": trip()["start"]}}, {"steps": []},
        {"returned_at": trip()["end"]}, {"leader": "dep-b"}, {"requested_at": trip()["start"]}, {"extends": "x"},
    )  # fmt: skip
    for body in only_by_steps:
        answer = patch(body)
        assert (answer.status_code, answer.json()["code"]) == (409, "refused"), body
    world.does("dep-a", id, "steps", kind="tell_partner")
    assert patch({"contact": "见通讯录"}).status_code == 200
    longer = {**shorter, "end": trip()["end"]}
    assert patch({"span": longer}).status_code == 409, "B was told of a time"
    assert clerk.delete(address, headers={"If-Match": world.etag(id)}).status_code == 409
    look = world.get("head", f"/{id}/outlook").json()
    world.does("head", id, "decision", approve=True, seen=look["seen"])
    assert patch({"contact": "改了"}).status_code == 409
    body = world.verbs.get(id).model_copy(update={"id": "made-up", "steps": ()}).model_dump(mode="json")
    made = clerk.post(address.rsplit("/", 1)[0], json=body, headers={"Idempotency-Key": "x"})
    assert made.status_code == 409, "nothing comes into the world approved"
    stale = clerk.patch(address, json={"contact": "改了"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412


def test_every_step_has_its_row_in_the_permission_table():
    by_post = {kind.value for kind, (needs, _) in STEPS.items() if needs is not Permission.AWAY}
    assert by_post == {"confirm", "decline", "approve", "refuse"}
    assert all(article for _, article in STEPS.values())
