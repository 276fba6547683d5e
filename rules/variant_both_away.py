"""Elsewhere: A and B are not away together unless the head approves."""

from collections.abc import Iterator

from models.absences import Absence
from models.brief import Brief
from models.policy_people import BothAway
from rules.leave_grants import LeaveGrant, approved


class NotBothAway(LeaveGrant):
    """Of a pair's overlapping absences the one asked for later is refused."""

    code = "variant-both-away"
    title = "AB角不得同时外出"
    reading = "互为AB角的两人不得同时外出，经区长同意的除外；后申请的一方改期。"
    settings = ("cover.both_away",)

    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        if brief.policy.cover.both_away is not BothAway.FORBID:
            return
        away = approved(brief)
        for n, absence in enumerate(away):
            halves = set(absence.span.half_days()) & set(brief.horizon.half_days())
            rival = next(
                (
                    earlier
                    for earlier in away[:n]
                    for pair in brief.pairs
                    if {pair.a, pair.b} == {absence.leader, earlier.leader}
                    and any(pair.in_force(half.day) for half in halves & set(earlier.span.half_days()))
                ),
                None,
            )
            yield absence, f"与AB角{brief.zh(rival.leader)}的外出重叠" if rival else None


RULE = NotBothAway()
