"""Write the demo office's year as it is planned in November: ``python -m tools.demo_year YEAR.json``.

Twelve months in the manner of `tools.demo`, with the year's travel plan, leave that the office places, and research
for every leader. The calendar is what is known in November of the year before: provisional. The same code, the same
bytes; the file is over a megabyte and is not kept in the repository.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from intake.workdays import build_calendar
from models.workdays import WorkCalendar
from tools import demo_texts as words
from tools.demo_months import Script, seat
from tools.demo_papers import DEPARTMENTS, programme, with_papers
from tools.demo_records import RESEARCHERS, Json, absence, at, ledger, span
from tools.demo_rounds import Month

ASKED = "2026-11-16"
AS_OF = at("2026-11-22", "09:00")
TRIPS = (
    ("重点项目推介", "上海", "trip"),
    ("对口协作地区考察", "南京", "trip"),
    ("产业链企业招商", "苏州", "trip"),
    ("专业展会", "广州", "trip"),
)
LEAVE_DAYS = (5, 5)
BORDERING = ("{t}季度分析会", "{t}半年总结会", "{t}季度分析会", "{t}年度总结会")
POLICY: Json = {"research": {"quarter_min": 8, "month_max": 10}}


def document(year: int) -> Json:
    """The year as a brief's JSON, without calendar and standing meetings."""
    calendar = build_calendar(date(year - 1, 12, 1), date(year + 1, 1, 31))
    trips = [trip for leader in RESEARCHERS for trip in _trips(calendar, leader, year)]
    months = [_month(calendar, year, month, trips) for month in range(1, 13)]
    events = [item for script in months for item in Month(script, Random(script.month)).events()]
    events += [*_over_borders(year), *_rounds(year)]
    return {
        "schema": "richeng.brief/1",
        "office": {"id": "gulou-demo", "name": "鼓楼区人民政府（演示）"},
        "as_of": AS_OF,
        "horizon": {"first": f"{year}-01-01", "last": f"{year}-12-31"},
        "leaders": words.LEADERS,
        "pairs": words.PAIRS,
        "delegations": [_delegation(trip) for trip in trips if trip["leader"] == "head"],
        "departments": DEPARTMENTS,
        "programmes": [programme(f"{year}-01-01", f"{year}-12-31", AS_OF)],
        "events": [with_papers(item, AS_OF) for item in events],
        "absences": trips,
        "leave": [wish for leader in words.LEADERS for wish in _leave(leader["id"], year)],
        "travel_plans": [_travel_plan(trips, year)],
        "research": [{"leader": leader, "topics": topics} for leader, topics in words.TOPICS.items()],
        "ledger": ledger(year, (0,) * 7, (0,) * 7, ()),
        "policy": POLICY,
    }


def _month(calendar: WorkCalendar, year: int, month: int, trips: list[Json]) -> Script:
    """A month's script: kept free are the first Wednesday and Friday mornings from the fourth on that are worked."""
    first = date(year, month, 1)
    last = date(year, month + 1, 1) - timedelta(days=1) if month < 12 else date(year, 12, 31)
    days = [first + timedelta(days=n) for n in range(last.day)]
    open_days = [day for day in days if day.day >= 4 and calendar.is_workday(day)]
    kept = tuple(next(day for day in open_days if day.weekday() == weekday) for weekday in (2, 4))
    return Script(
        month=f"{year}-{month:02}",
        as_of=AS_OF,
        first=first,
        last=last,
        kept_free=kept,
        ledger={},
        absences=[trip for trip in trips if trip["span"]["start"][:7] == f"{year}-{month:02}"],
        items=list(_meetings(year, month)),
        holidays=tuple(day for day in days if day.weekday() < 5 and not calendar.is_workday(day)),
        condolence_from=date(year, month, 20) if month in (1, 12) else None,
    )


def _meetings(year: int, month: int) -> Iterator[Json]:
    """The head's office meeting every month, the plenary twice a year."""
    day = f"{year}-{month:02}"
    portfolios = [name for leader in words.LEADERS for name in leader.get("portfolios", ())]
    asked = portfolios[2 * month % len(portfolios)], portfolios[(2 * month + 7) % len(portfolios)]
    yield {
        "title": "区长办公会议",
        "kind": "meeting.office",
        "when": {"earliest": at(f"{day}-15", "00:00"), "latest": at(f"{day}-26", "00:00"), "minutes": 120},
        "seats": [seat("chair", "chair", leader="head")]
        + [seat("attend", f"work-{n}", portfolio=name) for n, name in enumerate(asked, 1)],
        "venue": "一楼常务会议室",
        "area": "compound",
        "organiser": "区政府办公室",
        "duty": "must",
    }
    if month in (3, 8):
        yield {
            "title": "区政府全体会议",
            "kind": "meeting.plenary",
            "when": {"earliest": at(f"{day}-08", "00:00"), "latest": at(f"{day}-27", "00:00"), "half_days": 1},
            "seats": [
                seat("chair", "chair", leader="head"),
                {"id": "members", "role": "attend", "who": {"members_of": "plenary"}},
            ],
            "venue": "区政府礼堂",
            "area": "compound",
            "organiser": "区政府办公室",
            "duty": "must",
        }


def _over_borders(year: int) -> Iterator[Json]:
    """Each deputy's quarter, told in a meeting about its turn: a window over the border of two months."""
    for quarter, (title, month) in enumerate(zip(BORDERING, (4, 7, 10, 12), strict=True), 1):
        first = date(year, month, 1) - timedelta(days=7)
        last = first + timedelta(days=18)
        for leader in words.LEADERS:
            if leader["id"] not in words.TOPICS or leader["id"] == "head":
                continue
            work = leader["portfolios"][quarter % len(leader["portfolios"])]
            yield {
                "id": f"{year}-q{quarter}/{leader['id']}",
                "title": title.format(t=work),
                "kind": "meeting.special",
                "when": {"earliest": at(f"{first}", "00:00"), "latest": at(f"{last}", "00:00"), "minutes": 90},
                "seats": [seat("chair", leader=leader["id"])],
                "venue": "三楼会议室",
                "area": "compound",
                "organiser": words.BUREAUS[work],
                "priority": 1,
            }


def _rounds(year: int) -> Iterator[Json]:
    """Every month each deputy goes round the street that he looks after, on any day of two weeks and more."""
    for month in range(1, 13):
        for n, leader in enumerate(RESEARCHERS[1:]):
            street = words.STREETS[(n + month) % len(words.STREETS)]
            yield {
                "id": f"{year}-{month:02}/round-{leader}",
                "title": "走访联系街道",
                "kind": "visit.mobilisation",
                "when": {
                    "earliest": at(f"{year}-{month:02}-08", "00:00"),
                    "latest": at(f"{year}-{month:02}-25", "00:00"),
                    "minutes": 120,
                },
                "seats": [seat(leader=leader)],
                "venue": street,
                "organiser": "区政府办公室",
                "priority": 2,
            }


def _trips(calendar: WorkCalendar, leader: str, year: int) -> Iterator[Json]:
    """Four trips a year, in the third or fourth week of a month in which his partner makes none."""
    place = RESEARCHERS.index(leader)
    for n, (why, city, kind) in enumerate(TRIPS):
        month = (3 * n + place) % 12 + 1
        worked = [day for day in calendar.workdays(date(year, month, 12), date(year, month, 27)) if day.weekday() < 3]
        first = worked[(place + n) % len(worked)]
        last = calendar.workdays_after(first, 1 + (place + n) % 2)
        yield absence(
            f"away-{year}-{leader}-{n + 1}", leader, kind, span(f"{first}", "08:00", f"{last}", "18:00"), city,
            "approved", ASKED, by="市政府、区委" if leader == "head" else "区长", why=why,
            plan_line=f"travel-{year}-{leader}-{n + 1}",
        )  # fmt: skip


def _delegation(trip: Json) -> Json:
    day = {name: trip["span"][name][:10] for name in ("start", "end")}
    after = date.fromisoformat(day["end"]) + timedelta(days=1)
    return {
        "id": f"word-{trip['id']}",
        "by": "head",
        "to": "exec",
        "span": span(day["start"], "00:00", f"{after}", "00:00"),
    }


def _travel_plan(trips: list[Json], year: int) -> Json:
    lines = [{"id": trip["plan_line"], "leader": trip["leader"], "title": trip["reason"]} for trip in trips]
    return {"year": year, "party_approved": "2026-11-20", "government_approved": "2026-11-18", "lines": lines}


def _leave(leader: str, year: int) -> Iterator[Json]:
    """Two weeks of annual leave, one in each half of the year."""
    for n, (days, first, last) in enumerate(zip(LEAVE_DAYS, ("02-15", "07-05"), ("05-31", "11-26"), strict=True), 1):
        yield {
            "id": f"leave-{year}-{leader}-{n}",
            "leader": leader,
            "workdays": days,
            "window": {"first": f"{year}-{first}", "last": f"{year}-{last}"},
            "requested_at": at("2026-11-13", "09:00"),
            "approval": {"state": "approved", "by": "区长", "at": at(ASKED, "17:30")},
        }


def render(year: int) -> str:
    """The year's file."""
    return json.dumps(document(year), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write the year and say how many items it has."""
    parser = argparse.ArgumentParser(description="写出演示办公室全年的摘要")
    parser.add_argument("out", type=Path, help="写到哪个文件")
    parser.add_argument("--year", type=int, default=2027, help="哪一年（默认 2027）")
    asked = parser.parse_args()
    text = render(asked.year)
    asked.out.write_text(text, encoding="utf-8")
    print(f"{asked.year}年 {len(json.loads(text)['events'])} 项")


if __name__ == "__main__":
    main()
