"""《区政府领导周工作预安排》 as a Word file: the table of half-days, then the list. A4 landscape."""

from collections.abc import Sequence

from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as TextParagraph

from render.docx_parts import (
    BODY_FONT,
    GREY,
    HEAD_FONT,
    RED,
    centre,
    head,
    keep_together,
    lay_out,
    new_document,
    page_numbers,
    repeat_head,
    saved,
    shade,
    table_of,
    write,
)
from render.paper import PaperCell, PaperDay, PaperLine, PaperRow, Paragraph, Tone, WeekPaper

MARGINS = (16.0, 14.0, 14.0, 14.0)  # tighter than a letter's, so that a week is one sheet; see docs/documents.md
WIDTH = 269.0
LEADER, HALF = 25.0, 8.5
LIST_WIDTHS = (17.0, 11.0, 25.0, 64.0, 36.0, 26.0, 40.0, 25.0, 25.0)
CELL, SMALL = 9.0, 8.0  # 小五, and a little less for venues
HEAD_GROUND, REST_GROUND, AWAY_GROUND = "F2F2F2", "F7F7F7", "E8E8E8"
LEFT_COLUMNS = (1, 2, 4, 6)


def week_docx(paper: WeekPaper) -> bytes:
    """The week's Word file; the same paper gives the same bytes."""
    document = new_document(paper.name, paper.office, paper.sealed_at)
    section = document.sections[0]
    lay_out(section, landscape=True, margins=MARGINS)
    page_numbers(section)
    head(document, paper.mark, paper.title, paper.facts)
    _matrix(document, paper)
    _below(document, paper)
    _turn(document)
    head(document, paper.mark, f"{paper.title}（按日期）", paper.facts)
    _list(document, paper)
    _below(document, paper)
    return saved(document)


def _turn(document: DocumentType) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _below(document: DocumentType, paper: WeekPaper) -> None:
    for note in paper.notes:
        write(document.add_paragraph(), note, size=CELL)
    signed = document.add_paragraph()
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(signed, f"{paper.office}　{paper.signed}", size=CELL)


def _matrix(document: DocumentType, paper: WeekPaper) -> None:
    share = (WIDTH - LEADER - HALF) / sum(day.width for day in paper.days)
    widths = [LEADER, HALF, *(day.width * share for day in paper.days)]
    table = table_of(document, 1 + 2 * len(paper.rows), widths)
    repeat_head(table)
    cells = [row.cells for row in table.rows]
    _title(cells[0][0].merge(cells[0][1]), "领导")
    for cell, day in zip(cells[0][2:], paper.days, strict=True):
        _day_head(cell, day)
    for n, row in enumerate(paper.rows):
        _leader(cells[1 + 2 * n], cells[2 + 2 * n], row)


def _leader(am: Sequence[_Cell], pm: Sequence[_Cell], row: PaperRow) -> None:
    _half(am[1], "上午")
    _half(pm[1], "下午")
    for n, (first, second) in enumerate(zip(row.am, row.pm, strict=True), 2):
        if first.rows == 2:
            _fill(am[n].merge(pm[n]), first)
        else:
            _fill(am[n], first)
            _fill(pm[n], second)
    keep_together(am)
    leader = am[0].merge(pm[0])
    paragraph = centre(leader.paragraphs[0])
    write(paragraph, row.title, size=10.5, font=HEAD_FONT)
    for line in row.beside:
        write(centre(leader.add_paragraph()), line, size=SMALL, colour=GREY)


def _half(cell: _Cell, text: str) -> None:
    write(centre(cell.paragraphs[0]), text, size=CELL)


def _day_head(cell: _Cell, day: PaperDay) -> None:
    _title(cell, f"{day.weekday} {day.label}" if day.width == 1 else day.weekday)
    if day.width != 1:
        write(centre(cell.add_paragraph()), day.label, size=SMALL)
    for note in day.notes:
        write(centre(cell.add_paragraph()), note, size=SMALL)


def _title(cell: _Cell, text: str) -> None:
    write(centre(cell.paragraphs[0]), text, size=CELL, font=HEAD_FONT)
    shade(cell, HEAD_GROUND)


def _fill(cell: _Cell, content: PaperCell) -> None:
    if content.away or content.rest:
        shade(cell, AWAY_GROUND if content.away else REST_GROUND)
    for n, words in enumerate(content.paragraphs):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        if n:
            paragraph.paragraph_format.space_before = Pt(2)
        _write(paragraph, words)


def _write(paragraph: TextParagraph, words: Paragraph) -> None:
    for n, piece in enumerate(words):
        text = f" {piece.text}" if n else piece.text
        if piece.tone is Tone.SMALL:
            write(paragraph, text, size=SMALL, colour=GREY)
        elif piece.tone is Tone.MARK:
            write(paragraph, text, size=SMALL, font=HEAD_FONT)
        else:
            chief = piece.tone is Tone.CHIEF
            write(
                paragraph, text, size=CELL, font=HEAD_FONT if chief else BODY_FONT,
                bold=piece.tone is Tone.TIME, colour=RED if chief else None,
            )  # fmt: skip


def _list(document: DocumentType, paper: WeekPaper) -> None:
    table = table_of(document, 1 + sum(len(day.lines) for day in paper.daily), LIST_WIDTHS)
    repeat_head(table)
    cells = [row.cells for row in table.rows]
    for cell, name in zip(cells[0], paper.columns, strict=True):
        _title(cell, name)
    at = 1
    for group in paper.daily:
        last = at + len(group.lines) - 1
        for n, text in enumerate((group.day.label, group.day.weekday)):
            day = cells[at][n] if last == at else cells[at][n].merge(cells[last][n])
            write(centre(day.paragraphs[0]), text, size=CELL, font=HEAD_FONT)
            for note in group.day.notes if n == 0 else ():
                write(centre(day.add_paragraph()), note, size=SMALL)
        for line in group.lines:
            _row(cells[at], line)
            at += 1


def _row(cells: Sequence[_Cell], line: PaperLine) -> None:
    if line.whole:
        whole = cells[2].merge(cells[8])
        write(whole.paragraphs[0], line.whole, size=CELL, colour=GREY)
        return
    for n, (cell, text) in enumerate(zip(cells[2:], line.cells, strict=True)):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0] if n in LEFT_COLUMNS else centre(cell.paragraphs[0])
        chief = line.chief and n == 1
        write(
            paragraph, text, size=CELL, font=HEAD_FONT if chief else BODY_FONT,
            colour=RED if chief else None, strike=line.dropped and n == 1,
        )  # fmt: skip
