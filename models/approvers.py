"""Who may approve an absence at an instant: by post and policy (58, 65), and whoever acts for him then (7, 8)."""

from typing import NamedTuple

from models.absences import Absence
from models.brief import Brief
from models.in_charge import Way, charge, works
from models.people import LeaderId, Post
from models.spans import HalfDay, Instant


class Approver(NamedTuple):
    """One who may approve. acting_for: in whose place, none: in his own right. article: by which article."""

    leader: LeaderId
    acting_for: LeaderId | None
    article: str


def approvers(brief: Brief, absence: Absence, at: Instant) -> tuple[Approver, ...]:
    """Who may approve, first choice first; nobody for the head's own, who reports, and for a leader unknown.

    Each may always give his word himself, also from afar. While the head is out the executive deputy whom he has
    entrusted may; short absences are the executive deputy's too, where a policy says so, and his B's while he is out.
    Nobody approves his own.
    """
    known = brief.leader_by_id.get(absence.leader)
    if known is None or known.post is Post.HEAD:
        return ()
    half, found = HalfDay.of(at), []
    if brief.head is not None:
        found.append(Approver(brief.head, None, "第五十八条"))
        acting = charge(brief, brief.leader_by_id[brief.head], "", half)
        if acting.way is Way.ENTRUSTED and acting.by is not None:
            found.append(Approver(acting.by, brief.head, "第八条"))
    deputy = brief.executive_deputy
    if deputy is not None and absence.leader != deputy and is_short(brief, absence):
        found.append(Approver(deputy, None, "第六十五条"))
        found += [Approver(by, deputy, "第七条") for by in _acting(brief, deputy, half)]
    once = {one.leader: one for one in reversed(found) if one.leader != absence.leader}
    return tuple(one for one in found if once.get(one.leader) is one)


def is_short(brief: Brief, absence: Absence) -> bool:
    """Whether the policy lets the executive deputy approve an absence of that many calendar days."""
    days, halves = brief.policy.leave.exec_approves_days, absence.halves
    return days is not None and (halves[-1].day - halves[0].day).days < days


def _acting(brief: Brief, owner: LeaderId, half: HalfDay) -> list[LeaderId]:
    """Who acts for an absent leader in any of his work."""
    leader = brief.leader_by_id[owner]
    rows = (charge(brief, leader, work, half) for work in works(brief, leader))
    return list(dict.fromkeys(row.by for row in rows if row.way in (Way.PARTNER, Way.THIRD) and row.by))
