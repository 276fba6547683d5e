"""The fonts that we ship: all Han characters of GBK, by our own files alone, under their licence."""

from render.paper import PaperLine
from render.pdf import FONTS, week_pdf
from tests.render.paper_sample import paper, pdf_text
from tools.fonts import characters


def test_every_han_character_of_gbk_can_be_printed():
    week = paper()
    wanted = [chr(code) for code in sorted(set(characters(whole=True))) if 0x4E00 <= code <= 0x9FFF]
    lines = tuple(PaperLine(title="".join(wanted[n : n + 400])) for n in range(0, len(wanted), 400))
    body = week_pdf(week.model_copy(update={"daily": (week.daily[0].model_copy(update={"lines": lines}),)}))
    assert len(wanted) > 20_900
    assert set(wanted) - set(pdf_text(body)) == set()


def test_their_licence_is_beside_them():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in FONTS.glob("*.otf")) < 16 * 1024 * 1024
