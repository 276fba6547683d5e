"""Turn published weeks of real offices into briefs: ``python -m tools.weeks <folder of sources>``.

One brief for each ISO week of a source (the petition roster: its whole month). What the source leaves out is
filled by the kind's habits and said in the event's note; what happened is a must; nothing is made to fit.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from models.events import Kind
from models.spans import OFFICE_TZ
from tools import weeks_words as words

Json = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "fixtures" / "weeks"
WEEKEND_START = time(9)
DAY_END = time(17)
HALVES = {"am": (time(0), time(13)), "pm": (time(13), None)}


def briefs(source: Json, name: str) -> Iterator[tuple[str, Json]]:
    """Every brief of one source with its file name."""
    weeks: dict[tuple[int, ...], list[Json]] = {}
    monthly = "roster" in name
    for entry in source["entries"]:
        day = date.fromisoformat(entry["date"])
        weeks.setdefault((day.year, day.month) if monthly else day.isocalendar()[:2], []).append(entry)
    for entries in weeks.values():
        days = [date.fromisoformat(entry["date"]) for entry in entries]
        first, last = min(days), max(days)
        if monthly:
            first = first.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        yield f"{name.split('_20')[0]}_{first}.json", brief(source, name, entries, first, last)


def brief(source: Json, name: str, entries: list[Json], first: date, last: date) -> Json:
    """One stretch of a source as a brief."""
    office, title = next(said for mark, said in words.OFFICES.items() if name.startswith(mark))
    level = source["jurisdiction"]["level"]
    leaders = [leader for role in source["roles"] if (leader := _leader(role, level))]
    held = [
        {"id": f"standing/{entry['date'][:7]}/1", "on": entry["date"]}
        for entry in source["entries"]
        if entry["kind"] == "meeting.standing" and entry["date"] < first.isoformat()
        and entry["date"][:7] == first.isoformat()[:7]
    ]  # fmt: skip
    events = [event for n, entry in enumerate(entries, 1) if (event := _event(entry, leaders, n))]
    done = 42 if last >= date(last.year, 12, 25) else round(42 * (first.month - 1) / 12)
    return {
        "schema": "richeng.brief/1",
        "office": {"id": office, "name": title},
        "as_of": _text(datetime.combine(first - timedelta(days=1), time(16), OFFICE_TZ)),
        "horizon": {"first": first.isoformat(), "last": last.isoformat()},
        "leaders": leaders,
        "events": events,
        "ledger": {"year": first.year, "research": {leader["id"]: done for leader in leaders}, "meetings": held},
    }


def _leader(role: str, level: str) -> Json | None:
    if role in words.POSTS:
        post, titles = words.POSTS[role]
        return {"id": _id(role), "post": post, "title": titles[level]}
    kind, _, which = role.partition("_")
    family = {"deputy": words.DEPUTY, "leader": words.LEADER}.get(kind, {})
    if which in words.ORDINALS and level in family:
        return {"id": _id(role), "post": "deputy", "title": family[level] + words.ORDINALS[which]}
    return None


def _id(role: str) -> str:
    return role.replace("_", "-")


def _event(entry: Json, leaders: list[Json], n: int) -> Json | None:
    """An entry as an event, none where nobody of the government's leaders is named."""
    known = {leader["id"] for leader in leaders}
    seats = [
        {"id": _id(role), "role": "chair" if role == entry["chair"] else "attend", "who": {"leader": _id(role)}}
        for role in entry["attendees"]
        if _id(role) in known
    ]
    if not seats:
        return None
    venue, area = words.VENUES.get(entry["venue"], ("", ""))
    kind = Kind(entry["kind"])
    when, said = _when(entry, kind)
    number = f"{entry['date']}/{n}"
    event: Json = {
        "id": f"standing/{entry['date'][:7]}/1" if kind is Kind.STANDING else number,
        "title": words.TITLES[entry["title"]],
        "kind": kind.value,
        "when": when,
        "seats": seats,
        "venue": venue,
        "area": words.AREAS.get(entry["area"], area or "district"),
        "organiser": words.ORGANISERS.get(entry["organiser"], ""),
        "host": entry["host"],
        "duty": "must",
        "note": "；".join([*said, *_others(entry, known)]),
    }
    if kind.facts.zh.startswith("上级") and entry["host"] == "superior":
        event["summoned"] = True
    return event


def _others(entry: Json, known: set[str]) -> Iterator[str]:
    outside = [words.OUTSIDE[role] for role in entry["attendees"] if _id(role) not in known]
    if outside:
        yield f"另有{'、'.join(outside)}参加"
    if entry["other_leaders"]:
        yield f"另有 {entry['other_leaders']} 位领导参加，来源未列职务"
    if attendant := entry.get("office_attendant"):
        yield f"{words.OUTSIDE[attendant]}随同"
    if topics := entry.get("topics"):
        yield f"议题：{'、'.join(topics)}"


def _when(entry: Json, kind: Kind) -> tuple[Json, list[str]]:
    """The time, and what of it is ours: a kind's usual length, a window for a day without a clock time."""
    day = date.fromisoformat(entry["date"])
    length = timedelta(minutes=kind.facts.minutes)
    start = time.fromisoformat(entry["start"]) if entry["start"] else None
    if start is None and day.weekday() < 5:
        opens, closes = HALVES.get(entry["period"], (time(0), None))
        latest = datetime.combine(day, closes, OFFICE_TZ) if closes else _at(day + timedelta(days=1), time(0))
        minutes = kind.facts.minutes
        if kind is Kind.STANDING:
            return {"earliest": _text(_at(day, opens)), "latest": _text(latest), "half_days": 1}, ["来源未写钟点"]
        return {"earliest": _text(_at(day, opens)), "latest": _text(latest), "minutes": minutes}, ["来源未写钟点"]
    begin = _at(day, start or WEEKEND_START)
    if entry["end"]:
        return _fixed(begin, _at(day, time.fromisoformat(entry["end"]))), []
    if entry["period"] == "all_day":
        return _fixed(begin, _at(day, DAY_END)), ["来源未写结束时间"]
    return _fixed(begin, begin + length), ["来源未写结束时间" if start else "来源未写钟点，休息日按九时起"]


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, OFFICE_TZ)


def _fixed(start: datetime, end: datetime) -> Json:
    return {"start": _text(start), "end": _text(end)}


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M+08:00")


def main() -> None:
    """Write every brief, and say how many entries had nobody to plan for."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in sorted(Path(sys.argv[1]).glob("*.json")):
        source = json.loads(path.read_text(encoding="utf-8"))
        for name, document in briefs(source, path.stem):
            (FOLDER / name).write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            print(name, len(document["events"]), "events")
        print(path.stem, len(source["entries"]), "entries in the source")


if __name__ == "__main__":
    main()
