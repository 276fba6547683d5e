"""What else could be chosen, and at what price: every taker of a seat, every half-day of an event, ranked.

What propagation refuses is told with its rules at once; each other choice is forced and the horizon solved anew (of a
long one the months around, all else standing), so a price is exact, and the reasons are the words of the rules that
differ.
"""

from collections.abc import Iterator, Sequence

from models.events import Event, Fixed
from models.reasons import Alternative, Cite, Move, Wish
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import FALSE, Fact, Lit
from solver.around import around
from solver.difference import difference
from solver.inquiry import Answered, Inquiry
from solver.search import NoAnswer
from solver.telling import blockers_of, cites_of

MOST_WORDS = 4


def takers(inquiry: Inquiry, event_id: str, seat_key: str) -> tuple[Alternative, ...]:
    """Every leader for a seat, at the event's half-day: lawful ones by price, then the others with what excludes
    them. Raises KeyError for an event or seat that the brief does not know."""
    inquiry = around(inquiry, Wish(event=event_id))
    brief = inquiry.brief
    event = brief.event_by_id[event_id]
    seat = next((s for s in brief.seats_by_event[event_id] if s.key == seat_key), None)
    if seat is None:
        raise KeyError(seat_key)
    start = _start(inquiry, event)
    now = next((s.taken_by for s in inquiry.plan.seats if (s.event, s.seat) == (event_id, seat_key)), None)
    found = []
    for leader in brief.leaders:
        lits = [inquiry.sheet.takes(event, seat, leader.id, start)] if start else [FALSE]
        reasons = [inquiry.grounds.sheet.takes(event, seat, leader.id, start)] if start else [FALSE]
        why_none = _stranger(inquiry, event, seat)
        found.append(
            _choice(inquiry, event, start, leader.id, leader.title, leader.id == now, lits, reasons, why_none)
        )
    return _ranked(found)


def times(inquiry: Inquiry, event_id: str, *, most: int | None = None) -> tuple[Alternative, ...]:
    """Every half-day in which an event could start: open ones by price, then the others with what excludes them.

    most: so many of the open ones are priced, those nearest to the chosen one first. Raises KeyError for an event
    that the brief does not know.
    """
    inquiry = around(inquiry, Wish(event=event_id))
    event = inquiry.brief.event_by_id[event_id]
    chosen = _start(inquiry, event)
    starts = sorted(inquiry.sheet.starts(event), key=lambda s: abs(s.index - chosen.index) if chosen else s.index)
    found: list[Alternative] = []
    for start in starts:
        lits, reasons = [inquiry.sheet.at(event, start)], [inquiry.grounds.sheet.at(event, start)]
        price = most is None or sum(a.price is not None for a in found) < most
        found.append(
            _choice(inquiry, event, start, str(start), start.zh, start == chosen, lits, reasons, (), price=price)
        )
    return _ranked(found)


def _start(inquiry: Inquiry, event: Event) -> HalfDay | None:
    booking = next((b for b in inquiry.plan.bookings if b.event == event.id), None)
    if booking is not None:
        return HalfDay.of(booking.start)
    return HalfDay.of(event.when.start) if isinstance(event.when, Fixed) else None


def _choice(
    inquiry: Inquiry,
    event: Event,
    start: HalfDay | None,
    value: str,
    zh: str,
    chosen: bool,
    lits: Sequence[Lit],
    reasons: Sequence[Lit],
    why_none: tuple[Cite, ...],
    *,
    price: bool = True,
) -> Alternative:
    if chosen:
        return Alternative(value=value, zh=zh, open=True, chosen=True, price=0, because=own_words(inquiry, event))
    if FALSE in lits:
        return Alternative(value=value, zh=zh, open=False, because=why_none)
    because = excluded(inquiry, event, start, reasons)
    if because:
        return Alternative(value=value, zh=zh, open=False, because=because)
    if not price:
        return Alternative(value=value, zh=zh, open=True)
    answer = inquiry.nearest(lits)
    if isinstance(answer, NoAnswer):
        return Alternative(value=value, zh=zh, open=True)
    if answer is None:
        return Alternative(value=value, zh=zh, open=False, because=(_crowded(),))
    delta, words, moves = _told(inquiry, answer)
    return Alternative(value=value, zh=zh, open=True, price=delta, because=words, moves=moves)


def excluded(inquiry: Inquiry, event: Event, start: HalfDay | None, reasons: Sequence[Lit]) -> tuple[Cite, ...]:
    """The rules that exclude literals of the explaining sheet beside what must stand, one word for each thing in
    the way; none: propagation knows of none."""
    clashes = inquiry.grounds.refused(reasons)
    words = []
    for blocker in blockers_of(inquiry.brief, inquiry.by_code, clashes, event, start):
        law = blocker.cites[0]
        words.append(law.model_copy(update={"sentence": blocker.sentence}))
    return tuple(words)


def own_words(inquiry: Inquiry, event: Event) -> tuple[Cite, ...]:
    """What the chosen one costs by itself."""
    found = [f for f in inquiry.audit.findings if f.subject == event.id and f.cost]
    return tuple(
        Cite(code=f.code, article=f.article, subject=f.subject, sentence=f.sentence, cost=f.cost, verdict=f.verdict)
        for f in found
    )


def _told(inquiry: Inquiry, answer: Answered) -> tuple[int, tuple[Cite, ...], tuple[Move, ...]]:
    """The difference in price, the rules that make it, the weightiest first, and what else moves."""
    told = difference(inquiry.brief, inquiry.plan, inquiry.audit, answer.plan, answer.audit)
    words = tuple(
        Cite(
            code=c.code,
            article=c.article,
            subject=c.subject,
            sentence=c.sentence,
            cost=c.cost_after - c.cost_before,
        )
        for c in told.findings[:MOST_WORDS]
    )
    return told.delta, words, told.moves


def _stranger(inquiry: Inquiry, event: Event, seat: ConcreteSeat) -> tuple[Cite, ...]:
    """The rule by which a leader is nobody for the seat."""
    code, subject = ("house-seats-filled" if seat.owner is None else "7-e"), event.id
    if seat.member:
        code, subject = ("42-a" if event.kind.facts.zh == "全体会议" else "43-a"), f"{event.id}:{seat.owner}"
    cites = cites_of(inquiry.brief, inquiry.by_code, [Fact(code, subject)])
    if seat.owner is not None:
        return cites
    return tuple(cite.model_copy(update={"sentence": "不在这个席位的备选名单（内部安排）"}) for cite in cites)


def _crowded() -> Cite:
    return Cite(
        code="house-no-double-booking",
        article="内部安排",
        subject="",
        sentence="与其他必办事项合在一起排不开，可问“为什么不行”看是哪几项",
    )


def _ranked(found: Sequence[Alternative]) -> tuple[Alternative, ...]:
    return tuple(sorted(found, key=_rank))


def _rank(one: Alternative) -> tuple[bool, bool, int, bool]:
    return not one.open, one.price is None, one.price or 0, not one.chosen


def priced(found: Sequence[Alternative]) -> Iterator[Alternative]:
    """Those that can be chosen, the cheapest first."""
    return (one for one in found if one.price is not None)
