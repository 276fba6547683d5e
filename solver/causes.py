"""The facts of the brief behind a conflict: events, absences, pins, decisions, the year's research.

They are shrunk on a brief that holds nothing else, by planning it again and again: with all of them there is no
plan, without any one of them there is one, to the minute and passed by the audit.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from models.brief import Brief
from models.occupations import carried
from models.people import LeaderId
from models.plan import Plan
from models.reasons import Cause, CauseKind, Wish
from rules.base import FALSE, Fact, Rule
from solver.quick import engine
from solver.search import NoAnswer, SolverDisagrees, search
from solver.sheet import CpSheet, Cut
from solver.telling import absence_zh, event_zh, name_of, pin_zh
from solver.wishes import WISHED, cause_of, literals

RESEARCH = "66-a"
STAY = "variant-research-stay"
PAST = "house-past-stands"
DOUBLE_BOOKING = "house-no-double-booking"
LONGEST_STAY = 366  # days: longer than any that is owed
Edit = Callable[[Brief], Brief]


class Part(NamedTuple):
    """A fact of the brief, and the brief without it."""

    cause: Cause
    without: Edit


class Asked(NamedTuple):
    """A wish, the brief without it, and the brief with its minute pinned (the same where it has none)."""

    wish: Wish
    plain: Brief
    pinned: Brief


def causes_of(
    brief: Brief, rules: Sequence[Rule], facts: Sequence[Fact], asked: Asked | None = None
) -> tuple[tuple[Cause, ...], bool]:
    """The facts of the brief behind these rules' clash, and whether planning has shown that each is needed.

    asked: a wish that clashes with them; it is a cause like the others.
    """
    wish = asked.wish if asked else None
    small = on_its_own(brief, facts, wish)
    like = CpSheet(small, rules)
    if is_possible(small, rules, wish, like) is not False:
        small = brief  # the clash needs more than what its rules name
        if is_possible(small, rules, wish) is not False:
            return tuple(part.cause for part in parts(brief, facts)), False
    needed: list[Cause] = []
    sure = True
    if asked is not None:
        needed.append(cause_of(asked.plain, asked.wish))
        sure = is_possible(on_its_own(asked.plain, facts, wish), rules) is True
    for part in parts(small, facts):
        if wish is not None and part.cause.kind is CauseKind.EVENT and part.cause.id == wish.event:
            continue  # what the wish is about
        rest = part.without(small)
        possible = is_possible(rest, rules, wish, like)
        if possible is False:
            small = rest
        else:
            needed.append(part.cause)
            sure = sure and possible is True
    return tuple(needed), sure


def is_possible(
    brief: Brief, rules: Sequence[Rule], wish: Wish | None = None, like: CpSheet | None = None
) -> bool | None:
    """Whether a brief has a plan to the minute (with the wish) that the audit passes; none: not decided."""
    answer = plan_with(brief, rules, wish, like)
    if isinstance(answer, Plan):
        return True
    return None if isinstance(answer, NoAnswer) else False


def plan_with(
    brief: Brief,
    rules: Sequence[Rule],
    wish: Wish | None = None,
    like: CpSheet | None = None,
    cuts: list[Cut] | None = None,
) -> Plan | NoAnswer | None:
    """The brief's cheapest plan with the wish; none: it has none. like: a sheet of nearly the same brief; cuts: of
    its placement that hold here too; new ones are added."""
    sheet = CpSheet(brief, rules, like=like)
    known = cuts if cuts is not None else []
    for cut in known:
        sheet.cut(cut)
    if wish is not None:
        lits = literals(brief, sheet, wish)
        if FALSE in lits:
            return None
        sheet.require(lits, Fact(WISHED, ""))
    try:
        return search(sheet, rules, engine, known)
    except SolverDisagrees as error:
        return NoAnswer(error.message)


def on_its_own(brief: Brief, facts: Sequence[Fact], wish: Wish | None = None) -> Brief:
    """A brief that holds only what the facts name: their events, and nothing owed that they do not speak of."""
    named = _events(brief, facts) | {wish.event if wish else None}
    items = {fact.subject for fact in facts} | {wish.item if wish else None}
    agenda = tuple(item for item in brief.agenda if item.id in items)
    meetings = {item.meeting for item in agenda}
    codes = {fact.rule for fact in facts}
    counting = brief.policy.research.kinds_that_count if RESEARCH in codes else ()
    kept = {
        event.id for event in brief.events if event.id in named or event.kind in counting or event.kind in meetings
    }
    owing = {fact.subject for fact in facts if fact.rule == RESEARCH}
    done = {leader.id: brief.policy.research.quota for leader in brief.leaders if leader.id not in owing}
    staying = {fact.subject for fact in facts if fact.rule == STAY}
    stayed = {leader.id: LONGEST_STAY for leader in brief.leaders if leader.id not in staying}
    ledger = {
        "research": {**brief.ledger.research, **done},
        "research_stays": {**brief.ledger.research_stays, **stayed},
    }
    change: dict[str, object] = {
        "events": tuple(event for event in brief.events if event.id in kept),
        "pins": tuple(pin for pin in brief.pins if pin.event in kept),
        "decisions": tuple(d for d in brief.decisions if d.event in kept),
        "agenda": agenda,
        "ledger": brief.ledger.model_copy(update=ledger),
    }
    if brief.published is not None and PAST not in codes:
        change["published"] = brief.published.model_copy(update={"research": ()})
    if RESEARCH not in codes and PAST not in codes:  # research is then never needed: the shortest stretches will do
        research = brief.policy.research.model_copy(update={"block_max": 1})
        change["policy"] = brief.policy.model_copy(update={"research": research})
    return brief.model_copy(update=change)


def parts(brief: Brief, facts: Sequence[Fact]) -> Iterator[Part]:
    """Facts of the brief that could be behind the clash, those first that one would rather do without naming."""
    named = _events(brief, facts)
    people = _people(brief, facts)
    for decision in brief.decisions:
        if decision.event in named:
            sentence = f"{decision.by}指定{brief.zh(decision.taken_by)}出席{name_of(brief, decision.event)}"
            cause = Cause(kind=CauseKind.DECISION, id=f"{decision.event}/{decision.seat}", sentence=sentence)
            yield Part(cause, _less("decisions", decision))
    for absence in brief.absences:
        if absence.approved and absence.leader in people and absence.span.overlaps(brief.horizon.span):
            cause = Cause(kind=CauseKind.ABSENCE, id=absence.id, sentence=absence_zh(brief, absence))
            yield Part(cause, _less("absences", absence))
    for number, pin in enumerate(brief.pins):
        if pin.event in named and pin.by != WISHED:
            cause = Cause(kind=CauseKind.PIN, id=f"{pin.event}#{number}", sentence=pin_zh(brief, pin))
            yield Part(cause, _less("pins", pin))
    for event in brief.events:
        if event.id in named:
            cause = Cause(kind=CauseKind.EVENT, id=event.id, sentence=event_zh(brief, event))
            yield Part(cause, _less("events", event))
    for fact in facts:
        if fact.rule == RESEARCH:
            left = brief.policy.research.quota - brief.ledger.research_done(fact.subject, brief.ledger.year)
            sentence = f"{brief.zh(fact.subject)}今年调研还差{max(0, left)}个半天，年底前须完成（第六十六条）"
            yield Part(Cause(kind=CauseKind.RESEARCH, id=fact.subject, sentence=sentence), _done(fact.subject))
        elif fact.rule == STAY:
            days = brief.policy.research.stay_days_min
            sentence = f"{brief.zh(fact.subject)}今年还没有连续蹲点{days}天，年底前须完成（本单位规定）"
            cause = Cause(kind=CauseKind.RESEARCH, id=f"{fact.subject}/stay", sentence=sentence)
            yield Part(cause, _stayed(fact.subject))


def without(brief: Brief, causes: Sequence[Cause], facts: Sequence[Fact]) -> Brief:
    """The brief with these causes given up."""
    wanted = {(cause.kind, cause.id) for cause in causes}
    for part in list(parts(brief, facts)):
        if (part.cause.kind, part.cause.id) in wanted:
            brief = part.without(brief)
    return brief


def _less(field: str, item: object) -> Edit:
    return lambda brief: brief.model_copy(update={field: tuple(x for x in getattr(brief, field) if x != item)})


def _done(leader: LeaderId) -> Edit:
    def edit(brief: Brief) -> Brief:
        research = {**brief.ledger.research, leader: brief.policy.research.quota}
        return brief.model_copy(update={"ledger": brief.ledger.model_copy(update={"research": research})})

    return edit


def _stayed(leader: LeaderId) -> Edit:
    def edit(brief: Brief) -> Brief:
        stays = {**brief.ledger.research_stays, leader: LONGEST_STAY}
        return brief.model_copy(update={"ledger": brief.ledger.model_copy(update={"research_stays": stays})})

    return edit


def _events(brief: Brief, facts: Sequence[Fact]) -> set[str]:
    """Events that the facts name, and those that run into the horizon for somebody who cannot be in two places."""
    named = {fact.subject.partition(":")[0] for fact in facts}
    booked = {fact.subject for fact in facts if fact.rule == DOUBLE_BOOKING}
    named |= {there.subject for leader, there in carried(brief) if leader in booked}
    return named & brief.event_by_id.keys()


def _people(brief: Brief, facts: Sequence[Fact]) -> set[LeaderId]:
    named = {word for fact in facts for word in fact.subject.split(":")} & brief.leader_by_id.keys()
    events = _events(brief, facts)
    seats = [seat for event in events for seat in brief.seats_by_event[event]]
    return named | {person for seat in seats for person in seat.options}
