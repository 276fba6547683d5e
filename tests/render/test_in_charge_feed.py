"""The feed of who acts for whom: stints as events, holes marked, the same bytes, nothing personal."""

from icalendar import Calendar

from models.absences import Approval, ApprovalState
from models.people import Delegation
from models.spans import Span
from render.in_charge import calendar
from tests.builders import absence, at, brief, days

WORD = Delegation(id="w", by="head", to="exec", span=Span(start=at("12-08 08:00"), end=at("12-09 18:00")))
AWAY = (
    absence("h", "head", "12-08 08:30", "12-09 18:00", place="省城", contact="值班室转", reason="看病"),
    absence("a", "dep-a", "12-08 08:30", "12-08 12:00"),
    absence("b", "dep-b", "12-08 08:30", "12-08 18:00"),
)
DECEMBER = days("12-01", "12-31")


def events(*absences, **more):
    read = Calendar.from_ical(calendar(brief(absences=absences or AWAY, delegations=(WORD,), **more), DECEMBER))
    return {str(e["SUMMARY"]): e for e in read.walk("VEVENT")}


def test_each_stint_is_an_event_and_holes_are_marked():
    found = events()
    assert set(found) == {
        "常务副区长主持全面工作（代区长）",
        "【待定】副区长甲（city）外出，无人代行",
        "【待定】副区长乙（farm）外出，无人代行",
        "副区长甲代副区长乙（farm）",
    }
    whole = found["常务副区长主持全面工作（代区长）"]
    assert (str(whole.decoded("DTSTART")), str(whole.decoded("DTEND"))) == ("2026-12-08", "2026-12-10")
    morning = found["【待定】副区长甲（city）外出，无人代行"]
    assert (morning.decoded("DTSTART"), morning.decoded("DTEND")) == (at("12-08 00:00"), at("12-08 13:00"))
    assert (str(morning["STATUS"]), str(whole["STATUS"])) == ("TENTATIVE", "CONFIRMED")


def test_the_same_facts_give_the_same_bytes_and_what_is_personal_is_in_none():
    made = brief(absences=AWAY, delegations=(WORD,))
    told = calendar(made, DECEMBER)
    assert told == calendar(made.model_copy(update={"as_of": at("11-28 09:00")}), DECEMBER)
    for word in ("省城", "值班室转", "看病"):
        assert word not in told.decode()


def test_a_hole_that_is_filled_keeps_its_uid_and_rises():
    hole = events()["【待定】副区长甲（city）外出，无人代行"]
    told = AWAY[2].model_copy(update={"approval": Approval(state=ApprovalState.CANCELLED, at=at("11-25 09:00"))})
    filled = events(AWAY[1], told)["副区长乙代副区长甲（city）"]
    assert str(filled["UID"]) == str(hole["UID"])
    assert int(filled["SEQUENCE"]) > int(hole["SEQUENCE"])
