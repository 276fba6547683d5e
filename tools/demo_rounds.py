"""The demo office's months: recipes, and what comes round by the calendar."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from models.occupations import Occupation
from models.spans import Span
from tools import demo_texts as words
from tools.demo_months import Json, at, seat
from tools.demo_recipes import ANYONE, DEPUTIES, FIXED, STREET, WEEKEND, WINDOWS, WITH_OFFICE, WORKWEEK, Recipe
from tools.demo_week import PORTFOLIOS, Builder, midnight, slot, span_of, text, when


class Month(Builder):
    """A month of the demo office."""

    def events(self) -> list[Json]:
        """Every item of the month, in order of time, numbered."""
        for item in self.script.items:
            self._by_hand(dict(item))
        for week in self._weeks():
            self._bodies(week)
            self._rosters(week)
            for number, recipe in enumerate(FIXED):
                for _ in range(self._due(number, recipe, week)):
                    self._fixed(recipe, week)
            self._ceremonies(week)
            self._condolence(week)
            for number, recipe in enumerate(WINDOWS, 100):
                for _ in range(self._due(number, recipe, week)):
                    self._window(recipe, week)
        ordered = [item for _, item in sorted(self.done, key=lambda row: (row[0], str(row[1]["title"])))]
        taken = {item.get("id") for item in ordered}
        free = (name for n in count(1) if (name := f"{self.script.month}/{n:03}") not in taken)
        return [{"id": item.get("id") or next(free), **item} for item in ordered]

    def _by_hand(self, item: Json) -> None:
        """Book a scripted item for whoever will take it: the owner, his partner, or the executive deputy."""
        if "start" not in item["when"]:
            self.done.append((datetime.fromisoformat(item["when"]["earliest"]), item))
            return
        span = span_of(item["when"])
        halves = set(span.half_days())
        people: list[str] = []
        for one in item["seats"]:
            who = one["who"]
            owner = who.get("leader") or next((x for x in DEPUTIES if who.get("portfolio") in PORTFOLIOS[x]), None)
            partners = [x["b"] if x["a"] == owner else x["a"] for x in words.PAIRS if owner in (x["a"], x["b"])]
            current = partners[-1:]  # the last pair is the one in force
            line = [owner, *current, "exec"] if owner else []
            people += [x for x in line if not halves & self.away[x]][:1]
        self._book(item, span, people)

    # what comes round by the calendar

    def _bodies(self, week: list[date]) -> None:
        """The party committee on Wednesdays, the party group on every other Monday, study once a month."""
        for day in self._open(week, (2,)):
            self._sit(
                "区委常委会会议", "meeting.party_committee", day, "15:00", 150, ("head", "exec"), "区委常委会议室"
            )
        for day in self._open(week, (0,)):
            if (day.day - 1) // 7 in (0, 2):
                self._sit("区政府党组会议", "meeting.party_group", day, "08:30", 90, ANYONE, "一楼常务会议室")
        for day in self._open(week, (4,)):
            if day == min(self.script.kept_free) + timedelta(days=-(min(self.script.kept_free).weekday() - 4) + 14):
                self._sit("理论学习中心组集体学习", "study", day, "15:00", 120, ANYONE, "五楼会议室")

    def _sit(
        self, title: str, kind: str, day: date, start: str, minutes: int, people: Sequence[str], venue: str
    ) -> None:
        span = slot(day, start, minutes)
        occupation = Occupation(title, span, venue, "compound", False)
        there = [leader for leader in people if self._free(leader, occupation)]
        if kind == "meeting.party_committee" and len(there) < len(people):
            return
        host = {"host": "party_committee"} if kind == "meeting.party_committee" else {}
        seats = [seat("attend", leader, leader=leader) for leader in there]
        item = {"title": title, "kind": kind, "when": when(span), "seats": seats, "venue": venue, "area": "compound"}
        self._book({**item, **host, "duty": "must"}, span, there)

    def _rosters(self, week: list[date]) -> None:
        """Petition reception on Tuesdays and Thursdays, a leader on duty on every day off."""
        for day in self._open(week, (1, 3)):
            self._turn(
                "领导干部接访日", "petition_reception", slot(day, "08:30", 180), ANYONE, "信访局接待大厅", "district"
            )
        for day in week:
            if day.weekday() in WEEKEND or day in self.script.holidays:
                self._turn("周末带班值守", "duty", slot(day, "08:30", 600), WITH_OFFICE, "区政府值班室", "compound")

    def _turn(self, title: str, kind: str, span: Span, people: Sequence[str], venue: str, area: str) -> None:
        occupation = Occupation(title, span, venue, area, False)
        for leader in sorted(self._mixed(people), key=lambda x: self.told[kind + x]):
            if self._free(leader, occupation):
                self.told[kind + leader] += 1
                item = {"title": title, "kind": kind, "when": when(span), "seats": [seat(leader=leader)],
                        "venue": venue, "area": area, "duty": "must"}  # fmt: skip
                self._book(item, span, [leader])
                return

    def _ceremonies(self, week: list[date]) -> None:
        """Three in two weeks, each for one of several leaders; some have not been asked yet."""
        for _ in range(self._due(99, Recipe("ceremony", 1.5, (), (), STREET), week)):
            number = 5 * (self.script.first.month - 11) + self.told["ceremony"]
            title, unit, venue, portfolio = words.CEREMONIES[number % len(words.CEREMONIES)]
            self.told["ceremony"] += 1
            owner = next((x for x in DEPUTIES if portfolio in PORTFOLIOS[x]), "exec")
            others = [x for x in self._mixed(DEPUTIES) if x != owner]
            asked = [owner, *others[: self._pick((2, 3, 3))], *(["head"] if self.rng.random() < 0.3 else [])]
            for _ in range(6):  # hosts ask when leaders can come
                day = self._pick(self._open(week, WORKWEEK))
                span = slot(day, self._pick(("09:30", "10:00", "15:00", "16:00")), 60)
                occupation = Occupation(title, span, venue, "district", False)
                if consents := [leader for leader in asked if self._free(leader, occupation)][:2]:
                    break
            applied = self.script.as_of[:10]
            application: dict[str, Any] = {"unit": unit, "at": at(applied, "09:00")}
            if consents and self.rng.random() > 0.15:
                application["consents"] = [{"leader": leader, "at": at(applied, "15:00")} for leader in consents]
            item = {"title": title, "kind": "ceremony", "when": when(span), "seats": [seat(any_of=asked)],
                    "venue": venue, "organiser": unit, "host": "subordinate", "portfolio": portfolio,
                    "priority": self._pick((2, 3)), "secrecy": "open", "application": application}  # fmt: skip
            self._book(item, span, [])

    def _condolence(self, week: list[date]) -> None:
        """Visits before the festivals: two in three working days, for each leader in turn."""
        if self.script.condolence_from is None:
            return
        for day in (d for d in self._open(week, WORKWEEK) if d >= self.script.condolence_from):
            number = self.told["visit.condolence"]
            self.told["visit.condolence"] += 1
            if number % 3 == 2:
                continue
            days = [other for other in self._open(week, WORKWEEK) if day <= other][:3]
            if len(days) < 2:
                continue
            window = Span(start=midnight(day), end=midnight(days[-1] + timedelta(days=1)))
            free = [x for x in self._by_load(ANYONE) if not set(window.half_days()) & self.away[x]]
            self.load[free[0]] += 1
            item = {"title": words.CONDOLENCE[number % len(words.CONDOLENCE)], "kind": "visit.condolence",
                    "when": {"earliest": text(window.start), "latest": text(window.end), "minutes": 120},
                    "seats": [seat(leader=free[0])], "venue": words.STREETS[number % len(words.STREETS)],
                    "organiser": "区民政局", "priority": 1}  # fmt: skip
            self.done.append((window.start, item))
