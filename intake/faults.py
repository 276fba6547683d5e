"""Pydantic's errors as faults that an officer can act on: a place as in ``events[3].when``, Chinese, the way out.

What was handed in is never repeated in a message: it may be a telephone number.
"""

import re
from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from models.errors import Fault

Place = tuple[int | str, ...]

UNION_TAGS = {"fixed", "window"}
FULL_WIDTH = str.maketrans({",": "，", ";": "；", "(": "（", ")": "）"})
CHINESE = re.compile("[\u4e00-\u9fff]")
LONGEST_NAME = 60

TEXT = "应为文字，请加上引号"
WHOLE_NUMBER = "应为整数，请改正"
YES_NO = "应为 true 或 false，请改正"
DAY = "应为日期，请写作 2026-12-08 的样子"
MOMENT = "应为时刻，请写作 2026-12-08T09:00+08:00 的样子"
CLOCK = "应为钟点，请写作 08:30 的样子"
OBJECT = "应为一个对象（花括号），请按格式改正"
LIST = "应为一个列表（方括号），请按格式改正"
ONE_OF = "应为下列之一：{expected}，请改正"
UNKNOWN = "写法不对，请按格式改正"

WORDS = {
    "missing": "缺少此项，请补上",
    "extra_forbidden": "没有这一项，请删去，或核对名称",
    "string_type": TEXT,
    "string_unicode": "含有无法识别的字符，请重新输入",
    "string_too_short": "至少 {min_length} 个字，请补上",
    "string_too_long": "最多 {max_length} 个字，请缩短",
    "int_type": WHOLE_NUMBER,
    "int_parsing": WHOLE_NUMBER,
    "int_parsing_size": WHOLE_NUMBER,
    "int_from_float": WHOLE_NUMBER,
    "bool_type": YES_NO,
    "bool_parsing": YES_NO,
    "enum": ONE_OF,
    "literal_error": ONE_OF,
    "greater_than_equal": "不得小于 {ge}，请改正",
    "less_than_equal": "不得大于 {le}，请改正",
    "too_short": "至少写 {min_length} 项，请补上",
    "too_long": "最多写 {max_length} 项，请删减",
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "dict_type": OBJECT,
    "list_type": LIST,
    "tuple_type": LIST,
    "timezone_aware": "时刻须带时区，请写作 2026-12-08T09:00+08:00 的样子",
}
FAMILIES = {"datetime_": MOMENT, "date_": DAY, "time_": CLOCK}
PATTERNS = (
    ("[A-Za-z0-9/_.-]{0,79}", "编号应以字母或数字开头，只用字母、数字和 / _ . -，最长 80 个，请改正"),
    ("[a-z0-9-]{0,39}", "编号应以小写字母或数字开头，只用小写字母、数字和连字符，最长 40 个，请改正"),
    ("(am|pm)", "半天应写作 2026-12-08/am 或 2026-12-08/pm，请改正"),
)


def place_of(place: Iterable[int | str]) -> str:
    """``events[3].when.start`` for ("events", 3, "when", "fixed", "start"); union tags are left out."""
    text = ""
    before: int | str = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        elif not (part in UNION_TAGS and before == "when") and part != "[key]":
            name = part if len(part) <= LONGEST_NAME else f"{part[:LONGEST_NAME]}…"
            text += f".{name}" if text else name
        before = part
    return text


def faults_of(error: ValidationError, under: Place = ()) -> list[Fault]:
    """Every fault that pydantic found, each at its place below `under`."""
    found = error.errors(include_url=False, include_input=False)
    return [fault_of(detail, under) for detail in found]


def fault_of(detail: ErrorDetails, under: Place = ()) -> Fault:
    """One of pydantic's errors as a fault, at its place below `under`."""
    return Fault(place_of((*under, *detail["loc"])), _message(detail))


def _message(detail: ErrorDetails) -> str:
    kind = detail["type"]
    given = dict(detail.get("ctx", {}))
    if kind == "value_error":
        said = str(given.get("error", "")).translate(FULL_WIDTH)
        return said if CHINESE.search(said) else UNKNOWN
    if kind == "string_pattern_mismatch":
        return next((words for mark, words in PATTERNS if mark in given.get("pattern", "")), UNKNOWN)
    if "expected" in given:
        given["expected"] = str(given["expected"]).replace("'", "").replace(" or ", "、").replace(", ", "、")
    words = WORDS.get(kind) or next((said for mark, said in FAMILIES.items() if kind.startswith(mark)), UNKNOWN)
    return words.format_map(given)
