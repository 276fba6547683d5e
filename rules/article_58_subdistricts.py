"""Article 58: how a subdistrict head's leave is granted."""

from collections.abc import Sequence

from models.absences import UnitLeave, UnitSort
from rules.base import Article
from rules.trail import Step
from rules.unit_trail import UnitTrail


class SubdistrictLeave(UnitTrail):
    """To the Office, to its director, to the head."""

    code = "58-c"
    article = Article(58)
    title = "办事处请假的报批次序"
    reading = "办事处主要负责人请假，依次报办公室、政府办主任、区长同意，都在出发之前。"

    def chains(self, leave: UnitLeave) -> Sequence[Sequence[Step]]:
        if leave.sort is not UnitSort.SUBDISTRICT:
            return ()
        office, director = Step("报办公室", leave.applied), Step("报办主任", leave.to_director)
        return ((office, director, Step("区长同意", leave.head_agreed)),)


RULE = SubdistrictLeave()
