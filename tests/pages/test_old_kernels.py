"""Government desktops still have Chromium 80: pages send nothing that came later, save what is made up for.

Versions are those of the compatibility tables; a pattern names what gives a feature away.
"""

import re

import pytest

from api.pages.fill import STATIC

LATER = {
    r"\|\|=|&&=|\?\?=": 85,
    r"\.replaceAll\(": 85,
    r"Promise\.any\(": 85,
    r"\.at\(": 92,
    r"\.findLast": 97,
    r"structuredClone": 98,
    r"randomUUID": 92,
    r"Object\.hasOwn\b": 93,
    r"AbortSignal\.timeout": 103,
    r"\.toSorted\(|\.toReversed\(|\.with\(": 110,
    r":has\(": 105,
    r":is\(|:where\(": 88,
    r":focus-visible": 86,
    r"@container|@layer|@property": 99,
    r"\binset:": 87,
    r"aspect-ratio:": 88,
    r"overflow:\s*clip": 90,
    r"accent-color:": 93,
    r"\d(?:dvh|svh|lvh)\b": 108,
    r"color-mix\(": 111,
    r"^\s*&": 112,
}
MADE_UP_FOR = {r"\.replaceChildren\(": "Element.prototype.replaceChildren ="}
FILES = sorted(path for path in STATIC.iterdir() if path.suffix in (".js", ".css"))


def found_in(text: str) -> list[str]:
    return [f"{pattern} (Chromium {since})" for pattern, since in LATER.items() if re.search(pattern, text, re.M)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_is_newer_than_the_oldest_kernel(path):
    assert found_in(path.read_text(encoding="utf-8")) == []


def test_flex_boxes_have_no_gap_which_came_with_84():
    wrong = [
        f"{path.name}: {rule[:80]}"
        for path in FILES
        if path.suffix == ".css"
        for rule in re.findall(r"[^{}]+\{[^{}]*\}", path.read_text(encoding="utf-8"))
        if re.search(r"display:\s*(inline-)?flex", rule) and re.search(r"[;{]\s*(row-|column-)?gap:", rule)
    ]
    assert wrong == []


@pytest.mark.parametrize(("pattern", "made_up"), MADE_UP_FOR.items())
def test_what_is_newer_and_used_all_the_same_is_made_up_for(pattern, made_up):
    users = [path.name for path in FILES if re.search(pattern, path.read_text(encoding="utf-8"))]
    assert users
    assert made_up in (STATIC / "richeng-office.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["a ||= b", "rows.at(-1)", "td:has(a) {}", "x { inset: 0 }", "y {\n  & b {}\n}"])
def test_such_things_would_be_found(text):
    assert found_in(text)
