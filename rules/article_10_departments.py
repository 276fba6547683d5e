"""Article 10: departments answer to their heads, two of them where party and government posts are split.

Given, not decided: whom a plenary calls, and who answers for a department that the head leads himself.
"""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind
from models.plan import Plan
from rules.base import Article, Rule, Strength


class Departments(Rule):
    """A plenary calls every constituent department; audit's items are the head's to read."""

    code = "10"
    article = Article(10)
    title = "部门主要负责人，党政分设的两位"
    reading = (
        "部门由主要负责人领导，党政分设的两位都是主要负责人，开会都要通知到；全体会议应通知各组成部门。"
        "审计在区长直接领导下，其议题由区长审阅；写在副区长名下的，条文没有答案，列为待定。"
    )
    strength = Strength.SILENT

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, _ in held(brief, plan):
            called = [brief.department_by_id[name] for name in event.invites if name in brief.department_by_id]
            absent = self._uncalled(brief, event)
            if absent:
                some = "、".join(absent[:3]) + ("等" if len(absent) > 3 else "")
                sentence = f"「{event.title}」还有{some}{len(absent)}家组成部门没有通知，请补上或说明"
                yield self.open(event.id, sentence)
            elif called:
                heads = sum(department.heads for department in called)
                sentence = f"「{event.title}」通知{len(called)}家单位主要负责人{heads}位"
                yield self.kept(event.id, sentence)
        led = {department.name for department in brief.departments if department.under_head}
        for item in brief.agenda:
            if item.unit in led and item.owner != brief.head:
                sentence = (
                    f"议题「{item.title}」由{item.unit}报送，该部门在区长直接领导下，请改由区长审阅或由区长明确"
                )
                yield self.open(item.id, sentence)
            elif item.unit in led:
                yield self.kept(item.id, f"议题「{item.title}」由区长审阅")

    def _uncalled(self, brief: Brief, event: Event) -> list[str]:
        """Constituent departments that a plenary does not call."""
        if event.kind is not Kind.PLENARY:
            return []
        return [k.name for k in brief.departments if k.constituent and k.id not in event.invites]


RULE = Departments()
