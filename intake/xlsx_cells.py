"""What a cell means: days, times and minutes however people and programs write them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = int | float | str | bool | time | date | datetime | timedelta
EPOCH = date(1899, 12, 30)  # Excel's day 0, its false leap day of 1900 counted in
FIRST_SERIAL, LAST_SERIAL = 36_526, 73_415  # 2000 to 2100
DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s*\(?(?:周|星期)[一二三四五六日天]\)?)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
CLOCK = re.compile(r"(上午|下午)?\s*(\d{1,2})\s*(?:[:点时])\s*(?:(\d{1,2})\s*分?|(半))?(?::00)?")


def text_of(value: Cell) -> str:
    """A cell's words: a whole number without its point, blanks outside dropped, control characters out."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "".join(c for c in str(value) if c.isprintable() or c in "\n\t").strip()


def plain(value: Cell) -> str:
    """A cell's words in half-width, for numbers and dates."""
    return unicodedata.normalize("NFKC", text_of(value)).replace("。", ".").strip()


def day_of(value: Cell) -> date | None:
    """A day: a date cell, 2026.11.23, 2026年11月23日, 20261123 or 46349.0; none for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool | time | timedelta):
        return None
    words = plain(value)
    serial = _number(words)
    if serial is not None and FIRST_SERIAL <= serial <= LAST_SERIAL:
        return EPOCH + timedelta(days=int(serial))
    found = DAY.fullmatch(words.removesuffix(" 00:00:00").removesuffix("T00:00:00")) or COMPACT.fullmatch(words)
    try:
        return date(*map(int, found.groups()[:3])) if found else None
    except ValueError:
        return None


def time_of(value: Cell) -> time | None:
    """A time of day: a time cell, 9:00, 9点半, 下午3:00 or 0.375; none for anything else."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, timedelta):
        return _fraction(value / timedelta(days=1))
    if isinstance(value, bool | date):
        return None
    words = plain(value)
    number = _number(words)
    if number is not None:
        return _fraction(number)
    if not (found := CLOCK.fullmatch(words)):
        return None
    part, hours, minutes, half = found.groups()
    hour = int(hours) + (12 if part == "下午" and int(hours) < 12 else 0)
    try:
        return time(hour, 30 if half else int(minutes or 0))
    except ValueError:
        return None


def minutes_of(value: Cell) -> int | None:
    """So many minutes: 90, 90分钟, 1.5小时; none for anything else."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(分钟|分|小时|个小时|h)?", plain(value))
    if not found or isinstance(value, bool):
        return None
    minutes = float(found[1]) * (60 if found[2] and found[2] not in ("分钟", "分") else 1)
    return int(minutes) if minutes.is_integer() and minutes < 10**6 else None


def _number(words: str) -> float | None:
    return float(words) if re.fullmatch(r"\d{1,9}(?:\.\d{1,15})?", words) else None


def _fraction(number: float) -> time | None:
    minutes = round(number * 1440)
    return time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 and number < 1 else None
