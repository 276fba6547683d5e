"""The steps that an absence goes through, each kept with who, when and why; none is ever written over."""

from enum import StrEnum

from pydantic import Field

from models.people import LeaderId
from models.spans import Frozen, Instant


class StepKind(StrEnum):
    """What can be done about an absence (articles 7, 58, 64 and 65)."""

    REQUEST = "request"
    TELL_PARTNER = "tell_partner"
    CONFIRM = "confirm"
    DECLINE = "decline"
    UNIT_ASKED = "unit_asked"
    OFFICE_OPINED = "office_opined"
    AGREED = "agreed"
    CITY_APPROVED = "city_approved"
    SUPERIOR_APPROVED = "superior_approved"
    REPORT_CITY = "report_city"
    REPORT_PARTY = "report_party"
    APPROVE = "approve"
    REFUSE = "refuse"
    NOTIFY = "notify"
    RETURN = "return"
    REPORT_BACK = "report_back"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"

    @property
    def zh(self) -> str:
        """As forms say it."""
        return _ZH[self]


_ZH = {
    StepKind.REQUEST: "申请",
    StepKind.TELL_PARTNER: "告知B角",
    StepKind.CONFIRM: "B角确认",
    StepKind.DECLINE: "B角表示有困难",
    StepKind.UNIT_ASKED: "主管部门请示",
    StepKind.OFFICE_OPINED: "办公室提出意见",
    StepKind.AGREED: "区委区政府同意",
    StepKind.CITY_APPROVED: "市政府批准",
    StepKind.SUPERIOR_APPROVED: "上级政府主要领导批准",
    StepKind.REPORT_CITY: "向市政府报告",
    StepKind.REPORT_PARTY: "向区委报告",
    StepKind.APPROVE: "批准",
    StepKind.REFUSE: "不予批准",
    StepKind.NOTIFY: "通报其他领导",
    StepKind.RETURN: "销假",
    StepKind.REPORT_BACK: "返回后报告",
    StepKind.WITHDRAW: "撤回申请",
    StepKind.CANCEL: "取消外出",
}
NEEDS_REASON = frozenset({StepKind.REFUSE, StepKind.WITHDRAW, StepKind.CANCEL, StepKind.DECLINE})
AD_HOC = (StepKind.UNIT_ASKED, StepKind.OFFICE_OPINED, StepKind.AGREED, StepKind.CITY_APPROVED)


class AbsenceStep(Frozen):
    """A step that was taken. by: the post that took it; leader: the same as a leader, none: the Office's staff.
    acting_for: whose word it was given in place of. publication: the version by which the plan followed."""

    kind: StepKind
    by: str = Field(min_length=1, max_length=60)
    at: Instant
    why: str = Field(default="", max_length=200)
    leader: LeaderId | None = None
    acting_for: LeaderId | None = None
    publication: int | None = Field(default=None, ge=1)


class Phase(StrEnum):
    """Where an absence stands."""

    REQUESTED = "requested"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    APPROVED = "approved"
    AWAY = "away"
    OVERDUE = "overdue"
    RETURNED = "returned"

    @property
    def zh(self) -> str:
        """As lists say it."""
        return _PHASE_ZH[self]


_PHASE_ZH = {
    Phase.REQUESTED: "待批",
    Phase.REFUSED: "未获批准",
    Phase.WITHDRAWN: "已撤回",
    Phase.CANCELLED: "已取消",
    Phase.APPROVED: "已批准，尚未出发",
    Phase.AWAY: "在外",
    Phase.OVERDUE: "逾期未归",
    Phase.RETURNED: "已返回",
}
