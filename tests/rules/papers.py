"""The paperwork of events (手续), departments and the head's programme as case sheets tell them."""

import re
from typing import Any, Protocol

from models.clearances import Clearance, Favour, FavourKind, Programme, Step
from models.events import Mode
from models.people import Department
from tests.rules.chinese_times import days, instant

Row = dict[str, Any]

STEPS = {
    "建议": Step.PROPOSED, "签报": Step.SIGNED, "审定": Step.APPROVED, "对接": Step.LIAISON, "分管": Step.DEPUTY,
    "议题": Step.TOPIC, "会议": Step.MEETING, "参会批准": Step.UNIT_HEADS, "接待方案": Step.RECEPTION_PLAN,
    "方案审定": Step.RECEPTION_APPROVED, "统一安排": Step.ARRANGEMENT, "区委安排": Step.PARTY,
    "区委同意": Step.PARTY_CONSENT, "区政府同意": Step.GOVERNMENT_CONSENT,
}  # fmt: skip
FAVOURS = {kind.zh: kind for kind in FavourKind}
MODES = {"现场": Mode.SITE, "视频": Mode.VIDEO}
PAPER_KEYS = {"报送于", "承办", "手续", "通知部门", "形式", "形式理由", "随行", "请求"}
OFFICE_KEYS = {"部门", "区长活动"}
_DONE = re.compile(r"^(\S+) (\S+日(?: \d+:\d+)?)(?: (\S+))?$")


class Names(Protocol):
    """What the sheet calls things, and their ids."""

    def leader(self, name: str) -> str:
        """A leader's id."""


def clearances(row: Row) -> tuple[Clearance, ...]:
    """``签报: 政府办主任 12月1日 9:00 第3号``."""
    found = []
    for name, said in row.items():
        told = _DONE.match(said)
        if told is None:
            raise ValueError(f"手续“{name}”：看不懂 {said}")
        found.append(Clearance(step=STEPS[name], by=told[1], at=instant(told[2]), no=told[3] or ""))
    return tuple(found)


def papers(row: Row, departments: Row, names: Names) -> Row:
    """What an event's row says of its paperwork, as the event's own fields."""
    favours = tuple(
        Favour(kind=FAVOURS[kind], leader=names.leader(said["谁"]), granted_at=_granted(said))
        for kind, said in row.get("请求", {}).items()
    )
    return {
        "received_at": instant(row["报送于"]) if "报送于" in row else None,
        "organiser": row.get("承办", ""),
        "clearances": clearances(row.get("手续", {})),
        "invites": tuple(departments[name]["编号"] for name in row.get("通知部门", ())),
        "mode": MODES[row["形式"]] if "形式" in row else None,
        "mode_reason": row.get("形式理由", ""),
        "companions": row.get("随行", 0),
        "favours": favours,
    }


def _granted(said: Row) -> Any:
    return instant(said["答应"]) if "答应" in said else None


def office_papers(given: Row) -> Row:
    """Departments and the head's programme, as the brief's own fields."""
    departments = tuple(
        Department(
            id=row["编号"],
            name=name,
            heads=row.get("主要负责人", 1),
            constituent=row.get("组成部门", True),
            under_head=row.get("区长直接领导", False),
        )
        for name, row in given.get("部门", {}).items()
    )
    programmes = tuple(
        Programme(days=days(row["时间"]), clearances=clearances(row["手续"])) for row in given.get("区长活动", ())
    )
    return {"departments": departments, "programmes": programmes}
