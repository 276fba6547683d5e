"""Text made fit for every surface: calendars, tables and documents carry what people pasted.

Control characters, exotic line ends and invisible marks break calendar clients, or hide what a line says.
"""

import unicodedata
from collections.abc import Iterator

JOINERS = "\u200c\u200d"  # they shape letters and emoji, and break nothing
BREAKS = ("Cc", "Zl", "Zp")  # read as a blank
DROPPED = ("Cf", "Cs")  # bidi marks, zero-width blanks, byte order marks, halves of pairs
NONCHARACTERS = frozenset(
    [*range(0xFDD0, 0xFDF0), *(plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF))]
)
REPLACEMENT = 0xFFFD


def _fit(character: str) -> str:
    category = unicodedata.category(character)
    if category in BREAKS:
        return " "
    if ord(character) == REPLACEMENT or ord(character) in NONCHARACTERS:
        return ""
    return "" if category in DROPPED and character not in JOINERS else character


def one_line(text: str) -> str:
    """The text in one line: whatever breaks a line becomes one blank, what nobody can see is dropped."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(map(_fit, text)).split())


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text, each of them fit, empty ones left out."""
    return (line for raw in text.splitlines() if (line := one_line(raw)))
