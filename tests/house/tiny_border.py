"""Tiny briefs on the horizon's border: what begins before the first day and runs into it."""

from models.events import Duty
from models.ledger import Ledger
from models.plan import Seating
from tests.builders import DEP_A, DEP_B, at, event, fixed, leader, seat, window
from tests.house.plans import Tiny, every_research
from tests.house.tiny import block, policy, published, tiny_brief, was

DEP_C = leader("dep-c", title="副区长丙", portfolios=["water"])


def border() -> Tiny:
    """甲 is at something until eleven and 乙 in the field until noon of the first day; what is only wanted and was
    not published keeps nobody."""
    brief = tiny_brief(
        [
            event("b1", ["dep-a"], fixed("12-01 09:00", "12-02 11:00"), duty=Duty.MUST),
            event("b2", ["dep-b"], fixed("12-01 09:00", "12-02 18:00"), duty=Duty.WANTED),
            event("e1", [seat("s1", ("dep-a", "dep-b"))], window("12-02 00:00", "12-03 00:00", 60)),
        ],
        "12-02",
        "12-02",
        published=published(research=(block("dep-b", 1, "12-01/pm", 2),)),
        policy=policy(research={"block_max": 2}),
    )
    return Tiny(
        "border",
        brief,
        clocks=("09:00", "15:00"),
        research=(*every_research(brief, ["dep-a"], most=1), *every_research(brief, ["dep-b"], most=1)[1:]),
        takers={"b1/s1": ("dep-a",), "b2/s1": ("dep-b",), "e1/s1": ("dep-a", "dep-b")},
    )


def given_border() -> Tiny:
    """A fixed item beside what runs into the horizon, and a stay of 丙 that was published so."""
    brief = tiny_brief(
        [
            event("b1", ["dep-a"], fixed("12-01 09:00", "12-02 09:00"), duty=Duty.MUST),
            event("b3", ["dep-c"], window("12-01 00:00", "12-02 12:00", half_days=2)),
            event("e1", [seat("s1", ("dep-a", "dep-b", "dep-c"))], fixed("12-02 09:10", "12-02 10:00")),
        ],
        "12-02",
        "12-02",
        leaders=(DEP_A, DEP_B, DEP_C),
        published=published(
            was("b3", "12-01 14:30", "12-02 12:00"),
            seats=(Seating(event="b3", seat="s1", taken_by="dep-c"),),
        ),
    )
    return Tiny("given-border", brief, clocks=("09:00",), takers={"b1/s1": ("dep-a",), "b3/s1": ("dep-c",)})


def quarters_border() -> Tiny:
    """Research about the turn of a quarter and of a month: each has its own half-days of a block over it."""
    brief = tiny_brief(
        [event("e1", ["dep-b"], fixed("06-30 09:00", "06-30 10:00"))],
        "06-29",
        "07-01",
        as_of=at("05-25 09:00"),
        ledger=Ledger(year=2026, research={"dep-a": 40, "dep-b": 42}, research_quarter={"dep-a": 7, "dep-b": 9}),
        policy=policy(research={"quarter_min": 9, "month_max": 2, "block_max": 3}),
    )
    field = every_research(brief, ["dep-a"], most=2)
    return Tiny("quarters-border", brief, clocks=("09:00",), research=field, takers={"e1/s1": ("dep-b",)})


def year_ends() -> Tiny:
    """The year's last days: two more units to visit for 甲, who has seen one, and none for 乙."""
    brief = tiny_brief(
        [event("e1", ["dep-b"], fixed("12-30 09:00", "12-30 10:00"))],
        "12-30",
        "12-31",
        ledger=Ledger(
            year=2026,
            research={"dep-a": 42, "dep-b": 42},
            units={"dep-a": ("一街道", "一街道"), "dep-b": ("一街道", "二街道", "三街道")},
        ),
        policy=policy(research={"units_min": 3, "block_max": 2}),
    )
    field = every_research(brief, ["dep-a"], most=2)
    return Tiny("year-ends", brief, clocks=("09:00",), research=field, takers={"e1/s1": ("dep-b",)})


def tinies_of_borders() -> tuple[Tiny, ...]:
    """All of them."""
    return (border(), given_border(), quarters_border(), year_ends())
