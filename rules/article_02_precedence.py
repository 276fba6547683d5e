"""Article 2: what superiors, the party committee and the people's congress ask comes first, ceremonies last."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import unheld
from models.events import Event, Host, Kind
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength

FROM_ABOVE = frozenset({
    Kind.SUPERIOR, Kind.VIDEO_SUPERIOR, Kind.INSPECTION_BY_SUPERIOR, Kind.PARTY_COMMITTEE, Kind.COUNCIL,
})  # fmt: skip
ABOVE = frozenset({Host.SUPERIOR, Host.PARTY_COMMITTEE, Host.JOINT})
BODIES = frozenset({Kind.STANDING, Kind.PLENARY})
RANKS = ("上级、区委或人大政协的事项", "全体会议或常务会议", "领导的工作事项", "事务性活动")


class Precedence(Rule):
    """Leaving out an event costs more, the higher it stands in the order of precedence."""

    code = "2"
    article = Article(2)
    title = "上级和区委、人大的事项在先"
    reading = (
        "执行上级和区委的指示、人大的决议在先，其次全体会议和常务会议，再次区长、副区长的工作，事务性活动最后；"
        "排不下时按这个次序取舍，区长与副区长之间另按第五条。"
    )
    strength = Strength.COST
    settings = ("weights.precedence",)

    def _rank(self, brief: Brief, event: Event) -> int:
        if event.summoned or event.host in ABOVE or event.kind in FROM_ABOVE:
            return 0
        if event.kind in BODIES:
            return 1
        return 3 if event.kind in brief.policy.ceremony.kinds else 2

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if not brief.may_wait(event):
                price = brief.policy.weights.precedence[self._rank(brief, event)]
                sheet.charge(price, [sheet.left_out(event)], Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event in unheld(brief, plan):
            if not brief.may_wait(event):
                rank = self._rank(brief, event)
                sentence = f"「{event.title}」属{RANKS[rank]}而未安排"
                yield self.kept(event.id, sentence, brief.policy.weights.precedence[rank])


RULE = Precedence()
