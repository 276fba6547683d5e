"""Tiny briefs with leave that is ours to place: who covers, who chairs, what it keeps clear of."""

from models.events import Cover
from models.leave import LeaveWish
from models.plan import LeaveStart
from tests.builders import absence, at, days, event, fixed, half, leader, seat, window
from tests.house.plans import Tiny
from tests.house.tiny import approved, pair, tiny_brief

DEP_C = leader("dep-c", title="副区长丙", portfolios=["water"])


def wish(id: str, who: str, workdays: int, first: str, last: str, asked: str = "11-10 09:00") -> LeaveWish:
    """Leave whose days the head has agreed to."""
    return LeaveWish(
        id=id,
        leader=who,
        workdays=workdays,
        window=days(first, last),
        requested_at=at(asked),
        approval=approved("11-12 09:00"),
    )


def starts(*told: tuple[str, str]) -> tuple[LeaveStart, ...]:
    """Leave as a plan tells it: wish and first half-day."""
    return tuple(LeaveStart(absence=id, start=half(start)) for id, start in told)


def each(id: str, *halves: str) -> tuple[tuple[LeaveStart, ...], ...]:
    """The leave denied, or begun in one of these half-days."""
    return ((), *(starts((id, start)) for start in halves))


def leave_and_cover() -> Tiny:
    """甲 on leave one of two days: 乙 covers on that day alone, unless he is away himself; no research then."""
    brief = tiny_brief(
        [
            event("e1", ["dep-a"], fixed("12-02 09:00", "12-02 11:00")),
            event("e2", [seat("s1", "dep-a", cover=Cover.NONE)], window("12-03 00:00", "12-04 00:00", 60)),
        ],
        "12-02",
        "12-03",
        pairs=(pair("dep-a", "dep-b"),),
        leave=(wish("l1", "dep-a", 1, "12-02", "12-03"),),
        absences=(absence("a1", "dep-b", "12-03 14:00", "12-03 20:00"),),
    )
    return Tiny(
        "leave-and-cover",
        brief,
        clocks=("09:00",),
        leave=(
            *each("l1", "12-01/am", "12-02/am", "12-02/pm", "12-03/am", "12-04/am"),
            starts(("l1", "12-02/am"), ("l1", "12-03/am")),
        ),
        research=((), (("dep-a", half("12-02/am"), 1),), (("dep-a", half("12-03/pm"), 1),)),
    )


def tinies_of_leave() -> tuple[Tiny, ...]:
    """All of them."""
    return (leave_and_cover(),)
