"""Requests into living records: by a sheet, all or nothing; by a department's form; and what departments see."""

import io

from python_calamine import CalamineWorkbook

from intake.xlsx_columns import FIRST_ROW, SHEET
from intake.xlsx_template import unit_prefix
from models.accounts import Role
from models.events import Duty, Event
from models.records import RecordKind
from models.spans import DateRange
from render.busy import busy_rows
from tests.api.world import OWN, World
from tests.builders import day
from tests.pages.office import GOOD, fifty, filled
from tests.render.week_sample import CANARY, publication

BASE = f"/api/offices/{OWN}"
SHEETS = f"{BASE}/requests/sheet"
FORM = {"title": "水库除险加固现场会", "kind": "工作会议", "day": "2026-12-16", "attend": "副区长甲"}
UNIT = Role.DEPARTMENT.zh


def events(world: World) -> dict[str, Event]:
    with world.store.read(OWN) as room:
        return {record.id: record.read(Event) for record in room.records.all(RecordKind.EVENT)}


def told(world: World) -> int:
    with world.store.read(OWN) as room:
        return room.trail.anchor.number


def preview(world: World, sheet: bytes):
    return world.client.post(f"{SHEETS}/preview", content=sheet, headers=world.as_(Role.CLERK))


def take(world: World, sheet: bytes, seen: str, key: str = "k1"):
    headers = world.as_(Role.CLERK, **{"Idempotency-Key": key})
    return world.client.post(SHEETS, params={"seen": seen}, content=sheet, headers=headers)


def test_a_sheet_is_looked_at_then_taken_with_one_line_of_the_trail_each(world):
    before, lines = events(world), told(world)
    sheet = filled(*fifty())
    look = preview(world, sheet)
    assert look.status_code == 200, look.text
    assert {one["word"] for one in look.json()["requests"]} == {"新增"}
    assert events(world) == before
    made = take(world, sheet, look.json()["seen"])
    assert (made.status_code, made.json()) == (201, look.json())
    assert len(events(world)) == len(before) + 50
    assert told(world) == lines + 50
    assert take(world, sheet, look.json()["seen"]).content == made.content
    assert told(world) == lines + 50
    assert {one["word"] for one in preview(world, sheet).json()["requests"]} == {"不变"}


def test_one_fault_and_nothing_is_taken(world):
    before = events(world)
    sheet = filled(GOOD, GOOD | {"日期": "2026-12-32"}, GOOD | {"事项名称": "另一个会", "出席领导": "副区长庚"})
    for answer in (preview(world, sheet), take(world, sheet, "0" * 64)):
        assert answer.status_code == 422
        assert [fault["path"] for fault in answer.json()["faults"]] == ["第5行“日期”", "第6行“出席领导”"]
    assert events(world) == before


def test_days_gone_by_are_told_by_row(world):
    (fault,) = preview(world, filled(GOOD, GOOD | {"日期": "2025-12-15"})).json()["faults"]
    assert (fault["path"], "已过" in fault["message"]) == ("第5行“日期”", True)


def test_what_only_the_records_show_is_told_by_row_too(world):
    saturday = GOOD | {"事项名称": "周六的会", "日期": "2026-12-19"}
    (fault,) = preview(world, filled(GOOD, saturday)).json()["faults"]
    assert fault["path"].startswith("第5行")


def test_another_look_is_asked_for_where_something_has_changed_since(world):
    sheet = filled(GOOD)
    seen = preview(world, sheet).json()["seen"]
    assert take(world, sheet, seen).status_code == 201
    answer = take(world, sheet, seen, "k2")
    assert (answer.status_code, "重新预览" in answer.json()["detail"]) == (409, True)


def test_what_is_no_sheet_is_refused(world):
    for raw in (b"", b"PK", b"\xd0\xcf\x11\xe0" + bytes(99), b"{}"):
        assert preview(world, raw).status_code == 422
    assert "另一个单位" in preview(world, filled(GOOD, office="other")).json()["detail"]


def test_a_sheet_made_for_a_department_is_read_back_under_its_own_ids(world):
    answer = world.client.get(SHEETS, headers=world.as_(Role.DEPARTMENT), params={"unit": "别的局"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name(SHEET).to_python()
    assert rows[FIRST_ROW - 1][0] == f"{unit_prefix(UNIT)}/001"
    clerk = world.client.get(SHEETS, headers=world.as_(Role.CLERK), params={"unit": "别的局"})
    assert clerk.headers["content-disposition"].endswith("%EF%BC%89.xlsx")
    assert "没有填写" in preview(world, clerk.content).json()["detail"]


def ask(world: World, form=FORM, role: Role = Role.DEPARTMENT, key: str = "r1"):
    return world.client.post(f"{BASE}/requests", json=form, headers=world.as_(role, **{"Idempotency-Key": key}))


def test_a_department_s_form_is_a_wish_under_its_own_name(world):
    made = ask(world, FORM | {"unit": "冒充的局"})
    assert made.status_code == 201, made.text
    event = events(world)[made.json()["id"]]
    assert (event.organiser, event.duty, event.title) == (UNIT, Duty.WANTED, FORM["title"])
    assert event.id.startswith(f"{unit_prefix(UNIT)}/")
    assert ask(world, FORM | {"unit": "冒充的局"}).json() == made.json()
    (mine,) = world.client.get(f"{BASE}/requests", headers=world.as_(Role.DEPARTMENT)).json()["items"]
    assert (mine["title"], mine["settled"]) == (FORM["title"], False)


def test_a_department_sees_no_other_s_requests_and_cannot_take_them_back(world):
    theirs = ask(world, FORM | {"unit": "区水利局"}, Role.CLERK).json()
    assert world.client.get(f"{BASE}/requests", headers=world.as_(Role.DEPARTMENT)).json()["items"] == []
    gone = world.client.delete(
        f"{BASE}/requests/{theirs['id']}", headers=world.as_(Role.DEPARTMENT, **{"If-Match": '"1"'})
    )
    assert gone.status_code == 404
    mine = ask(world, key="r2").json()
    headers = world.as_(Role.DEPARTMENT, **{"If-Match": '"1"'})
    assert world.client.delete(f"{BASE}/requests/{mine['id']}", headers=headers).status_code == 204
    assert mine["id"] not in events(world)


def test_faults_of_a_form_stand_at_its_fields(world):
    answer = ask(world, {**FORM, "title": "", "day": "2026-12-99", "attend": "副区长庚", "kind": "派对"})
    assert {fault["path"] for fault in answer.json()["faults"]} == {"title", "day", "attend", "kind"}
    assert ask(world, FORM | {"day": "2026-12-01"}).json()["faults"][0]["path"] == "day"
    assert ask(world, FORM | {"day": "2026-12-19"}).json()["faults"][0]["path"] == "day"


def test_departments_see_when_leaders_are_busy_and_nothing_else(world):
    who = world.as_(Role.DEPARTMENT)
    answer = world.client.get(f"{BASE}/busy", params={"first": "2026-12-07", "last": "2026-12-13"}, headers=who)
    rows = answer.json()["rows"]
    assert {len(row["halves"]) for row in rows} == {14}
    words = {word for row in rows for half in row["halves"] for word in half}
    assert words
    assert all(word == "有安排" or word.replace("—", "").replace(":", "").isdigit() for word in words)
    for path in (
        "records/event",
        "publications",
        "weeks/2026-W50",
        "drafts",
        "links",
        "people",
        "trail",
        "in-charge",
    ):
        assert world.client.get(f"{BASE}/{path}", params={"audience": "office"}, headers=who).status_code == 403, path
    browser = world.sign_in(Role.DEPARTMENT)
    page = browser.get("/request").text
    titles = {entry.title for entry in publication().entries}
    assert CANARY not in page
    assert not [title for title in titles if title in page]
    for path in ("/office/week/2026-W50", "/collect", "/office/week/2026-W50/paper.docx"):
        assert browser.get(path).status_code == 403, path


def test_busy_times_are_rounded_outward_and_joined():
    published = publication()
    rows = {row.leader: row for row in busy_rows(published, DateRange(first=day("12-07"), last=day("12-13")))}
    for leader, row in rows.items():
        taken = [e.span for e in published.entries if any(s.taken_by == leader for s in e.seats)]
        for half in row.halves:
            inside = [s for s in taken if any((h.day, h.pm) == (half.day, half.pm) for h in s.half_days())]
            assert not inside or half.text != "空", (leader, half)
            for text in half.times:
                assert all(part[-2:] in ("00", "30") for part in text.split("—"))
    assert any(half.text == "空" for row in rows.values() for half in row.halves)


def test_a_page_for_each_and_no_further_than_eight_weeks(world):
    browser = world.sign_in(Role.DEPARTMENT)
    for week in ("2026-12-16", "1999-01-01", "2099-01-01", "2026-13-45"):
        page = browser.get("/request", params={"week": week})
        assert page.status_code == 200
    assert "下一周" not in browser.get("/request", params={"week": "2099-01-01"}).text
    assert "收集申请" in world.sign_in(Role.CLERK).get("/collect").text
