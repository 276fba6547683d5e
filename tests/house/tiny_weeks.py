"""Tiny briefs on the order of a week: emergencies, crowded half-days, closed weeks, weeks without meetings."""

from typing import Any

from models.events import Duty, Kind
from tests.builders import DEP_A, EXEC, HEAD, at, event, fixed, seat, window
from tests.house.plans import Tiny
from tests.house.tiny import pair, policy, published, standing_meeting, tiny_brief, was

TRIO = (HEAD, EXEC, DEP_A)


def emergency_and_standing() -> Tiny:
    """A standing meeting with a set time, and an emergency that the head or his executive deputy goes to."""
    meeting = standing_meeting("s1", when=fixed("12-10 08:30", "12-10 12:00"))
    call = event("e1", [seat("s1", ("head", "exec"))], fixed("12-10 09:00", "12-10 11:00"), kind=Kind.EMERGENCY)
    return Tiny(
        "emergency-and-standing",
        tiny_brief([meeting, call], "12-10", "12-10", leaders=TRIO),
        takers={"e1/s1": ("head", "exec"), "s1/chair": ("head", None), "s1/members:exec": ("exec", None),
                "s1/members:dep-a": ("dep-a",)},
    )  # fmt: skip


def crowded_half_day() -> Tiny:
    """甲 at two things in a morning, where one other thing is enough to call in his B."""
    seats: dict[str, tuple[str | None, ...]] = dict.fromkeys(("e1/s1", "e2/s1"), ("dep-a", "dep-b", None))
    return Tiny(
        "crowded-half-day",
        tiny_brief(
            [
                event("e1", ["dep-a"], fixed("12-02 09:00", "12-02 09:30")),
                event("e2", ["dep-a"], fixed("12-02 10:30", "12-02 11:00")),
            ],
            "12-02",
            "12-02",
            pairs=(pair("dep-a", "dep-b"),),
            policy=policy(cover={"trigger": ["trip", "busy"]}, plan={"crowded_above": 1}),
        ),
        takers=seats,
    )


def closed_week() -> Tiny:
    """A Friday whose week was closed and frozen a week ago, and the Monday after it: what is new, what came in too
    late for the Friday, and what was published for it."""
    new = event("e1", ["dep-a"], window("12-11 00:00", "12-15 00:00", 60))
    late = event(
        "e2", ["dep-b"], window("12-11 00:00", "12-15 00:00", 60), duty=Duty.MUST, received_at=at("12-04 09:00")
    )
    known = event("e3", ["dep-b"], window("12-11 00:00", "12-15 00:00", 60))
    return Tiny(
        "closed-week",
        tiny_brief(
            [new, late, known],
            "12-11",
            "12-14",
            as_of=at("12-05 09:00"),
            published=published(was("e3", "12-11 09:00", "12-11 10:00")),
            policy=policy(
                week={"collect_until": "thu 12:00", "freeze": "fri 16:00", "change_rule": "office_updates"}
            ),
        ),
        clocks=("09:00", "15:00"),
        takers={"e1/s1": ("dep-a",), "e2/s1": ("dep-b",), "e3/s1": ("dep-b",)},
    )


def quiet_week() -> Tiny:
    """The year's last two weeks, one of them to be without meetings, and a meeting in each."""
    given: dict[str, Any] = {"kind": Kind.COORDINATION, "duty": Duty.WANTED}
    return Tiny(
        "quiet-week",
        tiny_brief(
            [
                event("e1", ["dep-a"], fixed("12-22 09:00", "12-22 10:00"), **given),
                event("e2", ["dep-a"], fixed("12-29 09:00", "12-29 10:00"), **given),
            ],
            "12-21",
            "12-31",
            leaders=(DEP_A,),
            policy=policy(nomeeting={"weeks_per_year_min": 1}),
        ),
        takers={"e1/s1": ("dep-a",), "e2/s1": ("dep-a",)},
    )


def tinies_of_weeks() -> tuple[Tiny, ...]:
    """All of them."""
    return (emergency_and_standing(), crowded_half_day(), closed_week(), quiet_week())
