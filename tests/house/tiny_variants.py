"""Tiny briefs under other governments' settings: each rule that the seed's rule book does not hold, switched on."""

from typing import Any

from models.agenda import AgendaItem, Gates
from models.events import Application, Consent, Duty, Event, Kind, Role
from models.ledger import Ledger, MeetingHeld
from models.people import Delegation
from models.spans import Span
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, absence, at, day, event, fixed, seat, window
from tests.house.plans import Tiny, every_research
from tests.house.tiny import DIRECTOR, decision, pair, policy, published, standing_meeting, tiny_brief, was

TRIO = (HEAD, EXEC, DEP_A)
FULL = {person.id: 42 for person in TRIO}
OWN_SEATS: dict[str, tuple[str | None, ...]] = {
    f"s{n}/{key}": (owner,)
    for n in (1, 2)
    for key, owner in (("chair", "head"), ("members:exec", "exec"), ("members:dep-a", "dep-a"))
}


def _meeting(id: str, first: str = "12-01", last: str = "12-20") -> Event:
    """A standing meeting that may wait for the next plan."""
    return standing_meeting(id, when=window(f"{first} 00:00", f"{last} 00:00", half_days=1))


def _held(on: str, id: str = "standing/2026-11/1") -> Ledger:
    return Ledger(year=2026, research=FULL, meetings=(MeetingHeld(id=id, on=day(on)),))


def capped_year() -> Tiny:
    """Two standing meetings that may wait, room for one of them in the year, and Thursdays the usual day."""
    return Tiny(
        "capped-year",
        tiny_brief(
            [_meeting("s1"), _meeting("s2")],
            "12-10",
            "12-11",
            leaders=TRIO,
            ledger=_held("11-25"),
            policy=policy(standing={"per_year_max": 2, "preferred_weekday": "thu"}),
        ),
        takers=OWN_SEATS,
    )


def gaps() -> Tiny:
    """Two standing meetings that may wait, three days apart from each other and from the last one held."""
    return Tiny(
        "gaps",
        tiny_brief(
            [_meeting("s1"), _meeting("s2")],
            "12-11",
            "12-14",
            leaders=TRIO,
            ledger=_held("12-09"),
            policy=policy(standing={"min_gap_days": 3}),
        ),
        takers=OWN_SEATS,
    )


def gap_from_a_set_day() -> Tiny:
    """A standing meeting on a set day, and another that has to keep its distance."""
    return Tiny(
        "gap-from-a-set-day",
        tiny_brief(
            [_meeting("s1"), standing_meeting("s2", when=fixed("12-14 14:30", "12-14 18:00"))],
            "12-11",
            "12-14",
            leaders=TRIO,
            policy=policy(standing={"min_gap_days": 3}),
        ),
        takers=OWN_SEATS,
    )


def quorum() -> Tiny:
    """A meeting with a quorum, a deputy in the chair on its second morning, and items of one who may be away."""
    items = [
        AgendaItem(id=id, title=f"议题{id}", owner="dep-a", gates=_gates(submitted))
        for id, submitted in (("called", "12-01"), ("late", "12-02"))
    ]
    return Tiny(
        "quorum",
        tiny_brief(
            [_meeting("s1")],
            "12-10",
            "12-11",
            leaders=TRIO,
            absences=(
                absence("a1", "dep-a", "12-10 08:00", "12-10 20:00"),
                absence("a2", "exec", "12-10 08:00", "12-10 12:00"),
                absence("a3", "head", "12-11 08:00", "12-11 12:00"),
            ),
            delegations=(
                Delegation(id="d1", by="head", to="exec", span=Span(start=at("12-11 08:00"), end=at("12-11 12:00"))),
            ),
            agenda=tuple(items),
            policy=policy(
                standing={
                    "quorum": {"share": "2/3"},
                    "topic_owner_required": True,
                    "chair_when_head_away": "exec_deputy",
                    "session": "any",
                },
                agenda={"topic_call_day": 1},
            ),
        ),
        takers={
            "s1/chair": ("head", "exec", None),
            "s1/members:exec": ("exec", None),
            "s1/members:dep-a": ("dep-a", None),
        },
    )


def _gates(submitted: str) -> Gates:
    begun, done = day(submitted), day("12-03")
    return Gates(
        submitted=begun, deputy_read=begun, consulted=begun, review_done=done, deputy_agreed=done, head_agreed=done,
        print_approved=done, papers_printed=done,
    )  # fmt: skip


def third_cover() -> Tiny:
    """甲 away for the day and 乙 for its afternoon: the executive deputy is their C."""
    return Tiny(
        "third-cover",
        tiny_brief(
            [event("e1", ["dep-a"], window("12-02 00:00", "12-03 00:00", 60))],
            "12-02",
            "12-02",
            leaders=(EXEC, DEP_A, DEP_B),
            pairs=(pair("dep-a", "dep-b"),),
            absences=(
                absence("a1", "dep-a", "12-02 08:00", "12-02 20:00"),
                absence("a2", "dep-b", "12-02 14:00", "12-02 20:00"),
            ),
            policy=policy(cover={"fallback": "exec_deputy"}),
        ),
    )


def long_absence() -> Tiny:
    """甲 away for a week, his B entrusted by the head for its first day only."""
    return Tiny(
        "long-absence",
        tiny_brief(
            [event("e1", ["dep-a"], window("12-02 00:00", "12-04 00:00", 60))],
            "12-02",
            "12-03",
            leaders=(HEAD, DEP_A, DEP_B),
            pairs=(pair("dep-a", "dep-b"),),
            absences=(absence("a1", "dep-a", "12-01 08:00", "12-07 20:00"),),
            delegations=(
                Delegation(id="d1", by="head", to="dep-b", span=Span(start=at("12-02 08:00"), end=at("12-02 20:00"))),
            ),
            policy=policy(cover={"long_absence_days": 3}),
        ),
        clocks=("09:00", "15:00"),
    )


def clash_of_duties() -> Tiny:
    """甲 wanted in two places at one time, where a clash of duties lets his B act."""
    return Tiny(
        "clash-of-duties",
        tiny_brief(
            [
                event("e1", ["dep-a"], fixed("12-02 09:00", "12-02 10:00")),
                event("e2", ["dep-a"], fixed("12-02 09:30", "12-02 10:30")),
            ],
            "12-02",
            "12-02",
            pairs=(pair("dep-a", "dep-b"),),
            policy=policy(cover={"trigger": ["trip", "clash"]}),
        ),
    )


def quiet_days() -> Tiny:
    """A Wednesday without meetings, a Thursday kept for research, one speaker a meeting, an hour a week."""
    speakers = [seat(f"s{n}", who, Role.SPEAKER, required=False) for n, who in enumerate(("dep-a", "dep-b"), 1)]
    return Tiny(
        "quiet-days",
        tiny_brief(
            [
                event("e1", speakers, window("12-02 00:00", "12-05 00:00", 60)),
                event("e2", ["dep-a"], window("12-02 00:00", "12-05 00:00", 60), kind=Kind.INSPECTION),
            ],
            "12-02",
            "12-04",
            policy=policy(
                nomeeting={"days": ["wed"]},
                research={"fixed_weekdays": ["thu"]},
                meeting={"speakers_max": 1},
                load={"weekly_minutes": 60},
            ),
        ),
        clocks=("09:00", "15:00"),
        takers={"e1/s1": ("dep-a", None), "e1/s2": ("dep-b", None), "e2/s1": ("dep-a",)},
    )


def rounds_of_ceremonies() -> Tiny:
    """Ceremonies applied for late, and one of them a week for each leader."""
    consents = tuple(Consent(leader=who, at=at("11-29 10:00")) for who in ("dep-a", "dep-b"))
    asked = Application(unit="某街道", at=at("11-28 10:00"), consents=consents)
    given: dict[str, Any] = {"kind": Kind.CEREMONY, "application": asked}
    return Tiny(
        "rounds-of-ceremonies",
        tiny_brief(
            [
                event("c1", [seat("s1", ("dep-a", "dep-b"))], window("12-02 00:00", "12-04 00:00", 60), **given),
                event("c2", [seat("s1", ("dep-a", "dep-b"))], fixed("12-03 15:00", "12-03 16:00"), **given),
            ],
            "12-02",
            "12-03",
            policy=policy(ceremony={"apply_days_before": 5}, fairness={"event_window": 7}),
        ),
        clocks=("09:00",),
    )


def quarter_end() -> Tiny:
    """The quarter's last two working days: half-days of research owed, but not on both days running."""
    brief = tiny_brief(
        [event("e1", ["dep-a"], fixed("12-31 15:00", "12-31 17:00"), kind=Kind.SYMPOSIUM)],
        "12-30",
        "12-31",
        leaders=(DEP_A,),
        policy=policy(research={"block_max": 2, "quarter_min": 2, "run_max": 1}),
    )
    return Tiny("quarter-end", brief, research=every_research(brief, ["dep-a"], most=2), takers={"e1/s1": ("dep-a",)})


def year_end_stay() -> Tiny:
    """The year's last two working days: a stay of a day owed, and no more than two half-days in the month."""
    brief = tiny_brief(
        [event("e1", ["dep-a"], fixed("12-30 09:00", "12-30 10:00"), duty=Duty.WANTED)],
        "12-30",
        "12-31",
        leaders=(DEP_A,),
        policy=policy(research={"block_max": 2, "month_max": 2, "stay_days_min": 1}),
    )
    return Tiny(
        "year-end-stay", brief, research=every_research(brief, ["dep-a"], most=2), takers={"e1/s1": ("dep-a",)}
    )


def year_end_given() -> Tiny:
    """The same days with far more owed than they can hold, and a duty in the way of every stay: given facts."""
    brief = tiny_brief(
        [event("e1", ["dep-a"], fixed("12-30 15:00", "12-30 16:00"), duty=Duty.MUST)],
        "12-30",
        "12-31",
        leaders=(DEP_A,),
        ledger=Ledger(year=2026, research={DEP_A.id: 30}),
        policy=policy(research={"block_max": 2, "stay_days_min": 2}),
    )
    return Tiny(
        "year-end-given", brief, research=every_research(brief, ["dep-a"], most=2), takers={"e1/s1": ("dep-a",)}
    )


def chair_by_decision() -> Tiny:
    """A plenary and a standing meeting whose chair somebody has decided to give to a member, against the law."""
    return Tiny(
        "chair-by-decision",
        tiny_brief(
            [standing_meeting("p1", kind=Kind.PLENARY), _meeting("s1")],
            "12-10",
            "12-10",
            leaders=(*TRIO, DIRECTOR),
            decisions=(decision("p1", "chair", "dep-a"), decision("s1", "chair", "dep-a")),
            published=published(was("p1", "12-10 08:30", "12-10 12:00")),
        ),
        takers={
            **OWN_SEATS,
            "p1/chair": ("head", "dep-a"),
            "p1/members:exec": ("exec",),
            "p1/members:dep-a": ("dep-a", None),
            "s1/chair": ("head", "dep-a"),
            "s1/members:dep-a": ("dep-a", None),
        },
    )


def tinies_of_variants() -> tuple[Tiny, ...]:
    """All of them."""
    return (
        capped_year(), gaps(), gap_from_a_set_day(), quorum(), third_cover(), long_absence(), clash_of_duties(),
        quiet_days(), rounds_of_ceremonies(), quarter_end(), year_end_stay(), year_end_given(),
        chair_by_decision(),
    )  # fmt: skip
