"""What Word files of ours are built from: runs with Chinese fonts, tables that break well, bytes that repeat."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
HEAD_FONT = "黑体"
LATIN_FONT = "Times New Roman"
TITLE_SIZE, MARK_SIZE, FACTS_SIZE = 22.0, 14.0, 10.5  # 二号, 四号, 五号
RED = RGBColor(0xB0, 0x12, 0x1B)
GREY = RGBColor(0x59, 0x59, 0x59)
EPOCH = (1980, 1, 1, 0, 0, 0)


def new_document(name: str, author: str, at: datetime) -> DocumentType:
    """An empty document with our fonts. name, author: its properties; at: the instant that it tells as its own."""
    document = Document()
    for paragraph in list(document.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)
    style: Any = document.styles["Normal"]
    style.font.name = LATIN_FONT
    style.font.size = Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    told = at.astimezone(UTC).replace(tzinfo=None)
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = name[:250], author[:250], author[:250]
    facts.created = facts.modified = told
    facts.comments, facts.language, facts.revision = "", "zh-CN", 1
    return document


def lay_out(section: Section, *, landscape: bool, margins: tuple[float, float, float, float]) -> None:
    """A4. margins: top, bottom, left, right in millimetres."""
    width, height = (297, 210) if landscape else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.header_distance = section.footer_distance = Mm(10)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float,
    font: str = BODY_FONT,
    bold: bool = False,
    colour: RGBColor | None = None,
    strike: bool = False,
) -> Run:
    """Text at the end of a paragraph. size: in points."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold, run.font.strike = LATIN_FONT, Pt(size), bold, strike
    if colour is not None:
        run.font.color.rgb = colour
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def centre(paragraph: Paragraph) -> Paragraph:
    """The paragraph, in the middle."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def head(document: DocumentType, mark: str, title: str, facts: Sequence[str]) -> None:
    """The paper's head: the mark at the left, the title in the middle, the facts below."""
    top = document.add_paragraph()
    top.paragraph_format.line_spacing = 0.8
    write(top, mark, size=MARK_SIZE, font=HEAD_FONT)
    write(centre(document.add_paragraph()), title, size=TITLE_SIZE, font=TITLE_FONT, colour=RED)
    line = centre(document.add_paragraph())
    line.paragraph_format.space_after = Pt(4)
    write(line, "　".join(facts), size=FACTS_SIZE)


def page_numbers(section: Section) -> None:
    """第X页 共Y页 at the foot."""
    paragraph = centre(section.footer.paragraphs[0])
    for before, field, after in (("第", "PAGE", "页　"), ("共", "NUMPAGES", "页")):
        write(paragraph, before, size=9)
        for kind, text in (("begin", ""), ("", field), ("separate", ""), ("shown", "1"), ("end", "")):
            run = write(paragraph, text if kind == "shown" else "", size=9)
            if kind == "":
                code = OxmlElement("w:instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = text
                run._element.append(code)
            elif kind != "shown":
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._element.append(mark)
        write(paragraph, after, size=9)


def table_of(document: DocumentType, rows: int, widths: Sequence[float]) -> Table:
    """A ruled table of fixed widths, in millimetres; its rows do not break over pages."""
    table: Table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        _mark_row(row._tr.get_or_add_trPr(), "w:cantSplit")
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def repeat_head(table: Table, rows: int = 1) -> None:
    """The first rows stand again on every page."""
    for row in table.rows[:rows]:
        _mark_row(row._tr.get_or_add_trPr(), "w:tblHeader")


def keep_together(cells: Iterable[_Cell]) -> None:
    """The cells' row stays on the page of the row below."""
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def shade(cell: _Cell, fill: str) -> None:
    """Colour a cell's ground; fill: RRGGBB."""
    mark = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        mark.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(mark)


def _mark_row(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def _margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 20), ("left", 50), ("bottom", 20), ("right", 50)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def saved(document: DocumentType) -> bytes:
    """The file; the same document always gives the same bytes."""
    raw = io.BytesIO()
    document.save(raw)
    return repeatable(raw.getvalue())


def repeatable(raw: bytes) -> bytes:
    """An Office file packed again: names in order, content types first, no time of day."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            new.writestr(info, old.read(name))
    return out.getvalue()
