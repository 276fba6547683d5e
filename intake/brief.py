"""Briefs in and out: JSON to a frozen Brief with every fault named at once, and back."""

import json
from collections.abc import Mapping
from itertools import chain
from typing import Any, NoReturn

from intake.checks import CHECKS
from intake.dates import check_given, check_reach
from intake.draft import SCHEMA, read_draft
from intake.freeze import add_standing_meetings, fill_calendar
from intake.huddles import add_huddles
from intake.papers import check_papers
from intake.records import check_records
from intake.times import check_decisions, check_pins, check_windows
from intake.words import check_pinned_times, check_takers, check_waivers
from models.brief import Brief
from models.errors import BadInput, Fault, TooLarge

MORE_CHECKS = (
    check_papers, check_records, check_windows, check_decisions, check_pins,
    check_reach, check_given, check_takers, check_waivers, check_pinned_times,
)  # fmt: skip
MOST_BYTES = 20 * 1024 * 1024
MOST_ITEMS = {
    "leaders": 60,
    "absences": 2_000,
    "leave": 500,
    "delegations": 2_000,
    "notices": 200,
    "overrides": 2_000,
}
ITEMS_ZH = {
    "events": "事项（events）",
    "agenda": "议题（agenda）",
    "absences": "外出（absences）",
    "leave": "休假（leave）",
}
MOST_OF_ANY = 20_000
MOST_FAULTS = 1_000


def read_brief(raw: bytes | str) -> Brief:
    """The brief in a JSON text, frozen.

    Raises TooLarge before anything is built, or BadInput with all faults at once (past the thousandth they
    are counted only).
    """
    if len(raw) > MOST_BYTES:
        raise TooLarge(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请缩短排期，或分月提交")
    try:
        text = raw.decode("utf-8-sig") if isinstance(raw, bytes) else raw.removeprefix("\ufeff")
        document = json.loads(text, parse_constant=_no_such_number)
    except UnicodeDecodeError:
        raise BadInput([Fault("（全文）", "文件不是 UTF-8 编码，请另存为 UTF-8 后再提交")]) from None
    except json.JSONDecodeError as error:
        message = f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 格式，请检查引号、逗号和括号"
        raise BadInput([Fault("（全文）", message)]) from None
    except (RecursionError, ValueError):
        raise BadInput([Fault("（全文）", "嵌套过深或数字过大，不合摘要格式，请按格式重新生成")]) from None
    if not isinstance(document, dict):
        raise BadInput([Fault("（全文）", "摘要应为一个 JSON 对象（花括号），请按格式重新生成")])
    return freeze(document)


def freeze(document: Mapping[str, Any]) -> Brief:
    """The brief of a document as JSON has it: the calendar filled in, standing meetings added, all checked.

    Raises TooLarge for more items than are taken at once, BadInput with all faults at once.
    """
    if isinstance(said := document.get("schema"), str) and said.startswith(("richeng.plan/", "richeng.policy/")):
        raise BadInput(
            [
                Fault(
                    "schema",
                    f"这是{'方案' if 'plan' in said else '政策'}，这里要的是摘要（{SCHEMA}）；请核对文件的先后和写法",
                )
            ]
        )
    _admit(document)
    draft = read_draft(document)
    fill_calendar(draft)
    add_standing_meetings(draft)
    add_huddles(draft)
    brief = draft.brief()
    checks = (*CHECKS, *MORE_CHECKS)
    faults = draft.faults + list(chain.from_iterable(check(draft, brief) for check in checks))
    if faults:
        raise BadInput(_in_order(faults))
    return brief


def write_brief(brief: Brief) -> bytes:
    """The brief as JSON that people can read; the same brief always gives the same bytes."""
    plain = brief.model_dump(mode="json", by_alias=True)
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def _admit(document: Mapping[str, Any]) -> None:
    for name, value in document.items():
        most = MOST_ITEMS.get(name, MOST_OF_ANY)
        if isinstance(value, list | tuple) and len(value) > most:
            raise TooLarge(
                f"{ITEMS_ZH.get(name, name[:40])}有 {len(value):,} 项，一次最多 {most:,} 项，请缩短排期，或分月提交"
            )


def _in_order(faults: list[Fault]) -> list[Fault]:
    told = list(dict.fromkeys(faults))
    if len(told) > MOST_FAULTS:
        rest = len(told) - MOST_FAULTS
        told = [*told[:MOST_FAULTS], Fault("（其余）", f"另有 {rest:,} 处，请先改正以上各处后再提交")]
    return told


def _no_such_number(text: str) -> NoReturn:
    raise ValueError(text)
