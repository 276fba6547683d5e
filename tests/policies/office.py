"""A small but whole office's December 2026, as its clerk would hand it in: what policies are tried on."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from intake.brief import freeze
from intake.policy import read_policy, under
from models.brief import Brief
from models.plan import Plan
from models.policy import Policy
from solver.solve import Limits, solve

FOLDER = Path(__file__).parents[2] / "fixtures" / "policies"
DEPUTIES = ("dep-a", "dep-b", "dep-c", "dep-d")
WORK = {"exec": "财政", "dep-a": "农业", "dep-b": "城建", "dep-c": "教育", "dep-d": "公安"}
TITLES = {"dep-a": "副区长甲", "dep-b": "副区长乙", "dep-c": "副区长丙", "dep-d": "副区长丁（兼公安分局局长）"}
MONDAY = date(2026, 11, 30)
Document = dict[str, Any]


def leaders() -> list[Document]:
    """Head, executive deputy, four deputies, office director."""
    return [
        {"id": "head", "post": "head", "title": "区长"},
        {"id": "exec", "post": "executive_deputy", "title": "常务副区长", "portfolios": [WORK["exec"]]},
        *({"id": who, "post": "deputy", "title": TITLES[who], "portfolios": [WORK[who]]} for who in DEPUTIES),
        {"id": "director", "post": "office_director", "title": "政府办主任"},
    ]


def seat(id: str, who: str, **more: Any) -> Document:
    """A seat of one leader."""
    return {"id": id, "who": {"leader": who}, **more}


def fixed(id: str, kind: str, start: str, end: str, seats: list[Document], **more: Any) -> Document:
    """An event at its host's time; ``12-08T09:00``."""
    when = {"start": f"2026-{start}", "end": f"2026-{end}"}
    return {"id": id, "title": f"事项{id}", "kind": kind, "when": when, "seats": seats, **more}


def flexible(
    id: str, kind: str, first: date, last: date, seats: list[Document], minutes: int = 90, **more: Any
) -> Document:
    """An event to be placed from the first day to the last."""
    when = {"earliest": f"{first}T00:00", "latest": f"{last + timedelta(days=1)}T00:00", "minutes": minutes}
    return {"id": id, "title": f"事项{id}", "kind": kind, "when": when, "seats": seats, **more}


def away(id: str, who: str, start: str, end: str, requested: str = "11-10", **more: Any) -> Document:
    """An approved trip; ``12-16T08:00``."""
    after = f"2026-{requested}T18:00"
    return {
        "id": id,
        "leader": who,
        "kind": "trip",
        "span": {"start": f"2026-{start}", "end": f"2026-{end}"},
        "place": "外地",
        "contact": "见报备单",
        "requested_at": f"2026-{requested}T09:00",
        "approval": {"state": "approved", "by": "区长", "at": f"2026-{requested}T17:00"},
        "told": {"city": after, "party": after, "leaders": after},
        **more,
    }


def _week(n: int) -> list[Document]:
    monday = MONDAY + timedelta(days=7 * n)
    friday = monday + timedelta(days=4)
    tue, fri = (f"{monday + timedelta(days=k):%m-%d}" for k in (1, 4))
    first = max(monday, date(2026, 12, 1))
    one, other = DEPUTIES[n % 4], DEPUTIES[(n + 1) % 4]
    pair = [seat("chair", "exec", role="chair"), seat("second", other)]
    events = [
        fixed(f"video-{n}", "meeting.video_superior", f"{tue}T09:00", f"{tue}T10:30", [seat("main", one)],
              host="superior", summoned=True, duty="must", area="compound", portfolio=WORK[one]),
        flexible(f"group-{n}", "meeting.leading_group", first, friday, pair),
        flexible(f"check-{n}", "inspection", first, friday, [seat("main", other)], minutes=150),
        flexible(f"visit-{n}", "visit.mobilisation", first, friday, [seat("main", one)], minutes=120),
        flexible(f"talk-{n}", "talk", first, friday, [seat("main", "head")], minutes=60),
    ]  # fmt: skip
    if friday <= date(2026, 12, 31):
        events.append(fixed(f"party-{n}", "meeting.party_committee", f"{fri}T08:30", f"{fri}T11:30",
                            [seat("head", "head"), seat("exec", "exec")], host="party_committee", summoned=True,
                            duty="must"))  # fmt: skip
    return events


def document(**changes: Any) -> Document:
    """The brief's JSON; changes replace sections, ``events`` adds to them."""
    events = [event for n in range(5) for event in _week(n)]
    plain: Document = {
        "schema": "richeng.brief/1",
        "office": {"id": "shili", "name": "示例区人民政府"},
        "as_of": "2026-11-20T17:00+08:00",
        "horizon": {"first": "2026-12-01", "last": "2026-12-31"},
        "leaders": leaders(),
        "pairs": [
            {"a": "exec", "b": "dep-a", "first": "2026-01-01"},
            {"a": "dep-b", "b": "dep-c", "first": "2026-01-01"},
            {"a": "dep-d", "b": "dep-a", "first": "2026-01-01"},
        ],
        "ledger": {"year": 2026, "research": dict.fromkeys(("head", "exec", *DEPUTIES), 38)},
    }
    return {**plain, **changes, "events": [*events, *changes.get("events", ())]}


def brief(policy: Policy | None = None, **changes: Any) -> Brief:
    """The brief, frozen, and frozen anew under a policy."""
    frozen = freeze(document(**changes))
    return frozen if policy is None else under(frozen, policy)


@cache
def shipped(name: str) -> Policy:
    """A policy file that is shipped."""
    return read_policy((FOLDER / f"{name}.json").read_bytes())


def plan(made: Brief) -> Plan:
    """Its plan by the real solver; it must have one."""
    found = solve(made, limits=Limits(effort=60))
    assert isinstance(found, Plan), found
    return found
