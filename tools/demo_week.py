"""Builds a month of the demo office, week by week. Fixed musts of one leader never clash, roads included."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from models.occupations import Occupation, clash
from models.policy import TravelPolicy
from models.spans import OFFICE_TZ, HalfDay, Span
from tools import demo_texts as words
from tools.demo_months import Json, Script, seat
from tools.demo_recipes import (
    CONGRESS,
    CPPCC,
    DEPUTIES,
    FIXED,
    PROVINCE,
    ROOM,
    STREET,
    STUDIO,
    VIDEO,
    WEEKEND,
    WINDOWS,
    WITH_OFFICE,
    Recipe,
)

T = TypeVar("T")
ROAD = TravelPolicy()
SHARE = {"head": 1.25, "director": 0.6}  # a head has more items than a deputy, the office's director fewer
PORTFOLIOS: dict[str, list[str]] = {x["id"]: x.get("portfolios", []) for x in words.LEADERS}
PLACES = {
    VIDEO: (("二楼视频会议室",), "compound"),
    ROOM: (tuple(words.COMPOUND_ROOMS), "compound"),
    STREET: (tuple(words.STREETS), "district"),
    CONGRESS: (("区人大常委会会议室",), "district"),
    CPPCC: (("区政协会议室",), "district"),
    STUDIO: (("区融媒体中心",), "district"),
    "city": (("市政府第一会议室", "市会展中心"), "city"),
    PROVINCE: (("省会议中心",), "province"),
}


class Builder:
    """Fills one month. Chance comes from the script's own seed, so that the same code writes the same month."""

    def __init__(self, script: Script, rng: Random) -> None:
        self.script = script
        self.rng = rng
        self.done: list[tuple[datetime, Json]] = []
        self.diary: dict[str, list[Occupation]] = {leader: [] for leader in WITH_OFFICE}
        self.rooms: dict[str, list[Span]] = {}
        self.load: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.owed: dict[int, int] = {}
        self.made: Counter[int] = Counter()
        self.away = {leader: self._away(leader) for leader in WITH_OFFICE}
        self.careless = script.careless

    # chance, days and people

    def _pick(self, things: Sequence[T]) -> T:
        return things[int(self.rng.random() * len(things))]

    def _mixed(self, things: Iterable[T]) -> list[T]:
        kept = list(things)
        return [kept[n] for _, n in sorted((self.rng.random(), n) for n in range(len(kept)))]

    def _weeks(self) -> list[list[date]]:
        weeks: dict[tuple[int, int], list[date]] = {}
        day = self.script.first
        while day <= self.script.last:
            weeks.setdefault(day.isocalendar()[:2], []).append(day)
            day += timedelta(days=1)
        return list(weeks.values())

    def _open(self, week: list[date], weekdays: Sequence[int]) -> list[date]:
        rest = self.script.holidays
        return [day for day in week if day.weekday() in weekdays and (day not in rest or weekdays == WEEKEND)]

    def _due(self, number: int, recipe: Recipe, week: list[date]) -> int:
        days = self._open(week, recipe.days)
        before = self.owed.setdefault(number, number * 37 % 100)  # so that not all fall due in one week
        self.owed[number] = before + round(recipe.weekly * 100 * len(days) / len(recipe.days))
        return self.owed[number] // 100 - before // 100

    def _away(self, leader: str) -> set[HalfDay]:
        found: set[HalfDay] = set()
        for absence in self.script.absences:
            if absence["leader"] == leader and absence["approval"]["state"] == "approved":
                found.update(span_of(absence["span"]).half_days())
        return found

    def _by_load(self, who: Iterable[str]) -> list[str]:
        return sorted(self._mixed(who), key=lambda leader: self.load[leader] / SHARE.get(leader, 1.0))

    def _free(self, leader: str, occupation: Occupation) -> bool:
        halves = set(occupation.span.half_days())
        kept = leader != "director" and any(not h.pm and h.day in self.script.kept_free for h in halves)
        return not kept and not halves & self.away[leader] and not self._clashes(leader, occupation)

    def _clashes(self, leader: str, occupation: Occupation) -> bool:
        return any(clash(ROAD, occupation, other) for other in self.diary[leader])

    def _room_free(self, venue: str, area: str, span: Span) -> bool:
        return area != "compound" or not any(span.overlaps(other) for other in self.rooms.get(venue, []))

    # words

    def _theme(self, leader: str, purpose: str) -> tuple[str, str]:
        """A portfolio and a theme of the leader's that this purpose has used least in the month."""
        everything = [p for deputy in DEPUTIES for p in PORTFOLIOS[deputy]]
        mine = {"head": everything, "director": ["政务"]}.get(leader) or PORTFOLIOS[leader]
        pairs = self._mixed((portfolio, theme) for portfolio in mine for theme in words.THEMES[portfolio])
        found = min(pairs, key=lambda pair: (self.told[purpose + pair[1]], self.told[pair[1]]))
        self.told.update((purpose + found[1], found[1]))
        return found

    def _sayings(self, recipe: Recipe, leader: str) -> list[str]:
        """The recipe's titles that suit the leader's work."""
        return [x for x in recipe.titles if "|" not in x or x.split("|")[0] in PORTFOLIOS[leader]]

    def _subject(self, recipe: Recipe, leader: str) -> tuple[str, str, str]:
        """What an item is about: its title, whose portfolio, the theme."""
        sayings = self._sayings(recipe, leader)
        fewest = min(self.told[said] for said in sayings)
        said = self._pick([said for said in sayings if self.told[said] == fewest])
        self.told[said] += 1
        if "{t}" in said:
            portfolio, theme = self._theme(leader, recipe.kind)
            return said.replace("{t}", theme), portfolio, theme
        portfolio, _, title = said.rpartition("|")
        return title, portfolio, title

    def _who(self, leader: str, portfolio: str, role: str) -> Json:
        if portfolio and leader in DEPUTIES and self.rng.random() < 0.5:
            return seat(role, portfolio=portfolio)
        return seat(role, leader=leader)

    # one item

    def _book(self, item: Json, span: Span, people: Iterable[str]) -> None:
        occupation = Occupation(item["title"], span, item.get("venue", ""), item.get("area", "district"), False)
        for leader in people:
            self.diary[leader].append(occupation)
            self.load[leader] += 1
        self.rooms.setdefault(item.get("venue", ""), []).append(span)
        self.done.append((span.start, item))

    def _fixed(self, recipe: Recipe, week: list[date]) -> None:
        days = self._open(week, recipe.days)
        slots = self._mixed((day, start) for day in days for start in recipe.starts)
        slots.sort(key=lambda slot: recipe.starts.index(slot[1]) > 1)  # the usual openings first
        careless = not recipe.must and self.careless > 0 and self.rng.random() < 0.12
        venues, area = PLACES[recipe.where]
        for leader in self._by_load(x for x in recipe.who if self._sayings(recipe, x)):
            for day, start in slots:
                minutes, venue = self._pick(recipe.minutes), self._pick(venues)
                span = slot(day, start, minutes)
                whole = slot(day, start, minutes + (30 if recipe.follow else 0))
                occupation = Occupation("", whole, venue, area, False)
                away = set(whole.half_days()) & self.away[leader]
                if careless and not (self._clashes(leader, occupation) and not away):
                    continue
                if not (careless or self._free(leader, occupation)) or not self._room_free(venue, area, whole):
                    continue
                self.careless -= careless
                self._write(recipe, leader, span, venue, area)
                return
        if careless:
            self.careless = 0
            self._fixed(recipe, week)

    def _write(self, recipe: Recipe, leader: str, span: Span, venue: str, area: str) -> None:
        title, portfolio, theme = self._subject(recipe, leader)
        item: Json = {
            "title": title,
            "kind": recipe.kind,
            "when": when(span),
            "seats": [self._who(leader, portfolio, recipe.role)],
            "venue": venue,
            "area": area,
            "organiser": words.BUREAUS[portfolio or "政务"],
        }
        self._book(item | self._manner(recipe), span, [leader])
        if recipe.follow:
            after = Span(start=span.end, end=span.end + timedelta(minutes=30))
            follow = {**item, "title": f"{theme}工作部署会", "kind": "meeting.deployment", "when": when(after)}
            follow["seats"] = [{**item["seats"][0], "role": "chair"}]
            self._book({**follow, "duty": "must"}, after, [leader])

    def _manner(self, recipe: Recipe) -> Json:
        number = (*FIXED, *WINDOWS).index(recipe)
        self.made[number] += 1
        made = self.made[number]
        manner: Json = {} if recipe.host == "own" else {"host": recipe.host}
        if recipe.must or (recipe.must_every and made % recipe.must_every == 0):
            manner["duty"] = "must"
        else:
            manner["priority"] = self._pick((1, 2, 2, 3))
        if recipe.summoned:
            manner["summoned"] = True
        if recipe.tentative_every and made % recipe.tentative_every == 0:
            manner["firmness"] = "tentative"
        if recipe.secrecy:
            manner["secrecy"] = recipe.secrecy
        return manner

    def _window(self, recipe: Recipe, week: list[date]) -> None:
        days = self._open(week, recipe.days)
        length = min(len(days), self._pick((2, 3, 3, 4, 5)))
        first = days[int(self.rng.random() * (len(days) - length + 1))]
        last = days[days.index(first) + length - 1]
        window = Span(start=midnight(first), end=midnight(last + timedelta(days=1)))
        leader = next(
            (x for x in self._by_load(recipe.who) if not set(window.half_days()) & self.away[x]), "director"
        )
        title, portfolio, _ = self._subject(recipe, leader)
        venues, area = PLACES[recipe.where]
        length_json: Json = {"half_days": 1} if recipe.half else {"minutes": self._pick(recipe.minutes)}
        self.load[leader] += 1
        item = {
            "title": title,
            "kind": recipe.kind,
            "when": {"earliest": text(window.start), "latest": text(window.end), **length_json},
            "seats": [self._who(leader, portfolio, recipe.role)],
            "venue": self._pick(venues),
            "area": area,
            "organiser": words.BUREAUS[portfolio or "政务"],
            **self._manner(recipe),
        }
        self.done.append((window.start, item))


def midnight(day: date) -> datetime:
    """The day's first instant."""
    return datetime.combine(day, time(0), OFFICE_TZ)


def slot(day: date, start: str, minutes: int) -> Span:
    """So many minutes from a clock time of a day."""
    begin = datetime.combine(day, time.fromisoformat(start), OFFICE_TZ)
    return Span(start=begin, end=begin + timedelta(minutes=minutes))


def span_of(given: Json) -> Span:
    """A span from a file's start and end."""
    return Span(start=datetime.fromisoformat(given["start"]), end=datetime.fromisoformat(given["end"]))


def text(moment: datetime) -> str:
    """An instant as the files write it."""
    return moment.strftime("%Y-%m-%dT%H:%M+08:00")


def when(span: Span) -> Json:
    """A fixed time as the files write it."""
    return {"start": text(span.start), "end": text(span.end)}
