"""Grounds: what propagation refuses the engine refuses, for just the facts that it names."""

from ortools.sat.python import cp_model

from models.events import Duty, Kind
from rules import RULES
from rules.base import Fact
from solver.grounds import Grounds
from solver.sheet import CpSheet
from tests.builders import brief, event, fixed, half, seat, window
from tests.solver.asked import demo, standing


def infeasible(sheet: CpSheet, lits: list[int], facts: frozenset[Fact]) -> bool:
    """Whether the engine finds that these literals clash with these facts alone."""
    sheet.proto.assumptions.clear()
    sheet.proto.assumptions.extend([*lits, *(sheet.assumptions[fact] for fact in facts)])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    return solver.solve(sheet.model) == cp_model.INFEASIBLE


def test_every_refused_day_of_the_standing_meeting_is_refused_for_the_facts_named():
    asked = demo()
    meeting, sheet = standing(asked.brief), asked.grounds.sheet
    refused = 0
    for start in list(sheet.starts(meeting))[::3]:
        clashes = asked.grounds.refused([sheet.at(meeting, start)])
        for facts in clashes[:2]:
            refused += 1
            assert infeasible(sheet, [sheet.at(meeting, start)], facts), (start, facts)
        if not clashes and asked.brief.calendar.is_workday(start.day):
            assert asked.nearest([asked.sheet.at(meeting, start)]) is not None
    assert refused > 10


def test_asking_twice_gives_the_same_answer():
    asked = demo()
    meeting, sheet = standing(asked.brief), asked.grounds.sheet
    lits = [[sheet.at(meeting, start)] for start in sheet.starts(meeting)]
    assert [asked.grounds.refused(lit) for lit in lits] == [asked.grounds.refused(lit) for lit in lits]


def test_everything_in_the_way_is_named_at_once():
    events = [
        event("a", ["dep-a"], fixed("12-08 08:30", "12-08 12:00"), duty=Duty.MUST),
        event("b", ["dep-b"], fixed("12-08 08:30", "12-08 12:00"), duty=Duty.MUST),
        event("talk", ["dep-a", "dep-b"], window("12-08 00:00", "12-10 00:00"), kind=Kind.TALK),
    ]
    known = brief(events, ledger={"year": 2026, "research": {"head": 42, "exec": 42, "dep-a": 42, "dep-b": 42}})
    sheet = CpSheet(known, RULES, explaining=True)
    found = Grounds(sheet).refused([sheet.at(events[2], half("12-08/am"))])
    named = {fact.subject for facts in found for fact in facts if fact.rule == "house-musts-held"}
    assert named == {"a", "b"}
    assert Grounds(sheet).refused([sheet.at(events[2], half("12-09/am"))]) == []


def test_a_forced_choice_that_leads_into_a_clash_is_refused():
    events = [
        event("a", [seat("s", ("dep-a", "dep-b"))], fixed("12-08 09:00", "12-08 10:00"), duty=Duty.MUST),
        event("b", [seat("s", ("dep-a", "dep-b"))], fixed("12-08 09:00", "12-08 10:00"), duty=Duty.MUST),
    ]
    known = brief(events, ledger={"year": 2026, "research": {"head": 42, "exec": 42, "dep-a": 42, "dep-b": 42}})
    sheet = CpSheet(known, RULES, explaining=True)
    both = [sheet.takes(e, known.seats_by_event[e.id][0], "dep-a", half("12-08/am")) for e in events]
    assert Grounds(sheet).refused(both)
    assert Grounds(sheet).refused(both[:1]) == []
