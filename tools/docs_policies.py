"""docs/policies.md: what can be set, what is assumed, and the policy files that are shipped."""

from collections.abc import Iterator
from pathlib import Path

from intake.policy import read_policy
from models.policy import Policy
from models.policy_listing import Setting, assumptions, settings
from rules import RULES
from tools.policy_rows import ROWS

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "policies"
LONG = 40


def policies_page() -> str:
    """The whole page."""
    seed = Policy()
    open_ones = {setting.path for setting in assumptions(seed)}
    parts = [
        "# 政策设置",
        "",
        "本页由代码生成（`python -m tools.docs`），不要手改。",
        "",
        "规则书留给单位定的，都是设置；默认照鼓政〔2020〕26号，条文没有写的一律不设，不设就没有规则发话。"
        "别的政府只需一份政策文件，不改一行代码：`plan` 和 `check` 加 `--policy 文件` 即可，"
        "`assumptions` 列出尚待确认的设置。",
        "",
        "政策文件只写与默认不同的设置，另写 `name`、`source`、`effective_from`；"
        "`sources` 给单项设置注明出处，`confirmed` 列单位已确认的假定。",
        "",
        "## 随附的政策文件",
        "",
        *_shipped(),
        *_compared(),
        "## 全部设置",
        "",
        "| 设置 | 含义 | 默认 | 依据 | 待确认 |",
        "|---|---|---|---|---|",
    ]
    for setting in settings(seed):
        mark = "是" if setting.path in open_ones else ""
        parts.append(f"| `{setting.path}` | {setting.zh} | {_plain(setting)} | {_of(setting)} | {mark} |")
    return "\n".join(parts) + "\n"


def _shipped() -> Iterator[str]:
    for path in sorted(FOLDER.glob("*.json")):
        policy = read_policy(path.read_bytes())
        yield f"### {policy.name}"
        yield ""
        yield f"[{path.name}](../fixtures/policies/{path.name})，依据：{policy.source}"
        yield ""
        for setting in settings(policy):
            if setting.changed:
                yield f"- `{setting.path}` = {_plain(setting)}（{setting.zh}）：{setting.source}"
        yield ""


def _compared() -> Iterator[str]:
    """Row by row, what governments settle differently, which settings serve it and which rules read them."""
    readers: dict[str, list[str]] = {}
    for rule in RULES:
        for path in rule.settings:
            readers.setdefault(path, []).append(rule.code)
    shipped: dict[str, list[str]] = {}
    for file in sorted(FOLDER.glob("*.json")):
        for one in settings(read_policy(file.read_bytes())):
            if one.changed:
                shipped.setdefault(one.path, []).append(file.stem)
    yield from ("## 各地不同之处与设置对照", "", "| 事情 | 设置 | 读它的规则 | 随附文件 |", "|---|---|---|---|")
    for row in ROWS:
        rules = dict.fromkeys(code for path in row.paths for code in readers.get(path, ()))
        files = dict.fromkeys(name for path in row.paths for name in shipped.get(path, ()))
        ours = "、".join(f"`{path}`" for path in row.paths) or row.instead
        yield f"| {row.name} | {ours} | {'、'.join(rules)} | {'、'.join(files)} |"
    yield ""


def _of(setting: Setting) -> str:
    if setting.article == "ours":
        return "本系统自定"
    return f"第{setting.article}条" if setting.article.isdigit() else setting.article


def _plain(setting: Setting) -> str:
    if setting.is_set and len(setting.text) > LONG and not setting.changed:
        return "见 models/policy.py"
    return f"`{setting.text}`" if setting.is_set else setting.text
