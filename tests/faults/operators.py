"""The twenty-five kinds of fault that auditor and oracle must catch, each with the right rule and subject."""

from random import Random

from models.brief import Brief
from models.plan import Plan
from tests.faults import faults_of_meetings as meetings
from tests.faults import faults_of_seats as seats
from tests.faults import faults_of_time as time
from tests.faults.edits import Fault, Operator


def ceremony_out_of_order(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A second leader at a ceremony, or one who has not agreed."""
    return rng.choice((meetings.second_leader_at_a_ceremony, meetings.nobodys_consent))(brief, plan, rng)


def research_out_of_order(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """Research short of a month at the year's end, or on top of a seat."""
    return rng.choice((meetings.research_short, time.research_on_top_of_a_seat))(brief, plan, rng)


OPERATORS: tuple[Operator, ...] = (
    time.overlap_by_a_minute,
    time.road_short_by_a_minute,
    time.outside_office_hours,
    time.on_a_day_off,
    time.window_missed,
    time.fixed_item_moved,
    time.pinned_item_moved,
    time.must_event_dropped,
    time.event_doubled,
    seats.seat_empty,
    seats.no_candidate,
    seats.one_person_in_two_seats,
    seats.b_sits_with_a_in_town,
    seats.b_sits_while_away,
    seats.cover_of_a_cover,
    seats.pair_out_of_date,
    seats.away_and_still_seated,
    seats.unapproved_absence_as_trigger,
    meetings.standing_meeting_missing,
    meetings.held_without_the_head,
    meetings.member_left_out,
    meetings.reviewed_six_days_before,
    meetings.papers_two_workdays_before,
    ceremony_out_of_order,
    research_out_of_order,
)
