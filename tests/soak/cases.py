"""Small briefs by chance: the seed chooses a theme and draws the rest; the same seed, the same brief."""

from collections.abc import Callable, Sequence
from itertools import chain, product
from math import prod
from random import Random
from typing import NamedTuple

from models.brief import Brief
from models.decided import Pin
from models.events import Event, Fixed
from models.occupations import start_times
from models.people import Leader, LeaderId
from models.plan import LeaveStart
from models.presence import options, wishes
from models.research import Stretch
from models.spans import HalfDay
from rules import RULES
from rules.base import Rule
from solver.sheet import CpSheet
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, at
from tests.house.chance import on_a_publication, some_decisions, some_pins
from tests.house.plans import how_many
from tests.house.tiny import DEP_C, DIRECTOR
from tests.soak import themes, themes_of_meetings
from tests.soak.draft import Draft

MOST_PLANS = 160
WIDE_EVERY = 5

DEPUTIES = ((DEP_A, DEP_B), (DEP_A, DEP_B, DEP_C), (EXEC, DEP_A, DEP_B))
ANYBODY = (*DEPUTIES, (HEAD, EXEC, DEP_A), (HEAD, DEP_A, DEP_B), (HEAD, DEP_A, DIRECTOR))
WITH_HEAD = ((HEAD, EXEC, DEP_A), (HEAD, EXEC, DEP_A), (HEAD, EXEC, DEP_A, DEP_B), (HEAD, DEP_A, DIRECTOR))
WITH_C = ((EXEC, DEP_A, DEP_B), (DEP_A, DEP_B, DIRECTOR), (DEP_A, DEP_B, DEP_C))

SHORT = (("12-10",), ("12-10", "12-11"), ("12-10", "12-11", "12-12"), ("12-08", "12-09"))
TURNS = (*SHORT, ("11-30", "12-01"))
YEAR_END = (("12-30", "12-31"), ("12-31",), ("12-31", "2027-01-04"))
WEEKS = (("12-10", "12-11", "12-14"), ("12-11", "12-14"), ("12-28", "12-29", "12-30", "12-31"))
MONTH = (("02-01", "02-03", "02-10", "02-28"),)


class Theme(NamedTuple):
    """What a brief is about, and the offices and horizons that suit it."""

    tell: Callable[[Draft], None]
    offices: Sequence[tuple[Leader, ...]] = ANYBODY
    horizons: Sequence[tuple[str, ...]] = SHORT


THEMES = (
    Theme(themes.duties, horizons=TURNS),
    Theme(themes.cover, WITH_C, TURNS),
    Theme(themes.head_away, WITH_HEAD),
    Theme(themes_of_meetings.standing, WITH_HEAD, TURNS),
    Theme(themes.ceremonies),
    Theme(themes_of_meetings.agendas, WITH_HEAD),
    Theme(themes.emergency),
    Theme(themes.load, horizons=TURNS),
    Theme(themes_of_meetings.research, (*DEPUTIES[:1], (DEP_A,), (HEAD, DEP_A)), YEAR_END),
    Theme(themes.crowded),
    Theme(themes.receptions),
    Theme(themes_of_meetings.plenary, WITH_HEAD),
    Theme(themes_of_meetings.week, horizons=WEEKS),
    Theme(themes.leave, (*WITH_HEAD, *DEPUTIES), SHORT[1:]),
    Theme(themes_of_meetings.standing, WITH_HEAD),
    Theme(themes_of_meetings.standing, WITH_HEAD),
    Theme(themes.cover, WITH_C, SHORT[1:]),
    Theme(themes_of_meetings.research_under_way, ((DEP_A,), (DEP_A, DEP_B)), SHORT[:2]),
    Theme(themes.petitions, ((DEP_A,), (HEAD, DEP_A)), MONTH),
)
MORE = (themes.duties, themes.cover, themes.ceremonies, themes.load, themes.crowded, themes.emergency)


class Case(NamedTuple):
    """A brief. research: every set of stretches that could be worth having, where all plans are told; leave: every
    way to place what leave is ours."""

    seed: int
    brief: Brief
    research: tuple[tuple[Stretch, ...], ...]
    leave: tuple[tuple[LeaveStart, ...], ...]
    whole: bool

    @property
    def theme(self) -> str:
        """What it is about."""
        return THEMES[self.seed % len(THEMES)].tell.__name__


def case(seed: int) -> Case:
    """The case of a seed. whole: few enough plans to tell them all; one in so many may have more."""
    rng = Random(f"soak {seed}")
    wide = seed // len(THEMES) % WIDE_EVERY == WIDE_EVERY - 1
    brief = _drawn(rng, THEMES[seed % len(THEMES)], wide)
    if not wide:
        brief = _lighter(brief)
    return case_of(brief, seed)


def case_of(brief: Brief, seed: int = 0) -> Case:
    """The case of a brief that is given."""
    sheet = CpSheet(brief, RULES)
    research = _research(brief) if _many(sheet, ((),)) <= MOST_PLANS else ((),)
    whole = _many(sheet, research) <= MOST_PLANS
    return Case(seed, brief, research if whole else ((),), _leaves(brief), whole)


def _drawn(rng: Random, theme: Theme, wide: bool) -> Brief:
    draft = Draft(rng, rng.choice(theme.offices), rng.choice(theme.horizons))
    monthly = theme.horizons is MONTH
    if monthly:
        draft.more["as_of"] = at("01-20 09:00")
    theme.tell(draft)
    for more in rng.sample(MORE, 2) if wide and not monthly else ():
        more(draft)
    draft.settings.setdefault("research", {}).setdefault("block_max", 1)
    brief = draft.brief()
    drawn = some_decisions(rng, brief) if draft.chance(0.4) else ()
    decided = {(d.event, d.seat): d for d in (*draft.decided, *drawn)}
    pinned = (*some_pins(rng, brief), *_minutes_pinned(rng, brief)) if draft.chance(0.4) else ()
    brief = brief.model_copy(update={"decisions": tuple(decided.values()), "pins": pinned})
    if monthly or not draft.chance(0.45):
        return brief
    brief = on_a_publication(rng, brief, idle=not draft.chance(0.3))
    told = rng.choice(_leaves(brief))
    if brief.published is None or not told:
        return brief
    return brief.model_copy(update={"published": brief.published.model_copy(update={"leave": told})})


def _minutes_pinned(rng: Random, brief: Brief) -> list[Pin]:
    """Now and then an item of ours at a minute, on the grid or off it."""
    found = []
    for event in brief.in_scope:
        if not isinstance(event.when, Fixed) and event.when.minutes is not None and rng.random() < 0.15:
            start = rng.choice(brief.start_halves(event))
            clock = rng.choice(("09:20", "10:00")) if not start.pm else rng.choice(("15:10", "16:00"))
            found.append(Pin(event=event.id, start=at(f"{start.day.isoformat()} {clock}"), by="政府办"))
    return found


def _lighter(brief: Brief) -> Brief:
    """The brief without its last events and items, until all its plans can be told."""
    while True:
        sheet = CpSheet(brief, RULES)
        many = _many(sheet, _research(brief)) if _many(sheet, ((),)) <= MOST_PLANS else MOST_PLANS + 1
        if many <= MOST_PLANS or (len(brief.events) < 2 and not brief.agenda):
            return brief
        if len(brief.agenda) > 1 or len(brief.events) < 2:
            brief = brief.model_copy(update={"agenda": brief.agenda[:-1]})
        else:
            brief = without_events(brief, {brief.events[-1].id})


def without_events(brief: Brief, gone: set[str]) -> Brief:
    """The brief without some events, and whatever speaks of them."""
    was = brief.published
    if was is not None:
        rows = tuple(row for row in was.bookings if row.event not in gone)
        was = was.model_copy(update={"bookings": rows, "seats": tuple(s for s in was.seats if s.event not in gone)})
    return brief.model_copy(
        update={
            "events": tuple(e for e in brief.events if e.id not in gone),
            "decisions": tuple(d for d in brief.decisions if d.event not in gone),
            "pins": tuple(p for p in brief.pins if p.event not in gone),
            "others_leave": tuple(leave for leave in brief.others_leave if leave.event not in gone),
            "published": was,
        }
    )


def _many(sheet: CpSheet, research: Sequence[Sequence[Stretch]]) -> int:
    """How many plans there are to tell, items on agendas counted too."""
    tables = (len(sheet.meetings(item)) for item in sheet.brief.agenda)
    return how_many(sheet, research, len(_leaves(sheet.brief))) * prod(1 + n + n * (n - 1) // 2 for n in tables)


def workers(brief: Brief) -> list[LeaderId]:
    """Leaders whose research may be worth planning: it is owed, published, or comes before an item."""
    policy = brief.policy.research
    owing = policy.quarter_min is not None or policy.stay_days_min is not None
    needed = {item.needs_research.leader for item in brief.agenda if item.needs_research is not None}
    known = {block.leader for block in brief.published.research} if brief.published else set()
    across = brief.horizon.last.year > brief.horizon.first.year
    return [
        leader.id
        for leader in brief.leaders
        if owing
        or across
        or leader.id in needed | known
        or brief.ledger.research_done(leader.id, brief.horizon.first.year) < policy.quota
    ]


def _leaves(brief: Brief) -> tuple[tuple[LeaveStart, ...], ...]:
    """Every way to place the leave that is ours: each denied, or begun where it could be."""
    each = [
        ((), *((LeaveStart(absence=wish.id, start=HalfDay.of(a.span.start)),) for a in options(brief, wish)))
        for wish in wishes(brief)
    ]
    return tuple(tuple(chain.from_iterable(row)) for row in product(*each))


def _research(brief: Brief) -> tuple[tuple[Stretch, ...], ...]:
    """Every set of stretches that do not overlap, of all who may have some worth planning."""
    first = HalfDay(brief.horizon.first, False)
    count = 2 * ((brief.horizon.last - brief.horizon.first).days + 1)
    sets: list[tuple[Stretch, ...]] = [()]
    for leader in workers(brief):
        if count > 6:
            return ((),) * (MOST_PLANS + 1)
        rows = list(_laid_out(leader, first, count, brief.policy.research.block_max))
        sets = [(*one, *more) for one in sets for more in rows]
        if len(sets) > MOST_PLANS:
            break
    return tuple(sets)


def _laid_out(leader: LeaderId, first: HalfDay, count: int, longest: int) -> Sequence[tuple[Stretch, ...]]:
    """Sets of stretches within so many half-days from the first on."""
    if count <= 0:
        return [()]
    found = list(_laid_out(leader, first.shifted(1), count - 1, longest))
    for length in range(1, min(longest, count) + 1):
        for rest in _laid_out(leader, first.shifted(length), count - length, longest):
            found.append(((leader, first, length), *rest))
    return found


def narrowed(brief: Brief, rules: Sequence[Rule] = RULES) -> set[str]:
    """Codes of rules that alone refuse some exact time of an event of ours."""
    speaking = [rule for rule in rules if type(rule).admits is not Rule.admits]
    found = set()
    for event in brief.in_scope:
        for start in brief.start_halves(event):
            for span in start_times(brief, event, start):
                refusing = [rule.code for rule in speaking if not rule.admits(brief, event, span)]
                if len(refusing) == 1:
                    found.add(refusing[0])
    return found


def is_ours(event: Event) -> bool:
    """Whether its time is for us to place."""
    return not isinstance(event.when, Fixed)
