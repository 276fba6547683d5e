"""A brief file becomes records, and records become the same brief again."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.demo import FIXTURES
from api.office import Office
from api.records import freeze_brief, import_brief, preview_import
from intake.brief import read_brief, write_brief
from models.brief import Brief
from models.decided import Pin, Waiver
from models.errors import BadInput, Stale, Unknown
from models.events import Event
from models.ledger import Ledger
from models.plan import Tabling
from models.records import Edit, RecordKind
from models.trail import Act
from store.memory import MemoryStore
from tests.builders import at, booking, plan, publish

MONTHS = ("2026-11", "2026-12", "2027-01")
ACT = Act(by="clerk", at=at("11-20 09:00"), why="导入")
DEMO = "gulou-demo"


def raw(month: str) -> bytes:
    return (Path(FIXTURES) / f"{month}.json").read_bytes()


def changed(month: str, **sections: Any) -> bytes:
    document = json.loads(raw(month))
    return json.dumps(document | sections).encode()


def frozen(store: MemoryStore, like: Brief) -> Brief:
    return freeze_brief(store, like.office.id, like.horizon, like.as_of).brief


@pytest.fixture
def store():
    made = MemoryStore()
    yield made
    made.close()


@pytest.mark.parametrize("month", MONTHS)
def test_a_demo_brief_comes_back_with_the_same_digest(store, month):
    brief = read_brief(raw(month))
    import_brief(store, raw(month), ACT)
    again = freeze_brief(store, DEMO, brief.horizon, brief.as_of)
    assert again.brief == brief
    assert again.brief.digest == brief.digest
    assert again.revision == 1


def test_month_after_month_each_brief_is_its_files_own(store):
    for month in MONTHS:
        brief = read_brief(raw(month))
        import_brief(store, raw(month), ACT)
        assert frozen(store, brief).digest == brief.digest
    november = read_brief(raw(MONTHS[0]))
    events = {e.id for e in frozen(store, november.model_copy(update={"as_of": at("11-20 09:00")})).events}
    assert {e.id for e in november.events if not e.id.startswith("standing/")} <= events  # held, says the ledger


def test_a_brief_with_its_calendar_written_out_is_the_same_one(store):
    brief = read_brief(raw("2026-12"))
    import_brief(store, write_brief(brief), ACT)
    assert frozen(store, brief).digest == brief.digest
    assert preview_import(store, raw("2026-12")).edits == ()


def test_what_is_imported_twice_changes_nothing(store):
    import_brief(store, raw("2026-12"), ACT)
    again = import_brief(store, raw("2026-12"), ACT)
    assert again.edits == ()
    with store.read(DEMO) as desk:
        assert desk.records.revision == 1


def test_freezing_lies_on_top_of_the_newest_publication(store):
    import_brief(store, raw("2026-12"), ACT)
    brief = read_brief(raw("2026-12"))
    drawn = plan(brief)
    store.append(publish(brief, drawn, sealed_at="11-20 18:00"), expecting=None)
    now = frozen(store, brief)
    assert now.published is not None
    assert (now.published.number, now.digest != brief.digest) == (1, True)
    assert now == Office(store, DEMO).refresh(brief)


def test_only_what_was_changed_is_edited(store):
    import_brief(store, raw("2026-12"), ACT)
    events = json.loads(raw("2026-12"))["events"]
    events[7]["title"] = "改了名的会"
    del events[3]
    events.insert(20, events[40] | {"id": "neu/1", "title": "加开的会"})
    told = changed("2026-12", events=events)
    made = import_brief(store, told, ACT)
    assert {(e.id, e.body is None) for e in made.edits} == {
        (json.loads(raw("2026-12"))["events"][3]["id"], True),
        (events[6]["id"], False),
        ("neu/1", False),
    }
    assert len(made.struck_out) == 1
    assert frozen(store, read_brief(told)).digest == read_brief(told).digest


def test_every_section_of_a_brief_is_a_kind_of_record():
    made = {"schema_", "office", "as_of", "horizon", "calendar", "published"}  # by whoever freezes it
    assert {kind.facts.section for kind in RecordKind} == set(Brief.model_fields) - made


def test_leave_to_be_placed_comes_back(store):
    leave = {
        "id": "w1", "leader": "dep-a", "workdays": 2, "window": {"first": "2026-12-07", "last": "2026-12-31"},
        "requested_at": "2026-11-10T09:00+08:00",
        "approval": {"state": "approved", "by": "head", "at": "2026-11-12T09:00+08:00"},
    }  # fmt: skip
    told = changed("2026-12", leave=[leave])
    import_brief(store, told, ACT)
    assert read_brief(told).leave
    assert frozen(store, read_brief(told)).digest == read_brief(told).digest
    made = import_brief(store, raw("2026-12"), ACT)
    assert {(e.kind, e.body) for e in made.edits} == {(RecordKind.LEAVE_WISH, None)}


def test_another_order_is_another_brief(store):
    import_brief(store, raw("2026-12"), ACT)
    leaders = json.loads(raw("2026-12"))["leaders"]
    told = changed("2026-12", leaders=[leaders[0], leaders[2], leaders[1], *leaders[3:]])
    made = import_brief(store, told, ACT)
    assert {e.kind for e in made.edits} == {RecordKind.LEADER}
    assert len(made.edits) < len(leaders)
    assert frozen(store, read_brief(told)).digest == read_brief(told).digest


def test_a_faulty_file_changes_nothing_and_names_every_fault(store):
    import_brief(store, raw("2026-12"), ACT)
    document = json.loads(raw("2026-12"))
    document["events"][0]["seats"][0]["who"] = {"leader": "nemo"}
    document["absences"][0]["leader"] = "nobody"
    with pytest.raises(BadInput) as refused:
        import_brief(store, json.dumps(document).encode(), ACT)
    assert len(refused.value.faults) == 3
    with store.read(DEMO) as desk:
        assert (desk.records.revision, desk.trail.verify()) == (1, ())


def test_a_faulty_file_founds_no_office(store):
    with pytest.raises(BadInput):
        import_brief(store, changed("2026-12", leaders=[]), ACT)
    assert store.offices() == ()


def test_a_calendar_of_its_own_is_refused_rather_than_lost(store):
    document = json.loads(write_brief(read_brief(raw("2026-12"))))
    document["calendar"]["exceptions"] = []
    with pytest.raises(BadInput, match="工作日历不同"):
        import_brief(store, json.dumps(document).encode(), ACT)


def test_settings_are_kept_once_they_differ_from_the_programs_own(store):
    import_brief(store, raw("2026-12"), ACT)
    with store.read(DEMO) as desk:
        assert desk.records.all(RecordKind.POLICY) == ()
    told = changed("2026-12", policy={"standing": {"per_month_min": 2}})
    import_brief(store, told, ACT)
    assert frozen(store, read_brief(told)).digest == read_brief(told).digest
    import_brief(store, raw("2026-12"), ACT)
    assert frozen(store, read_brief(raw("2026-12"))).policy == read_brief(raw("2026-12")).policy


def test_a_policy_of_later_does_not_hold_yet(store):
    import_brief(store, raw("2026-12"), ACT)
    brief = read_brief(raw("2026-12"))
    later = brief.policy.model_copy(update={"name": "新规则", "effective_from": at("2027-01-01 00:00").date()})
    with store.write(DEMO, ACT) as desk:
        desk.records.edit([Edit.of(RecordKind.POLICY, later)])
    assert frozen(store, brief).policy == brief.policy
    january = read_brief(raw("2027-01"))
    import_brief(store, changed("2027-01", policy=later.model_dump(mode="json")), ACT)
    assert frozen(store, january).policy == later


def test_a_missing_ledger_is_named_and_never_taken_for_an_empty_one(store):
    import_brief(store, raw("2026-12"), ACT)
    january = read_brief(raw("2027-01"))
    with pytest.raises(BadInput, match="ledger：缺少此项"):
        freeze_brief(store, DEMO, january.horizon, january.as_of)


def test_an_absence_comes_with_the_one_that_it_prolongs(store):
    document = json.loads(raw("2026-12"))
    first = document["absences"][0]
    early = first | {"id": "early", "span": {"start": "2026-11-26T08:00", "end": "2026-11-27T18:00"}}
    early["requested_at"] = "2026-11-10T09:00+08:00"
    first["extends"] = "early"
    document["absences"].append(early)
    told = json.dumps(document).encode()
    import_brief(store, told, ACT)
    assert frozen(store, read_brief(told)).digest == read_brief(told).digest


def test_what_is_said_of_other_months_stays_out(store):
    import_brief(store, raw("2026-12"), ACT)
    brief = read_brief(raw("2026-12"))
    of_event = Pin(event=brief.events[0].id, start=None, seat=None, by="办公室")
    of_made = Pin(event="standing/2026-12/1", start=None, seat=None, by="办公室")
    of_week = Waiver(rule="43-i", subject="huddle/2026-W50", approver="区长", reason="因故", at=brief.as_of)
    with store.write(DEMO, ACT) as desk:
        kinds = [RecordKind.PIN, RecordKind.PIN]
        desk.records.edit([Edit.of(kind, pin) for kind, pin in zip(kinds, (of_event, of_made), strict=True)])
    assert {p.event for p in frozen(store, brief).pins} == {of_event.event, of_made.event}
    ledger = Ledger(year=2027)
    with store.write(DEMO, ACT) as desk:
        desk.records.edit([Edit.of(RecordKind.LEDGER, ledger), Edit.of(RecordKind.WAIVER, of_week)])
    january = read_brief(raw("2027-01"))
    now = frozen(store, january)
    assert (now.pins, now.waivers, now.events[0].id) == ((), (), "standing/2027-01/1")


def test_items_that_a_meeting_has_had_are_not_asked_again(store):
    import_brief(store, raw("2026-12"), ACT)
    brief = read_brief(raw("2026-12"))
    meeting = booking("standing/2026-12/1", "12-04 08:30", "12-04 12:00")
    item = brief.agenda[0].id
    drawn = plan(brief, [meeting], agenda=(Tabling(item=item, event=meeting.event),))
    store.append(publish(brief, drawn, sealed_at="11-20 18:00"), expecting=None)
    assert item in {i.id for i in frozen(store, brief).agenda}
    struck = {edit.id for edit in preview_import(store, raw("2027-01")).struck_out}
    assert struck == {i.id for i in brief.agenda} - {item}


def test_two_imports_at_once_do_not_mix(store):
    import_brief(store, raw("2026-12"), ACT)
    planned = preview_import(store, changed("2026-12", absences=[]))
    import_brief(store, changed("2026-12", pairs=[]), ACT)
    with store.write(DEMO, ACT) as desk, pytest.raises(Stale, match="全部记录"):
        desk.records.edit(planned.edits, expecting=planned.revision)


def test_no_office_no_brief(store):
    brief = read_brief(raw("2026-12"))
    with pytest.raises(Unknown, match="没有单位"):
        freeze_brief(store, "nemo", brief.horizon, brief.as_of)


def test_an_edited_record_is_in_the_next_brief(store):
    import_brief(store, raw("2026-12"), ACT)
    brief = read_brief(raw("2026-12"))
    event = brief.events[0]
    with store.write(DEMO, ACT) as desk:
        record = desk.records.get(RecordKind.EVENT, event.id)
        assert record is not None
        moved = record.read(Event).model_copy(update={"title": "另一个会"})
        desk.records.edit([Edit.of(RecordKind.EVENT, moved, expecting=record.revision)])
    now = freeze_brief(store, DEMO, brief.horizon, brief.as_of)
    assert (now.brief.events[0].title, now.revision) == ("另一个会", 2)
