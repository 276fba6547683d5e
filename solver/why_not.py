"""Why not otherwise: the choice is forced, everything else is arranged anew, and the difference is told; or the
facts that clash with it."""

from datetime import timedelta

from models.audit import Audit
from models.brief import Brief
from models.events import Event, Fixed
from models.occupations import start_times
from models.plan import Plan
from models.reasons import CauseKind, Clash, Conflict, Outcome, WhyNot, Wish
from models.spans import HalfDay, Span
from rules import audit
from rules.base import FALSE, Fact
from solver.around import from_near_to_far, rests_on_free, told
from solver.causes import Asked
from solver.difference import difference
from solver.explain import Conflicts, Undecided
from solver.inquiry import Inquiry
from solver.search import NoAnswer
from solver.telling import clash_of
from solver.wishes import cause_of, half_of, known, literals, pinned, question_of


def why_not(inquiry: Inquiry, wish: Wish) -> WhyNot:
    """The answer to a wish. Raises KeyError for an event, seat, leader or item that the brief does not know."""
    known(inquiry.brief, wish)
    question = question_of(inquiry.brief, wish)
    if wish.start is not None and wish.event is not None:
        refusing = _refusing(inquiry, inquiry.brief.event_by_id[wish.event], wish)
        if refusing:
            conflict = Conflict(causes=(cause_of(inquiry.brief, wish),), facts=refusing, minimal=True, confirmed=True)
            return _impossible(question, conflict)
    asked = inquiry
    for near in from_near_to_far(inquiry, wish):
        asked = near.pinned(pinned(inquiry.brief, wish))
        lits = asked.lits(wish)
        if FALSE in lits:
            break  # no sheet has the choice
        answer = asked.nearest(lits)
        if isinstance(answer, NoAnswer):
            return WhyNot(question=question, outcome=Outcome.UNDECIDED, sentence=answer.why)
        if answer is not None:
            plan = answer.plan.model_copy(update={"brief": inquiry.brief.digest})
            said = answer.audit if asked.brief is inquiry.brief else audit(inquiry.brief, plan, inquiry.rules)
            return _possible(inquiry, question, plan, said, told(near))
        if near is not inquiry:
            by_itself = conflict_of(asked, inquiry.brief, wish)
            if by_itself is not None and by_itself.confirmed and rests_on_free(near, by_itself):
                return _impossible(question, by_itself)
    conflict_found = conflict_of(asked, inquiry.brief, wish)
    if conflict_found is None:
        return WhyNot(question=question, outcome=Outcome.UNDECIDED, sentence="没有得到答案，请稍后再问。")
    return _impossible(question, conflict_found)


def _possible(inquiry: Inquiry, question: str, plan: Plan, said: Audit, about: str) -> WhyNot:
    differs = difference(inquiry.brief, inquiry.plan, inquiry.audit, plan, said)
    word = f"代价{'增加' if differs.delta >= 0 else '减少'}{abs(differs.delta)}" if differs.delta else "代价不变"
    sentence = (
        f"可以：{word}，连带变动{max(0, len(differs.moves) - 1)}处{about}。"
        if differs.moves
        else "方案本来就是这样。"
    )
    return WhyNot(question=question, outcome=Outcome.POSSIBLE, sentence=sentence, difference=differs, plan=plan)


def _impossible(question: str, conflict: Conflict) -> WhyNot:
    because = [c.sentence for c in conflict.causes if c.kind is not CauseKind.WISH]
    because = because or [fact.sentence for fact in conflict.facts]
    sentence = f"不行：{'；'.join(because)}。"
    return WhyNot(question=question, outcome=Outcome.IMPOSSIBLE, sentence=sentence, conflict=conflict)


def conflict_of(asked: Inquiry, brief: Brief, wish: Wish) -> Conflict | None:
    """Why a wish cannot be had; none: not decided. brief: without the wish."""
    sheet = asked.grounds.sheet
    lits = literals(asked.brief, sheet, wish)
    if FALSE in lits:
        facts = (_out_of_question(asked, wish),)
        return Conflict(causes=(cause_of(brief, wish),), facts=facts, minimal=True, confirmed=True)
    try:
        return Conflicts(sheet, asked.rules).with_wish(Asked(wish, brief, asked.brief), lits)
    except Undecided:
        return None


def _out_of_question(asked: Inquiry, wish: Wish) -> Clash:
    """The rule by which the sheet does not even have the choice."""
    brief = asked.brief
    if wish.item is not None:
        return _clash(asked, "house-agenda", wish.item)
    event = brief.event_by_id[wish.event or ""]
    half = half_of(wish)
    if half is not None and half not in asked.sheet.starts(event):
        return _clash(asked, "house-fixed-time" if isinstance(event.when, Fixed) else "house-window", event.id)
    seat = next((s for s in brief.seats_by_event[event.id] if s.key == wish.seat), None)
    if seat is None:
        return _clash(asked, "house-window", event.id)
    if seat.member:
        code = "42-a" if event.kind.facts.zh == "全体会议" else "43-a"
        return _clash(asked, code, f"{event.id}:{seat.owner}")
    return _clash(asked, "house-seats-filled" if seat.owner is None else "7-e", event.id)


def _clash(asked: Inquiry, code: str, subject: str) -> Clash:
    return clash_of(asked.brief, asked.by_code, Fact(code, subject))


def _refusing(inquiry: Inquiry, event: Event, wish: Wish) -> tuple[Clash, ...]:
    """Rules that refuse the minute by itself, before it is pinned."""
    assert wish.start is not None  # asked for a minute alone
    span = Span(start=wish.start, end=wish.start + _length(inquiry.brief, event, wish))
    refused = [rule.code for rule in inquiry.rules if not rule.admits(inquiry.brief, event, span)]
    if span.start.date() not in inquiry.brief.horizon:
        refused.append("house-window")
    return tuple(clash_of(inquiry.brief, inquiry.by_code, Fact(code, event.id)) for code in dict.fromkeys(refused))


def _length(brief: Brief, event: Event, wish: Wish) -> timedelta:
    if isinstance(event.when, Fixed):
        return event.when.end - event.when.start
    if event.when.minutes is not None:
        return timedelta(minutes=event.when.minutes)
    assert wish.start is not None
    span = start_times(brief, event, HalfDay.of(wish.start))[0]
    return span.end - span.start
