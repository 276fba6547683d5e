"""Settings without a browser: who opens which page, what a notice changes, and the trail in pages."""

from datetime import date

import pytest

from api.noticing import look_at
from intake.notices import parse_notice
from models.accounts import Role
from models.agenda import AgendaItem
from models.records import RecordKind
from tests.api.world import OTHER, OWN, World
from tests.builders import at
from tests.intake.test_notices import TEXT_2026
from tests.pages.office import at_work
from tests.pages.test_settings_browser import NOTICE
from tests.render.week_sample import publication

PAGES = {
    "/agenda": {Role.CLERK, Role.APPROVER},
    "/research": {Role.CLERK, Role.APPROVER},
    "/collect": {Role.CLERK},
    "/request": {Role.CLERK, Role.DEPARTMENT},
    "/subscriptions": {Role.CLERK, Role.LEADER, Role.ADMINISTRATOR},
    "/settings": {Role.CLERK, Role.APPROVER},
    "/settings/accounts": {Role.ADMINISTRATOR},
    "/trail": {Role.APPROVER, Role.ADMINISTRATOR},
}


@pytest.fixture(scope="module")
def office(chain):
    made = at_work(chain)
    yield made
    made.store.close()


@pytest.mark.parametrize("role", Role)
def test_every_page_opens_for_its_roles_alone_and_says_so_in_the_navigation(office: World, role):
    browser = office.sign_in(role)
    for path, roles in PAGES.items():
        answer = browser.get(path)
        assert answer.status_code == (200 if role in roles else 403), path
        if role in roles and path != "/request":
            assert f'href="{path}" aria-current="page"' in answer.text, path
    home = browser.get("/", follow_redirects=True)
    assert home.status_code == 200
    for path, roles in PAGES.items():
        if path != "/request" and role not in roles:
            assert f'href="{path}"' not in home.text, path


def test_pages_show_nothing_of_another_office_s(office: World):
    with office.store.read(OWN) as room:
        words = {record.read(AgendaItem).title for record in room.records.all(RecordKind.AGENDA_ITEM)}
    for path, roles in PAGES.items():
        for role in roles:
            answer = office.client.get(path, headers=office.as_(role, OTHER))
            assert answer.status_code == 200, (path, role)
            assert not [word for word in words if word in answer.text], (path, role)


def test_a_notice_tells_what_it_changes_and_what_stands_there():
    notice = parse_notice(NOTICE, 2027, "试", "文员", at("12-09 10:00"))
    look = look_at(notice, (), (), publication())
    changed = {cell.day: cell.sort for cell in look.changed}
    assert changed[date(2027, 2, 13)] == "make_up"
    assert date(2027, 1, 1) not in changed  # statutory, known before any notice
    assert look.missing == ()
    assert [month.number for month in look.months] == list(range(1, 13))
    assert all(len(week) == 7 for month in look.months for week in month.weeks)
    assert sum(cell is not None for month in look.months for week in month.weeks for cell in week) == 365


def test_a_notice_that_is_known_already_changes_nothing():
    notice = parse_notice(TEXT_2026, 2026, "试", "文员", at("12-09 10:00"))
    assert look_at(notice, (), (), None).changed == ()
    later = parse_notice(TEXT_2026.replace("5月9日（周六）上班。", ""), 2026, "试", "文员", at("12-09 10:00"))
    (cell,) = look_at(later, (), (), publication()).changed
    assert (cell.day, cell.sort) == (date(2026, 5, 9), "weekend")


def test_a_bad_notice_is_told_by_lines_over_http(office: World):
    given = {"year": 2027, "number": "试", "text": "一、元旦：1月1日（周六）放假。"}
    answer = office.client.post(f"/api/offices/{OWN}/notices/preview", json=given, headers=office.as_(Role.CLERK))
    assert answer.status_code == 422
    assert {fault["path"] for fault in answer.json()["faults"]} == {"第 1 行「元旦」", "全文"}


def test_the_trail_is_read_in_pages_from_the_newest(office: World):
    browser = office.sign_in(Role.ADMINISTRATOR)
    newest = browser.get("/trail").text
    assert "较早的" in newest
    assert "较新的" not in newest
    oldest = browser.get("/trail", params={"before": 50}).text
    assert "建立单位" in oldest
    assert "较早的" not in oldest
    assert browser.get("/trail", params={"before": 1}).status_code == 200
