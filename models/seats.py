"""Seats made concrete: one row for each person's seat, with its owner and who could conceivably take it."""

from collections.abc import Sequence
from typing import NamedTuple

from models.events import Body, Cover, Event, EventId, Kind, Role, Seat
from models.people import DeputyPair, Leader, LeaderId, Post
from models.policy import Policy
from models.policy_meetings import ChairWhenHeadAway
from models.policy_people import Fallback


class ConcreteSeat(NamedTuple):
    """One seat that one person takes.

    key: the seat's id, with ``:leader`` behind it where the seat is one of a body's members.
    owner: whose it is, none for `any_of`. options: everybody who could take it at some time, owner first: the
    owner, his partners of any date, the policy's C and (for the head) whoever may act for him; or the list of
    `any_of`.
    member: whether the owner sits as a member of the body that meets.
    """

    event: EventId
    key: str
    role: Role
    owner: LeaderId | None
    options: tuple[LeaderId, ...]
    required: bool
    cover: Cover
    member: bool


def members(body: Body, leaders: Sequence[Leader], policy: Policy) -> tuple[LeaderId, ...]:
    """Members of a body among the leaders, in order of precedence (articles 42 and 43)."""
    posts = set(policy.standing.members)
    if body is Body.PLENARY:
        posts |= {Post.OFFICE_DIRECTOR}
    return tuple(leader.id for leader in leaders if leader.post in posts)


def owner_of(seat: Seat, leaders: Sequence[Leader]) -> LeaderId | None:
    """Whose seat it is; none for `any_of`, for a body, and for a portfolio that nobody has."""
    if seat.who.leader is not None:
        return seat.who.leader
    if seat.who.portfolio is not None:
        return portfolio_owner(seat.who.portfolio, leaders)
    return None


def portfolio_owner(portfolio: str | None, leaders: Sequence[Leader]) -> LeaderId | None:
    """The leader in charge of a portfolio (article 7), none where nobody is."""
    return next((leader.id for leader in leaders if portfolio in leader.portfolios), None)


def expand(
    event: Event, leaders: Sequence[Leader], pairs: Sequence[DeputyPair], policy: Policy
) -> tuple[ConcreteSeat, ...]:
    """All concrete seats of an event, in the order of its seats and then of precedence."""
    named = {seat.who.leader for seat in event.seats if seat.who.leader}
    rows: list[ConcreteSeat] = []
    for seat in event.seats:
        cover = event.cover_of(seat)
        if seat.who.any_of is not None:
            rows.append(_row(event, seat, seat.id, None, seat.who.any_of, cover, False))
        elif seat.who.members_of is not None:
            for member in members(seat.who.members_of, leaders, policy):
                if member not in named:
                    key = f"{seat.id}:{member}"
                    rows.append(_row(event, seat, key, member, (member,), Cover.NONE, True))
        else:
            owner = owner_of(seat, leaders)
            if _is_excluded(event, seat, owner, leaders, policy):
                cover = Cover.NONE
            mine = [pair for pair in pairs if pair.is_for(seat.who.portfolio or event.portfolio)]
            options = () if owner is None else _options(owner, cover, leaders, mine, policy)
            if owner is not None and seat.role is Role.CHAIR and event.kind is Kind.STANDING:
                options = _chairs(owner, options, leaders, policy)
            rows.append(_row(event, seat, seat.id, owner, options, cover, False))
    return tuple(rows)


def _row(
    event: Event,
    seat: Seat,
    key: str,
    owner: LeaderId | None,
    options: tuple[LeaderId, ...],
    cover: Cover,
    member: bool,
) -> ConcreteSeat:
    return ConcreteSeat(event.id, key, seat.role, owner, options, seat.required, cover, member)


def _options(
    owner: LeaderId, cover: Cover, leaders: Sequence[Leader], pairs: Sequence[DeputyPair], policy: Policy
) -> tuple[LeaderId, ...]:
    if cover is Cover.NONE:
        return (owner,)
    by_id = {leader.id: leader for leader in leaders}
    found = [owner, *(other for pair in pairs if (other := pair.other(owner)) is not None)]
    if owner in by_id and by_id[owner].post is Post.HEAD:
        found += [leader.id for leader in leaders if leader.post is Post.EXECUTIVE_DEPUTY]
    else:
        found += thirds(owner, leaders, pairs, policy)
    return tuple(dict.fromkeys(found))


def thirds(
    owner: LeaderId, leaders: Sequence[Leader], pairs: Sequence[DeputyPair], policy: Policy
) -> tuple[LeaderId, ...]:
    """Who may be C for a leader where he and his Bs are away: a post, or whom his pairs name; nobody by the seed."""
    fallback = policy.cover.fallback
    if fallback is Fallback.NAMED:
        return tuple(pair.c for pair in pairs if pair.c is not None and owner in (pair.a, pair.b))
    posts = {Fallback.EXEC_DEPUTY: Post.EXECUTIVE_DEPUTY, Fallback.OFFICE_DIRECTOR: Post.OFFICE_DIRECTOR}
    return tuple(leader.id for leader in leaders if leader.post is posts.get(fallback) and leader.id != owner)


def _chairs(
    owner: LeaderId, options: tuple[LeaderId, ...], leaders: Sequence[Leader], policy: Policy
) -> tuple[LeaderId, ...]:
    """The head's chair with those who may take it on his delegation."""
    chair = policy.standing.chair_when_head_away
    head = next((leader.id for leader in leaders if leader.post is Post.HEAD), None)
    if owner != head or chair is ChairWhenHeadAway.RESCHEDULE:
        return options
    posts = (Post.EXECUTIVE_DEPUTY, Post.DEPUTY)[: 1 if chair is ChairWhenHeadAway.EXEC_DEPUTY else 2]
    return (*options, *(leader.id for leader in leaders if leader.post in posts and leader.id not in options))


def _is_excluded(event: Event, seat: Seat, owner: LeaderId | None, leaders: Sequence[Leader], policy: Policy) -> bool:
    """Whether the seat belongs to work that nobody covers (as police elsewhere)."""
    work = {seat.who.portfolio, event.portfolio} & set(policy.cover.excluded_portfolios)
    return owner is not None and any(portfolio_owner(name, leaders) == owner for name in work)
