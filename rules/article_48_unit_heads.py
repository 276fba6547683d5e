"""Article 48: calling the first persons of units to a meeting needs the head's approval. Given, not decided."""

from collections.abc import Sequence

from models.brief import Brief
from models.clearances import Step
from models.docket import Held
from models.events import Host
from models.people import Post
from rules.base import Article, Strength
from rules.clearing import Clearing, Need


class UnitHeadsCalled(Clearing):
    """A meeting to which units' first persons are called needs the head's approval, unless he convenes it himself."""

    code = "48-c"
    article = Article(48)
    title = "通知主要负责人须经区长批准"
    reading = (
        "减少陪会：通知部门、办事处主要负责人参会的，会前须经区长批准；区长自己召集的会议、上级和区委的会议不在此列。"
    )
    strength = Strength.MUST
    settings = ("headcall.first_in_command_needs_head", "headcall.needs_party")

    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        ours = row.event.host in (Host.OWN, Host.SUBORDINATE) and not row.event.kind.facts.heads_meeting
        policy = brief.policy.headcall
        if not (ours and row.event.invites):
            return []
        party = [Need(Step.PARTY_CONSENT)] if policy.needs_party else []
        head = [Need(Step.UNIT_HEADS, (Post.HEAD,))] if policy.first_in_command_needs_head else []
        return [*party, *head]


RULE = UnitHeadsCalled()
