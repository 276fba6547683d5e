"""Article 63: guests from above and from elsewhere are received by an approved plan. Given, not decided."""

from collections.abc import Sequence

from models.brief import Brief
from models.clearances import Step
from models.docket import Held
from models.events import Host, Kind
from models.people import Post
from rules.base import Article, Strength
from rules.clearing import Clearing, Need


class ReceptionPlan(Clearing):
    """The office director's plan, then a leader's approval of it, both before the guests come."""

    code = "63-a"
    article = Article(63)
    title = "上级和外地来访有接待方案"
    reading = (
        "上级领导、外省市区领导来考察调研，由办公室主任提出接待方案，报区长或有关领导审定，都在来访之前："
        "上级督查视察，以及上级或外来客人的公务接待，都算。"
    )
    strength = Strength.MUST
    settings = ("reception.plan_approvers",)

    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        guests = row.event.kind is Kind.RECEPTION and row.event.host in (Host.SUPERIOR, Host.EXTERNAL)
        if not guests and row.event.kind is not Kind.INSPECTION_BY_SUPERIOR:
            return ()
        return (
            Need(Step.RECEPTION_PLAN, (Post.OFFICE_DIRECTOR,)),
            Need(Step.RECEPTION_APPROVED, brief.policy.reception.plan_approvers),
        )


RULE = ReceptionPlan()
