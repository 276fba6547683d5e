"""Articles 42 and 43: others may sit in; they are no members, and no member is one of them. Given, not decided."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Role
from models.plan import Plan
from models.seats import members
from rules.base import Article, Rule, Strength
from rules.body_members import BODIES


class Observers(Rule):
    """Whoever sits in has an optional seat of his own; a member never has."""

    code = "42-c"
    article = Article(42)
    title = "列席人员不计入组成人员"
    reading = (
        "全体会议、常务会议可以按需请其他负责人列席（第四十二、四十三条）：列席的席位可缺，不计入组成人员、不算缺席；"
        "组成人员不得改列为列席。"
    )
    strength = Strength.MUST
    rows = ("42-c", "43-e")

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, seats in held(brief, plan):
            if event.kind not in BODIES:
                continue
            body = members(BODIES[event.kind], brief.leaders, brief.policy)
            lowered = [seat for seat, _ in seats if not seat.required and seat.owner in body]
            for seat in lowered:
                who = brief.zh(seat.owner or "")
                sentence = f"「{event.title}」把组成人员{who}列为可缺，请改为组成人员"
                yield self.broken(event.id, sentence, seat=seat.key, given=True)
            others = sum(
                seat.owner not in body and seat.role is not Role.CHAIR and taker is not None for seat, taker in seats
            )
            if others and not lowered:
                yield self.kept(event.id, f"「{event.title}」列席{others}位，不计入组成人员")


RULE = Observers()
