"""The door of an absence's record: what may be written by hand, and what only a step may bring about.

By hand a request is corrected while nobody has answered it. Approval, reports, answers and the return come of steps
(`models.absence_deeds`), which know who may take them.
"""

from models.absences import Absence, ApprovalState
from models.errors import Refused

OPEN_FIELDS = frozenset({
    "place", "contact", "reason", "purpose", "fits_rank", "acting", "transport", "companions", "plan_line",
})  # fmt: skip
MOVING_FIELDS = frozenset({"kind", "span"})


def check_by_hand(old: Absence | None, new: Absence | None) -> None:
    """Raises Refused for what only a step may do. old: none, it is new; new: none, it is struck out."""
    if new is not None and old is None:
        if new.approval.state is not ApprovalState.REQUESTED or _lived(new):
            raise Refused("外出记录只能按待批新建；批准、通报、销假等请到“值守与补位”逐步办理，以便留痕。")
        return
    if old is None:
        return
    if old.approval.state is not ApprovalState.REQUESTED:
        raise Refused("这次外出已经办理，不能直接改记录；变更请取消、续假或销假，再按需要重新申请。")
    if new is None:
        if _lived(old):
            raise Refused("这次外出已有人办理，不能直接删除记录；请撤回申请。")
        return
    touched = {name for name in Absence.model_fields if getattr(old, name) != getattr(new, name)}
    if touched - OPEN_FIELDS - MOVING_FIELDS:
        raise Refused("直接修改只限申请的内容；批准、告知、报告、销假等请到“值守与补位”逐步办理，以便留痕。")
    if touched & MOVING_FIELDS and _lived(old):
        raise Refused("已有人据此办理，时间和种类不能直接修改；请撤回后重新申请。")


def _lived(absence: Absence) -> bool:
    """Whether anything but the request has been done about it."""
    plain = Absence(**absence.model_dump(include={"id", "leader", "kind", "span", "requested_at", "approval"}))
    marks = ("told", "superior_approved", "ad_hoc", "returned_at")
    return len(absence.steps) > 1 or any(getattr(absence, name) != getattr(plain, name) for name in marks)
