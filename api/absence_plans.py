"""What an absence does to the published plan: the change slip of granting it, and the way back if it is cancelled."""

from collections.abc import Iterator

from api.drafting import moved_onto
from api.jobs.asking import ASKING
from models.brief import Brief
from models.entries import block_of
from models.errors import Refused
from models.plan import Seating
from models.publication import Change, Entry, Publication
from models.published import Published, PublishedBooking
from models.reasons import Stuck
from models.replan import Replan, disturbance, judged_of
from models.sealing import published_of
from models.spans import DateRange
from rules import audit
from solver.difference import moves
from solver.replan import NoAnswer, replan


def reaches(head: Publication | None, days: DateRange) -> DateRange | None:
    """The horizon of the newest plan, where an absence on these days touches it; none: nothing to re-plan."""
    plan = head.plan if head is not None else None
    if plan is None or days.last < plan.horizon.first or plan.horizon.last < days.first:
        return None
    return plan.horizon


def slip_of(brief: Brief) -> Replan | None:
    """How the publication follows the facts with the least disturbance; none: it holds nothing on these days.

    Planned in a limited child. Raises Refused where the musts clash or no answer was found, Unanswered at the limits.
    """
    if brief.published is None or judged_of(brief.published, brief) is None:
        return None
    answer = ASKING.ask(replan, brief)
    if isinstance(answer, Stuck):
        told = "；".join(fact.sentence for fact in answer.facts)
        raise Refused(f"怎样调整都排不开：{told or '必办事项互相冲突'}。请改期，或先改动冲突的事项。")
    if isinstance(answer, NoAnswer):
        raise Refused(answer.why)
    return answer


def restored(brief: Brief, head: Publication, granted: Publication, before: Publication) -> Replan | None:
    """The plan in which what moved when an absence was granted stands where it stood before, as far as that is still
    possible; none: nothing of it can go back.

    brief: without the absence, on top of the newest publication. granted: by which the plan followed the absence;
    before: the one before that. Only what still stands as the grant put it goes back, and only what is not past.
    """
    back = [change for change in granted.changes if _may_return(brief, head, change)]
    if not back:
        return None
    target = _target(published_of(head), published_of(before), back, brief.horizon)
    aimed = brief.model_copy(update={"published": target})
    slip, now = slip_of(aimed), judged_of(brief.published, brief) if brief.published is not None else None
    if slip is None or now is None:
        return None
    plan = moved_onto(brief, slip.plan)
    if not audit(brief, plan).is_lawful:
        return None
    changes = tuple(moves(brief, now, plan))
    told = {"headline": f"退回{len(changes)}处", "moves": changes, "disturbance": disturbance(brief, plan)}
    return slip.model_copy(update={**told, "brief": brief.digest, "plan": plan})


def _may_return(brief: Brief, head: Publication, change: Change) -> bool:
    """Whether an item stands as the grant left it, and both its times are still to come."""
    was, is_now = change.before, next((e for e in head.entries if e.id == _id(change)), None)
    if was is None or brief.is_past(was.start) or was.start.date() not in brief.horizon:
        return False
    left = change.after
    if left is None or is_now is None:
        return left is is_now
    return not brief.is_past(left.start) and (is_now.span, is_now.seats) == (left.span, left.seats)


def _id(change: Change) -> str:
    entry = change.before or change.after
    return entry.id if entry is not None else ""


def _target(now: Published, before: Published, back: list[Change], horizon: DateRange) -> Published:
    """What is published now, with these items as they stood before."""
    old: list[Entry] = [change.before for change in back if change.before is not None]
    ids = {entry.id for entry in old}
    blocks = {block.id: block for entry in old if (block := block_of(entry)) is not None}
    bookings = {b.event: b for b in now.bookings} | {b.event: b for b in before.bookings if b.event in ids}
    research = {b.id: b for b in now.research} | blocks
    return now.model_copy(
        update={
            "bookings": tuple(sorted(bookings.values(), key=_by_time)),
            "seats": tuple(_seats(now, before, ids)),
            "research": tuple(sorted(research.values(), key=lambda b: (b.start, b.id))),
            "left_out": tuple(id for id in now.left_out if id not in ids),
        }
    )


def _by_time(booking: PublishedBooking) -> tuple[object, str]:
    return booking.start, booking.event


def _seats(now: Published, before: Published, ids: set[str]) -> Iterator[Seating]:
    yield from (seat for seat in now.seats if seat.event not in ids)
    yield from (seat for seat in before.seats if seat.event in ids)
