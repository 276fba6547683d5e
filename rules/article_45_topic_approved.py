"""Article 45: the topic of a deputy's special meeting is approved by the head beforehand. Given, not decided."""

from collections.abc import Sequence

from models.brief import Brief
from models.clearances import Step
from models.docket import Held
from models.events import Kind, Role
from models.people import Post
from rules.base import Article, Strength
from rules.clearing import Clearing, Need


class TopicApproved(Clearing):
    """A special meeting that a deputy chairs needs the head's word on its topic before it begins."""

    code = "45-b"
    article = Article(45)
    title = "专题会议议题先报区长"
    reading = (
        "副区长主持的专题会议，议题由副区长事前报区长审定；按方案里坐主持席的人看。区长自己主持的不在此列。"
        "尚未审定的列为待定，不挡排期。"
    )
    strength = Strength.MUST

    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        chairs = [taker or seat.owner for seat, taker in row.seats if seat.role is Role.CHAIR]
        by_deputy = any(c in brief.leader_by_id and brief.leader_by_id[c].post.is_deputy for c in chairs if c)
        return [Need(Step.TOPIC, (Post.HEAD,))] if row.event.kind is Kind.SPECIAL and by_deputy else []


RULE = TopicApproved()
