"""Elsewhere: certain leaders are never all away."""

from collections.abc import Iterator, Sequence
from itertools import chain

from models.absences import Absence
from models.brief import Brief
from models.leave import LeaveWish
from models.people import LeaderId
from models.spans import HalfDay
from rules.base import Fact, Lit, Sheet
from rules.leave_grants import LeaveGrant, approved, unwaived


class NotTogether(LeaveGrant):
    """Of the absences by which all of a set are away at once, the one asked for last is refused."""

    code = "variant-not-together"
    title = "不得同时外出的领导"
    reading = "规定的几位领导（如区长和常务副区长）不得同时都外出，经区长同意的除外；最后申请的一方改期。"
    settings = ("leave.not_together",)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        ours = sorted(sheet.wishes, key=lambda wish: (wish.requested_at, wish.id))
        for posts in brief.policy.leave.not_together:
            group = [leader.id for leader in brief.leaders if leader.post in posts]
            for wish in unwaived(sheet, self.code) if len(group) > 1 else ():
                if wish.leader in group:
                    self._keep_one(sheet, wish, [w for w in ours[: ours.index(wish)] if w.leader in group], group)

    def _keep_one(
        self, sheet: Sheet, last: LeaveWish, earlier: Sequence[LeaveWish], group: Sequence[LeaderId]
    ) -> None:
        """Where all the others are away by what is given or asked for earlier, the last one's leave does not lie."""
        brief = sheet.brief
        mine = {half for leave in sheet.leaves(last) for half in leave.absence.halves}
        for half in sorted(mine & set(brief.horizon.half_days())):
            rows = [_covering(sheet, [last], half)]
            for who in group:
                if who != last.leader and not brief.is_away(who, [half]):
                    rows.append(_covering(sheet, [wish for wish in earlier if wish.leader == who], half))
            if all(rows):
                sheet.between(None, list(chain.from_iterable(rows)), len(rows) - 1, Fact(self.code, last.id))

    def refused(self, brief: Brief) -> Iterator[tuple[Absence, str | None]]:
        away = approved(brief)
        order = {absence.id: n for n, absence in enumerate(away)}
        wrong: dict[str, str] = {}
        for posts in brief.policy.leave.not_together:
            group = [leader.id for leader in brief.leaders if leader.post in posts]
            if len(group) < 2:
                continue
            for half in brief.horizon.half_days():
                rows = [brief.absences_at(who, half) for who in group]
                if all(rows):
                    first = [min(row, key=lambda a: order[a.id]) for row in rows]
                    last = max(first, key=lambda a: order[a.id])
                    names = "、".join(brief.zh(who) for who in group if who != last.leader)
                    wrong.setdefault(last.id, f"与{names}同时不在（{half.zh}）")
        if brief.policy.leave.not_together:
            yield from ((absence, wrong.get(absence.id)) for absence in away)


def _covering(sheet: Sheet, wishes: Sequence[LeaveWish], half: HalfDay) -> list[Lit]:
    """Leave that would cover a half-day."""
    return [leave.lit for wish in wishes for leave in sheet.leaves(wish) if leave.absence.covers(half)]


RULE = NotTogether()
