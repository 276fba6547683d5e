"""Articles 41 and 45: the government has three meetings, and the Office organises them. Given, not decided."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Host, Kind
from models.plan import Plan
from rules.base import Article, Rule, Strength

THREE = frozenset({Kind.PLENARY, Kind.STANDING, Kind.OFFICE})


class OfficeOrganises(Rule):
    """A plenary, standing or office meeting is the government's own, and the Office's to organise."""

    code = "45-d"
    article = Article(45)
    title = "三种会议由区政府办公室组织"
    reading = (
        "全体会议、常务会议、区长办公会议是区政府自己的三种会议（第四十一条），由区政府办公室组织："
        "不写承办单位即由办公室承办；写了别的单位，或登记为别处召集的，请更正。"
    )
    strength = Strength.MUST
    rows = ("45-d", "41")
    settings = ("meeting.organisers",)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, _, _ in held(brief, plan):
            if event.kind not in THREE:
                continue
            what = f"{event.kind.facts.zh}「{event.title}」"
            if event.host is not Host.OWN:
                yield self.broken(event.id, f"{what}登记为别处召集，应由区政府召开，请更正", given=True)
            elif event.organiser and event.organiser not in brief.policy.meeting.organisers:
                sentence = f"{what}登记由{event.organiser}承办，应由区政府办公室组织，请更正"
                yield self.broken(event.id, sentence, given=True)
            else:
                yield self.kept(event.id, f"{what}由区政府办公室组织")


RULE = OfficeOrganises()
