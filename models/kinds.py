"""What sort of thing an event is, and how the rule book treats it."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What sort of activity an event is; `facts` tells how the rule book treats it."""

    STANDING = "meeting.standing"
    PLENARY = "meeting.plenary"
    OFFICE = "meeting.office"
    PARTY_GROUP = "meeting.party_group"
    SPECIAL = "meeting.special"
    COORDINATION = "meeting.coordination"
    WORK = "meeting.work"
    DEPLOYMENT = "meeting.deployment"
    SUPERIOR = "meeting.superior"
    VIDEO_SUPERIOR = "meeting.video_superior"
    PARTY_COMMITTEE = "meeting.party_committee"
    COUNCIL = "meeting.council"
    LEADING_GROUP = "meeting.leading_group"
    HUDDLE = "huddle"
    STUDY = "study"
    RESEARCH = "research"
    SYMPOSIUM = "symposium"
    INSPECTION = "inspection"
    INSPECTION_BY_SUPERIOR = "inspection_by_superior"
    RECEPTION = "reception"
    FOREIGN_AFFAIRS = "foreign_affairs"
    CEREMONY = "ceremony"
    EVENT_PUBLIC = "event.public"
    PETITION_RECEPTION = "petition_reception"
    LETTERS = "letters"
    VISIT_CONDOLENCE = "visit.condolence"
    VISIT_MOBILISATION = "visit.mobilisation"
    TALK = "talk"
    PAPERWORK = "paperwork"
    DUTY = "duty"
    EMERGENCY = "emergency"

    @property
    def facts(self) -> "KindFacts":
        """How the rule book treats this kind."""
        return KIND_FACTS[self]


class Hue(StrEnum):
    """Groups of kinds that a table tells apart."""

    DECISION = "decision"
    SUPERIOR = "superior"
    RESEARCH = "research"
    RECEPTION = "reception"
    CEREMONY = "ceremony"
    PETITION = "petition"
    OTHER = "other"


class KindFacts(NamedTuple):
    """zh: name · hue: group on the page · coverable: whether B may take a seat (article 7) ·
    heads_meeting: convened by the head (articles 6, 47) · minutes: usual length, assumed ·
    personal: nobody goes for another, whatever the seat says (article 39)."""

    zh: str
    hue: Hue
    coverable: bool = True
    heads_meeting: bool = False
    minutes: int = 90
    personal: bool = False


KIND_FACTS: dict[Kind, KindFacts] = {
    Kind.STANDING: KindFacts("常务会议", Hue.DECISION, False, True, 210),
    Kind.PLENARY: KindFacts("全体会议", Hue.DECISION, False, True, 210),
    Kind.OFFICE: KindFacts("区长办公会议", Hue.DECISION, True, True, 120),
    Kind.PARTY_GROUP: KindFacts("党组会议", Hue.DECISION, False),
    Kind.SPECIAL: KindFacts("专题会议", Hue.OTHER),
    Kind.COORDINATION: KindFacts("协调会", Hue.OTHER, minutes=60),
    Kind.WORK: KindFacts("工作会议", Hue.OTHER, minutes=120),
    Kind.DEPLOYMENT: KindFacts("部署会", Hue.OTHER, minutes=30),
    Kind.SUPERIOR: KindFacts("上级会议", Hue.SUPERIOR),
    Kind.VIDEO_SUPERIOR: KindFacts("上级视频会议", Hue.SUPERIOR),
    Kind.PARTY_COMMITTEE: KindFacts("区委会议", Hue.DECISION, False, minutes=210),
    Kind.COUNCIL: KindFacts("人大政协会议", Hue.SUPERIOR, False, minutes=210),
    Kind.LEADING_GROUP: KindFacts("领导小组会议", Hue.OTHER),
    Kind.HUDDLE: KindFacts("碰头会", Hue.OTHER, False, minutes=60),
    Kind.STUDY: KindFacts("集中学习", Hue.DECISION, False, minutes=120),
    Kind.RESEARCH: KindFacts("调研", Hue.RESEARCH, False, minutes=210),
    Kind.SYMPOSIUM: KindFacts("座谈会", Hue.RESEARCH, False, minutes=120),
    Kind.INSPECTION: KindFacts("检查督导", Hue.OTHER, minutes=210),
    Kind.INSPECTION_BY_SUPERIOR: KindFacts("上级督查视察", Hue.SUPERIOR, minutes=210),
    Kind.RECEPTION: KindFacts("公务接待", Hue.RECEPTION),
    Kind.FOREIGN_AFFAIRS: KindFacts("外事", Hue.RECEPTION, minutes=60),
    Kind.CEREMONY: KindFacts("事务性活动", Hue.CEREMONY, minutes=60),
    Kind.EVENT_PUBLIC: KindFacts("公开活动", Hue.CEREMONY, minutes=60),
    Kind.PETITION_RECEPTION: KindFacts("信访接待", Hue.PETITION, False, minutes=180, personal=True),
    Kind.LETTERS: KindFacts("阅批来信", Hue.PETITION, False, minutes=90, personal=True),
    Kind.VISIT_CONDOLENCE: KindFacts("走访慰问", Hue.OTHER, minutes=210),
    Kind.VISIT_MOBILISATION: KindFacts("走访动员", Hue.OTHER, minutes=120),
    Kind.TALK: KindFacts("谈话听汇报", Hue.OTHER, False, minutes=60),
    Kind.PAPERWORK: KindFacts("批阅文件", Hue.OTHER, False, minutes=60),
    Kind.DUTY: KindFacts("带班值守", Hue.OTHER, False, minutes=600),
    Kind.EMERGENCY: KindFacts("突发事件处置", Hue.SUPERIOR, minutes=120),
}
