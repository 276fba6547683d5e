"""Metamorphic laws of less and more: what tightens a brief never lowers the optimum, what relaxes it never raises it.

Each guard names what the law itself makes otherwise: a breach that the brief alone brings about is *given* and
exempt, and an absence lets B act.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

from models.brief import Brief
from models.decided import Pin
from models.events import Duty, Event, Kind, Window
from models.policy import Policy
from models.policy_people import CLASH, BothAway, Fallback
from models.spans import Span
from rules import RULES
from solver.sheet import CpSheet
from tests.builders import absence, event, fixed
from tests.house.tiny import waiver
from tests.soak.cases import is_ours, without_events
from tests.soak.kin import Bond, Kin, workers_owing

SWITCHES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("standing", {"per_year_max": 1}),
    ("standing", {"min_gap_days": 3}),
    ("standing", {"quorum": {"share": "1/1"}}),
    ("standing", {"topic_owner_required": True}),
    ("standing", {"preferred_weekday": "wed"}),
    ("agenda", {"topic_call_day": 1}),
    ("agenda", {"topic_call_weekday": "mon"}),
    ("nomeeting", {"days": ["thu"]}),
    ("meeting", {"speakers_max": 1}),
    ("meeting", {"per_month_max": 1}),
    ("meeting", {"hours_per_month_max": 1}),
    ("meeting", {"max_minutes": {"meeting.work": 30}}),
    ("research", {"fixed_weekdays": ["thu", "fri"]}),
    ("research", {"month_max": 1}),
    ("research", {"run_max": 1}),
    ("research", {"quarter_min": 1}),
    ("research", {"stay_days_min": 1}),
    ("research", {"companions_max": 1}),
    ("cover", {"long_absence_days": 1}),
    ("ceremony", {"apply_days_before": 21}),
    ("reception", {"request_days_before": 21}),
    ("fairness", {"event_window": 7}),
    ("load", {"weekly_minutes": 60}),
)
WAIVABLE = ("61-c", "61-d", "variant-speakers", "variant-no-meeting", "variant-research-days", "variant-apply-ahead")


def _but(brief: Brief, **changes: Any) -> Brief:
    return brief.model_copy(update=changes)


def _one(rng: Random, rows: Iterable[Any]) -> Any:
    listed = list(rows)
    return rng.choice(listed) if listed else None


def _switched(brief: Brief, section: str, changes: dict[str, Any]) -> Brief:
    plain = brief.policy.model_dump()
    return _but(brief, policy=Policy.model_validate(plain | {section: plain[section] | changes}))


# Tighter --------------------------------------------------------------------------------------------------


def with_a_rule_more(rng: Random, brief: Brief) -> Brief | None:
    """A rule of another government's, or of the office's own, switched on: it adds rows and prices, none of them
    below zero."""
    found = _one(rng, ((s, c) for s, c in SWITCHES if not _is_set(brief, s, c)))
    return None if found is None else _switched(brief, *found)


def _is_set(brief: Brief, section: str, changes: dict[str, Any]) -> bool:
    ours, plain = getattr(brief.policy, section), getattr(Policy(), section)
    return any(getattr(ours, name) != getattr(plain, name) for name in changes)


def with_a_duty_more(rng: Random, brief: Brief) -> Brief | None:
    """Something that must be, in its owner's diary. Not where a clash of duties lets B act for him, nor where
    research is owed or the year's meetings or weeks without any are counted: what duties leave no room for is
    given."""
    if CLASH in brief.policy.cover.trigger or workers_owing(brief) or _counts_meetings(brief):
        return None
    on = rng.choice(list(brief.horizon.days()))
    clock = rng.choice((("09:00", "11:00"), ("12:30", "14:45"), ("15:00", "17:00")))
    who = rng.choice(brief.leaders).id
    when = fixed(*(f"{on} {time}" for time in clock))
    return _but(brief, events=(*brief.events, event("more", [who], when, kind=Kind.COUNCIL, duty=Duty.MUST)))


def _counts_meetings(brief: Brief) -> bool:
    policy = brief.policy
    return policy.standing.per_year_max is not None or policy.nomeeting.weeks_per_year_min is not None


def with_a_narrower_window(rng: Random, brief: Brief) -> Brief | None:
    """Half a day less at either end of a window. Not of a must, which is exempt from what it could not but break;
    nor of the head's meetings and what is published, of which the same is true; nor so that it could no longer be
    held at all or no longer wait: then it would be none of this plan's, or dearer to leave out."""
    found = []
    for e in brief.events:
        for narrower in _moved_ends(brief, e, timedelta(hours=12)):
            kin = _with(brief, narrower)
            if kin.start_halves(narrower) and kin.may_wait(narrower) == brief.may_wait(e):
                found.append(kin)
    return rng.choice(found) if found else None


def _moved_ends(brief: Brief, e: Event, by: timedelta) -> Iterator[Event]:
    """A free event with one end of its window moved inward by so much (outward where it is less than nothing)."""
    if not isinstance(e.when, Window) or not _is_free(brief, e):
        return
    for earliest, latest in ((e.when.earliest + by, e.when.latest), (e.when.earliest, e.when.latest - by)):
        if earliest < latest:
            yield e.model_copy(update={"when": e.when.model_copy(update={"earliest": earliest, "latest": latest})})


def _is_free(brief: Brief, e: Event) -> bool:
    """Whether nothing about the event is given: a wish whose time is ours, never published."""
    calm = is_ours(e) and not brief.is_must(e) and not e.kind.facts.heads_meeting
    calm = calm and e.kind not in brief.policy.research.kinds_that_count and e.kind is not Kind.EMERGENCY
    return calm and e.id not in brief.published_by_event and not any(pin.event == e.id for pin in brief.pins)


def _with(brief: Brief, changed: Event) -> Brief:
    return _but(brief, events=tuple(changed if e.id == changed.id else e for e in brief.events))


def with_an_absence_more(rng: Random, brief: Brief) -> Brief | None:
    """Somebody away who owns no seat, and without whom no list of a seat is all away: an owner's absence lets his B
    act and his seat be open, B's own lets C act, a member's is leave. Nor one whose research was published or is
    owed, or who asks for leave: what his days cannot hold is given."""
    if brief.policy.cover.fallback is not Fallback.NONE or workers_owing(brief):
        return None
    known = {block.leader for block in brief.published.research} if brief.published else set()
    known |= {wish.leader for wish in brief.leave}
    stretch = _stretch(rng, brief)
    seats = [seat for rows in brief.seats_by_event.values() for seat in rows]
    found = [
        who.id
        for who in brief.leaders
        if who.id != brief.head
        and who.id not in known
        and all(seat.owner != who.id for seat in seats)
        and all(_others_stay(brief, seat.options, who.id) for seat in seats if seat.owner is None)
    ]
    who = _one(rng, found)
    if who is None:
        return None
    away = absence("more", who, "12-01 08:00", "12-01 12:00").model_copy(update={"span": stretch})
    return _but(brief, absences=(*brief.absences, away))


def _others_stay(brief: Brief, options: Iterable[str], who: str) -> bool:
    others = [person for person in options if person != who]
    wishing = {wish.leader for wish in brief.leave}
    return who not in options or any(not brief.absences_by_half.get(p) and p not in wishing for p in others)


def _stretch(rng: Random, brief: Brief) -> Span:
    start = rng.choice(list(brief.horizon.half_days()))
    return Span(start=start.start, end=start.shifted(rng.choice((1, 2))).start)


def with_a_pin_more(rng: Random, brief: Brief) -> Brief | None:
    """A must that is not to wait, pinned to one of those who could take its seat, or to a minute that it could have
    had. What is only wished for becomes a must by being pinned, and so may not be."""
    sheet = CpSheet(brief, RULES)
    found: list[Pin] = []
    for e in sheet.events:
        if not brief.is_must(e) or e.kind is Kind.STANDING:
            continue
        for seat in brief.seats_by_event[e.id]:
            found += [Pin(event=e.id, seat=seat.key, leader=who, by="政府办") for who in seat.options]
        if is_ours(e):
            times = [span.start for start in sheet.starts(e) for span in sheet.times(e, start)]
            found += [Pin(event=e.id, start=start, by="政府办") for start in times]
    pin = _one(rng, found)
    return None if pin is None else _but(brief, pins=(*brief.pins, pin))


def with_less_paper(rng: Random, brief: Brief) -> Brief | None:
    """Without an entrustment, a decision, a pair or a consent: each only lets somebody do something. Pairs not where
    a C may act, who waits for all of A's Bs, nor where A and B may not both be away."""
    found: list[Brief] = []
    cover = brief.policy.cover
    paired = cover.fallback is Fallback.NONE and cover.both_away is BothAway.OPEN
    lists = ["delegations", "decisions", *(["pairs"] if paired else [])]
    for name in lists:
        rows = getattr(brief, name)
        found += [_but(brief, **{name: tuple(r for r in rows if r is not row)}) for row in rows]
    for e in brief.events:
        for consent in e.application.consents if e.application else ():
            fewer = tuple(c for c in e.application.consents if c is not consent) if e.application else ()
            asked = e.application.model_copy(update={"consents": fewer}) if e.application else None
            found.append(_with(brief, e.model_copy(update={"application": asked})))
    return rng.choice(found) if found else None


# Looser ---------------------------------------------------------------------------------------------------


def with_a_waiver_more(rng: Random, brief: Brief) -> Brief | None:
    """The head's leave to depart from a rule. 47-a not for a meeting whose time its host set: there the late leave is
    given, and leave that is granted has the price of an absent member; 43-b not where the year's meetings are capped:
    what need not be held is none of those that are too many anyway."""
    asked = [(code, e.id) for code in WAIVABLE for e in brief.events]
    for e in brief.events:
        if e.kind is Kind.STANDING and brief.policy.standing.per_year_max is None:
            asked.append(("43-b", e.id))
        if e.kind.facts.heads_meeting and is_ours(e):
            asked += [("47-a", f"{e.id}:{who.id}") for who in brief.leaders]
    for item in brief.agenda:
        asked += [("45-g", item.id), ("45-h", item.id)]
    found = _one(rng, (row for row in asked if brief.waiver(*row) is None))
    return None if found is None else _but(brief, waivers=(*brief.waivers, waiver(*found)))


def with_a_rule_less(rng: Random, brief: Brief) -> Brief | None:
    """What the office had added to the rule book, taken away again."""
    found = _one(rng, ((s, c) for s, c in SWITCHES if _is_set(brief, s, c)))
    if found is None:
        return None
    section, changes = found
    plain = Policy().model_dump()[section]
    return _switched(brief, section, {name: plain[name] for name in changes})


def with_a_wider_window(rng: Random, brief: Brief) -> Brief | None:
    """Half a day more at either end, of the same events as are narrowed, and nothing that could not have begun."""
    found = []
    for e in brief.events:
        if brief.start_halves(e) and not brief.is_over(e):
            for wider in _moved_ends(brief, e, -timedelta(hours=12)):
                kin = _with(brief, wider)
                if kin.may_wait(wider) == brief.may_wait(e):
                    found.append(kin)
    return rng.choice(found) if found else None


def with_a_duty_less(rng: Random, brief: Brief) -> Brief | None:
    """Without one event of no kind that counts for anything: no research, no ceremony that is shared out, no
    emergency that excuses, no rival of another seat, no meeting with an agenda; nor where
    research is owed or meetings are counted, as above."""
    if _counts_meetings(brief):
        return None
    counted = {*brief.policy.ceremony.kinds, *brief.policy.research.kinds_that_count, Kind.EMERGENCY}
    if CLASH in brief.policy.cover.trigger or workers_owing(brief):
        return None
    meetings = {item.meeting for item in brief.agenda}
    idle = [e for e in brief.events if e.kind not in counted and e.kind not in meetings and not e.kind.facts.personal]
    gone = _one(rng, idle)
    return None if gone is None else without_events(brief, {gone.id})


BOUNDS = (
    Kin(Bond.NO_LESS, with_a_rule_more),
    Kin(Bond.NO_LESS, with_a_duty_more),
    Kin(Bond.NO_LESS, with_a_narrower_window),
    Kin(Bond.NO_LESS, with_an_absence_more),
    Kin(Bond.NO_LESS, with_a_pin_more),
    Kin(Bond.NO_LESS, with_less_paper),
    Kin(Bond.NO_MORE, with_a_waiver_more),
    Kin(Bond.NO_MORE, with_a_rule_less),
    Kin(Bond.NO_MORE, with_a_wider_window),
    Kin(Bond.NO_MORE, with_a_duty_less),
)
