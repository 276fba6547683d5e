"""What counts as a change, and as which."""

import pytest

from models.changes import changes
from models.events import Firmness, Role
from models.plan import BookingState
from models.publication import ChangeKind, Entry
from tests.builders import at, booking, brief, days, event, plan, publish

DECEMBER = days("12-01", "12-31")


def entries() -> tuple[Entry, ...]:
    told = brief([event("e1", ["dep-a", "exec"])])
    return publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")])).entries


def seats(taken_by="dep-a", role=Role.ATTEND):
    first, second = entries()[0].seats
    return (first.model_copy(update={"taken_by": taken_by, "role": role}), second)


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({"start": at("12-08 08:30")}, ChangeKind.MOVED),
        ({"end": at("12-08 11:00")}, ChangeKind.MOVED),
        ({"end": at("12-08 11:00"), "seats": seats("dep-b"), "title": "改"}, ChangeKind.MOVED),
        ({"seats": seats("dep-b"), "title": "改"}, ChangeKind.RESEATED),
        ({"seats": seats(None)}, ChangeKind.RESEATED),
        ({"seats": seats(role=Role.CHAIR)}, ChangeKind.EDITED),
        ({"title": "改"}, ChangeKind.EDITED),
        ({"venue": "三楼"}, ChangeKind.EDITED),
        ({"firmness": Firmness.TENTATIVE}, ChangeKind.EDITED),
        ({"state": BookingState.ISSUED}, None),
        ({"announced_at": at("12-01 09:00")}, None),
        ({}, None),
    ],
)
def test_the_gravest_difference_names_the_change(update, kind):
    before = entries()
    after = (before[0].model_copy(update=update),)
    assert [change.kind for change in changes(before, after, DECEMBER)] == ([kind] if kind else [])


def test_what_is_missing_is_dropped_only_where_the_publication_decides():
    assert [c.kind for c in changes(entries(), (), DECEMBER)] == [ChangeKind.DROPPED]
    assert changes(entries(), (), days("2027-01-01", "2027-01-31")) == ()


def test_changes_come_in_order_of_time_and_id():
    (one,) = entries()
    many = tuple(
        one.model_copy(update={"id": i, "start": at(f"12-0{d} 09:00")}) for i, d in (("b", 3), ("a", 3), ("c", 2))
    )
    found = [c.after or c.before for c in changes((one,), many, DECEMBER)]
    assert [entry.id for entry in found if entry] == ["c", "a", "b", "e1"]
