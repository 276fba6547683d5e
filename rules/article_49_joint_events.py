"""Article 49: events with both chiefs are settled with the party committee's office first. Given, not decided."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.clearances import Step
from models.docket import Held
from models.events import Host, Window
from models.people import Post
from models.seats import portfolio_owner
from rules.base import Article, Strength
from rules.clearing import Clearing, Need, State


class JointEvents(Clearing):
    """A joint event needs the liaison, the director's signature and, for work of a deputy's, his eye."""

    code = "49-b"
    article = Article(49)
    title = "党政主要领导共同活动先沟通"
    reading = (
        "区委、区政府主要领导共同参加的活动，由两办对接，主任签报区长和分管副区长；对接商定的时间即定死，不由本系统挪动。"
        "还写着时间窗的，方案里的时间只是建议，列为待定。"
    )
    strength = Strength.MUST

    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        if row.event.host is not Host.JOINT:
            return ()
        in_charge = portfolio_owner(row.event.portfolio, brief.leaders) if row.event.portfolio else None
        told = [Need(Step.DEPUTY)] if in_charge not in (None, brief.head) else []
        return [Need(Step.LIAISON), Need(Step.SIGNED, (Post.OFFICE_DIRECTOR,)), *told]

    def judge(self, brief: Brief, row: Held, state: State) -> Iterator[Finding]:
        if isinstance(row.event.when, Window) and not state.wrong:
            missing = f"尚缺{state.missing}，" if state.missing else ""
            sentence = f"「{row.event.title}」{missing}时间须与区委办公室商定，请商定后写成固定时间"
            yield self.open(row.event.id, sentence)
        else:
            yield from super().judge(brief, row, state)


RULE = JointEvents()
