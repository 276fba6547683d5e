"""Who else may chair a standing meeting while the head is away, where the office's policy lets anybody."""

from collections.abc import Sequence

from models.brief import Brief
from models.events import Event, Kind
from models.people import LeaderId, Post
from models.policy_meetings import ChairWhenHeadAway
from models.seats import ConcreteSeat
from models.spans import HalfDay


def chair_posts(brief: Brief) -> tuple[Post, ...]:
    """Posts that may chair on the head's delegation; none as the rule book has it (articles 6 and 43)."""
    chair = brief.policy.standing.chair_when_head_away
    if chair is ChairWhenHeadAway.RESCHEDULE:
        return ()
    return (
        (Post.EXECUTIVE_DEPUTY,) if chair is ChairWhenHeadAway.EXEC_DEPUTY else (Post.EXECUTIVE_DEPUTY, Post.DEPUTY)
    )


def is_entrusted(brief: Brief, taker: LeaderId, halves: Sequence[HalfDay]) -> bool:
    """Whether the head's delegations to the taker cover every half-day."""
    return all(
        any(d.by == brief.head and d.to == taker and d.covers(half) for d in brief.delegations) for half in halves
    )


def may_chair(brief: Brief, event: Event, seat: ConcreteSeat, taker: LeaderId, halves: Sequence[HalfDay]) -> bool:
    """Whether the taker may chair in the head's place: a standing meeting, the head away for all of it, a deputy
    of the right post in town, and the head's delegation."""
    if brief.head is None or not all(brief.absences_at(brief.head, half) for half in halves):
        return False
    return could_chair(brief, event, seat, taker, halves)


def could_chair(brief: Brief, event: Event, seat: ConcreteSeat, taker: LeaderId, halves: Sequence[HalfDay]) -> bool:
    """Whether the taker may chair in the head's place if the head is away."""
    leader = brief.leader_by_id.get(taker)
    if leader is None or brief.head is None or event.kind is not Kind.STANDING or taker not in seat.options:
        return False
    there = leader.post in chair_posts(brief) and not brief.is_away(taker, halves)
    return there and is_entrusted(brief, taker, halves)
