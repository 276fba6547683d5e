"""Hostile Excel files: refused before anything parses them, quickly, in Chinese."""

import io
import re
import time
import zipfile

import pytest

from intake.xlsx_requests import collect
from models.errors import BadInput
from tests.intake.test_xlsx_requests import BRIEF, GOOD, filled

SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, body: bytes, raw: bytes | None = None) -> bytes:
    """A good file with one part in place of its own."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw or filled(GOOD))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, body)
    return out.getvalue()


def sheet(cells: str, attributes: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<?xml version="1.0"?><worksheet xmlns="{space}"{attributes}><sheetData>{cells}</sheetData></worksheet>'
    return with_part(SHEET, text.encode())


def refusal(raw: bytes) -> str:
    begun = time.process_time()
    with pytest.raises(BadInput) as refused:
        collect(raw, BRIEF)
    assert time.process_time() - begun < 2
    return refused.value.message


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "不是 Excel 文件"),
        (b"PK\x03\x04 not really", "不是 Excel 文件"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧格式"),
        (b"x" * (9 * 1024 * 1024), "超过 8 MB"),
        (with_part("xl/media/bomb.bin", bytes(40 * 1024 * 1024)), "过大"),
        (with_part("xl/a.bin", b"", with_part("xl/b.bin", bytes(70 * 1024 * 1024))), "过大"),
        (with_part("xl/vbaProject.bin", b"x"), "宏"),
        (
            with_part("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
            "外部实体",
        ),
        (with_part("xl/workbook.xml", '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")), "外部实体"),
        (with_part("xl/workbook.xml", b'<workbook><workbookPr date1904="1"/></workbook>'), "1904"),
        (with_part("xl/workbook.xml", b"<broken"), "损坏"),
        (sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'), "很远处"),
        (sheet('<row r="1048576"><c><v>1</v></c></row>'), "很远处"),
        (sheet("<row r='1'><c r='&#65;1'><v>1</v></c></row>"), "很远处"),
        (sheet("<row/>" * 20_001), "行数过多"),
        (sheet('<row r="4"><c><f>1+1</f></c></row>'), "有公式"),
    ],
)
def test_it_is_refused_before_it_is_parsed(raw, word):
    assert word in refusal(raw)


def test_a_formula_is_told_by_row_and_column():
    raw = filled(GOOD)
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        text = packed.read(SHEET).decode()
    evil = re.sub(r'<c r="B4"[^>]*>.*?</c>', '<c r="B4" t="str"><f>HYPERLINK("http://x")</f><v>点我</v></c>', text)
    assert refusal(with_part(SHEET, evil.encode(), raw)) == "第4行“事项名称”：是公式；请改为直接填写的内容"


def test_two_parts_of_one_name_are_refused():
    out = io.BytesIO(filled(GOOD))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as packed:
        packed.writestr(SHEET, b"<worksheet/>")
    assert "损坏" in refusal(out.getvalue())
