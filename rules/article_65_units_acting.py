"""Article 65: heads of departments and subdistricts file where they are, how reached, and who leads meanwhile."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Article, Rule, Strength


class UnitsActing(Rule):
    """Place, contact and the list of who acts, before departure; what they say, no sentence tells. Audit alone."""

    code = "65-d-units"
    article = Article(65)
    title = "单位主要负责人外出报代行名单"
    reading = (
        "部门、办事处主要负责人外出，将地点、联系方式和代为主持工作的负责人名单报办公室；"
        "出发前未报齐的待定，已出发仍未报齐的违反。"
    )
    strength = Strength.MUST
    rows = ("65-d",)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        names = {unit.id: unit.name for unit in brief.departments}
        for leave in brief.unit_leaves:
            if not leave.span.overlaps(brief.horizon.span):
                continue
            who = f"{names.get(leave.unit, leave.unit)}主要负责人{leave.span.start:%m月%d日}起的外出"
            told = {
                "地点": leave.place.strip(),
                "联系方式": leave.contact.strip(),
                "代行名单": "".join(leave.acting).strip(),
            }
            blank = "、".join(name for name, said in told.items() if not said)
            if not blank:
                yield self.kept(leave.id, f"{who}：地点、联系方式、代行名单已报")
            elif leave.span.start <= brief.as_of:
                yield self.broken(leave.id, f"{who}：已经出发，未见{blank}，请核实补报", given=True)
            else:
                yield self.open(leave.id, f"{who}：尚缺{blank}，请补报")


RULE = UnitsActing()
