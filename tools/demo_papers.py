"""The paperwork of the demo office: who has signed what before a month was frozen. No chance in it."""

from datetime import datetime, timedelta
from typing import Any

from tools import demo_texts as words
from tools.demo_months import Json

OFFICE, DIRECTOR, HEAD = "区政府办公室", "政府办主任", "区长"
TWO_HEADED = ("区教育体育局", "区卫生健康委")
GRASSROOTS = ("inspection", "symposium", "visit.condolence", "visit.mobilisation")
ON_SITE_EVERY = 3

DEPARTMENTS: list[Json] = [
    {"id": f"unit-{n:02}", "name": name, **({"heads": 2} if name in TWO_HEADED else {})}
    for n, name in enumerate(dict.fromkeys(words.BUREAUS.values()), 1)
    if name != OFFICE
] + [{"id": "unit-audit", "name": "区审计局", "under_head": True}]
UNIT_IDS = {department["name"]: department["id"] for department in DEPARTMENTS}


def step(name: str, by: str, as_of: str, days: int, clock: str, number: str = "") -> Json:
    """A step done so many days before the month was frozen."""
    day = datetime.fromisoformat(as_of).date() - timedelta(days=days)
    return {"step": name, "by": by, "at": f"{day}T{clock}+08:00", **({"no": number} if number else {})}


def programme(first: str, last: str, as_of: str) -> Json:
    """The head's month, as a whole."""
    return {
        "days": {"first": first, "last": last},
        "clearances": [
            step("proposed", OFFICE, as_of, 2, "10:00"),
            step("signed", DIRECTOR, as_of, 2, "16:00"),
            step("approved", HEAD, as_of, 1, "11:00"),
        ],
    }


def with_papers(item: Json, as_of: str) -> Json:
    """An item with the paperwork that it has by now; what its host has not settled has none yet."""
    kind, host = item["kind"], item.get("host", "own")
    serial = sum(map(ord, item["id"]))
    number = f"〔{as_of[:4]}〕{serial % 97 + 1}号"
    steps: list[Json] = []
    more: dict[str, Any] = {}
    if host == "joint":
        steps += [step("liaison", OFFICE, as_of, 3, "15:00"), step("signed", DIRECTOR, as_of, 2, "16:00")]
    if kind == "meeting.special" and item["seats"][0]["who"].get("leader") != "head":
        steps += [step("topic", HEAD, as_of, 1, "11:00")]
    if kind == "meeting.work":
        steps += [step("meeting", DIRECTOR, as_of, 3, "09:30", f"会{number}")]
        if serial % ON_SITE_EVERY == 0:
            steps += [step("unit_heads", HEAD, as_of, 1, "11:00")]
            more = {"mode": "site", "mode_reason": "会后现场观摩", "invites": _invited(item)}
        else:
            more = {"mode": "video"}
    if kind == "inspection_by_superior" or (kind == "reception" and host == "external"):
        steps += [
            step("reception_plan", DIRECTOR, as_of, 2, "09:00", f"接{number}"),
            step("reception_approved", HEAD, as_of, 1, "11:00"),
        ]
    if kind == "foreign_affairs":
        steps += [step("arrangement", OFFICE, as_of, 2, "09:00", f"外{number}")]
    if kind in GRASSROOTS:
        more["companions"] = 1 + serial % 3
    if steps and item.get("firmness") != "tentative":
        more["clearances"] = steps
    return item | more


def _invited(item: Json) -> list[str]:
    own = UNIT_IDS.get(item.get("organiser", ""))
    return [own] if own else [UNIT_IDS["区应急管理局"]]
