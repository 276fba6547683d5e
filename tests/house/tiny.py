"""Tiny briefs that together touch every rule: every clause of one has some plan that it alone refuses, or prices.

All of them lie in December 2026 (1 December is a Tuesday) on a grid of an hour, and research is done for the year
unless a brief is about it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from models.absences import AbsenceKind, Approval, ApprovalState
from models.agenda import AgendaItem, Gates
from models.brief import Brief
from models.decided import Decision, Pin, Waiver
from models.events import Application, Body, Consent, Cover, Duty, Event, Kind, Role, Seat, Secrecy, Who
from models.ledger import Ledger
from models.people import Delegation, DeputyPair, Post
from models.plan import BookingState, Seating
from models.policy import Policy
from models.published import Published, PublishedBooking
from models.research import ResearchBlock
from models.spans import Span
from tests.builders import (
    DEP_A,
    DEP_B,
    EXEC,
    HEAD,
    absence,
    at,
    brief,
    day,
    days,
    event,
    fixed,
    half,
    leader,
    seat,
    window,
)
from tests.house.plans import Tiny, every_research

DEP_C = leader("dep-c", title="副区长丙", portfolios=["water"])
DIRECTOR = leader("director", Post.OFFICE_DIRECTOR)
NEW_YEAR = date(2026, 1, 1)


def policy(**sections: dict[str, Any]) -> Policy:
    """The default policy on a grid of an hour, with some settings changed."""
    plain = Policy().model_dump()
    plain["plan"]["grid_minutes"] = 60
    for section, changes in sections.items():
        plain[section] |= changes
    return Policy.model_validate(plain)


def tiny_brief(events: Iterable[Event], first: str, last: str, **more: Any) -> Brief:
    """A brief of a few days, with the year's research done."""
    leaders = more.get("leaders", (DEP_A, DEP_B))
    done = {person.id: 42 for person in leaders}
    given: dict[str, Any] = {
        "horizon": days(first, last),
        "leaders": leaders,
        "pairs": (),
        "ledger": Ledger(year=2026, research=done),
        "policy": policy(),
    }
    return brief(events, **(given | more))


def pair(a: str, b: str, last: str | None = None, first: str | None = None) -> DeputyPair:
    """A pair in force from the new year, or from a day, until a day."""
    return DeputyPair(a=a, b=b, first=day(first) if first else NEW_YEAR, last=day(last) if last else None)


def published(
    *bookings: PublishedBooking, seats: Iterable[Seating] = (), research: Iterable[ResearchBlock] = ()
) -> Published:
    """The last publication."""
    return Published(number=1, digest="0" * 64, bookings=bookings, seats=tuple(seats), research=tuple(research))


def was(
    id: str, start: str, end: str, announced: str = "11-20 10:00", state: BookingState = BookingState.PLANNED
) -> PublishedBooking:
    """A published booking."""
    return PublishedBooking(event=id, start=at(start), end=at(end), state=state, announced_at=at(announced))


def decision(event: str, seat: str, taken_by: str) -> Decision:
    """The head's word on an open seat."""
    return Decision(event=event, seat=seat, taken_by=taken_by, by="区长", reason="指定", at=at("11-26 10:00"))


def waiver(rule: str, subject: str) -> Waiver:
    """The head's leave to depart from a rule."""
    return Waiver(rule=rule, subject=subject, approver="区长", reason="工作需要", at=at("11-26 10:00"))


def applied(*consenting: str) -> Application:
    """A unit's application with the consents that came of it."""
    consents = tuple(Consent(leader=person, at=at("11-25 10:00")) for person in consenting)
    return Application(unit="某街道", at=at("11-20 10:00"), consents=consents)


def block(leader: str, n: int, start: str, half_days: int) -> ResearchBlock:
    """A published research block."""
    when = half(start)
    id = f"research/{leader}/{when.day.year}/{n}"
    return ResearchBlock(id=id, leader=leader, start=when, half_days=half_days)


def approved(when: str) -> Approval:
    """Approved at a time."""
    return Approval(state=ApprovalState.APPROVED, by="区长", at=at(when))


def cover() -> Tiny:
    """甲 away for two days: 乙 covers on the day on which their pair still holds; 丙 is only 乙's own B."""
    return Tiny(
        "cover",
        tiny_brief(
            [
                event("e1", ["dep-a", seat("s2", "dep-b", required=False)], window("12-02 00:00", "12-04 00:00", 60)),
                event("e2", ["dep-b"], fixed("12-03 09:00", "12-03 11:00")),
            ],
            "12-02",
            "12-03",
            leaders=(DEP_A, DEP_B, DEP_C),
            pairs=(pair("dep-a", "dep-b", last="12-02"), pair("dep-b", "dep-c")),
            absences=(
                absence("a1", "dep-a", "12-02 08:00", "12-03 20:00"),
                absence("a2", "dep-b", "12-02 14:00", "12-02 20:00"),
            ),
        ),
        takers={"e2/s1": ("dep-b",)},
    )


def cover_by_halves() -> Tiny:
    """甲 away for the morning only, training in the afternoon, asking for the next day: cover needs a trip."""
    return Tiny(
        "cover-by-halves",
        tiny_brief(
            [
                event("e1", ["dep-a"], window("12-02 00:00", "12-04 00:00", 120)),
                event("e2", ["dep-a"], window("12-02 00:00", "12-05 00:00", half_days=2)),
            ],
            "12-02",
            "12-03",
            pairs=(pair("dep-a", "dep-b"),),
            absences=(
                absence("a1", "dep-a", "12-02 08:00", "12-02 12:00"),
                absence("a2", "dep-a", "12-02 14:00", "12-02 18:00", kind=AbsenceKind.TRAINING),
                absence(
                    "a3", "dep-a", "12-03 08:00", "12-03 12:00", approval=Approval(state=ApprovalState.REQUESTED)
                ),
            ),
        ),
        clocks=("09:00", "15:00"),
    )


def personal_seats() -> Tiny:
    """Seats that nobody may cover, taken by another in the last publication, or by somebody's decision."""
    return Tiny(
        "personal-seats",
        tiny_brief(
            [
                event("e1", ["dep-a"], window("12-02 00:00", "12-03 00:00", 120), kind=Kind.TALK),
                event("e2", ["dep-a"], window("12-02 00:00", "12-03 00:00", 120), kind=Kind.TALK),
                event("e3", ["dep-a"], fixed("12-02 19:00", "12-02 20:00")),
            ],
            "12-02",
            "12-02",
            leaders=(DEP_A, DEP_B, DEP_C),
            pairs=(pair("dep-a", "dep-b"), pair("dep-b", "dep-c")),
            absences=(absence("a1", "dep-a", "12-02 14:00", "12-02 20:00"),),
            published=published(
                was("e1", "12-02 15:00", "12-02 17:00"),
                seats=(
                    Seating(event="e1", seat="s1", taken_by="dep-b"),
                    Seating(event="e3", seat="s1", taken_by="dep-c"),
                ),
            ),
            decisions=(decision("e2", "s1", "dep-c"),),
        ),
        clocks=("09:00", "15:00"),
        takers={"e1/s1": ("dep-a", "dep-b", None), "e2/s1": ("dep-b", "dep-c", None), "e3/s1": ("dep-c", None)},
    )


def acting_head(needs_delegation: bool = True) -> Tiny:
    """The head away for the day, with a delegation for its morning: his own meeting, and a seat of his."""
    return Tiny(
        f"acting-head-{needs_delegation}",
        tiny_brief(
            [
                event(
                    "e1",
                    [seat("chair", "head", Role.CHAIR)],
                    window("12-02 00:00", "12-04 00:00", 120),
                    kind=Kind.OFFICE,
                ),
                event("e2", ["head"], fixed("12-02 15:00", "12-02 17:00"), duty=Duty.MUST),
                event("e3", ["head"], fixed("12-02 09:00", "12-02 11:00")),
            ],
            "12-02",
            "12-03",
            leaders=(HEAD, EXEC, DEP_A),
            absences=(absence("a1", "head", "12-02 08:00", "12-02 20:00"),),
            delegations=(
                Delegation(id="d1", by="head", to="exec", span=Span(start=at("12-02 08:00"), end=at("12-02 12:00"))),
                Delegation(id="d2", by="dep-a", to="exec", span=Span(start=at("12-02 13:00"), end=at("12-03 12:00"))),
            ),
            policy=policy(cover={"head_needs_delegation": needs_delegation}),
        ),
        clocks=("09:00", "15:00"),
        takers={"e3/s1": ("head", "exec")},
    )


def head_away_throughout() -> Tiny:
    """The head's meeting while he is away whenever it could be, and a meeting chaired by another: given facts."""
    return Tiny(
        "head-away-throughout",
        tiny_brief(
            [
                event(
                    "e1",
                    [seat("chair", "head", Role.CHAIR), "dep-a"],
                    fixed("12-02 09:00", "12-02 11:00"),
                    kind=Kind.OFFICE,
                ),
                event(
                    "e2", [seat("chair", "exec", Role.CHAIR)], fixed("12-02 15:00", "12-02 16:00"), kind=Kind.OFFICE
                ),
            ],
            "12-02",
            "12-02",
            leaders=(HEAD, EXEC, DEP_A),
            absences=(absence("a1", "head", "12-02 08:00", "12-02 20:00"),),
            delegations=(
                Delegation(id="d1", by="head", to="exec", span=Span(start=at("12-02 08:00"), end=at("12-02 20:00"))),
            ),
        ),
    )


MEMBERS = (
    Seat(id="chair", role=Role.CHAIR, who=Who(leader="head"), cover=Cover.NONE),
    Seat(id="members", who=Who(members_of=Body.STANDING), cover=Cover.NONE),
)


def standing_meeting(id: str = "standing/2026-12/1", **more: Any) -> Event:
    """A standing meeting with its head and members."""
    given = {"title": "常务会议", "kind": Kind.STANDING, "seats": MEMBERS, "duty": Duty.MUST, "area": "compound"}
    return Event(**({"id": id, "when": window("12-01 00:00", "12-12 00:00", half_days=1)} | given | more))


def standing(waived: bool = False) -> Tiny:
    """A standing meeting announced for a morning, with one member's leave approved after that, another's before."""
    waivers = (waiver("47-a", "standing/2026-12/1:dep-a"), waiver("43-b", "standing/2026-12/1"))
    return Tiny(
        f"standing{'-waived' if waived else ''}",
        tiny_brief(
            [standing_meeting(), event("e1", ["dep-a"], fixed("12-11 09:00", "12-11 11:00"))],
            "12-10",
            "12-11",
            leaders=(HEAD, EXEC, DEP_A),
            absences=(
                absence("a1", "dep-a", "12-10 08:00", "12-10 12:00", approval=approved("11-25 10:00")),
                absence("a2", "exec", "12-10 08:00", "12-10 12:00", approval=approved("11-10 10:00")),
                absence("a3", "exec", "12-11 08:00", "12-11 12:00", approval=approved("11-25 10:00")),
            ),
            published=published(was("standing/2026-12/1", "12-10 08:30", "12-10 12:00")),
            waivers=waivers if waived else (),
        ),
        takers={
            "e1/s1": ("dep-a",),
            "standing/2026-12/1/chair": ("head", "exec", None),
            "standing/2026-12/1/members:exec": ("exec", "dep-a", None),
        },
    )


def gates(reviewed: str, printed: str) -> Gates:
    """An item's gates, all promised for two days."""
    on = day(reviewed)
    return Gates(
        submitted=on,
        deputy_read=on,
        consulted=on,
        review_done=on,
        deputy_agreed=on,
        head_agreed=on,
        print_approved=on,
        papers_printed=day(printed),
    )


def plenary() -> Tiny:
    """A plenary with a member's seat that somebody else has been told to take; all members at an office meeting."""
    members = Seat(id="members", who=Who(members_of=Body.PLENARY), cover=Cover.NONE)
    return Tiny(
        "plenary",
        tiny_brief(
            [
                standing_meeting("p1", kind=Kind.PLENARY, seats=(*MEMBERS[:1], members)),
                standing_meeting(
                    "p2", kind=Kind.OFFICE, when=fixed("12-10 14:30", "12-10 16:00"), seats=(*MEMBERS[:1], members)
                ),
            ],
            "12-10",
            "12-10",
            leaders=(HEAD, DEP_A, DIRECTOR),
            absences=(absence("a1", "dep-a", "12-10 12:00", "12-10 20:00"),),
            decisions=(decision("p1", "members:dep-a", "director"), decision("p2", "members:dep-a", "director")),
        ),
        takers={
            "p1/chair": ("head",),
            "p2/chair": ("head",),
            "p1/members:director": ("director", "head", None),
            "p2/members:director": ("director", "head", None),
            "p2/members:dep-a": ("dep-a", None),
        },
    )


def agenda() -> Tiny:
    """Items that are in time for one day, or for another, by their review or by their papers."""
    return Tiny(
        "agenda",
        tiny_brief(
            [standing_meeting(seats=MEMBERS[:1])],
            "12-10",
            "12-11",
            leaders=(HEAD, DEP_A),
            agenda=(
                AgendaItem(id="ready", title="成熟议题", owner="dep-a", gates=gates("12-03", "12-07")),
                AgendaItem(id="unread", title="迟审议题", owner="dep-a", gates=gates("12-04", "12-07")),
                AgendaItem(
                    id="unprinted", title="迟印议题", owner="dep-a", gates=gates("12-03", "12-08"), priority=3
                ),
            ),
        ),
        takers={"standing/2026-12/1/chair": ("head",)},
    )


def standing_fixed() -> Tiny:
    """A standing meeting whose host has fixed it, with a member's leave approved after that: a given fact."""
    return Tiny(
        "standing-fixed",
        tiny_brief(
            [
                standing_meeting(when=fixed("12-10 08:30", "12-10 12:00")),
                event("e1", ["exec"], fixed("12-10 14:00", "12-10 15:00")),
            ],
            "12-10",
            "12-10",
            leaders=(HEAD, EXEC, DEP_A, DIRECTOR),
            absences=(absence("a1", "dep-a", "12-10 08:00", "12-10 12:00", approval=approved("11-25 10:00")),),
            published=published(was("standing/2026-12/1", "12-10 08:30", "12-10 12:00")),
            decisions=(decision("standing/2026-12/1", "members:dep-a", "director"),),
        ),
        takers={
            "standing/2026-12/1/chair": ("head", None),
            "standing/2026-12/1/members:exec": ("exec", None),
            "e1/s1": ("exec",),
        },
    )


def two_meetings() -> Tiny:
    """Two meetings of one kind, an item for either, and one for a meeting that is not held."""
    chair = [seat("chair", "head", Role.CHAIR)]
    return Tiny(
        "two-meetings",
        tiny_brief(
            [
                event("m1", chair, window("12-10 00:00", "12-11 00:00", 120), kind=Kind.OFFICE),
                event("m2", chair, window("12-10 00:00", "12-12 00:00", 120), kind=Kind.OFFICE),
            ],
            "12-10",
            "12-11",
            leaders=(HEAD,),
            agenda=(
                AgendaItem(
                    id="one",
                    title="一个议题",
                    owner="head",
                    meeting=Kind.OFFICE,
                    gates=gates("12-03", "12-07"),
                    priority=1,
                ),
                AgendaItem(id="none", title="另一议题", owner="head", gates=gates("12-03", "12-07")),
            ),
        ),
        clocks=("09:00", "15:00"),
        takers={"m1/chair": ("head",), "m2/chair": ("head",)},
    )


def ceremonies() -> Tiny:
    """Ceremonies: one with consents, one that a person has waived the rules for; shared out evenly."""
    return Tiny(
        "ceremonies",
        tiny_brief(
            [
                event(
                    "c1",
                    [seat("s1", ("head", "dep-a", "dep-b")), seat("s2", "dep-b", required=False)],
                    fixed("12-02 09:00", "12-02 10:00"),
                    kind=Kind.CEREMONY,
                    portfolio="city",
                    application=applied("head", "dep-b"),
                ),
                event(
                    "c2",
                    [seat("s1", ("dep-a", "dep-b")), seat("s2", ("dep-a", "dep-b"), required=False)],
                    fixed("12-02 15:00", "12-02 16:00"),
                    kind=Kind.CEREMONY,
                ),
                event("c3", ["dep-a"], fixed("12-02 19:00", "12-02 20:00"), kind=Kind.CEREMONY),
            ],
            "12-02",
            "12-02",
            leaders=(HEAD, DEP_A, DEP_B),
            pairs=(),
            ledger=Ledger(year=2026, research={"head": 42, "dep-a": 42, "dep-b": 42}, ceremonies={"dep-b": 3}),
            waivers=(waiver("61-c", "c2"), waiver("61-d", "c2")),
        ),
        takers={"c1/s2": ("dep-b", "dep-a", None), "c2/s2": ("dep-b", None), "c3/s1": ("dep-a", "dep-b")},
    )


def given_ceremony() -> Tiny:
    """A ceremony that must be, with two leaders by name and no consent: given facts."""
    return Tiny(
        "given-ceremony",
        tiny_brief(
            [
                event(
                    "c1",
                    ["dep-a", "dep-b", seat("s3", "dep-c", required=False)],
                    fixed("12-02 09:00", "12-02 10:00"),
                    kind=Kind.CEREMONY,
                    summoned=True,
                )
            ],
            "12-02",
            "12-02",
            leaders=(DEP_A, DEP_B, DEP_C),
            pairs=(pair("dep-a", "dep-c"),),
        ),
    )


def one_of_several() -> Tiny:
    """Seats for one of several: the portfolio's owner first, a deputy before the head, nobody off the list."""
    return Tiny(
        "one-of-several",
        tiny_brief(
            [
                event(
                    "e1",
                    [seat("s1", ("head", "dep-a", "dep-b")), seat("s2", ("head", "dep-a"), required=False)],
                    window("12-02 00:00", "12-03 00:00", 120),
                    portfolio="farm",
                    priority=1,
                ),
                event("e2", [seat("s1", ("dep-a", "dep-b"))], fixed("12-02 19:00", "12-02 20:00"), duty=Duty.MUST),
                event("e3", [seat("s1", ("dep-a", "dep-b"))], fixed("12-02 12:30", "12-02 13:30")),
            ],
            "12-02",
            "12-02",
            leaders=(HEAD, DEP_A, DEP_B),
            absences=(
                absence("a1", "dep-a", "12-02 13:00", "12-02 20:00"),
                absence("a2", "dep-b", "12-02 18:00", "12-02 20:00"),
            ),
            decisions=(decision("e2", "s1", "head"),),
            published=published(
                was("e3", "12-02 12:30", "12-02 13:30"), seats=(Seating(event="e3", seat="s1", taken_by="head"),)
            ),
        ),
        clocks=("09:00",),
        takers={
            "e1/s1": ("head", "dep-a", "dep-b"),
            "e1/s2": ("dep-a", None),
            "e2/s1": ("head", "dep-a", None),
            "e3/s1": ("head", "dep-a", None),
        },
    )


def restricted() -> Tiny:
    """A restricted event whose owner is away: of his two Bs, one may know of it."""
    return Tiny(
        "restricted",
        tiny_brief(
            [
                event(
                    "e1",
                    ["dep-a"],
                    window("12-02 00:00", "12-04 00:00", 60),
                    secrecy=Secrecy.RESTRICTED,
                    knows=("dep-c",),
                    priority=3,
                ),
                event("e2", ["dep-b"], window("12-02 00:00", "12-10 00:00", half_days=6)),
            ],
            "12-02",
            "12-03",
            leaders=(DEP_A, DEP_B, DEP_C),
            pairs=(pair("dep-a", "dep-b"), pair("dep-c", "dep-a", first="12-03")),
            absences=(absence("a1", "dep-a", "12-02 08:00", "12-03 12:00"),),
        ),
        takers={"e2/s1": ("dep-b",)},
    )


def past() -> Tiny:
    """Frozen at noon of the first day, with a publication: what has been stands, what is to come may move."""
    brief = tiny_brief(
        [
            event("e1", ["dep-a"], window("12-02 00:00", "12-04 00:00", 120)),
            event("e2", ["dep-a"], window("12-02 00:00", "12-04 00:00", 120)),
            event("e4", ["dep-b"], window("12-02 00:00", "12-02 10:00", 60)),
        ],
        "12-02",
        "12-03",
        leaders=(DEP_A, DEP_B, DEP_C),
        as_of=at("12-02 12:00"),
        published=published(
            was("e1", "12-02 09:00", "12-02 11:00"),
            was("e4", "12-01 15:00", "12-01 16:00"),
            was("e2", "12-03 09:00", "12-03 11:00"),
            seats=(
                Seating(event="e1", seat="s1", taken_by="dep-a"),
                Seating(event="e2", seat="s1", taken_by="dep-a"),
            ),
            research=(block("dep-b", 1, "12-02/am", 2),),
        ),
        policy=policy(research={"block_max": 2}),
    )
    done = ("dep-b", half("12-02/am"), 2)
    research = (*every_research(brief, ["dep-b"], most=1), (done, ("dep-c", half("12-02/am"), 1)))
    takers: dict[str, tuple[str | None, ...]] = {f"e{n}/s1": ("dep-a" if n < 3 else "dep-b",) for n in (1, 2, 4)}
    return Tiny("past", brief, clocks=("09:00",), research=research[::2] + research[-1:], takers=takers, in_part=True)


def disturbance() -> Tiny:
    """A publication to hold on to: an issued item whose leader has gone away, one whose window has moved."""
    brief = tiny_brief(
        [
            event("e1", ["dep-a"], window("12-02 00:00", "12-03 00:00", 120)),
            event("e2", ["dep-b"], window("12-03 00:00", "12-04 00:00", 120)),
        ],
        "12-02",
        "12-03",
        pairs=(pair("dep-a", "dep-b"),),
        absences=(absence("a1", "dep-a", "12-02 08:00", "12-02 12:00"),),
        published=published(
            was("e1", "12-02 09:00", "12-02 11:00", state=BookingState.ISSUED),
            was("e2", "12-02 09:00", "12-02 11:00"),
            seats=(
                Seating(event="e1", seat="s1", taken_by="dep-a"),
                Seating(event="e2", seat="s1", taken_by="dep-b"),
            ),
            research=(block("dep-b", 1, "12-02/pm", 2),),
        ),
        policy=policy(research={"block_max": 2}),
    )
    research = every_research(brief, ["dep-b"], most=1)
    takers: dict[str, tuple[str | None, ...]] = {"e1/s1": ("dep-a", "dep-b"), "e2/s1": ("dep-a", "dep-b")}
    return Tiny("disturbance", brief, clocks=("09:00",), research=research, takers=takers)


def pins() -> Tiny:
    """An officer's pins: the minute of one item, which else might wait, and the leader of another, which may."""
    return Tiny(
        "pins",
        tiny_brief(
            [
                event("e1", [seat("s1", ("dep-a", "dep-b"))], window("12-02 00:00", "12-05 00:00", 120)),
                event("e2", [seat("s1", ("dep-a", "dep-b"))], window("12-03 00:00", "12-05 00:00", 120)),
            ],
            "12-02",
            "12-03",
            pins=(
                Pin(event="e1", start=at("12-02 09:00"), by="政府办"),
                Pin(event="e2", seat="s1", leader="dep-b", by="政府办"),
            ),
        ),
        clocks=("09:00", "15:00"),
    )


def year_end() -> Tiny:
    """The year's last working day and the next one's first: research is a must, then a price."""
    brief = tiny_brief(
        [
            event("e1", ["dep-a", "dep-b"], fixed("12-31 15:00", "12-31 17:00"), kind=Kind.SYMPOSIUM),
            event("e2", ["dep-a"], window("12-31 00:00", "2027-01-03 00:00", 60), duty=Duty.MUST),
        ],
        "12-31",
        "2027-01-02",
        ledger=Ledger(year=2026, research={"dep-a": 40, "dep-b": 42}),
        absences=(absence("a1", "dep-a", "2027-01-01 14:00", "2027-01-01 18:00"),),
        policy=policy(research={"block_max": 2}),
    )
    research = (
        *every_research(brief, ["dep-a"], most=1, beyond=1),
        *every_research(brief, ["dep-a"])[1:],
        *every_research(brief, ["dep-b"], most=1)[1:],
    )
    takers: dict[str, tuple[str | None, ...]] = {"e1/s1": ("dep-a",), "e1/s2": ("dep-b",), "e2/s1": ("dep-a",)}
    return Tiny("year-end", brief, clocks=("09:00",), research=research, takers=takers, in_part=True)


def mid_year() -> Tiny:
    """Research in the year's course, a whole half-day, and an evening far away that leaves no road."""
    brief = tiny_brief(
        [
            event("e1", ["dep-a"], fixed("12-03 11:00", "12-03 12:00"), area="province"),
            event("e2", ["dep-a"], window("12-03 00:00", "12-05 00:00", half_days=1), area="compound"),
        ],
        "12-03",
        "12-04",
        leaders=(DEP_A,),
        ledger=Ledger(year=2026, research={"dep-a": 0}),
        policy=policy(
            research={"block_max": 3},
            travel={
                "minutes": {
                    "district": {"district": 15},
                    "compound": {"compound": 0, "district": 20, "province": 90},
                    "province": {"province": 30, "district": 180},
                }
            },
        ),
    )
    takers: dict[str, tuple[str | None, ...]] = {"e1/s1": ("dep-a",), "e2/s1": ("dep-a",)}
    return Tiny("mid-year", brief, research=every_research(brief, ["dep-a"], most=2), takers=takers)


def days_off() -> Tiny:
    """A Friday and a Saturday: what is ours stays off the Saturday, what its host has fixed does not."""
    return Tiny(
        "days-off",
        tiny_brief(
            [
                event("e1", ["dep-a"], window("12-04 00:00", "12-06 00:00", half_days=2)),
                event("e2", ["dep-a"], window("12-04 10:00", "12-06 00:00", 60)),
                event("e3", ["dep-a"], fixed("12-05 09:00", "12-05 11:00")),
            ],
            "12-04",
            "12-05",
            leaders=(DEP_A,),
        ),
        clocks=("07:00", "09:00", "10:00", "14:00", "15:00", "17:00", "18:00"),
        takers={"e1/s1": ("dep-a",), "e2/s1": ("dep-a",), "e3/s1": ("dep-a",)},
    )


def crowded() -> Tiny:
    """A day for one leader with more than a comfortable number of items, and roads across noon."""
    return Tiny(
        "crowded",
        tiny_brief(
            [
                event("e1", ["dep-a"], fixed("12-02 09:00", "12-02 10:00"), area="compound", venue="一会议室"),
                event("e2", ["dep-a"], window("12-02 00:00", "12-03 00:00", 60), area="compound", venue="一会议室"),
                event("e3", ["dep-a"], fixed("12-02 11:00", "12-02 13:00"), area="province"),
                event("e4", ["dep-a"], window("12-02 00:00", "12-03 00:00", 60), area="city"),
            ],
            "12-02",
            "12-02",
            leaders=(DEP_A,),
            policy=policy(plan={"crowded_above": 1, "grid_minutes": 30}),
        ),
        clocks=("08:30", "10:00", "14:30", "15:00"),
        takers=dict.fromkeys(["e1/s1", "e2/s1", "e3/s1", "e4/s1"], ("dep-a",)),
    )


def duties() -> Tiny:
    """Everything that must be or is wanted, of every priority, and what may wait for the next plan."""
    return Tiny(
        "duties",
        tiny_brief(
            [
                event("e1", ["head"], fixed("12-02 09:00", "12-02 11:00"), duty=Duty.MUST),
                event("e2", ["head"], fixed("12-02 09:30", "12-02 11:30"), priority=1),
                event("e3", ["dep-a"], fixed("12-02 09:00", "12-02 10:00"), summoned=True),
                event("e4", ["head"], window("12-02 00:00", "12-04 00:00", 120)),
                event("e5", ["dep-a"], fixed("12-03 09:00", "12-03 10:00")),
                event("e6", ["dep-a"], window("12-01 00:00", "12-02 16:00", 60), priority=3),
            ],
            "12-02",
            "12-02",
            leaders=(HEAD, DEP_A),
        ),
        clocks=("09:00",),
        takers={f"e{n}/s1": ("head",) if n in (1, 2, 4) else ("dep-a",) for n in range(1, 7)},
    )


def emergency() -> Tiny:
    """An emergency that may call the head from his own meeting, and a deputy from a seat that must be taken."""
    return Tiny(
        "emergency",
        tiny_brief(
            [
                event(
                    "e1", [seat("s1", ("head", "dep-a"))], fixed("12-02 09:00", "12-02 11:00"), kind=Kind.EMERGENCY
                ),
                event(
                    "e2", [seat("chair", "head", Role.CHAIR)], fixed("12-02 10:00", "12-02 12:00"), kind=Kind.OFFICE
                ),
                event("e3", ["dep-a"], fixed("12-02 10:30", "12-02 11:30"), duty=Duty.MUST),
                event("e4", ["dep-a"], window("12-02 00:00", "12-03 00:00", 120)),
            ],
            "12-02",
            "12-02",
            leaders=(HEAD, DEP_A),
        ),
        clocks=("09:00",),
        takers={"e4/s1": ("dep-a",)},
    )


def tinies() -> tuple[Tiny, ...]:
    """All of them."""
    return (
        cover(),
        cover_by_halves(),
        personal_seats(),
        acting_head(),
        acting_head(needs_delegation=False),
        head_away_throughout(),
        standing(),
        standing(waived=True),
        plenary(),
        agenda(),
        standing_fixed(),
        two_meetings(),
        ceremonies(),
        given_ceremony(),
        one_of_several(),
        restricted(),
        past(),
        disturbance(),
        pins(),
        year_end(),
        mid_year(),
        days_off(),
        crowded(),
        duties(),
        emergency(),
    )
