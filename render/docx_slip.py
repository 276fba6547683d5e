"""The coverage slip and the change slip as Word files, A4 upright."""

from collections.abc import Sequence

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

from models.slip import Colour
from render.docx_parts import (
    BODY_FONT,
    HEAD_FONT,
    RED,
    centre,
    head,
    lay_out,
    new_document,
    page_numbers,
    repeat_head,
    saved,
    shade,
    table_of,
    write,
)
from render.slip_changes import ChangePaper
from render.slip_words import SlipPaper

UPRIGHT = (37.0, 35.0, 28.0, 26.0)  # a letter's, as GB/T 9704 practice has it
WIDTH = 156.0
BODY, SMALL = 10.5, 9.0
HEAD_GROUND = "F2F2F2"
COLOURS = {
    Colour.GREEN: RGBColor(0x1B, 0x6B, 0x3A),
    Colour.AMBER: RGBColor(0x8A, 0x5A, 0x00),
    Colour.RED: RED,
}
COVER_WIDTHS = (34.0, 40.0, 50.0, 32.0)
CHANGE_WIDTHS = (12.0, 38.0, 41.0, 41.0, 24.0)
COVER_COLUMNS = ("时间", "事项", "由谁", "依据")


def slip_docx(paper: SlipPaper) -> bytes:
    """The coverage slip's Word file; the same paper gives the same bytes."""
    document = _upright(paper.name, paper)
    head(document, paper.mark, paper.title, paper.facts)
    verdict = centre(document.add_paragraph())
    verdict.paragraph_format.space_after = Pt(4)
    write(verdict, paper.verdict, size=14, font=HEAD_FONT, colour=COLOURS[paper.colour])
    if paper.headline:
        write(centre(document.add_paragraph()), paper.headline, size=BODY)
    _asked(document, paper)
    _strips(document, paper)
    _heading(document, "谁来代行")
    rows = [(cover.when, cover.what, cover.who, cover.basis) for cover in paper.covers]
    _table(document, COVER_COLUMNS, COVER_WIDTHS, rows or [("全程", "没有须代行的事项", "", "")])
    for part in paper.parts:
        _heading(document, part.title)
        for line in part.lines:
            write(document.add_paragraph(), line, size=BODY)
    _boxes(document, paper.boxes)
    return saved(document)


def changes_docx(paper: ChangePaper) -> bytes:
    """The change slip's Word file; the same paper gives the same bytes."""
    document = _upright(paper.name, paper)
    head(document, paper.mark, paper.title, paper.facts)
    if paper.rows:
        _table(document, paper.columns, CHANGE_WIDTHS, paper.rows)
    for note in paper.notes:
        write(document.add_paragraph(), note, size=BODY)
    signed = document.add_paragraph()
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(signed, f"{paper.office}　{paper.signed}", size=BODY)
    return saved(document)


def _upright(name: str, paper: SlipPaper | ChangePaper) -> DocumentType:
    document = new_document(name, paper.office, paper.as_of if isinstance(paper, SlipPaper) else paper.sealed_at)
    lay_out(document.sections[0], landscape=False, margins=UPRIGHT)
    page_numbers(document.sections[0])
    return document


def _heading(document: DocumentType, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6), Pt(2)
    paragraph.paragraph_format.keep_with_next = True
    write(paragraph, text, size=12, font=HEAD_FONT)


def _asked(document: DocumentType, paper: SlipPaper) -> None:
    table = table_of(document, len(paper.asked), (26.0, WIDTH - 26.0))
    for row, (name, text) in zip(table.rows, paper.asked, strict=True):
        _name(row.cells[0], name)
        write(row.cells[1].paragraphs[0], text, size=BODY)


def _strips(document: DocumentType, paper: SlipPaper) -> None:
    if not paper.halves:
        return
    _heading(document, "逐半天")
    widths = (26.0, *((WIDTH - 26.0) / len(paper.halves) for _ in paper.halves))
    table = table_of(document, 1 + len(paper.strips), widths)
    for cell, half in zip(table.rows[0].cells, ("", *paper.halves), strict=True):
        _name(cell, half, SMALL)
    for row, strip in zip(table.rows[1:], paper.strips, strict=True):
        write(row.cells[0].paragraphs[0], strip.title, size=SMALL)
        for cell, sign in zip(row.cells[1:], strip.signs, strict=True):
            write(centre(cell.paragraphs[0]), sign, size=SMALL)
            if sign:
                shade(cell, "E8E8E8")
    write(document.add_paragraph(), paper.signs, size=SMALL)


def _table(
    document: DocumentType, names: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
) -> Table:
    table = table_of(document, 1 + len(rows), widths)
    repeat_head(table)
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        _name(cell, name)
    for row, texts in zip(table.rows[1:], rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            write(cell.paragraphs[0], text, size=SMALL, font=BODY_FONT)
    return table


def _name(cell: _Cell, text: str, size: float = BODY) -> None:
    write(centre(cell.paragraphs[0]), text, size=size, font=HEAD_FONT)
    shade(cell, HEAD_GROUND)


def _boxes(document: DocumentType, boxes: Sequence[str]) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(2)
    table = table_of(document, 2, [WIDTH / len(boxes)] * len(boxes))
    for cell, name in zip(table.rows[0].cells, boxes, strict=True):
        _name(cell, name)
    table.rows[1].height = Mm(18)
