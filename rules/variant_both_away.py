"""Elsewhere: A and B are not away together unless the head approves."""

from collections.abc import Iterator

from models.absences import Absence
from models.brief import Brief
from models.policy_people import BothAway
from rules.base import Fact, Sheet
from rules.leave_grants import LeaveGrant, approved, unwaived


class NotBothAway(LeaveGrant):
    """Of a pair's overlapping absences the one asked for later is refused."""

    code = "variant-both-away"
    title = "AB角不得同时外出"
    reading = "互为AB角的两人不得同时外出，经区长同意的除外；后申请的一方改期。"
    settings = ("cover.both_away",)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        if brief.policy.cover.both_away is not BothAway.FORBID:
            return
        ours = sorted(sheet.wishes, key=lambda wish: (wish.requested_at, wish.id))
        for wish in unwaived(sheet, self.code):
            because = Fact(self.code, wish.id)
            earlier = ours[: ours.index(wish)]
            for leave in sheet.leaves(wish):
                for pair in (p for p in brief.pairs if wish.leader in (p.a, p.b)):
                    other = pair.b if wish.leader == pair.a else pair.a
                    halves = [h for h in leave.absence.halves if h.day in brief.horizon and pair.in_force(h.day)]
                    if brief.is_away(other, halves):
                        sheet.forbid([leave.lit], because)
                    for rival in (r for before in earlier if before.leader == other for r in sheet.leaves(before)):
                        if any(rival.absence.covers(half) for half in halves):
                            sheet.at_most_one([leave.lit, rival.lit], because)

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
