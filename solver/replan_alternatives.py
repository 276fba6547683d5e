"""Other ways to take a bad day: what the least disturbing re-plan moves is kept, and something else gives way.

Every way is a plan of its own, arranged by the same re-plan on a brief with one thing more said: an item stays where
it is published, a seat goes to somebody else, a rule is waived, an item is given up. What a person has to grant first
is told with it. Ways are ranked by tiers: seats left open, the weeks that have gone out, what has to be asked for,
then everything else.
"""

from collections.abc import Iterator, Sequence

from models.brief import Brief
from models.decided import Decision, Pin
from models.events import Duty, Event, Fixed
from models.people import Post
from models.plan import Plan
from models.reasons import MoveKind, Stuck
from models.repairs import RepairKind
from models.replan import Replan, Tier, is_open
from rules import RULES
from rules.base import Rule
from solver.candidates import OFFICE_DIRECTOR
from solver.edits import repaired
from solver.repairs import Search, ways_out
from solver.replan import replan
from solver.telling import name_of

MOST_KEPT, MOST_SENT, MOST_WAYS = 3, 2, 3
SUPPOSED = "设想"
_KINDS = tuple(kind for kind in RepairKind if kind is not RepairKind.UNPIN)
_Supposed = tuple[Brief, str, tuple[str, ...]]


def alternatives(brief: Brief, base: Replan, rules: Sequence[Rule] = RULES) -> tuple[Replan, ...]:
    """The base and the other ways, the best first; each says what it disturbs and what has to be granted."""
    found = [base]
    for supposed, words, asks in (*_kept(brief, base, rules), *_sent(brief, base), *_let_in(brief, base)):
        answer = replan(supposed, rules)
        if isinstance(answer, Replan) and not (asks and not answer.disturbance < base.disturbance):
            headline = f"{words}：{answer.disturbance.zh}"
            found.append(answer.model_copy(update={"asks": asks, "headline": headline, "damage": base.damage}))
    unique = {(r.moves, r.asks): r for r in reversed(found)}
    return tuple(sorted(unique.values(), key=rank))


def rank(way: Replan) -> tuple[object, ...]:
    """Open seats and issued weeks first, then how much has to be asked for, then the other tiers, then cost."""
    split = [*Tier].index(Tier.DROPPED)
    counts = way.disturbance.counts
    return counts[:split], len(way.asks), counts[split:], way.cost, way.headline


def _kept(brief: Brief, base: Replan, rules: Sequence[Rule]) -> Iterator[_Supposed]:
    """What the base moves or drops stays where it is published; where that clashes, with each way out."""
    moving = [m.subject for m in base.moves if m.kind in (MoveKind.MOVED, MoveKind.DROPPED)]
    for id in moving[:MOST_KEPT]:
        event, was = brief.event_by_id[id], brief.published_by_event[id]
        if isinstance(event.when, Fixed) or brief.is_past(was.start):
            continue
        pin = Pin(event=id, start=was.start, by=SUPPOSED)
        kept = brief.model_copy(update={"pins": (*brief.pins, pin)})
        words = f"{name_of(brief, id)}不动"
        answer = replan(kept, rules)
        if not isinstance(answer, Stuck):
            yield kept, words, ()
            continue
        for _, ways in ways_out(kept, answer, rules, Search(ways=MOST_WAYS, kinds=_KINDS)):
            for way in ways[:MOST_WAYS]:
                granted = kept
                for step in way.steps:
                    granted = repaired(granted, step)
                yield granted, words, tuple(step.sentence for step in way.steps)


def _sent(brief: Brief, base: Replan) -> Iterator[_Supposed]:
    """Seats that the base leaves open go to somebody whom the head names."""
    takers = base.plan.takers
    for booking in base.plan.bookings:
        for seat in brief.seats_by_event[booking.event]:
            key = (booking.event, seat.key)
            if not seat.required or takers.get(key) is not None or is_open(brief, seat) or seat.member:
                continue
            for person in _free(brief, base.plan, booking.event)[:MOST_SENT]:
                decision = Decision(
                    event=key[0], seat=key[1], taken_by=person, by=Post.HEAD.zh, reason=SUPPOSED, at=brief.as_of
                )
                words = f"{name_of(brief, booking.event)}请{brief.zh(person)}去"
                ask = f"{name_of(brief, booking.event)}由{Post.HEAD.zh}指定{brief.zh(person)}出席"
                yield brief.model_copy(update={"decisions": (*brief.decisions, decision)}), words, (ask,)


def _free(brief: Brief, plan: Plan, id: str) -> list[str]:
    """Deputies in town with nothing else booked at the time, in order of precedence, the head last."""
    span = next(b.span for b in plan.bookings if b.event == id)
    busy = {b.event for b in plan.bookings if b.span.overlaps(span)}
    taken = {s.taken_by for s in plan.seats if s.event in busy}
    halves = list(span.half_days())
    here = [k for k in brief.leaders if k.id not in taken and not brief.is_away(k.id, halves)]
    deputies = [k.id for k in here if k.post in (Post.EXECUTIVE_DEPUTY, Post.DEPUTY)]
    return deputies + [k.id for k in here if k.post is Post.HEAD]


def _let_in(brief: Brief, base: Replan) -> Iterator[_Supposed]:
    """A new wanted item that the base leaves out is held all the same; a new one that it holds is given up."""
    booked = {booking.event for booking in base.plan.bookings}
    asked = [damage.subject for damage in base.damage if damage.subject in brief.event_by_id]
    new = [brief.event_by_id[id] for id in asked if id not in brief.published_by_event]
    for event in new[:MOST_KEPT]:
        if event.id not in booked:
            yield (
                _with(brief, event.model_copy(update={"duty": Duty.MUST})),
                f"{name_of(brief, event.id)}必须排进",
                (),
            )
        elif not base.disturbance.is_none:
            events = tuple(e for e in brief.events if e.id != event.id)
            ask = f"{name_of(brief, event.id)}本期不办，由{OFFICE_DIRECTOR}与主办方商定"
            yield brief.model_copy(update={"events": events}), f"{name_of(brief, event.id)}不办", (ask,)


def _with(brief: Brief, event: Event) -> Brief:
    return brief.model_copy(update={"events": tuple(event if e.id == event.id else e for e in brief.events)})
