"""Tiny briefs with leave that is ours to place: who covers, who chairs, what it keeps clear of."""

from models.events import Cover, Kind
from models.leave import LeaveWish
from models.people import Delegation
from models.plan import LeaveStart
from models.spans import Span
from models.year import MeetingTarget, ResearchTarget, YearTargets
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, absence, at, day, days, event, fixed, half, leader, seat, window
from tests.house.plans import Tiny
from tests.house.tiny import approved, decision, pair, policy, published, standing_meeting, tiny_brief, waiver

DEP_C = leader("dep-c", title="副区长丙", portfolios=["water"])
TRIO = (HEAD, EXEC, DEP_A)
Leave = tuple[LeaveStart, ...]


def wish(id: str, who: str, workdays: int, first: str, last: str, asked: str = "11-10 09:00") -> LeaveWish:
    """Leave whose days the head has agreed to."""
    approval = approved("11-12 09:00")
    window = days(first, last)
    return LeaveWish(id=id, leader=who, workdays=workdays, window=window, requested_at=at(asked), approval=approval)


def starts(**told: str) -> Leave:
    """Leave as a plan tells it: first half-day by wish."""
    return tuple(LeaveStart(absence=id, start=half(start)) for id, start in told.items())


def each(id: str, *halves: str) -> tuple[Leave, ...]:
    """The leave denied, or begun in one of these half-days."""
    return ((), *(starts(**{id: start}) for start in halves))


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
    twice = (*starts(l1="12-02/am"), *starts(l1="12-03/am"))
    return Tiny(
        "leave-and-cover",
        brief,
        clocks=("09:00",),
        leave=(*each("l1", "12-01/am", "12-02/am", "12-02/pm", "12-03/am", "12-04/am"), twice),
        research=((), (("dep-a", half("12-02/am"), 1),), (("dep-a", half("12-03/pm"), 1),)),
    )


def two_leaves() -> Tiny:
    """Two leaves of one leader over a weekend, one published and one that may wait; an item for whoever is there."""
    brief = tiny_brief(
        [event("e1", [seat("s1", ("dep-a", "dep-b"))], fixed("12-07 09:00", "12-07 11:00"))],
        "12-04",
        "12-08",
        leave=(wish("l1", "dep-a", 2, "12-03", "12-08"), wish("l2", "dep-a", 1, "12-07", "12-15")),
        published=published().model_copy(update={"leave": starts(l1="12-04/am")}),
    )
    tried = [(), *(starts(l1=start) for start in ("12-04/am", "12-07/am"))]
    other = [(), *(starts(l2=start) for start in ("12-07/am", "12-08/am"))]
    return Tiny("two-leaves", brief, leave=tuple((*one, *two) for one in tried for two in other))


def begun_leave() -> Tiny:
    """A leave that began before the first day, another that began on it, and one that stands in the next plan."""
    brief = tiny_brief(
        [event("e1", [seat("s1", ("dep-a", "dep-b"))], fixed("12-02 15:00", "12-02 16:00"))],
        "12-02",
        "12-03",
        as_of=at("12-02 09:00"),
        leave=(
            wish("l1", "dep-a", 2, "12-01", "12-08"),
            wish("l2", "dep-b", 1, "12-02", "12-08"),
            wish("l3", "dep-b", 1, "12-02", "12-08"),
        ),
        published=published().model_copy(update={"leave": starts(l1="12-01/am", l2="12-02/am", l3="12-07/am")}),
    )
    begun = starts(l2="12-02/am")
    return Tiny(
        "begun-leave",
        brief,
        leave=((), begun, starts(l2="12-03/am"), (*begun, *starts(l3="12-03/am")), starts(l1="12-01/am")),
    )


def leave_and_meeting(waived: bool = False) -> Tiny:
    """A standing meeting within two days, and a member's leave, published on the first of them or new."""
    brief = tiny_brief(
        [standing_meeting(when=window("12-09 00:00", "12-11 00:00", half_days=1))],
        "12-09",
        "12-10",
        leaders=TRIO,
        leave=(wish("l1", "dep-a", 1, "12-09", "12-10"),),
        published=published().model_copy(update={"leave": starts(l1="12-09/am")}),
        waivers=(waiver("47-a", "standing/2026-12/1:dep-a"),) if waived else (),
    )
    return Tiny(
        f"leave-and-meeting{'-waived' if waived else ''}",
        brief,
        leave=each("l1", "12-09/am", "12-10/am"),
        takers={
            "standing/2026-12/1/chair": ("head",),
            "standing/2026-12/1/members:exec": ("exec", None),
            "standing/2026-12/1/members:dep-a": ("dep-a", "exec", None),
        },
    )


def head_on_leave() -> Tiny:
    """The head on leave one of two mornings: the executive deputy takes his seat and chairs, on his delegation."""
    brief = tiny_brief(
        [
            standing_meeting(when=window("12-09 00:00", "12-11 00:00", half_days=1)),
            event("e1", ["head"], fixed("12-10 15:00", "12-10 16:00")),
        ],
        "12-09",
        "12-10",
        leaders=(HEAD, EXEC),
        leave=(wish("l1", "head", 1, "12-09", "12-10"),),
        delegations=(
            Delegation(id="d1", by="head", to="exec", span=Span(start=at("12-09 00:00"), end=at("12-11 00:00"))),
        ),
        decisions=(decision("standing/2026-12/1", "chair", "exec"),),
        policy=policy(standing={"chair_when_head_away": "exec_deputy"}),
    )
    return Tiny(
        "head-on-leave",
        brief,
        leave=each("l1", "12-09/am", "12-10/am"),
        takers={"standing/2026-12/1/members:exec": ("exec", None)},
    )


def head_without_word() -> Tiny:
    """The head on leave and nobody entrusted: his seat is open."""
    brief = tiny_brief(
        [event("e1", ["head"], fixed("12-10 15:00", "12-10 16:00"))],
        "12-10",
        "12-10",
        leaders=(HEAD, EXEC),
        leave=(wish("l1", "head", 1, "12-10", "12-10"),),
    )
    return Tiny("head-without-word", brief, leave=each("l1", "12-10/am"))


def several_on_leave() -> Tiny:
    """A seat for one of two, either of whom may be on leave, or called to an emergency elsewhere."""
    brief = tiny_brief(
        [
            event("e1", [seat("s1", ("dep-a", "dep-b"))], fixed("12-10 09:00", "12-10 11:00")),
            event("e2", ["dep-a"], fixed("12-10 15:00", "12-10 16:00")),
            event("x1", [seat("s1", ("dep-a", "dep-b"))], fixed("12-10 15:00", "12-10 17:00"), kind=Kind.EMERGENCY),
        ],
        "12-10",
        "12-10",
        leave=(wish("l1", "dep-a", 1, "12-10", "12-10"), wish("l2", "dep-b", 1, "12-10", "12-10")),
    )
    both = starts(l1="12-10/am", l2="12-10/am")
    return Tiny("several-on-leave", brief, leave=((), both, both[:1], both[1:]))


def never_both() -> Tiny:
    """A and B never away together: one on a trip, the other's leave, and a third's beside them."""
    brief = tiny_brief(
        [event("e1", ["dep-c"], fixed("12-02 09:00", "12-02 11:00"))],
        "12-02",
        "12-03",
        leaders=(DEP_A, DEP_B, DEP_C),
        pairs=(pair("dep-a", "dep-b"), pair("dep-b", "dep-c", last="12-02")),
        leave=(
            wish("l1", "dep-b", 1, "12-02", "12-03"),
            wish("l2", "dep-c", 1, "12-02", "12-03", asked="11-11 09:00"),
        ),
        absences=(absence("a1", "dep-a", "12-03 14:00", "12-03 20:00"),),
        policy=policy(cover={"both_away": "forbid_unless_head_approves"}),
    )
    one, other = each("l1", "12-02/am", "12-03/am"), each("l2", "12-02/am", "12-03/am")
    return Tiny(
        "never-both", brief, takers={"e1/s1": ("dep-c", None)}, leave=tuple((*a, *b) for a in one for b in other)
    )


def never_all() -> Tiny:
    """Head, executive deputy and 甲 never all away: two leaves beside one trip."""
    brief = tiny_brief(
        [event("e1", ["dep-b"], fixed("12-02 09:00", "12-02 11:00"))],
        "12-02",
        "12-03",
        leaders=(HEAD, EXEC, DEP_A, DEP_B),
        leave=(
            wish("l1", "exec", 1, "12-02", "12-03"),
            wish("l2", "head", 1, "12-02", "12-03", asked="11-11 09:00"),
        ),
        absences=(
            absence("a1", "dep-a", "12-03 14:00", "12-03 20:00"),
            absence("a2", "dep-b", "12-02 14:00", "12-02 20:00"),
        ),
        policy=policy(leave={"not_together": [["head", "executive_deputy"], ["deputy", "head"]]}),
    )
    one, other = each("l1", "12-02/am", "12-03/am"), each("l2", "12-02/am", "12-03/am")
    return Tiny(
        "never-all", brief, takers={"e1/s1": ("dep-b", None)}, leave=tuple((*a, *b) for a in one for b in other)
    )


def leave_refused() -> Tiny:
    """Leave asked for too late for its first day, on a day on which leaders stay, and by the head's word all the
    same."""
    return Tiny(
        "leave-refused",
        tiny_brief(
            [event("e1", ["dep-c"], fixed("12-02 09:00", "12-02 11:00"))],
            "12-02",
            "12-03",
            leaders=(DEP_A, DEP_B, DEP_C),
            leave=(
                wish("l1", "dep-a", 1, "12-02", "12-03", asked="11-30 09:00"),
                wish("l2", "dep-b", 1, "12-03", "12-03"),
                wish("l3", "dep-b", 1, "12-03", "12-03"),
            ),
            policy=policy(
                leave={"notice_workdays": 3, "blackout": [{"name": "汛期", "first": "12-03", "last": "12-09"}]}
            ),
            waivers=(waiver("variant-leave-blackout", "l3"),),
        ),
        takers={"e1/s1": ("dep-c", None)},
        leave=(*each("l1", "12-02/am", "12-03/am"), *each("l2", "12-03/am")[1:], *each("l3", "12-03/am")[1:]),
    )


def leave_and_third() -> Tiny:
    """C while A and B are both on leave; B for a long leave by the head's word alone."""
    brief = tiny_brief(
        [event("e1", ["dep-a"], fixed("12-07 09:00", "12-07 11:00"))],
        "12-04",
        "12-07",
        leaders=(EXEC, DEP_A, DEP_B),
        pairs=(pair("dep-a", "dep-b"),),
        leave=(wish("l1", "dep-a", 2, "12-04", "12-08"), wish("l2", "dep-b", 1, "12-04", "12-07")),
        policy=policy(cover={"fallback": "exec_deputy", "long_absence_days": 3}),
    )
    one, other = each("l1", "12-04/am", "12-07/am"), each("l2", "12-04/am", "12-07/am")
    return Tiny("leave-and-third", brief, leave=tuple((*a, *b) for a in one for b in other))


def month_of_a_year() -> Tiny:
    """A horizon over a month's border and what the year's plan tells of it: research, leave, a meeting's week."""
    brief = tiny_brief(
        [event("e1", ["dep-b"], window("11-30 00:00", "12-08 00:00", 60), priority=3)],
        "11-30",
        "12-07",
        as_of=at("11-20 09:00"),
        leave=(wish("l1", "dep-b", 1, "12-03", "12-20"), wish("l2", "dep-b", 1, "12-03", "12-20")),
        targets=YearTargets(
            year=2026,
            plan="0" * 64,
            counted=day("11-30"),
            research=(
                ResearchTarget(leader="dep-a", month="2026-11", half_days=21),
                ResearchTarget(leader="dep-a", month="2026-12", half_days=9),
            ),
            leave=(*starts(l1="12-04/am"), *starts(l2="12-14/am")),
            meetings=(MeetingTarget(event="e1", week="2026-W50"),),
        ),
    )
    told = (*each("l1", "12-03/am", "12-04/am"), *each("l2", "12-03/am")[1:])
    field = ((), (("dep-a", half("11-30/am"), 1),), (("dep-a", half("11-30/pm"), 2),))
    return Tiny("month-of-a-year", brief, clocks=("09:00",), research=field, leave=told, takers={"e1/s1": ("dep-b",)})


def tinies_of_leave() -> tuple[Tiny, ...]:
    """All of them."""
    return (
        leave_and_cover(),
        two_leaves(),
        begun_leave(),
        leave_and_meeting(),
        leave_and_meeting(waived=True),
        head_on_leave(),
        head_without_word(),
        several_on_leave(),
        never_both(),
        never_all(),
        leave_refused(),
        leave_and_third(),
        month_of_a_year(),
    )
