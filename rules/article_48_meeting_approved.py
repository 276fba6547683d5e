"""Article 48: work meetings are approved before they are held. Given, not decided."""

from collections.abc import Sequence

from models.brief import Brief
from models.clearances import Step
from models.docket import Held
from models.events import Host
from rules.base import Article, Strength
from rules.clearing import Clearing, Need


class MeetingApproved(Clearing):
    """A meeting of our own, of the kinds that the policy names, needs its approval."""

    code = "48-a"
    article = Article(48)
    title = "会议召开须经审批"
    reading = (
        "政府及部门召开的工作会议严格审批：召开之前须有审批记录；由谁审批条文没有写，记录在案即可。"
        "上级和区委的会不在此列。"
    )
    strength = Strength.MUST
    settings = ("meeting.approval_kinds",)

    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        ours = row.event.host in (Host.OWN, Host.SUBORDINATE) and not row.event.summoned
        return [Need(Step.MEETING)] if ours and row.event.kind in brief.policy.meeting.approval_kinds else []


RULE = MeetingApproved()
