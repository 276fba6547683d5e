"""What paper trails have in common: dated steps, all taken before something happens, some of them in order.

A step that is missing may still be taken until then, which leaves the matter open; after that, or out of order,
the trail is broken.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from models.absences import Absence
from models.audit import Verdict
from models.brief import Brief


class Step(NamedTuple):
    """One step: what it is, in Chinese, and when it was taken."""

    name: str
    at: datetime | None


class Trail(NamedTuple):
    """What a trail amounts to, and what is wrong with it, in Chinese."""

    verdict: Verdict
    words: str


def judged(steps: Sequence[Step], before: datetime, now: datetime, *, in_order: bool = True) -> Trail:
    """The trail of steps to be taken before an instant (the departure), as it stands now."""
    taken = [(step.at, step.name) for step in steps if step.at is not None]
    for (earlier, first), (later, second) in pairwise(taken):
        if in_order and later < earlier:
            return Trail(Verdict.BROKEN, f"{second}早于{first}，次序颠倒")
    if late := [name for at, name in taken if at > before]:
        return Trail(Verdict.BROKEN, f"{'、'.join(late)}晚于出发")
    if blank := [step.name for step in steps if step.at is None]:
        names = "、".join(blank)
        return (
            Trail(Verdict.BROKEN, f"已经出发，未见{names}") if before <= now else Trail(Verdict.OPEN, f"尚缺{names}")
        )
    return Trail(Verdict.KEPT, "、".join(step.name for step in steps))


def outing(brief: Brief, absence: Absence) -> str:
    """An absence as sentences call it: never why, where or how reached."""
    return f"{brief.zh(absence.leader)}{absence.span.start:%m月%d日}起的外出"
