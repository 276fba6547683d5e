"""Article 42: the head, the deputies and the heads of departments make up the plenary."""

from models.events import Kind
from rules.base import Article, Strength
from rules.body_members import BodyMembers


class PlenaryMembers(BodyMembers):
    """Every leader who is a member and in town sits, in person; the departments are their own affair."""

    code = "42-a"
    article = Article(42)
    title = "全体会议组成人员全体出席"
    reading = (
        "全体会议由区长、副区长和各部门主要负责人组成：区领导和政府办主任中在汴的一律本人出席，"
        "他人不得顶替；各部门由办公室另行通知。"
    )
    strength = Strength.MUST
    settings = ("standing.members",)
    kind = Kind.PLENARY


RULE = PlenaryMembers()
