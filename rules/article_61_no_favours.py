"""Article 61: no messages, no inscriptions for departments' occasions. Given, not decided."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.clearances import Step
from models.plan import Plan
from rules.base import Article, Rule, Strength


class NoFavours(Rule):
    """What is asked for is refused, unless the party committee has arranged it before it was granted."""

    code = "61-a"
    article = Article(61)
    title = "不发贺信、不题词"
    reading = (
        "除区委统一安排外，区领导不为部门和地方的会议活动发贺信贺电、题词题字、作序："
        "请求照例谢绝，已经答应而区委没有先安排的为违反；事项排不排都一样。"
    )
    strength = Strength.MUST

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event in brief.events:
            party = event.clearance(Step.PARTY)
            for favour in event.favours:
                what = f"「{event.title}」请{brief.zh(favour.leader)}{favour.kind.zh}"
                if favour.granted_at is None:
                    yield self.kept(event.id, f"{what}，{'区委已安排' if party else '照例谢绝'}")
                elif party is not None and party.at <= favour.granted_at:
                    yield self.kept(event.id, f"{what}，由区委统一安排")
                else:
                    sentence = f"{what}已经答应，事前没有区委的统一安排，请撤回"
                    yield self.broken(event.id, sentence, given=True)


RULE = NoFavours()
