"""Elsewhere: certain leaders are never all away."""

from collections.abc import Iterator

from models.absences import Absence
from models.brief import Brief
from rules.leave_grants import LeaveGrant, approved


class NotTogether(LeaveGrant):
    """Of the absences by which all of a set are away at once, the one asked for last is refused."""

    code = "variant-not-together"
    title = "不得同时外出的领导"
    reading = "规定的几位领导（如区长和常务副区长）不得同时都外出，经区长同意的除外；最后申请的一方改期。"
    settings = ("leave.not_together",)

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


RULE = NotTogether()
