"""Article 58: how the leave of a department's or institution's head is granted."""

from collections.abc import Sequence

from models.absences import UnitLeave, UnitSort
from rules.base import Article
from rules.trail import Step
from rules.unit_trail import UnitTrail


class DepartmentLeave(UnitTrail):
    """To the Office, to its director, to the head and the deputy in charge, in either order."""

    code = "58-d"
    article = Article(58)
    title = "部门请假的报批次序"
    reading = (
        "部门、直属事业单位主要负责人请假，依次报办公室、政府办主任，再由区长和分管副区长同意"
        "（两位先后不拘；与第六十五条从严并用），都在出发之前。"
    )

    def chains(self, leave: UnitLeave) -> Sequence[Sequence[Step]]:
        if leave.sort is UnitSort.SUBDISTRICT:
            return ()
        office, director = Step("报办公室", leave.applied), Step("报办主任", leave.to_director)
        return (
            (office, director, Step("区长同意", leave.head_agreed)),
            (office, director, Step("分管副区长同意", leave.deputy_agreed)),
        )


RULE = DepartmentLeave()
