"""Article 43: the head and all deputies make up the standing meeting."""

from models.events import Kind
from rules.base import Article, Strength
from rules.body_members import BodyMembers


class StandingMembers(BodyMembers):
    """Every member in town sits, in person: B is a member himself, and no decision sends another."""

    code = "43-a"
    article = Article(43)
    title = "常务会议组成人员全体出席"
    reading = (
        "常务会议由区长和全体副区长组成：在汴的组成人员一律本人出席；"
        "请假的记缺席，B角本人也是成员，不重复计数，他人不得顶替。"
    )
    strength = Strength.MUST
    rows = ("43-a", "7-h")
    settings = ("standing.members",)
    kind = Kind.STANDING


RULE = StandingMembers()
