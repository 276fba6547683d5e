"""Reads the State Council's yearly holiday notice as an officer pastes it.

The text has kept one shape for years: a numbered paragraph for each holiday, with the days off, how many
they are, and the weekend days worked instead. What the text says twice (a day and its weekday, days and
their count) is checked; all faults come at once, each with its line.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pydantic import ValidationError

from intake.workdays import gathered
from models.errors import BadInput, Fault
from models.spans import DateRange
from models.workdays import SATURDAY, DaysOff, Notice

HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")  # a notice speaks for its whole year
HEADING = re.compile(r"^\(?(?:[一二三四五六七八九十]+|\d+)[)、.]+([^:\d]{1,20}):(.*)$")
NEW_PARAGRAPH = re.compile(r"(?<=[。;])(?=[一二三四五六七八九十]+、[^:\d。]{1,20}:)")
TITLE_YEAR = re.compile(r"(\d{4})年(?:元旦|部分|节假日|放假)")
DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?"
DAYS = re.compile(rf"{DAY}(?:起?[至到~—-]+{DAY})?")
COUNT = re.compile(r"(?:共|放假)(\d+)天")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
OFF = re.compile("(?<!不)(?:放假|补休|休息|调休(?!上班))")
BRACKETS = re.compile(r"\([^)]*\)")
COMMA = re.compile(r",(?![^()]*\))")
WANTED = {
    "year": "年份须在 1950 至 2100 之间",
    "number": "请填写通知文号",
    "entered_by": "请填写录入人",
    "entered_at": "录入时间须带时区",
}


class _Unclear(Exception):
    """A sentence that cannot be read as it stands; the message says why, in Chinese."""


def parse_notice(text: str, year: int, number: str, by: str, at: datetime) -> Notice:
    """The notice in a pasted text, for `year`; `number` is its document number, `by` and `at` (zone-aware)
    who entered it and when.

    Raises BadInput with every fault found, each with the number of its line.
    """
    faults: list[Fault] = []
    days_off: list[DaysOff] = []
    workdays: list[date] = []
    named = ""
    for line, raw in _lines(text):
        place = f"第 {line} 行"
        for wrong in (found for found in TITLE_YEAR.findall(raw) if int(found) != year):
            faults.append(Fault(place, f"这是 {wrong} 年的通知，要录入的是 {year} 年，请核对"))
        heading = HEADING.match(raw)
        if not heading:
            if _speaks(raw):
                faults.append(Fault(place, f"「{raw[:20]}」不知属于哪个假期，请接在该假期的段落之后"))
            continue
        name, body = heading.groups()
        named += name
        try:
            off, worked = _paragraph(body, year, name)
        except _Unclear as unclear:
            faults.append(Fault(f"{place}「{name}」", str(unclear)))
            continue
        days_off += [DaysOff(first=run.first, last=run.last, name=name) for run in gathered(sorted(off))]
        workdays += worked
    if absent := [holiday for holiday in HOLIDAYS if holiday not in named]:
        faults.append(Fault("全文", f"没有读到{'、'.join(absent)}的安排，请粘贴通知全文"))
    if faults:
        raise BadInput(faults)
    entry = {"year": year, "number": number, "entered_by": by, "entered_at": at}
    try:
        return Notice.model_validate({**entry, "days_off": days_off, "workdays": workdays})
    except ValidationError as error:
        raise BadInput([_fault(detail["loc"], detail["msg"]) for detail in error.errors()]) from error


def _fault(place: tuple[int | str, ...], message: str) -> Fault:
    field = str(place[0]) if place else "全文"
    return Fault(field, WANTED.get(field, message.removeprefix("Value error, ")))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs with the number of their first line: half-width, unspaced, wrapped lines joined again."""
    start, held = 0, ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = re.sub(r"\s", "", unicodedata.normalize("NFKC", raw))
        for piece in NEW_PARAGRAPH.split(line):
            wrapped = not held.endswith("。") or (DAYS.match(piece) and _speaks(piece))
            if piece and wrapped and HEADING.match(held) and not HEADING.match(piece):
                held += piece
                continue
            if held:
                yield start, held
            start, held = number, piece
    if held:
        yield start, held


def _speaks(line: str) -> bool:
    """Whether the line says of some day that it is off or worked."""
    return bool(DAYS.search(line) and ("上班" in line or OFF.search(line)))


def _paragraph(body: str, year: int, name: str) -> tuple[set[date], list[date]]:
    """The days off and the days worked that one holiday's paragraph names."""
    off: set[date] = set()
    worked: list[date] = []
    for sentence in re.split("[。;]", body):
        waiting: list[date] = []  # named, but not yet said to be off or worked
        before: date | None = None
        for clause in COMMA.split(sentence):
            plain = BRACKETS.sub("", clause)
            for found in DAYS.finditer(clause):
                waiting += _range(found, year, name, before)
                before = waiting[-1]
            works, rests = "上班" in plain, OFF.search(plain)
            if works and rests and waiting:
                raise _Unclear(f"「{plain}」既说放假又说上班，请分成两句")
            if works:
                worked += waiting
            elif rests:
                off.update(waiting)
            if works or rests:
                waiting = []
            if "连休" in plain:
                off |= _adjoining_weekend(off)
            count = COUNT.search(plain)
            if count and int(count[1]) != len(off):
                raise _Unclear(f"写明 {count[1]} 天，数得 {len(off)} 天，请核对日期")
        if waiting:
            raise _Unclear(f"{waiting[0].isoformat()} 没有写明放假还是上班，请补全")
    if not off:
        raise _Unclear("没有读到放假日期，日期应写作 1月1日")
    return off, worked


def _adjoining_weekend(off: set[date]) -> set[date]:
    """The Saturdays and Sundays next to the days off."""
    found: set[date] = set()
    for day, step in ((day, timedelta(days=step)) for day in off for step in (-1, 1)):
        while (day := day + step).weekday() >= SATURDAY:
            found.add(day)
    return found


def _range(found: re.Match[str], year: int, name: str, before: date | None) -> list[date]:
    """The days of one mention; a month it leaves out is that of the mention before it."""
    year1, month1, day1, note1, year2, month2, day2, note2 = found.groups()
    if not (month1 or before):
        raise _Unclear(f"「{found[0]}」缺月份，请补全")
    month = int(month1 or (before.month if before else 0))
    usual = year - 1 if name == "元旦" and month == 12 else year
    first = _day(int(year1 or usual), month, int(day1), note1)
    if not day2:
        return [first]
    until = int(month2 or month)
    last = _day(int(year2 or first.year + (until < month)), until, int(day2), note2)
    if not 0 <= (last - first).days <= 31:
        raise _Unclear(f"「{found[0]}」的最后一天早于第一天，或超过一个月，请核对")
    return list(DateRange(first=first, last=last).days())


def _day(year: int, month: int, day: int, note: str | None) -> date:
    try:
        result = date(year, month, day)
    except ValueError:
        raise _Unclear(f"没有 {year} 年 {month} 月 {day} 日，请核对") from None
    said = WEEKDAY.search(note or "")
    weekday = "一二三四五六日"[result.weekday()]
    if said and said[1].replace("天", "日") != weekday:
        raise _Unclear(f"{result.isoformat()} 是周{weekday}，不是周{said[1]}，请核对日期和年份")
    return result
