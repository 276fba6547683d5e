"""Faults of paperwork: who did a step, when, and which departments are called."""

from collections.abc import Iterator

from intake.checks import Faults, fault
from intake.draft import Draft
from intake.faults import Place
from models.brief import Brief
from models.clearances import Clearance

SECTIONS = ("events", "programmes")


def check_papers(draft: Draft, brief: Brief) -> Faults:
    """Steps that are done were done by somebody known and before the brief was frozen; departments are known."""
    known = set(brief.leader_by_id) | draft.named["leaders"]
    people = "leaders" not in draft.faulty or bool(draft.items["leaders"])
    for clearance, place in _clearances(draft):
        if people and clearance.by.isascii() and clearance.by not in known:
            yield fault(f"领导名单中没有 {clearance.by}，请写名单中的编号，或写岗位、单位的名称", *place, "by")
        if draft.sound("as_of") and clearance.at > brief.as_of:
            yield fault("手续的时间晚于摘要时刻，尚未办的不要登记，办后再补上", *place, "at")
    for n, event in draft.each("events"):
        for m, favour in enumerate(event.favours):
            if people and favour.leader not in known:
                yield fault(
                    f"领导名单中没有 {favour.leader}，请改用名单中的编号", "events", n, "favours", m, "leader"
                )
    yield from _departments(draft)


def _clearances(draft: Draft) -> Iterator[tuple[Clearance, Place]]:
    for section in SECTIONS:
        for n, item in draft.each(section):
            for m, clearance in enumerate(item.clearances):
                yield clearance, (section, n, "clearances", m)


def _departments(draft: Draft) -> Faults:
    ids: dict[str, int] = {}
    names: dict[str, int] = {}
    for n, department in draft.each("departments"):
        if (first := ids.setdefault(department.id, n)) != n:
            yield fault(f"部门编号 {department.id} 与 departments[{first}] 重复，请另编一个", "departments", n, "id")
        if (first := names.setdefault(department.name, n)) != n:
            yield fault(f"部门名称与 departments[{first}] 重复，请只留一项", "departments", n, "name")
    known = set(ids) | draft.named["departments"]
    for n, event in draft.each("events"):
        for m, called in enumerate(event.invites):
            if called not in known:
                yield fault(f"没有部门 {called}，请改用 departments 中的编号，或先补上", "events", n, "invites", m)
        if len(set(event.invites)) < len(event.invites):
            yield fault("同一部门写了两次，请只留一次", "events", n, "invites")
