"""Documents that the code renders: docs/{rules,policies,api,performance}.md, README.md's rule table.

python -m tools.docs            write them
python -m tools.docs --check    say what is stale, and leave with 1 if anything is
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from models.policy import Policy
from rules import RULES
from rules.base import Rule
from rules.book import TIER_ONE
from tools.docs_api import PAGE, api_page
from tools.docs_performance import performance_documents
from tools.docs_policies import policies_page

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- rules: begin (tools/docs.py) -->", "<!-- rules: end -->"


def in_order() -> list[Rule]:
    """The law first, by article, then ours."""
    return sorted(RULES, key=lambda r: (r.article is None, r.article.number if r.article else 0, r.code))


def answered() -> dict[str, list[Rule]]:
    """Rules by the rule book's row they answer for."""
    table: dict[str, list[Rule]] = {}
    for rule in in_order():
        for row in rule.rows or (rule.code,):
            table.setdefault(row, []).append(rule)
    return table


def sheet_of(rule: Rule) -> str:
    """The path of the rule's case sheet, from docs/."""
    return f"../fixtures/rules/{type(rule).__module__.rsplit('.', 1)[1]}.yaml"


def rule_table() -> str:
    """Article, rule, strength: one row a rule."""
    rows = [
        f"| {rule.source if rule.article else '本系统'} | `{rule.code}` | {rule.title} | {rule.strength.zh} |"
        for rule in in_order()
    ]
    return "\n".join(["| 条 | 代码 | 规则 | 力度 |", "|---|---|---|---|", *rows])


def settings_of(rule: Rule) -> Iterator[str]:
    """Each setting that a rule reads, with its default, meaning, and whether it is assumed."""
    for path in rule.settings:
        section, _, name = path.partition(".")
        model: BaseModel = getattr(Policy(), section)
        if not name:
            yield f"`{path}`"
            continue
        info = type(model).model_fields[name]
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        assumed = "（假定，待单位确认）" if extra.get("assumed") else ""
        source = extra.get("article")
        of = "本系统自定" if source == "ours" else f"第{source}条"
        yield f"`{path}` = {_plain(getattr(model, name))}：{info.description}，{of}{assumed}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(str(v) for v in value)
    return "见 models/policy.py" if isinstance(value, dict) else str(value)


def rules_page() -> str:
    """docs/rules.md."""
    parts = [
        "# 规则一览",
        "",
        "本页由代码生成（`python -m tools.docs`），不要手改。"
        "条文以《鼓楼区人民政府工作规则》（鼓政〔2020〕26号）的条号引用，"
        "理解用我们自己的话写出；每条规则一个文件，同一文件既约束求解也独立核对。",
        "",
        "力度：**必须**（违反即为违反）· **原则上**（有权的人准予后为变通）"
        "· **尽量**（计代价）· **未规定**（待定，由人决定）。",
        "",
    ]
    for rule in in_order():
        module = type(rule).__module__.replace(".", "/")
        parts += [f"## {rule.code} · {rule.title}", "", rule.reading, ""]
        leave = f"；可由{rule.approver}准予变通" if rule.approver else ""
        parts += [f"- 依据：{rule.article.zh if rule.article else '本系统自定'}；力度：{rule.strength.zh}{leave}"]
        parts += [f"- 规则文件：[{module}.py](../{module}.py)；事例：[{sheet_of(rule)[3:]}]({sheet_of(rule)})"]
        parts += [f"- 设置：{text}" for text in settings_of(rule)]
        parts += [""]
    table = answered()
    parts += [
        "## 条目对照",
        "",
        "规则书里须计划、须核对的条目，各由哪条规则负责。",
        "",
        "| 条目 | 内容 | 规则 |",
        "|---|---|---|",
    ]
    parts += [
        f"| {row} | {zh} | {'、'.join(f'`{r.code}`' for r in table[row])} |"
        for row, zh in TIER_ONE.items()
        if row in table
    ]
    parts += ["", "## 尚未做到", "", "以下条目还没有规则，只减不增：", ""]
    parts += [f"- {row} {zh}" for row, zh in TIER_ONE.items() if row not in table]
    return "\n".join(parts) + "\n"


def readme(old: str) -> str:
    """README.md with its rule table anew; as it was where it has no place for one."""
    if BEGIN not in old or END not in old:
        return old
    head, rest = old.split(BEGIN, 1)
    return f"{head}{BEGIN}\n{rule_table()}\n{END}{rest.split(END, 1)[1]}"


def documents() -> dict[Path, str]:
    """Every rendered document by its path."""
    found = {ROOT / "docs" / "rules.md": rules_page(), ROOT / "docs" / "policies.md": policies_page()}
    found |= {PAGE: api_page()}
    found |= performance_documents()
    page = ROOT / "README.md"
    if page.exists():
        found[page] = readme(page.read_text(encoding="utf-8"))
    return found


def main(words: list[str]) -> int:
    """Write the documents, or say which are stale."""
    stale = [
        (path, text)
        for path, text in documents().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" not in words:
        for path, text in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return 0
    for path, _ in stale:
        print(f"stale: {path.relative_to(ROOT)}; run: python -m tools.docs")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
