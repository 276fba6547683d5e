"""Agenda items of the three meetings, their gates (article 45) and what they are (articles 6, 43 and 67)."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from models.events import Kind
from models.people import LeaderId
from models.spans import Frozen


class Gates(Frozen):
    """Days on which an item passed (or is promised to pass) each gate of article 45; none: not yet promised.

    consult_sent: opinions asked of other departments (article 51). review_sent: complete papers put to legal review,
    from which its time counts (article 22).
    """

    submitted: date | None = None
    deputy_read: date | None = None
    consult_sent: date | None = Field(default=None, exclude_if=lambda day: day is None)
    consulted: date | None = None
    review_sent: date | None = Field(default=None, exclude_if=lambda day: day is None)
    review_done: date | None = None
    deputy_agreed: date | None = None
    head_agreed: date | None = None
    print_approved: date | None = None
    papers_printed: date | None = None


class Category(StrEnum):
    """The ten sorts of business of a standing meeting (article 43)."""

    STUDY = "study"
    RELAY = "relay"
    REPORT_TO_CITY = "report_to_city"
    FOR_PARTY_OR_CONGRESS = "for_party_or_congress"
    PLANS_AND_POLICY = "plans_and_policy"
    DOCUMENTS = "documents"
    CHECKS_AND_HONOURS = "checks_and_honours"
    MONEY = "money"
    FROM_OFFICE_MEETING = "from_office_meeting"
    SET_BY_HEAD = "set_by_head"

    @property
    def zh(self) -> str:
        """The sort as agendas say it."""
        return _CATEGORY_ZH[self]


_CATEGORY_ZH = {
    Category.STUDY: "学习",
    Category.RELAY: "传达贯彻",
    Category.REPORT_TO_CITY: "报市政府事项",
    Category.FOR_PARTY_OR_CONGRESS: "提请区委、人大事项",
    Category.PLANS_AND_POLICY: "规划、项目和政策",
    Category.DOCUMENTS: "规范性文件和重要文件",
    Category.CHECKS_AND_HONOURS: "考核、评优和处分",
    Category.MONEY: "财政资金",
    Category.FROM_OFFICE_MEETING: "区长办公会议提请审定",
    Category.SET_BY_HEAD: "区长确定的其他事项",
}


class ResearchNeed(Frozen):
    """Research that comes before the decision (article 67): by whom, and on what topic."""

    leader: LeaderId
    topic: str = Field(default="", max_length=200)


class AgendaItem(Frozen):
    """An item for a meeting's agenda. owner: the deputy in charge; unit: who drafts and reports it.

    major: only a plenary or standing meeting may settle it (article 6). follows: the item of an earlier meeting
    that this one takes up again. report_minutes, report_chars: how long its report is to be, if told.
    urgent: why its review need not take its usual time: an emergency, or an urgent order from above (article 22).
    """

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    title: str = Field(min_length=1, max_length=200)
    meeting: Kind = Kind.STANDING
    owner: LeaderId
    unit: str = ""
    priority: int = Field(default=2, ge=1, le=3)
    gates: Gates = Gates()
    category: Category | None = None
    major: bool = False
    follows: str | None = None
    needs_research: ResearchNeed | None = None
    report_minutes: int | None = Field(default=None, ge=1, le=240)
    report_chars: int | None = Field(default=None, ge=1, le=100_000)
    urgent: str = Field(default="", max_length=200, exclude_if=lambda why: not why)
