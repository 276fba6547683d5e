"""The office's own Word template, filled from the week's paper.

A template may show what the paper says, loop over its rows and ask whether something is there. Nothing else of
Jinja's is let through: no calls, filters or arithmetic; and what is filled in is text, whatever it looks like.
"""

import io
import re
import zipfile
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.environment import Template
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from models.archives import opened
from models.errors import BadInput, Fault
from render.docx_parts import repeatable
from render.paper import PaperCell, PaperRow, WeekPaper, plain

LINE = ("日期", "星期", "时间", "内容", "地点", "主持", "出席", "承办", "备注")
HALVES = tuple(f"周{day}{half}" for day in "一二三四五六日" for half in ("上午", "下午"))
ROW = ("职务", "分工", *HALVES)
LISTS = {"安排": LINE, "领导": ROW}
SINGLES = ("标题", "密级", "单位", "周次", "版本", "状态", "签发", "说明")
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Not,
    nodes.And, nodes.Or,
)  # fmt: skip
DEEPEST = 2
DOCXTPL_ESCAPE = re.compile(r"(?<=[{}%])_(?=[{}%])")
SHIELD = "\ufdd0"
WHAT = "Word 文件（.docx）"


def office_docx(template: bytes, paper: WeekPaper) -> bytes:
    """The template, filled. Raises BadInput, in Chinese, for what is no template of ours or asks for too much."""
    opened(template, WHAT)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(_shielded(context_of(paper)), Narrow(), autoescape=True)
        out = io.BytesIO()
        document.save(out)
    except BadInput:
        raise
    except TemplateError:
        raise BadInput(
            [Fault("模板", "占位符的写法不对：花括号或循环没有成对；请对照 docs/documents.md 改正")]
        ) from None
    except (KeyError, ValueError, AttributeError, TypeError, RecursionError):
        raise BadInput([Fault("模板", f"不是 {WHAT}，或已损坏；请重新另存后再交")]) from None
    return repeatable(_unshielded(out.getvalue()))


def _shielded(value: Any) -> Any:
    """The context with its own ``{_{``, ``}_}``, ``{_%`` and ``%_}`` kept apart: docxtpl makes template marks of them
    in a last pass over the finished text. The shield is a noncharacter, which no text of a paper holds."""
    if isinstance(value, str):
        return DOCXTPL_ESCAPE.sub(f"_{SHIELD}", value)
    if isinstance(value, dict):
        return {name: _shielded(one) for name, one in value.items()}
    return [_shielded(one) for one in value]


def _unshielded(raw: bytes) -> bytes:
    """The file without shields."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body.replace(SHIELD.encode(), b"") if name.endswith(".xml") else body)
    return out.getvalue()


def context_of(paper: WeekPaper) -> dict[str, Any]:
    """What the placeholders stand for: texts, and rows of texts."""
    week, version, stage, *_ = paper.facts
    singles = (paper.title, paper.mark, paper.office, week, version, stage, paper.signed, "".join(paper.notes))
    lines = [
        (
            group.day.label,
            group.day.weekday,
            *((line.cells) if not line.whole else ("", line.whole, "", "", "", "", "")),
        )
        for group in paper.daily
        for line in group.lines
    ]
    return {
        **dict(zip(SINGLES, singles, strict=True)),
        "安排": [dict(zip(LINE, line, strict=True)) for line in lines],
        "领导": [dict(zip(ROW, _row(row), strict=True)) for row in paper.rows],
    }


def _row(row: PaperRow) -> tuple[str, ...]:
    halves = [
        text for am, pm in zip(row.am, row.pm, strict=True) for text in (_text(am), _text(am if am.rows == 2 else pm))
    ]
    return row.title, "；".join(row.beside), *halves


def _text(cell: PaperCell) -> str:
    return "；".join(map(plain, cell.paragraphs))


class Narrow(SandboxedEnvironment):
    """Jinja with nothing in it but names, loops over the paper's rows, and whether something is there."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def from_string(self, source: Any, *args: Any, **more: Any) -> Template:
        """A template, once everything in it is known to be harmless. Raises BadInput naming what is not."""
        faults = _faults(self.parse(source), {}, 0)
        if faults:
            raise BadInput(list(dict.fromkeys(faults)))
        return super().from_string(source, *args, **more)


def _faults(node: nodes.Node, loops: dict[str, str], depth: int) -> list[Fault]:
    """What a template asks for that there is not. loops: which list each loop's name goes over."""
    if not isinstance(node, ALLOWED):
        return [Fault("模板", "只能用占位符、循环（for）和判断（if），不能用运算、函数或过滤器；请删去")]
    if isinstance(node, nodes.For):
        return _loop(node, loops, depth)
    if isinstance(node, nodes.Getattr):
        return _field(node, loops)
    if isinstance(node, nodes.Name) and node.name not in (*SINGLES, *LISTS, *loops):
        return [Fault("模板", f"没有“{node.name}”这个占位符；可用：{'、'.join((*SINGLES, *LISTS))}")]
    return [fault for child in node.iter_child_nodes() for fault in _faults(child, loops, depth)]


def _loop(node: nodes.For, loops: dict[str, str], depth: int) -> list[Fault]:
    over = node.iter.name if isinstance(node.iter, nodes.Name) else ""
    if over not in LISTS or not isinstance(node.target, nodes.Name) or node.test or node.recursive:
        return [Fault("模板", f"循环只能写作“for 行 in {'”或“for 行 in '.join(LISTS)}”；请改正")]
    if depth == DEEPEST:
        return [Fault("模板", f"循环最多套 {DEEPEST} 层；请减少")]
    inner = {**loops, node.target.name: over}
    return [fault for child in (*node.body, *node.else_) for fault in _faults(child, inner, depth + 1)]


def _field(node: nodes.Getattr, loops: dict[str, str]) -> list[Fault]:
    of = loops.get(node.node.name) if isinstance(node.node, nodes.Name) else None
    if of is None:
        return [Fault("模板", f"“.{node.attr}”前面应是循环里的名称，如“行.{node.attr}”；请改正")]
    if node.attr not in LISTS[of]:
        return [Fault("模板", f"“{of}”的一行里没有“{node.attr}”；可用：{'、'.join(LISTS[of])}")]
    return []
