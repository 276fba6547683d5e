"""Placement: exact minutes, the road across noon, the smallest group that has none, and always the same answer."""

from itertools import combinations
from random import Random
from typing import Any

import pytest

from models.brief import Brief
from models.events import Event, Fixed
from models.occupations import clash, occupation, start_times
from models.spans import HalfDay, Span
from rules import RULES
from solver.placement import Chosen, Placed, place
from solver.sheet import CpSheet
from tests.builders import at, event, fixed, half, window
from tests.house.chance import small_brief
from tests.house.tiny import policy, tiny_brief

NOON = {"grid_minutes": 30}


def brief_of(*events: Event) -> Brief:
    """One day, two deputies, a grid of half an hour."""
    return tiny_brief(events, "12-02", "12-02", policy=policy(plan=NOON))


def choose(brief: Brief, **halves: str) -> list[Chosen]:
    """Every named event in its half-day, its seats taken by their owners, at any time that the rules admit."""
    sheet = CpSheet(brief, RULES)
    chosen = []
    for id, name in halves.items():
        one, start = brief.event_by_id[id], half(name)
        takers = tuple((s.key, s.owner) for s in brief.seats_by_event[id] if s.owner is not None)
        spots = tuple(occupation(one, span) for span in sheet.times(one, start))
        chosen.append(Chosen(id, start, takers, spots))
    return chosen


def starts(placed: Placed) -> dict[str, str]:
    """Start minutes by event."""
    return {id: f"{span.start:%H:%M}" for id, span in sorted(placed.times.items())}


def whenever(minutes: int) -> dict[str, Any]:
    """A window of the whole day."""
    return {"when": window("12-02 00:00", "12-03 00:00", minutes)}


def test_items_of_one_leader_follow_each_other_with_the_road_between():
    brief = brief_of(event("e1", **whenever(60), area="compound"), event("e2", **whenever(60), area="city"))
    placed = place(brief, choose(brief, e1="12-02/am", e2="12-02/am"))
    assert not placed.impossible
    assert starts(placed) == {"e1": "08:30", "e2": "10:00"}


def test_one_venue_needs_no_road():
    here: dict[str, Any] = {"area": "city", "venue": "三会议室", **whenever(60)}
    brief = brief_of(event("e1", **here), event("e2", **here))
    assert starts(place(brief, choose(brief, e1="12-02/am", e2="12-02/am"))) == {"e1": "08:30", "e2": "09:30"}


def test_the_road_crosses_noon():
    brief = brief_of(
        event("e1", when=fixed("12-02 12:00", "12-02 13:30"), area="province"),
        event("e2", **whenever(60), area="compound"),
    )
    placed = place(brief, choose(brief, e1="12-02/am", e2="12-02/pm"))
    assert not placed.impossible
    assert starts(placed) == {"e1": "12:00", "e2": "15:00"}


def test_people_apart_are_placed_apart():
    brief = brief_of(event("e1", **whenever(180)), event("e2", ["dep-b"], **whenever(180)))
    assert starts(place(brief, choose(brief, e1="12-02/am", e2="12-02/am"))) == {"e1": "08:30", "e2": "08:30"}


def test_a_shared_item_ties_two_leaders_together():
    brief = brief_of(
        event("a", when=fixed("12-02 08:30", "12-02 10:00"), area="compound"),
        event("b", ["dep-b"], when=fixed("12-02 11:30", "12-02 12:00"), area="compound"),
        event("both", ["dep-a", "dep-b"], **whenever(60), area="compound"),
    )
    placed = place(brief, choose(brief, a="12-02/am", b="12-02/am", both="12-02/am"))
    assert starts(placed)["both"] == "10:00"


def test_the_evening_before_is_seen():
    brief = tiny_brief(
        [
            event("late", when=fixed("12-01 22:00", "12-02 08:00"), area="province"),
            event("e1", when=window("12-02 00:00", "12-03 00:00", 60), area="compound"),
        ],
        "12-01", "12-02", policy=policy(plan=NOON),
    )  # fmt: skip
    assert starts(place(brief, choose(brief, late="12-01/pm", e1="12-02/am")))["e1"] == "09:30"


def test_the_smallest_group_without_a_placement_is_named():
    brief = brief_of(
        event("a", when=fixed("12-02 09:00", "12-02 11:30")),
        event("b", **whenever(60)),
        event("c", ["dep-b"], **whenever(60)),
        event("d", ["dep-a", "dep-b"], when=fixed("12-02 19:00", "12-02 20:00")),
    )
    placed = place(brief, choose(brief, a="12-02/am", b="12-02/am", c="12-02/am", d="12-02/pm"))
    assert [group.ids for group in placed.impossible] == [("a", "b")]
    assert placed.impossible[0].people == {"dep-a"}
    assert "c" in placed.times


def test_settled_items_that_clash_are_named():
    brief = brief_of(
        event("a", when=fixed("12-02 09:00", "12-02 10:00"), area="compound"),
        event("b", when=fixed("12-02 10:00", "12-02 11:00"), area="city"),
    )
    placed = place(brief, choose(brief, a="12-02/am", b="12-02/am"))
    assert [group.ids for group in placed.impossible] == [("a", "b")]


@pytest.mark.parametrize("seed", range(150))
def test_a_placement_holds_and_a_group_without_one_is_minimal(seed: int):
    rng = Random(seed)
    brief = small_brief(rng, events=6, days=1)
    chosen = _by_chance(brief, rng)
    placed = place(brief, chosen)
    assert place(brief, chosen) == placed
    by_id = {choice.id: choice for choice in chosen}
    travel = brief.policy.travel
    if not placed.impossible:
        at_last = {c.id: next(s for s in c.spots if s.span == placed.times[c.id]) for c in chosen}
        pairs = [(a, b) for a, b in combinations(chosen, 2) if a.people & b.people]
        assert not any(clash(travel, at_last[a.id], at_last[b.id]) for a, b in pairs)
    for group in placed.impossible:
        members = [by_id[id] for id in group.ids]
        assert place(brief, members).impossible
        for left in members:
            assert not place(brief, [m for m in members if m is not left]).impossible
        assert all(len([m for m in members if person in m.people]) > 1 for person in group.people)


def _by_chance(brief: Brief, rng: Random) -> list[Chosen]:
    """Events in half-days of one day, seats taken by anybody on their list."""
    chosen = []
    for one in brief.events:
        first = HalfDay.of(one.when.start if isinstance(one.when, Fixed) else one.when.earliest)
        start = first if isinstance(one.when, Fixed) else HalfDay(brief.horizon.first, rng.random() < 0.5)
        spans = list(start_times(brief, one, start))
        if not isinstance(one.when, Fixed) and len(spans) > 3:
            spans = sorted(rng.sample(spans, 3), key=lambda span: span.start)
        takers = tuple((s.key, rng.choice(s.options)) for s in brief.seats_by_event[one.id] if s.options)
        if spans:
            chosen.append(Chosen(one.id, start, takers, tuple(occupation(one, span) for span in spans)))
    return chosen


def test_the_order_of_choices_changes_nothing_that_is_fixed():
    brief = brief_of(event("e1", **whenever(60)), event("e2", **whenever(60)), event("e3", **whenever(30)))
    chosen = choose(brief, e1="12-02/am", e2="12-02/am", e3="12-02/am")
    told = {tuple(sorted(starts(place(brief, order)).items())) for order in (chosen, chosen[::-1])}
    assert len(told) == 1
    assert at("12-02 08:30") in {span.start for span in place(brief, chosen).times.values()}


def test_the_days_beside_are_seen_though_nothing_lasts_into_the_day():
    """The road from last night's item reaches past midnight, and so does the road to the next day's."""
    late = event("late", when=fixed("12-01 22:00", "12-01 23:50"), area="province")
    early = event("early", when=fixed("12-03 00:10", "12-03 01:00"), area="province")
    night = event("night", when=window("12-02 00:00", "12-03 00:00", 60), area="compound")
    brief = tiny_brief([late, early, night], "12-01", "12-03", policy=policy(plan=NOON))
    at_night = [("12-02 00:00", "12-02 01:00"), ("12-02 23:00", "12-03 00:00"), ("12-02 12:00", "12-02 13:00")]
    spots = tuple(occupation(night, Span(start=at(a), end=at(b))) for a, b in at_night)
    settled = [
        Chosen(one.id, HalfDay.of(one.when.start), (("s1", "dep-a"),), (occupation(one, one.when.span),))
        for one in (late, early)
        if isinstance(one.when, Fixed)
    ]
    placed = place(brief, [*settled, Chosen("night", half("12-02/am"), (("s1", "dep-a"),), spots)])
    assert starts(placed)["night"] == "12:00"
    assert not placed.impossible
