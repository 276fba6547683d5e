"""On every case sheet both readings of the law say the same of every rule, not only of the sheet's own."""

import pytest

from models.audit import Verdict
from models.errors import DateOutsideCalendar
from rules import audit
from tests.faults.test_agreement import FILING, _word
from tests.oracle import judge, opened
from tests.rules.case_sheets import Case
from tests.rules.test_case_sheets import ALL

APART: dict[tuple[str, str], str] = {
    ("42-c", "主任列席"): "43-b counts a standing meeting by its id, the oracle by its day",
    ("42-c", "主任没有来"): "as above",
    ("42-c", "副区长列成可缺"): "as above",
    ("43-c", "一月两次的第二次"): "43-b names the meeting that is missing by its number: the first, or the next",
    (
        "66-b",
        "一年已过还没有计划",
    ): "66-a asks for the year's last working day, which the sheet's calendar does not reach",
    ("house-one-booking", "安排了两次"): "two bookings of one event: the oracle sees their people in two places",
}
AGREED = [case for case in ALL if (case.code, case.name) not in APART]


def _heads_chair(words: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Words without 8 where 6-a speaks too: of the head's chair one reading names one of them, the other both."""
    return {(code, subject) for code, subject in words if code != "8" or ("who sits", subject) not in words}


def same(case: Case) -> bool:
    """Whether both readings say the same of all rules."""
    findings = audit(case.brief, case.plan).findings
    broken = {_word(f.code, f.subject) for f in findings if f.verdict is Verdict.BROKEN}
    left_open = {(f.code, f.subject) for f in findings if f.verdict is Verdict.OPEN and f.code != FILING}
    words = {_word(*word) for word in judge(case.brief, case.plan)}
    return _heads_chair(broken) == _heads_chair(words) and left_open == opened(case.brief, case.plan)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.code}-{case.name}") for case in AGREED])
def test_both_readings_say_the_same(case: Case):
    assert same(case)


def test_where_they_are_apart_they_are_still_apart():
    apart = {(case.code, case.name): case for case in ALL if (case.code, case.name) in APART}
    assert set(apart) == set(APART)
    for case in apart.values():
        try:
            assert not same(case), case.name
        except DateOutsideCalendar:
            assert case.code == "66-b"
