"""Readers of our documents that share nothing with what writes them, and papers to read."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from models.audience import OFFICE, Audience
from models.publication import Publication
from render.paper import WeekPaper, week_paper
from render.weekly import week_table
from render.weeks import IsoWeek
from tests.render.week_sample import publication

WEEK = IsoWeek(2026, 50)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paper(audience: Audience = OFFICE, of: Publication | None = None, week: IsoWeek = WEEK) -> WeekPaper:
    """The sample week's paper."""
    return week_paper(week_table(publication() if of is None else of, audience, week))


def words_of(value: Any) -> Iterator[str]:
    """Every text in a paper, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, below in value.items():
            if name not in ("tone", "sealed_at", "name", "weekday", "label", "verdict"):
                yield from words_of(below)
    elif isinstance(value, list | tuple):
        for below in value:
            yield from words_of(below)


def squeezed(text: str) -> str:
    """The text without blanks: where a line breaks is the layout's affair."""
    return re.sub(r"\s+", "", text)


def docx_text(body: bytes) -> str:
    """All text of a Word file's main part."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        root = ElementTree.fromstring(packed.read("word/document.xml"))
    return "\n".join("".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in root.iter(f"{WORD}p"))


def xlsx_text(body: bytes) -> str:
    """All text of an Excel file's sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(str(cell) for row in rows for cell in row)


def pdf_text(body: bytes) -> str:
    """All text of a PDF of typst's, by each font's own table of characters (ISO 32000-1, 9.10.3)."""
    objects = {int(m[1]): m[2] for m in re.finditer(rb"\n(\d+) 0 obj\n(.*?)\nendobj", body, re.S)}
    maps = {
        n: _characters(_stream(objects[int(m[1])]))
        for n, held in objects.items()
        if (m := re.search(rb"/ToUnicode (\d+) 0 R", held))
    }
    found = []
    for held in objects.values():
        if not re.search(rb"/Type ?/Page\b(?!s)", held):
            continue
        fonts = {m[1]: maps[int(m[2])] for m in re.finditer(rb"/(f\d+) (\d+) 0 R", _resources(objects, held))}
        contents = re.search(rb"/Contents (\d+) 0 R", held)
        assert contents
        found.append(_shown(_stream(objects[int(contents[1])]), fonts))
    return "\n".join(found)


def _resources(objects: dict[int, bytes], page: bytes) -> bytes:
    elsewhere = re.search(rb"/Resources (\d+) 0 R", page)
    held = objects[int(elsewhere[1])] if elsewhere else page
    fonts = re.search(rb"/Font (\d+) 0 R", held)
    return objects[int(fonts[1])] if fonts else held


def _stream(held: bytes) -> bytes:
    data = held.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
    return zlib.decompress(data) if b"/FlateDecode" in held.split(b"stream\n", 1)[0] else data


def _characters(table: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>\n", table)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


PIECE = re.compile(rb"/(f\d+) [\d.]+ Tf|\(|<([0-9A-Fa-f]+)>")


def _shown(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    text, font, at = [], {}, 0
    while m := PIECE.search(content, at):
        at = m.end()
        if m[1]:
            font = fonts[m[1]]
            continue
        if m[2]:
            raw = bytes.fromhex(m[2].decode())
        else:
            until = _closing(content, at)
            raw, at = _unescaped(content[at:until]), until + 1
        text += [font.get(int.from_bytes(raw[n : n + 2]), "") for n in range(0, len(raw), 2)]
    return "".join(text)


def _closing(content: bytes, at: int) -> int:
    """Where a string ends; balanced brackets stand in it as they are (ISO 32000-1, 7.3.4.2)."""
    depth = 1
    while True:
        one = content[at : at + 1]
        depth += (one == b"(") - (one == b")")
        if not depth:
            return at
        at += 2 if one == b"\\" else 1


def _unescaped(raw: bytes) -> bytes:
    def one(m: re.Match[bytes]) -> bytes:
        return bytes([int(m[1], 8)]) if m[1][:1].isdigit() else ESCAPES.get(m[1], m[1])

    return re.sub(rb"\\([0-7]{1,3}|.)", one, raw, flags=re.S)
