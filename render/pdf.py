"""PDF by typst: a template of ours, a paper as JSON, our own fonts. Nothing of the machine's gets in.

Text reaches typst as data alone (`sys.inputs`), so it can never be markup. Fonts come from render/fonts only: the
same paper gives the same bytes on every machine, with the mainland's glyphs.
"""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst
from pydantic import BaseModel

from render.paper import WeekPaper
from render.slip_changes import ChangePaper
from render.slip_words import SlipPaper

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"


def week_pdf(paper: WeekPaper) -> bytes:
    """The week's PDF; the same paper gives the same bytes."""
    return printed("week", paper, paper.sealed_at)


def slip_pdf(paper: SlipPaper) -> bytes:
    """The coverage slip's PDF; the same paper gives the same bytes."""
    return printed("slip", paper, paper.as_of)


def changes_pdf(paper: ChangePaper) -> bytes:
    """The change slip's PDF; the same paper gives the same bytes."""
    return printed("changes", paper, paper.sealed_at)


def printed(template: str, paper: BaseModel, at: datetime) -> bytes:
    """A paper through a template of ours. at: the instant that the file tells as its own."""
    body = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": paper.model_dump_json()},
        timestamp=at.astimezone(UTC),
    )
    assert isinstance(body, bytes)  # PDF is one file
    return body


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
