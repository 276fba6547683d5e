"""Cut the fonts that documents are printed with: Noto CJK's Chinese faces, down to the characters of GBK.

Run by hand, with fonttools installed beside the project (it is none of its dependencies):

    python -m tools.fonts FOLDER-OF-NOTO-CJK

The faces come from the SC side of the collections, so 骨 直 门 関 are drawn the mainland's way.
"""

import argparse
import hashlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

OUT = Path(__file__).resolve().parent.parent / "render" / "fonts"
SIGNS = "·•…—–‘’“”→←↑↓①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳○●□■△▲☆★✓✔✕×÷±℃㎡㎞〇\u00a0\u3000\ufffd"


class Cut(NamedTuple):
    """One file: from which collection, which face, how many of GBK's rows (GB 2312's first level, or all)."""

    source: str
    face: str
    out: str
    whole: bool


CUTS = (
    Cut("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "song-regular.otf", True),
    Cut("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "song-bold.otf", False),
    Cut("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "hei-bold.otf", False),
)


def characters(whole: bool) -> Iterator[int]:
    """Code points of ASCII, Latin-1, some signs, and of GBK (whole) or of GB 2312's signs and first level."""
    yield from range(0x20, 0x7F)
    yield from range(0xA0, 0x100)
    yield from map(ord, SIGNS)
    rows = range(0x81, 0xFF) if whole else (*range(0xA1, 0xAA), *range(0xB0, 0xD8))
    for lead in rows:
        for trail in range(0x40 if whole else 0xA1, 0xFF):
            try:
                yield ord(bytes((lead, trail)).decode("gbk"))
            except (UnicodeDecodeError, TypeError):
                continue


def cut(folder: Path, wanted: Cut) -> Path:
    """One subset, written. Raises StopIteration where the collection has no such face."""
    subset: Any = import_module("fontTools.subset")
    collection: Any = import_module("fontTools.ttLib.ttCollection").TTCollection(folder / wanted.source, lazy=True)
    face = next(font for font in collection.fonts if font["name"].getDebugName(1) == wanted.face)
    options = subset.Options(
        layout_features=["palt", "vert"], hinting=False, desubroutinize=False, notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17], recalc_timestamp=False,
    )  # fmt: skip
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(set(characters(wanted.whole))))
    subsetter.subset(face)
    subset.save_font(face, OUT / wanted.out, options)
    return OUT / wanted.out


def main() -> None:
    """Cut them all and tell sizes and fingerprints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where NotoSerifCJK-Regular.ttc and the others are")
    folder = parser.parse_args().folder
    OUT.mkdir(exist_ok=True)
    for wanted in CUTS:
        made = cut(folder, wanted).read_bytes()
        print(f"{wanted.out}\t{len(made):,}\t{hashlib.sha256(made).hexdigest()}")


if __name__ == "__main__":
    main()
