"""Article 58: a unit head asks for leave first, and files it once it is granted."""

from collections.abc import Sequence

from models.absences import UnitLeave, UnitSort
from rules.base import Article
from rules.trail import Step
from rules.unit_trail import UnitTrail


class UnitFiling(UnitTrail):
    """Applied, agreed, filed: in this order, before departure."""

    code = "58-b"
    article = Article(58)
    title = "部门办事处先请假后报备"
    reading = (
        "办事处、部门、事业单位主要负责人离汴，先请假、经批准（部门、事业单位须区长和分管副区长都同意）、"
        "再报备，都在出发之前；颠倒或先走的违反，尚缺的待定。"
    )

    def chains(self, leave: UnitLeave) -> Sequence[Sequence[Step]]:
        first, last = Step("请假", leave.applied), Step("报备", leave.filed)
        by_head = (first, Step("区长同意", leave.head_agreed), last)
        if leave.sort is UnitSort.SUBDISTRICT:
            return (by_head,)
        return (by_head, (first, Step("分管副区长同意", leave.deputy_agreed), last))


RULE = UnitFiling()
