"""What was left out: whose decision it is (articles 49 and 61), and what would let it in, found by forcing it."""

from collections.abc import Iterator

from models.brief import Brief
from models.events import Event
from models.people import Post
from models.plan import LeftOut
from models.reasons import LetIn, Outcome, Wish
from models.repairs import RepairKind, WayOut
from solver.inquiry import Inquiry
from solver.repairs import Search, ways
from solver.why_not import why_not

OWN_MATTERS = (RepairKind.CONSENT, RepairKind.SEND, RepairKind.WAIVE, RepairKind.MOVE, RepairKind.WIDEN)


def left_out(inquiry: Inquiry, *, most_ways: int = 0) -> Iterator[LetIn]:
    """Every left-out event and item of the plan. most_ways: so many ways out of a conflict are sought for each, which
    takes a second or so."""
    for item in inquiry.plan.left_out:
        yield let_in(inquiry, item, most_ways=most_ways)


def let_in(inquiry: Inquiry, item: LeftOut, *, most_ways: int = 3) -> LetIn:
    """One of them."""
    brief = inquiry.brief
    event = brief.event_by_id.get(item.subject)
    wish = Wish(event=event.id) if event is not None else Wish(item=item.subject)
    answer = why_not(inquiry, wish)
    decides, article = whose(brief, event)
    found: tuple[WayOut, ...] = ()
    if answer.conflict is not None and event is not None and most_ways:
        look = Search(ways=most_ways, sent=1, kinds=OWN_MATTERS)
        found = ways(
            brief, answer.conflict, inquiry.rules, wish=wish, look=look, like=inquiry.sheet, cuts=inquiry.cuts
        )
    sentence = answer.sentence
    if answer.outcome is Outcome.POSSIBLE and answer.difference is not None:
        given_up = [move.sentence for move in answer.difference.moves if move.subject != item.subject]
        sentence = f"可以，代价增加{answer.difference.delta}：{'；'.join(given_up)}" if given_up else answer.sentence
    return LetIn(
        event=item.subject,
        title=event.title if event is not None else next(i.title for i in brief.agenda if i.id == item.subject),
        reason=item.reason,
        decides=decides,
        article=article,
        outcome=answer.outcome,
        sentence=sentence,
        difference=answer.difference,
        conflict=answer.conflict,
        ways=found,
    )


def whose(brief: Brief, event: Event | None) -> tuple[str, str]:
    """Whose decision a left-out event is, and by which article: ceremonies are the office director's to arrange, the
    head's own items his to submit; an agenda item waits for the head's word."""
    if event is None:
        return Post.HEAD.zh, "第四十五条"
    if event.kind in brief.policy.ceremony.kinds:
        return Post.OFFICE_DIRECTOR.zh, "第六十一条"
    if any(seat.owner == brief.head for seat in brief.seats_by_event[event.id]):
        return f"{Post.HEAD.zh}（由{Post.OFFICE_DIRECTOR.zh}呈报）", "第四十九条"
    return Post.OFFICE_DIRECTOR.zh, "第九条"
