"""Case sheets: what an officer reads in fixtures/rules/*.yaml, turned into a brief and a plan.

A case's facts (事实) stand on its sheet's, and those on fixtures/rules/common/office.yaml; its plan (方案) stands on
its sheet's. docs for writers: fixtures/rules/common/README.md.
"""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from models.brief import Brief
from models.plan import Plan
from tests.rules.facts import brief_from, names_of
from tests.rules.plans import plan_from

FOLDER = Path(__file__).parents[2] / "fixtures" / "rules"
SHEET_KEYS = {"code", "条文", "题目", "力度", "规则", "事实", "方案", "案例"}
CASE_KEYS = {"名称", "事实", "方案", "对象", "结论", "起因", "费用", "审核说", "说明"}
NOTHING = "不提"
VERDICTS = {"符合": "kept", "变通": "bent", "违反": "broken", "待定": "open"}

Facts = dict[str, Any]


class Case(NamedTuple):
    """One case: subject none where the rule's cost alone is told.

    given: the facts alone break the rule, whatever is planned. said: words of the audit's on the subject; `NOTHING`:
    it says nothing of it; none: the sheet does not tell.
    """

    code: str
    name: str
    brief: Brief
    plan: Plan
    subject: str | None
    verdict: str
    given: bool
    cost: int
    why: str
    said: str | None = None


class Sheet(NamedTuple):
    """One rule's sheet."""

    path: Path
    code: str
    article: str
    reading: str
    strength: str
    cases: tuple[Case, ...]


def merge(below: Facts, above: Facts) -> Facts:
    """Facts upon facts: a group of named things is added to by name (null takes one away), all else replaced."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            named = {**old, **value}
            merged[key] = {name: thing for name, thing in named.items() if thing is not None}
        else:
            merged[key] = value
    return merged


@cache
def common_facts() -> Facts:
    """What all sheets share."""
    read: Facts = yaml.safe_load((FOLDER / "common" / "office.yaml").read_text(encoding="utf-8"))
    return read


def _check_keys(where: str, given: Facts, known: set[str]) -> None:
    if unknown := set(given) - known:
        raise ValueError(f"{where}：不认识的栏目 {'、'.join(sorted(unknown))}")


def read_sheet(path: Path) -> Sheet:
    """One sheet; raises ValueError for a word that it does not know."""
    sheet: Facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    _check_keys(path.name, sheet, SHEET_KEYS)
    base = merge(common_facts(), sheet.get("事实") or {})
    cases = []
    for row in sheet["案例"]:
        where = f"{path.name}《{row['名称']}》"
        _check_keys(where, row, CASE_KEYS)
        try:
            given = merge(base, row.get("事实") or {})
            names = names_of(given)
            brief = brief_from(given, names)
            plan = plan_from(merge(sheet.get("方案") or {}, row.get("方案") or {}), brief, names)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{where}：{error}") from error
        subject = names.resolve(row["对象"]) if row.get("对象") else None
        verdict = VERDICTS[row["结论"]]
        given_alone = {"事实": True, "方案": False}[row.get("起因", "方案")]
        cost, why = row.get("费用", 0), row["说明"]
        told = (brief, plan, subject, verdict, given_alone, cost, why, row.get("审核说"))
        cases.append(Case(sheet["code"], row["名称"], *told))
    return Sheet(path, sheet["code"], sheet["条文"], sheet["规则"], sheet["力度"], tuple(cases))


def read_sheets() -> tuple[Sheet, ...]:
    """All sheets, by file name."""
    return tuple(read_sheet(path) for path in sorted(FOLDER.glob("*.yaml")))
