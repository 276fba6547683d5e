"""Records that the demo office keeps: absences, agenda items, the ledger, travel plans, papers and others' leave."""

from typing import Any

Json = dict[str, Any]
RESEARCHERS = ("head", "exec", "dep-a", "dep-b", "dep-c", "dep-d", "dep-e")


def at(day: str, clock: str) -> str:
    """An instant as the files write it."""
    return f"{day}T{clock}+08:00"


def span(day: str, clock: str, last: str, until: str) -> Json:
    """From one instant to another."""
    return {"start": at(day, clock), "end": at(last, until)}


def absence(
    number: str,
    leader: str,
    kind: str,
    when: Json,
    place: str,
    state: str,
    asked: str,
    by: str = "区长",
    why: str = "",
    **more: Any,
) -> Json:
    """An absence with its approval; those approved have been told to whoever has to know."""
    approval: Json = {"state": state}
    if state != "requested":
        approval |= {"by": by, "at": at(asked, "17:30")}
    return {
        "id": number,
        "leader": leader,
        "kind": kind,
        "span": when,
        "place": place,
        "contact": "见报备单（演示）",
        "reason": why,
        "requested_at": at(asked, "09:30"),
        "approval": approval,
        **({"told": _told(leader, asked)} if state == "approved" else {}),
        **more,
    }


def _told(leader: str, asked: str) -> Json:
    if leader == "head":
        return {"city": at(asked, "16:00"), "party": at(asked, "16:30")}
    return {"leaders": at(asked, "18:00")}


def gates(*days: str) -> Json:
    """Days of the gates in order: submitted, read, consulted, reviewed, deputy agreed, head agreed, printed.

    The head approves the printing on the day on which he agrees.
    """
    names = (
        "submitted", "deputy_read", "consulted", "review_done", "deputy_agreed", "head_agreed", "papers_printed",
    )  # fmt: skip
    passed = dict(zip(names, days, strict=False))
    return passed | ({"print_approved": passed["head_agreed"]} if "papers_printed" in passed else {})


def item(number: str, title: str, owner: str, unit: str, priority: int, sort: str, when: Json, **more: Any) -> Json:
    """An agenda item of a standing meeting, of one of the ten sorts."""
    known = {"id": number, "title": title, "owner": owner, "unit": unit, "priority": priority, "category": sort}
    return {**known, "gates": when, **more}


def ledger(year: int, research: tuple[int, ...], ceremonies: tuple[int, ...], held: tuple[str, ...]) -> Json:
    """The year so far; `held` are the days of standing meetings, one a month."""
    return {
        "year": year,
        "research": dict(zip(RESEARCHERS, research, strict=True)),
        "ceremonies": dict(zip(RESEARCHERS, ceremonies, strict=True)),
        "research_numbers": dict(zip(RESEARCHERS, (n // 2 for n in research), strict=True)),
        "meetings": [{"id": f"standing/{day[:7]}/1", "on": day} for day in held],
    }


TRAVEL: list[Json] = [
    {
        "year": 2026,
        "party_approved": "2026-01-16",
        "government_approved": "2026-01-12",
        "lines": [
            {"id": "travel-2026-1", "leader": "head", "title": "重点项目推介"},
            {"id": "travel-2026-2", "leader": "dep-a", "title": "对口协作地区农业项目洽谈"},
            {"id": "travel-2026-3", "leader": "dep-e", "title": "装备制造企业招商"},
            {"id": "travel-2026-4", "leader": "dep-e", "title": "文旅产品展会"},
        ],
    }
]


def unit_leave(number: str, unit: str, sort: str, when: Json, asked: str, agreed: str) -> Json:
    """A unit head's leave, every step of it taken."""
    steps: Json = {
        "applied": at(asked, "09:00"),
        "to_director": at(asked, "15:00"),
        "head_agreed": at(agreed, "10:00"),
        "filed": at(agreed, "16:00"),
    }
    if sort != "subdistrict":
        steps["deputy_agreed"] = at(agreed, "09:00")
    return {"id": number, "unit": unit, "sort": sort, "span": when, **steps}


def paper(number: str, title: str, owner: str, due: str, urgent: bool) -> Json:
    """A paper that waits for a signature."""
    return {"id": number, "title": title, "owner": owner, "due": due, "urgent": urgent}


def others_leave(event: str, people: list[str], listed: str) -> Json:
    """Leave of others than leaders from a meeting, listed to the head."""
    return {"event": event, "people": people, "listed_at": at(listed, "17:00")}
