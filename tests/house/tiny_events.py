"""Tiny briefs on what events are: petitions, precedence, caps on meetings, requests, companions."""

from models.brief import Brief
from models.events import Cover, Host, Kind
from tests.builders import absence, event, fixed, leader, seat, window
from tests.house.plans import Tiny
from tests.house.tiny import applied, decision, pair, policy, tiny_brief

DEP_A, DEP_B = leader("dep-a", title="副区长甲"), leader("dep-b", title="副区长乙")


def _brief(*events: object, first: str = "12-02", last: str = "12-02", **more: object) -> Brief:
    return tiny_brief(events, first, last, **{"leaders": (DEP_A, DEP_B), **more})  # type: ignore[arg-type]


def petitions() -> Tiny:
    """A petition day that a decision gives to another, letters, and a half-day a month set apart for each leader."""
    return Tiny(
        "petitions",
        _brief(
            event(
                "e1",
                [seat("s1", "dep-a", cover=Cover.PAIR)],
                fixed("12-02 09:00", "12-02 10:00"),
                kind=Kind.PETITION_RECEPTION,
            ),
            event("e2", ["dep-b"], fixed("12-02 15:00", "12-02 16:00"), kind=Kind.LETTERS),
            first="12-01",
            last="12-31",
            absences=(absence("a1", "dep-a", "12-02 08:00", "12-02 12:00"),),
            pairs=(pair("dep-a", "dep-b"),),
            decisions=(decision("e1", "s1", "dep-b"),),
            policy=policy(petition={"half_days_per_month": 1}),
        ),
    )


def precedence() -> Tiny:
    """Wanted events of every rank at one time: only one can be held."""
    nine = fixed("12-02 09:00", "12-02 10:00")
    return Tiny(
        "precedence",
        _brief(
            event("e1", ["dep-a"], nine, kind=Kind.COORDINATION, host=Host.PARTY_COMMITTEE),
            event("e2", ["dep-a"], nine, kind=Kind.COORDINATION),
            event("e3", ["dep-a"], nine, kind=Kind.CEREMONY, application=applied("dep-a")),
            event("e4", ["dep-a"], window("12-02 00:00", "12-05 00:00", 60), kind=Kind.TALK),
        ),
        clocks=("09:00", "15:00"),
        takers={f"e{n}/s1": ("dep-a",) for n in range(1, 5)},
    )


def capped() -> Tiny:
    """Meetings above the month's caps and the length of their kind, beside one that is not ours to count."""
    caps = {"meeting.special": 60, "meeting.coordination": 30}
    return Tiny(
        "capped",
        _brief(
            event(
                "e1",
                ["dep-a", seat("s2", "dep-b", required=False)],
                fixed("12-02 09:00", "12-02 10:30"),
                kind=Kind.SPECIAL,
            ),
            event("e2", ["dep-b"], window("12-02 00:00", "12-03 00:00", 120), kind=Kind.COORDINATION),
            event("e3", ["dep-b"], fixed("12-02 09:00", "12-02 10:30"), kind=Kind.COUNCIL),
            policy=policy(meeting={"per_month_max": 1, "hours_per_month_max": 2, "max_minutes": caps}),
        ),
        clocks=("09:00", "15:00"),
        takers={"e3/s1": ("dep-b",)},
    )


def receptions() -> Tiny:
    """Receptions that a lower unit asked for twelve days before the first day, with a lead of thirteen."""
    hosted = {"kind": Kind.RECEPTION, "host": Host.SUBORDINATE, "application": applied()}
    return Tiny(
        "receptions",
        _brief(
            event("e1", ["dep-a"], window("12-02 00:00", "12-05 00:00", 60), **hosted),
            event("e2", ["dep-a"], fixed("12-02 09:00", "12-02 10:00"), **hosted),
            last="12-04",
            policy=policy(reception={"request_days_before": 13}),
        ),
        clocks=("09:00", "15:00"),
    )


def companions() -> Tiny:
    """A visit with more companions than the office wants."""
    return Tiny(
        "companions",
        _brief(
            event("e1", ["dep-a"], fixed("12-02 09:00", "12-02 10:00"), kind=Kind.VISIT_MOBILISATION, companions=3),
            event("e2", ["dep-a"], fixed("12-02 15:00", "12-02 16:00"), kind=Kind.RECEPTION, companions=3),
            policy=policy(research={"companions_max": 2}),
        ),
    )


def tinies_of_events() -> tuple[Tiny, ...]:
    """All of them."""
    return (petitions(), precedence(), capped(), receptions(), companions())
