"""Briefs come in whole or not at all: every fault is named at once, with its place and the way out."""

import json
import time
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from intake.brief import MOST_FAULTS, freeze, read_brief, write_brief
from intake.draft import LISTS, SINGLES
from models.brief import Brief
from models.errors import BadInput, RichengError, TooLarge
from models.events import Duty, Window

DOCUMENT: dict[str, Any] = {
    "schema": "richeng.brief/1",
    "office": {"id": "gulou-test", "name": "测试区人民政府"},
    "as_of": "2026-11-20T17:00+08:00",
    "horizon": {"first": "2026-12-01", "last": "2026-12-31"},
    "leaders": [
        {"id": "head", "post": "head", "title": "区长"},
        {"id": "exec", "post": "executive_deputy", "title": "常务副区长", "portfolios": ["财政"]},
        {"id": "dep-a", "post": "deputy", "title": "副区长甲", "portfolios": ["农业"]},
        {"id": "director", "post": "office_director", "title": "政府办主任"},
    ],
    "pairs": [{"a": "exec", "b": "dep-a", "first": "2026-01-01"}],
    "delegations": [
        {"id": "d1", "by": "head", "to": "exec", "span": {"start": "2026-12-15T00:00", "end": "2026-12-16T00:00"}}
    ],
    "events": [
        {
            "id": "fixed",
            "title": "视频会议",
            "kind": "meeting.video_superior",
            "when": {"start": "2026-12-08T09:00", "end": "2026-12-08T10:30"},
            "area": "compound",
            "seats": [{"id": "main", "who": {"leader": "head"}}],
        },
        {
            "id": "placed",
            "title": "协调会",
            "kind": "meeting.coordination",
            "when": {"earliest": "2026-12-08T00:00", "latest": "2026-12-11T00:00", "minutes": 60},
            "seats": [{"id": "main", "role": "chair", "who": {"portfolio": "农业"}}],
        },
    ],
    "absences": [
        {
            "id": "away-1",
            "leader": "dep-a",
            "kind": "trip",
            "span": {"start": "2026-12-21T08:00", "end": "2026-12-22T18:00"},
            "contact": "0000-SECRET",
            "requested_at": "2026-11-19T09:00",
            "approval": {"state": "approved"},
        }
    ],
    "agenda": [{"id": "item-1", "title": "议题", "owner": "exec"}],
    "research": [{"leader": "exec", "topics": ["专题"]}],
    "ledger": {"year": 2026, "research": {"exec": 38}},
    "decisions": [
        {
            "event": "placed",
            "seat": "main",
            "taken_by": "exec",
            "by": "区长",
            "reason": "兼顾",
            "at": "2026-11-20T09:00",
        }
    ],
    "pins": [{"event": "fixed", "seat": "main", "leader": "head", "by": "综合科"}],
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """The document with one place changed, or one item more where the path ends in ``+``."""
    document = deepcopy(DOCUMENT)
    *way, last = path.split(".")
    at: Any = document
    for step in way:
        at = at[int(step)] if step.isdigit() else at.setdefault(step, {})
    if last == "+":
        at.append(value)
    elif last.isdigit():
        at[int(last)] = value
    else:
        at[last] = value
    return document


def faults(document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(BadInput) as caught:
        read_brief(json.dumps(document))
    return {fault.path: fault.message for fault in caught.value.faults}


def pin(**given: Any) -> dict[str, Any]:
    return {"by": "综合科", **given}


def test_a_sound_brief_is_read_and_nothing_is_asked():
    brief = read_brief(json.dumps(DOCUMENT).encode())
    assert brief.head == "head"
    assert {event.id for event in brief.events} == {"fixed", "placed", "standing/2026-12/1"}


def test_every_field_of_a_brief_has_its_reader():
    assert {*LISTS, *SINGLES, "schema_"} == set(Brief.model_fields)


CASES: list[tuple[str, Any, str, str]] = [
    # what is changed · into what · where the fault stands · a piece of the way out
    ("events.0.seats.0.who", {"leader": "nobody"}, "events[0].seats[0].who.leader", "先在 leaders 中补上"),
    ("events.0.seats.0.who", {"any_of": ["head", "nobody"]}, "events[0].seats[0].who.any_of", "改用名单中的编号"),
    ("events.0.knows", ["nobody"], "events[0].knows", "改用名单中的编号"),
    (
        "events.0.application",
        {"unit": "某局", "at": "2026-11-01T09:00", "consents": [{"leader": "nobody", "at": "2026-11-02T09:00"}]},
        "events[0].application.consents[0].leader",
        "改用名单中的编号",
    ),
    ("pairs.0.b", "nobody", "pairs[0].b", "改用名单中的编号"),
    ("absences.0.leader", "nobody", "absences[0].leader", "改用名单中的编号"),
    ("delegations.0.to", "nobody", "delegations[0].to", "改用名单中的编号"),
    ("agenda.0.owner", "nobody", "agenda[0].owner", "改用名单中的编号"),
    ("research.0.leader", "nobody", "research[0].leader", "改用名单中的编号"),
    ("decisions.0.taken_by", "nobody", "decisions[0].taken_by", "改用名单中的编号"),
    ("pins.0.leader", "nobody", "pins[0].leader", "改用名单中的编号"),
    ("ledger.research", {"nobody": 3}, "ledger.research.nobody", "改用名单中的编号"),
    ("ledger.ceremonies", {"nobody": 3}, "ledger.ceremonies.nobody", "改用名单中的编号"),
    ("ledger.research_numbers", {"nobody": 3}, "ledger.research_numbers.nobody", "改用名单中的编号"),
    ("ledger.research", {"exec": -1}, "ledger.research.exec", "请改正"),
    ("ledger.year", 2025, "ledger.year", "应为 2026"),
    ("leaders.+", {"id": "dep-a", "post": "deputy", "title": "副区长"}, "leaders[4].id", "另编一个"),
    ("events.+", DOCUMENT["events"][0], "events[2].id", "另编一个"),
    ("absences.+", DOCUMENT["absences"][0], "absences[1].id", "另编一个"),
    ("agenda.+", DOCUMENT["agenda"][0], "agenda[1].id", "另编一个"),
    ("delegations.+", DOCUMENT["delegations"][0], "delegations[1].id", "另编一个"),
    ("research.+", DOCUMENT["research"][0], "research[1].leader", "请合并"),
    ("leaders.+", {"id": "head-2", "post": "head", "title": "区长"}, "leaders[4].post", "请改正岗位"),
    ("leaders.+", {"id": "ex-2", "post": "executive_deputy", "title": "副"}, "leaders[4].post", "请改正岗位"),
    ("leaders.2.portfolios", ["农业", "财政"], "leaders[2].portfolios", "只留一处"),
    ("pairs.+", {"a": "dep-a", "b": "exec", "first": "2026-06-01"}, "pairs[1]", "只留一条"),
    ("pairs.0.b", "exec", "pairs[0]", "两位不同的领导"),
    ("events.1.seats.0.who", {"portfolio": "航天"}, "events[1].seats[0].who", "由谁分管"),
    ("events.0.area", "moon", "events[0].area", "policy.travel.minutes"),
    ("policy", {"travel": {"minutes": {"compound": {}, "district": {}}}}, "policy.travel.minutes", "补上分钟数"),
    (
        "policy",
        {"travel": {"minutes": {"compound": {"compound": -5, "district": 1}, "district": {"district": 1}}}},
        "policy.travel.minutes.compound.compound",
        "请改正",
    ),
    ("events.1.when", {"earliest": "2026-12-05T00:00", "latest": "2026-12-07T00:00", "minutes": 60},
     "events[1].when", "请放宽时间窗"),
    ("events.1.when", {"earliest": "2026-12-07T12:00", "latest": "2026-12-07T15:00", "minutes": 60},
     "events[1].when", "请放宽时间窗"),
    ("events.1.when", {"earliest": "2026-12-01T00:00", "latest": "2026-12-20T00:00", "minutes": 240},
     "events[1].when", "缩短时长"),
    ("events.1.when", {"earliest": "2026-12-04T13:00", "latest": "2026-12-07T13:00", "half_days": 2},
     "events[1].when", "请放宽时间窗"),
    ("pins.0", pin(event="gone"), "pins[0].event", "改正编号"),
    ("pins.0", pin(event="fixed", seat="gone", leader="head"), "pins[0].seat", "请改用 main 之一"),
    ("pins.0", pin(event="fixed", seat="main"), "pins[0]", "seat 和 leader"),
    ("pins.0", pin(event="fixed", seat="main", leader="director"), "pins[0].leader", "改写为一条裁定"),
    ("pins.0", pin(event="fixed", start="2026-12-08T09:30"), "pins[0].start", "由主办方定在 12-08 09:00"),
    ("pins.0", pin(event="placed", start="2026-12-14T09:00"), "pins[0].start", "放宽时间窗"),
    ("pins.0", pin(event="placed", start="2026-12-10T23:30"), "pins[0].start", "放宽时间窗"),
    ("decisions.0.event", "gone", "decisions[0].event", "改正编号"),
    ("decisions.0.seat", "gone", "decisions[0].seat", "请改用 main 之一"),
    ("decisions.+", DOCUMENT["decisions"][0], "decisions[1].seat", "只留一条"),
    ("horizon", {"first": "2003-12-01", "last": "2003-12-31"}, "horizon", "2004 至 2100"),
    ("horizon", {"first": "2100-12-01", "last": "2100-12-31"}, "horizon", "缩短日期范围"),
    ("horizon", {"first": "2026-01-01", "last": "2027-02-05"}, "horizon", "最多一次安排 400 天"),
    ("horizon", {"first": "2026-12-31", "last": "2026-12-01"}, "horizon", "请改正起止日期"),
    ("as_of", "1990-01-01T00:00", "as_of", "请改正年份"),
    ("events.0.when", {"start": "9999-12-31T09:00", "end": "9999-12-31T23:59"}, "events[0].when", "请改正年份"),
    ("events.0.when", {"start": "0001-01-01T00:00+14:00", "end": "0001-01-02T00:00+14:00"}, "events[0]", "超出范围"),
    ("events.0.when", {"start": "2026-12-01T09:00", "end": "2027-03-01T09:00"}, "events[0].when", "分成几项"),
    ("absences.0.span", {"start": "2026-12-01T09:00", "end": "2030-03-01T09:00"}, "absences[0].span", "起止时间"),
    ("pins.0", pin(event="fixed", start="1970-01-01T09:00"), "pins[0].start", "请改正年份"),
    ("published", {"number": 1, "digest": "0", "research": [
        {"id": "research/exec/1/1", "leader": "exec", "start": "0001-01-01/am", "half_days": 1}]},
     "published", "请改正年份"),
    ("overrides", [{"day": "2026-12-05", "work": True, "name": "值班", "source": "本办"}] * 2,
     "overrides[1].day", "只留一条"),
    ("calendar", {"first": "2026-12-01", "last": "2026-12-31"}, "calendar", "由系统生成"),
    ("leaders", [], "leaders", "1 至 60 位"),
    ("events", {}, "events", "方括号"),
    ("events.0.when", {"start": "2026-12-08T10:30", "end": "2026-12-08T09:00"}, "events[0].when", "改正起止时间"),
    ("events.0.when", {"start": "2026-12-08T10:30", "end": "soon"}, "events[0].when.end", "应为时刻"),
    ("events.1.when", {"earliest": "2026-12-08T00:00", "latest": "2026-12-11T00:00"}, "events[1].when", "之一"),
    ("events.0.seats.0.who", {}, "events[0].seats[0].who", "四者之一"),
    ("events.0.kind", "party", "events[0].kind", "meeting.standing、"),
    ("events.0.priority", 9, "events[0].priority", "不得大于 3"),
    ("events.0.priority", "high", "events[0].priority", "应为整数"),
    ("events.0.summoned", "perhaps", "events[0].summoned", "true 或 false"),
    ("events.0.id", "中文", "events[0].id", "编号应以字母或数字开头"),
    ("events.0.seats", [], "events[0].seats", "至少写 1 项"),
    ("events.0.title", "", "events[0].title", "至少 1 个字"),
    ("events.0.title", "\ud800", "events[0].title", "重新输入"),
    ("events.0.hours", 3, "events[0].hours", "核对名称"),
    ("leaders.0.id", "Head!", "leaders[0].id", "小写字母"),
    ("horizon.first", "1 Dec", "horizon.first", "应为日期"),
    ("policy", {"hours": {"winter": [["x", "12:00"], ["14:30", "18:00"]]}}, "policy.hours.winter[0][0]", "应为钟点"),
    ("published", {"number": 1, "digest": "0", "research": [
        {"id": "r", "leader": "exec", "start": "tomorrow", "half_days": 1}]},
     "published.research[0].start", "2026-12-08/am"),
    ("published", {"number": 1, "digest": "0", "research": [
        {"id": "r", "leader": "exec", "start": 7, "half_days": 1}]}, "published.research[0].start", "应为文字"),
    ("published", {"number": 1, "digest": "0", "research": [
        {"id": "r", "leader": "exec", "start": "2026-02-30/am", "half_days": 1}]},
     "published.research[0].start", "请按格式改正"),
    ("office", 3, "office", "花括号"),
    ("weather", "fine", "weather", "核对名称"),
    ("schema", "richeng.brief/9", "schema", "相应版本"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "path", "way_out"), CASES, ids=[f"{c[0]}→{c[2]}" for c in CASES])
def test_a_fault_is_named_with_its_place_and_the_way_out(place: str, value: Any, path: str, way_out: str):
    found = faults(changed(place, value))
    assert way_out in found[path]


@pytest.mark.parametrize("section", ["office", "as_of", "horizon", "leaders", "ledger"])
def test_a_missing_section_is_named_alone(section: str):
    document = deepcopy(DOCUMENT)
    del document[section]
    assert faults(document) == {section: "缺少此项，请补上"}


def test_members_of_a_body_that_has_none_are_a_fault():
    document = changed("events.0.seats.0.who", {"members_of": "standing"})
    document["policy"] = {"standing": {"members": []}}
    assert "请补上领导" in faults(document)["events[0].seats[0].who"]


def test_one_event_pinned_to_two_starts():
    document = changed("pins.0", pin(event="placed", start="2026-12-08T09:00"))
    document["pins"].append(pin(event="placed", start="2026-12-09T09:00"))
    assert "只留一个" in faults(document)["pins[1].start"]


def test_one_seat_pinned_to_two_leaders():
    document = changed("pins.0", pin(event="placed", seat="main", leader="dep-a"))
    document["pins"].append(pin(event="placed", seat="main", leader="exec"))
    assert "只留一位" in faults(document)["pins[1].leader"]


def test_one_leader_pinned_to_two_events_at_once():
    document = changed("events.1.seats.0.who", {"leader": "head"})
    document["decisions"] = []
    document["pins"] += [
        pin(event="placed", start="2026-12-08T10:00"),
        pin(event="placed", seat="main", leader="head"),
    ]
    assert "同一时间" in faults(document)["pins[2].leader"]


def test_a_decision_may_seat_whom_a_pin_then_names():
    document = changed("decisions.0.taken_by", "director")
    document["pins"].append(pin(event="placed", seat="main", leader="director"))
    assert read_brief(json.dumps(document)).pins[1].leader == "director"


def test_all_faults_come_at_once_whatever_their_sort():
    document = changed("events.0.when", {"start": "2026-12-08T10:30", "end": "2026-12-08T09:00"})
    document["events"][1]["seats"][0]["who"] = {"leader": "nobody"}
    document["absences"][0]["kind"] = "holiday"
    document["leaders"].append({"id": "head", "post": "head", "title": "区长"})
    document["horizon"] = {"first": "2026-12-01"}
    document["weather"] = 1
    assert set(faults(document)) == {
        "events[0].when",
        "events[1].seats[0].who.leader",
        "absences[0].kind",
        "leaders[4].id",
        "leaders[4].post",
        "horizon.last",
        "weather",
    }


def test_a_faulty_leader_or_event_is_not_also_unknown_elsewhere():
    document = changed("leaders.2.title", "")
    document["events"][0]["title"] = ""
    assert set(faults(document)) == {"leaders[2].title", "events[0].title"}


def test_a_faulty_override_hides_no_other_fault_and_makes_none():
    document = changed("overrides", [{"day": "2026-12-05", "work": "?", "name": "加班", "source": "本办"}])
    document["agenda"][0]["owner"] = "nobody"
    assert set(faults(document)) == {"overrides[0].work", "agenda[0].owner"}


def test_contacts_are_never_repeated():
    document = changed("absences.0.contact", {"phone": "0000-SECRET"})
    document["absences"][0]["approval"] = "0000-SECRET"
    with pytest.raises(BadInput) as caught:
        read_brief(json.dumps(document))
    assert "SECRET" not in caught.value.message


@pytest.mark.parametrize(
    ("raw", "way_out"),
    [
        (b"\xff\xfe{}", "另存为 UTF-8"),
        (b"{", "检查引号"),
        (b"[]", "花括号"),
        (b"", "JSON"),
        (b'{"ledger": NaN}', "重新生成"),
        (b'{"ledger": ' + b"9" * 10_000 + b"}", "重新生成"),
        (b"[" * 200_000, "重新生成"),
    ],
)
def test_what_is_no_brief_at_all_is_told_so(raw: bytes, way_out: str):
    with pytest.raises(BadInput) as caught:
        read_brief(raw)
    assert way_out in caught.value.message


def test_a_byte_order_mark_does_no_harm():
    assert read_brief(b"\xef\xbb\xbf" + json.dumps(DOCUMENT).encode()) == read_brief("\ufeff" + json.dumps(DOCUMENT))


def test_a_hundred_thousand_events_are_refused_quickly():
    event = {"id": "e", "title": "会", "kind": "talk", "when": {}, "seats": []}
    raw = json.dumps({**DOCUMENT, "events": [event] * 100_000})
    began = time.process_time()
    with pytest.raises(TooLarge, match="100,000 项，一次最多 20,000 项，请缩短排期"):
        read_brief(raw)
    assert time.process_time() - began < 5


def test_more_than_twenty_megabytes_are_refused_unread():
    with pytest.raises(TooLarge, match="20 MB"):
        read_brief(b"x" * (20 * 1024 * 1024 + 1))


def test_past_a_thousand_faults_the_rest_is_counted():
    document = changed("events", [{"id": "e"}] * 2_000)
    with pytest.raises(RichengError) as caught:
        read_brief(json.dumps(document))
    assert isinstance(caught.value, BadInput)
    assert len(caught.value.faults) == MOST_FAULTS + 1
    assert "另有" in caught.value.faults[-1].message


def test_what_is_written_reads_back_the_same():
    brief = read_brief(json.dumps(DOCUMENT))
    raw = write_brief(brief)
    again = read_brief(raw)
    assert again == brief
    assert again.digest == brief.digest
    assert write_brief(again) == raw
    assert "视频会议".encode() in raw


def test_the_calendar_reaches_a_year_back_and_ahead():
    calendar = freeze(DOCUMENT).calendar
    assert (calendar.first, calendar.last) == (date(2025, 1, 1), date(2027, 12, 31))
    assert calendar.is_provisional(date(2027, 1, 4))
    assert not calendar.is_provisional(date(2026, 12, 31))


def test_notices_and_overrides_of_the_brief_make_its_calendar():
    document = changed("overrides", [{"day": "2026-12-05", "work": True, "name": "加班", "source": "本办通知"}])
    assert freeze(document).calendar.is_workday(date(2026, 12, 5))


def test_each_month_that_touches_the_horizon_gets_its_standing_meetings():
    document = changed("horizon", {"first": "2026-12-14", "last": "2027-01-10"})
    document["policy"] = {"standing": {"per_month_min": 2}}
    added = [event for event in freeze(document).events if event.id.startswith("standing/")]
    assert [event.id for event in added] == [
        f"standing/{month}/{n}" for month in ("2026-12", "2027-01") for n in (1, 2)
    ]
    first = added[0]
    assert isinstance(first.when, Window)
    assert first.duty is Duty.MUST
    assert (first.when.earliest.isoformat(), first.when.latest.isoformat()) == (
        "2026-12-01T00:00:00+08:00",
        "2027-01-01T00:00:00+08:00",
    )
    assert [(seat.id, seat.required) for seat in first.seats] == [
        ("chair", True), ("members", True), ("observer-director", False)
    ]  # fmt: skip


def test_a_meeting_in_the_ledger_or_among_the_events_is_not_added_again():
    held = changed("ledger.meetings", [{"id": "standing/2026-12/1", "on": "2026-12-01"}])
    assert not [event for event in freeze(held).events if event.kind.facts.heads_meeting]
    once = freeze(DOCUMENT)
    assert len(read_brief(write_brief(once)).events) == len(once.events)


OWN = {
    "id": "changwu-12",
    "title": "区政府第十二次常务会议",
    "kind": "meeting.standing",
    "when": {"start": "2026-12-09T09:00", "end": "2026-12-09T11:30"},
    "area": "compound",
    "seats": [
        {"id": "chair", "role": "chair", "who": {"leader": "head"}},
        {"id": "members", "who": {"members_of": "standing"}},
    ],
}


@pytest.mark.parametrize(
    ("a_month", "when", "held", "added"),
    [
        pytest.param(1, OWN["when"], None, [], id="the office's own is that month's"),
        pytest.param(2, OWN["when"], None, ["standing/2026-12/1"], id="and one of two"),
        pytest.param(2, OWN["when"], "standing/2026-12/1", [], id="beside one held"),
        pytest.param(2, OWN["when"], "standing/2026/31", [], id="beside one held under the year's number"),
        pytest.param(
            1, {"start": "2027-01-06T09:00", "end": "2027-01-06T11:30"}, None, ["standing/2026-12/1"],
            id="another month's is not",
        ),
        pytest.param(
            1, {"earliest": "2026-12-21T00:00", "latest": "2027-01-01T00:00", "half_days": 1}, None, [],
            id="a window to the end of the month",
        ),
        pytest.param(
            1, {"earliest": "2026-12-21T00:00", "latest": "2027-01-05T00:00", "half_days": 1}, None,
            ["standing/2026-12/1"], id="a window that runs on is due in the month that it ends in",
        ),
    ],
)  # fmt: skip
def test_a_standing_meeting_of_the_offices_own_is_one_of_its_months(a_month, when, held, added):
    document = changed("events.+", {**OWN, "when": when})
    document["policy"] = {"standing": {"per_month_min": a_month}}
    document["ledger"]["meetings"] = [{"id": held, "on": "2026-12-02"}] if held else []
    brief = freeze(document)
    assert [e.id for e in brief.events if e.kind.facts.heads_meeting and e.id != OWN["id"]] == added
    assert read_brief(write_brief(brief)) == brief


def test_without_a_head_there_is_no_standing_meeting():
    document = changed("leaders.0.post", "deputy")
    assert len(freeze(document).events) == 2


def test_a_month_without_a_working_day_left_asks_for_its_meeting_in_the_ledger():
    document = changed("horizon", {"first": "2026-10-31", "last": "2026-12-31"})
    document["events"] = [event for event in document["events"] if event["id"] == "fixed"]
    document["decisions"] = []
    found = faults(document)
    assert "请登记 standing/2026-10/1" in found["ledger.meetings"]


def test_fixed_events_outside_the_horizon_are_left_alone():
    document = changed("events.0.when", {"start": "2026-11-08T09:00", "end": "2026-11-08T10:30"})
    assert "fixed" in read_brief(json.dumps(document)).event_by_id


def test_a_window_that_runs_past_the_horizon_may_wait():
    document = changed("events.1.when", {"earliest": "2026-12-31T17:30", "latest": "2027-01-09T00:00", "minutes": 60})
    document["decisions"] = []
    assert "placed" in read_brief(json.dumps(document)).event_by_id


def test_a_brief_whose_policy_is_empty_has_the_defaults():
    assert freeze(changed("policy", {})).policy.standing.per_month_min == 1
