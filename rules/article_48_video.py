"""Article 48: district-wide meetings are held by video where they can be. Given, not decided."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Host, Mode
from models.plan import Plan
from rules.base import Article, Rule, Strength


class ByVideo(Rule):
    """A district-wide meeting on the spot gives its reason; nothing said means by video."""

    code = "48-d"
    article = Article(48)
    title = "全区性会议优先视频"
    reading = (
        "全区性会议尽可能开电视电话会议：没有写明形式的按视频办；要现场开的写明理由，记为变通。"
        "没有理由的列为待定，开过了仍没有理由的为违反。"
    )
    strength = Strength.IN_PRINCIPLE
    settings = ("meeting.district_wide",)

    def _asks(self, brief: Brief, event: Event) -> bool:
        ours = event.host in (Host.OWN, Host.SUBORDINATE) and not event.summoned
        return ours and event.kind in brief.policy.meeting.district_wide

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if not self._asks(brief, event):
                continue
            waiver = brief.waiver(self.code, event.id)
            what = f"全区性会议「{event.title}」"
            if event.mode is not Mode.SITE:
                yield self.kept(event.id, f"{what}以视频召开" if event.mode else f"{what}没有写明形式，按视频召开")
            elif waiver:
                yield self.bent(event.id, f"{what}现场召开，经{waiver.approver}同意：{waiver.reason}")
            elif event.mode_reason:
                yield self.bent(event.id, f"{what}现场召开：{event.mode_reason}")
            elif brief.is_past(span.start):
                yield self.broken(event.id, f"{what}现场召开而没有理由，请补记", given=True)
            else:
                yield self.open(event.id, f"{what}现场召开尚无理由，请写明或改为视频")


RULE = ByVideo()
