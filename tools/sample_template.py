"""Write fixtures/templates/week.docx, the sample of an office's own Word template.

python -m tools.sample_template
"""

from datetime import datetime
from pathlib import Path

from docx.document import Document as DocumentType

from models.spans import OFFICE_TZ
from render.docx_parts import (
    HEAD_FONT,
    centre,
    head,
    lay_out,
    new_document,
    page_numbers,
    repeat_head,
    saved,
    table_of,
    write,
)

OUT = Path(__file__).resolve().parent.parent / "fixtures" / "templates" / "week.docx"
WRITTEN = datetime(2026, 11, 22, tzinfo=OFFICE_TZ)
LIST = (
    ("日期", 18),
    ("星期", 12),
    ("时间", 26),
    ("内容", 72),
    ("地点", 40),
    ("主持", 26),
    ("出席", 40),
    ("承办", 28),
)
HALVES = tuple(f"周{day}{half}" for day in "一二三四五" for half in ("上午", "下午"))


def sample() -> bytes:
    """The template: the list by days, then the leaders' working days; the same every time."""
    document = new_document("周安排模板", "日程", WRITTEN)
    lay_out(document.sections[0], landscape=True, margins=(18, 16, 16, 16))
    page_numbers(document.sections[0])
    head(document, "{{ 密级 }}", "{{ 标题 }}", ("{{ 周次 }}", "{{ 版本 }}", "{{ 状态 }}"))
    _rows(document, LIST, "安排")
    write(document.add_paragraph(), "{{ 说明 }}", size=9)
    _rows(document, (("职务", 24), *((half, 24) for half in HALVES)), "领导")
    write(document.add_paragraph(), "{{ 单位 }}　{{ 签发 }}", size=10.5)
    return saved(document)


def _rows(document: DocumentType, columns: tuple[tuple[str, int], ...], over: str) -> None:
    table = table_of(document, 4, [width for _, width in columns])
    repeat_head(table)
    for cell, (name, _) in zip(table.rows[0].cells, columns, strict=True):
        write(centre(cell.paragraphs[0]), name, size=10.5, font=HEAD_FONT)
    write(table.rows[1].cells[0].paragraphs[0], f"{{%tr for 行 in {over} %}}", size=9)
    for cell, (name, _) in zip(table.rows[2].cells, columns, strict=True):
        write(cell.paragraphs[0], f"{{{{ 行.{name} }}}}", size=9)
    write(table.rows[3].cells[0].paragraphs[0], "{%tr endfor %}", size=9)


def main() -> None:
    """Write it."""
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(sample())
    print(OUT.name)


if __name__ == "__main__":
    main()
