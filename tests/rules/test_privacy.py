"""No rule's sentence tells why, where or how reachable a leader is, whatever is wrong with his papers."""

from typing import Any

import pytest

from models.absences import AbsenceKind, Approval, ApprovalState
from models.people import Post
from rules import audit
from tests.builders import LEADERS, absence, at, brief, leader, plan

CANARY = "金丝雀"
WORDS = {"place": f"{CANARY}地点", "contact": f"{CANARY}电话", "reason": f"{CANARY}事由", "purpose": f"{CANARY}任务"}


@pytest.mark.parametrize("kind", AbsenceKind)
@pytest.mark.parametrize("as_of", ["11-27 09:00", "12-08 12:00", "12-30 09:00"])
@pytest.mark.parametrize("state", [ApprovalState.REQUESTED, ApprovalState.APPROVED])
def test_sentences_never_tell_of_an_absence_more_than_who_and_when(
    kind: AbsenceKind, as_of: str, state: ApprovalState
):
    leaders = (*LEADERS, leader("director", Post.OFFICE_DIRECTOR))
    approval = Approval(state=state, by="区长", at=at("11-21 09:00"))
    facts: dict[str, Any] = {"kind": kind, "approval": approval, "acting": (f"{CANARY}代行人",), **WORDS}
    away = []
    for who in leaders:
        days: list[tuple[str, dict[str, Any]]] = [
            ("08", {}), ("09", {"extends": f"a-{who.id}-08"}), ("10", {"returned_at": at("12-12 09:00")}),
        ]  # fmt: skip
        away += [
            absence(f"a-{who.id}-{day}", who.id, f"12-{day} 08:00", f"12-{day} 18:00", **(facts | more))
            for day, more in days
        ]
    told = brief(leaders=leaders, absences=away, as_of=at(as_of))
    findings = audit(told, plan(told)).findings
    assert any(f.subject.startswith("a-") for f in findings)
    assert not [f for f in findings if CANARY in f.sentence]
