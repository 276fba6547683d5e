"""Tiny briefs on agendas: gates in order, papers approved, major matters, what follows what, research first."""

from models.absences import OthersLeave
from models.agenda import AgendaItem, ResearchNeed
from models.events import Kind, Role
from tests.builders import DEP_A, HEAD, at, day, event, fixed, seat, window
from tests.house.plans import Tiny, every_research
from tests.house.tiny import MEMBERS, gates, standing_meeting, tiny_brief

CHAIR = [seat("chair", "head", Role.CHAIR)]
READY = gates("12-03", "12-07")


def gated() -> Tiny:
    """Items that were consulted on after their review, and whose papers were printed before approval."""
    consulted_late = READY.model_copy(update={"consulted": day("12-04")})
    approved_late = READY.model_copy(update={"print_approved": day("12-08")})
    return Tiny(
        "gated",
        tiny_brief(
            [standing_meeting(seats=MEMBERS[:1])],
            "12-10",
            "12-11",
            leaders=(HEAD, DEP_A),
            agenda=(
                AgendaItem(id="out-of-order", title="倒序议题", owner="dep-a", gates=consulted_late),
                AgendaItem(id="unapproved", title="先印议题", owner="dep-a", gates=approved_late),
            ),
        ),
        takers={"standing/2026-12/1/chair": ("head",)},
    )


def followed() -> Tiny:
    """An item of an office meeting that a standing meeting takes up again, and a major one that nobody does."""
    return Tiny(
        "followed",
        tiny_brief(
            [
                standing_meeting(seats=MEMBERS[:1]),
                event("m1", CHAIR, window("12-10 00:00", "12-12 00:00", 60), kind=Kind.OFFICE, area="compound"),
            ],
            "12-10",
            "12-11",
            leaders=(HEAD,),
            agenda=(
                AgendaItem(id="first", title="先议", owner="head", meeting=Kind.OFFICE, gates=READY, major=True),
                AgendaItem(id="second", title="再议", owner="head", gates=READY, follows="first"),
                AgendaItem(id="alone", title="独议", owner="head", meeting=Kind.OFFICE, gates=READY, major=True),
            ),
        ),
        clocks=("09:00",),
        takers={"standing/2026-12/1/chair": ("head",), "m1/chair": ("head",)},
    )


def researched() -> Tiny:
    """An item that needs research by a deputy who may research, or go to a symposium, on the day before."""
    brief = tiny_brief(
        [
            standing_meeting(seats=MEMBERS[:1]),
            event(
                "e1",
                [seat("s1", "dep-a", required=False)],
                fixed("12-10 15:00", "12-10 16:00"),
                kind=Kind.SYMPOSIUM,
            ),
        ],
        "12-10",
        "12-11",
        leaders=(HEAD, DEP_A),
        agenda=(
            AgendaItem(
                id="studied", title="先调研", owner="dep-a", gates=READY, needs_research=ResearchNeed(leader="dep-a")
            ),
        ),
    )
    return Tiny(
        "researched",
        brief,
        research=every_research(brief, ["dep-a"], most=1),
        takers={"standing/2026-12/1/chair": ("head",), "e1/s1": ("dep-a", None)},
    )


def listed() -> Tiny:
    """An office meeting from which others asked for leave, listed to the head at 12:30 on the first day."""
    return Tiny(
        "listed",
        tiny_brief(
            [event("m1", CHAIR, window("12-10 00:00", "12-12 00:00", 60), kind=Kind.OFFICE, area="compound")],
            "12-10",
            "12-11",
            leaders=(HEAD,),
            others_leave=(OthersLeave(event="m1", people=("区财政局",), listed_at=at("12-10 12:30")),),
        ),
        takers={"m1/chair": ("head",)},
    )


def tinies_of_agendas() -> tuple[Tiny, ...]:
    """All of them."""
    return (gated(), followed(), researched(), listed())
