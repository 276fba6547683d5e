"""Metamorphic laws: the brief changed in a way of which the law says what it does to the optimum.

Each change gives the kin of a brief, or none where the law's promise does not hold: what is *given* (by the brief
alone) is no breach, so a duty that could only be on a forbidden day is exempt, and a change that makes something
given, or no longer so, may do either. Each guard says which.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from enum import Enum
from random import Random
from typing import Any, NamedTuple

from models.brief import Brief
from models.events import Kind
from models.people import Post
from models.policy import Policy
from models.policy_people import Fallback
from models.spans import DateRange
from tests.builders import leader
from tests.soak.laws import Inquest, price

WEEK = timedelta(days=7)
STAMP = re.compile(r"^(\d{4}-\d\d-\d\d)(.*)$")


class Bond(Enum):
    """How the optimum of the kin stands to the brief's own."""

    EQUAL = "equal"
    NO_LESS = "no less"
    NO_MORE = "no more"
    DOUBLE = "double"

    def holds(self, own: int | None, kin: int | None) -> bool:
        """Whether two optima stand so; none (no plan) is more than any."""
        here, there = (float("inf") if cost is None else cost for cost in (own, kin))
        if self is Bond.EQUAL:
            return here == there
        if self is Bond.DOUBLE:
            return there == 2 * here
        return there >= here if self is Bond.NO_LESS else there <= here


Pair = tuple[Brief, Brief]


class Kin(NamedTuple):
    """A law. change: the kin of a brief, or the brief itself changed and its kin; none: the law promises nothing."""

    bond: Bond
    change: Callable[[Random, Brief], Brief | Pair | None]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.change.__name__

    def __call__(self, inquest: Inquest) -> str | None:
        """What is wrong, none where the law holds or does not apply."""
        kin = self.of(inquest)
        if kin is None:
            return None
        here, there = (price(kin[0]), price(kin[1])) if isinstance(kin, tuple) else (inquest.optimum, price(kin))
        return None if self.bond.holds(here, there) else f"{here} became {there}, should be {self.bond.value}"

    def of(self, inquest: Inquest) -> Brief | Pair | None:
        """The kin of a case."""
        return self.change(inquest.chance(self.name), inquest.brief)


def _but(brief: Brief, **changes: Any) -> Brief:
    return brief.model_copy(update=changes)


def _some(rng: Random, rows: Iterable[Any]) -> Any:
    listed = list(rows)
    return rng.choice(listed) if listed else None


# Equal ----------------------------------------------------------------------------------------------------


def permuted(rng: Random, brief: Brief) -> Brief:
    """Every list in another order; the order of leaders is precedence, which tables show and no rule asks."""

    def shuffled(rows: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(rng.sample(list(rows), len(rows)))

    events = [e.model_copy(update={"seats": shuffled(e.seats)}) for e in brief.events]
    lists = ["leave", "leaders", "pairs", "delegations", "absences", "agenda", "waivers", "decisions", "pins"]
    lists.append("others_leave")
    was = brief.published
    if was is not None:
        parts = ("bookings", "seats", "research")
        was = was.model_copy(update={name: shuffled(getattr(was, name)) for name in parts})
    return _but(
        brief,
        events=shuffled(events),
        published=was,
        **{name: shuffled(getattr(brief, name)) for name in lists},
    )


def renamed(rng: Random, brief: Brief) -> Brief:
    """Other ids for leaders, events and items; an event's that says which meeting of the year it is stays."""
    people = {person.id: f"p{n}x{rng.randint(10, 99)}" for n, person in enumerate(brief.leaders)}
    others = [e.id for e in brief.events if "/" not in e.id] + [item.id for item in brief.agenda]
    names = people | {id: f"n{rng.randint(10, 99)}-{id}" for id in others}
    token = re.compile(r"(?<![A-Za-z0-9_.-])(" + "|".join(map(re.escape, names)) + r")(?![A-Za-z0-9_.-])")

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            kept = ("policy", "post", "calendar", "office", "title", "area")
            return {_named(key): part if key in kept else walk(part) for key, part in value.items()}
        if isinstance(value, list):
            return [walk(part) for part in value]
        return _named(value) if isinstance(value, str) else value

    def _named(text: str) -> str:
        return token.sub(lambda found: names[found[1]], text)

    return Brief.model_validate(walk(json.loads(brief.model_dump_json(by_alias=True))))


def a_week_later(rng: Random, brief: Brief) -> Pair | None:
    """All dates a week later or earlier, within one month and short of its last working day, so that quotas of
    months, quarters and years stand alike. That a standing meeting is late in its month is a week's difference by
    law, so it has no price here. Not where a policy counts weeks or days of the month or bars dates, nor where
    research is owed, which falls due day by day."""
    policy, horizon = brief.policy, brief.horizon
    by_month = policy.nomeeting.weeks or policy.standing.preferred_ordinal or policy.agenda.topic_call_day
    if by_month or policy.fairness.event_window not in (None, 7) or workers_owing(brief):
        return None
    if brief.leave and policy.leave.blackout:
        return None
    by = rng.choice((WEEK, -WEEK))
    ends = [horizon.first, horizon.last, horizon.first + by, horizon.last + by]
    month_end = brief.calendar.last_workday_of_month(horizon.first.year, horizon.first.month)
    if len({(end.year, end.month) for end in ends}) > 1 or max(ends) >= month_end:
        return None
    base = _reweighed(brief, lambda name, weight: 0 if name == "standing_late" else weight)
    return base, _shifted(base, by)


def workers_owing(brief: Brief) -> bool:
    """Whether anybody owes research of a year that the horizon touches, of a quarter, or a stay."""
    policy, years = brief.policy.research, {brief.horizon.first.year, brief.horizon.last.year}
    behind = any(brief.ledger.research_done(who.id, year) < policy.quota for who in brief.leaders for year in years)
    return behind or policy.quarter_min is not None or policy.stay_days_min is not None


def _shifted(brief: Brief, by: timedelta) -> Brief:
    """Every date of the brief moved, but for those of the policy and the calendar."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            kept = ("policy", "calendar", "office")
            return {key: part if key in kept else walk(part) for key, part in value.items()}
        if isinstance(value, list):
            return [walk(part) for part in value]
        found = STAMP.match(value) if isinstance(value, str) else None
        return f"{date.fromisoformat(found[1]) + by}{found[2]}" if found else value

    return Brief.model_validate(walk(json.loads(brief.model_dump_json(by_alias=True))))


def with_an_idle_leader(rng: Random, brief: Brief) -> Brief | None:
    """One more leader who is wanted nowhere. A deputy where nothing is shared out among deputies or due from each of
    them; else an office director, where no seat and no cover is his by post; neither
    where posts may not be away together."""
    bodies = any(s.who.members_of is not None for e in brief.events for s in e.seats)
    shared = any(e.kind in brief.policy.ceremony.kinds for e in brief.events)
    monthly = brief.policy.petition.half_days_per_month
    post = Post.OFFICE_DIRECTOR if bodies or shared or monthly or workers_owing(brief) else Post.DEPUTY
    plenary = any(e.kind is Kind.PLENARY for e in brief.events)
    if post is Post.OFFICE_DIRECTOR and (plenary or brief.policy.cover.fallback is Fallback.OFFICE_DIRECTOR):
        return None
    if any(post in group for group in brief.policy.leave.not_together):
        return None
    idle = leader("idle", post, title="新到任")
    done = brief.ledger.research | {"idle": brief.policy.research.quota}
    ledger = brief.ledger.model_copy(update={"research": done})
    return _but(brief, leaders=(*brief.leaders, idle), ledger=ledger)


def with_idle_days(rng: Random, brief: Brief) -> Brief | None:
    """A longer horizon, by days on which nothing can be held: of the same month, short of its last working day.
    Not where research is owed, published or to come before an item, or leave asked for: the longer horizon would have
    more room for it."""
    horizon = brief.horizon
    first = horizon.first - timedelta(days=rng.choice((0, 1, 2)))
    longer = DateRange(first=first, last=horizon.last + timedelta(days=rng.choice((1, 2, 3))))
    end = brief.calendar.last_workday_of_month(horizon.first.year, horizon.first.month)
    same_month = {(day.year, day.month) for day in (longer.first, longer.last)} == {(first.year, first.month)}
    if not same_month or longer.last >= end or workers_owing(brief) or brief.policy.petition.half_days_per_month:
        return None
    awaited = any(item.needs_research is not None for item in brief.agenda)
    if awaited or brief.leave or (brief.published is not None and brief.published.research):
        return None
    kin = brief.narrowed(longer)
    same = all(
        kin.start_halves(e) == brief.start_halves(e) and kin.may_wait(e) == brief.may_wait(e) for e in brief.events
    )
    return kin if same else None


def scaled(rng: Random, brief: Brief) -> Brief:
    """Every price doubled."""
    return _reweighed(brief, lambda name, weight: 2 * weight)


def _reweighed(brief: Brief, change: Callable[[str, int], int]) -> Brief:
    plain = brief.policy.model_dump()
    weights = {
        name: [change(name, w) for w in value] if isinstance(value, tuple | list) else change(name, value)
        for name, value in plain["weights"].items()
    }
    return _but(brief, policy=Policy.model_validate(plain | {"weights": weights}))


EQUALS = (
    Kin(Bond.EQUAL, permuted),
    Kin(Bond.EQUAL, renamed),
    Kin(Bond.EQUAL, a_week_later),
    Kin(Bond.EQUAL, with_an_idle_leader),
    Kin(Bond.EQUAL, with_idle_days),
    Kin(Bond.DOUBLE, scaled),
)
