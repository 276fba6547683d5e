"""A clerk's hands: what is clicked, typed and dragged in a journey is counted, and what the machine lets her wait."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

JOURNEYS = Path(__file__).resolve().parents[2] / "docs" / "journeys.md"

# Seconds that people take, after the keystroke-level model: to find and press a thing, to drag one, to type a letter
# with an input method, and to read what the page says before going on.
CLICK, DRAG, LETTER, LOOK = 2.5, 5.0, 0.5, 10.0


class Hands:
    """One person's hands on one page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.clicks = self.drags = self.letters = self.looks = 0
        self.waited = 0.0

    def click(self, what: Any) -> None:
        """Press something."""
        self.clicks += 1
        what.click()

    def type(self, what: Any, text: str) -> None:
        """Type a text into a field, which is pressed first."""
        self.clicks += 1
        self.letters += len(text)
        what.fill(text)

    def paste(self, what: Any, text: str) -> None:
        """Bring a text from another window: that window, select all, copy, the field, paste."""
        self.clicks += 5
        what.fill(text)

    def drag(self, what: Any, to: Any) -> None:
        """Drag something."""
        self.drags += 1
        what.drag_to(to)

    def give(self, where: str, name: str, mime: str, body: bytes) -> None:
        """Choose a file: the field, and the file in the system's window."""
        self.clicks += 2
        self.page.set_input_files(where, {"name": name, "mimeType": mime, "buffer": body})

    @contextmanager
    def looks_at(self) -> Iterator[None]:
        """Wait until something stands there, and read it."""
        begun = time.monotonic()
        yield
        self.waited += time.monotonic() - begun
        self.looks += 1

    @property
    def seconds(self) -> float:
        """The person's own time, by the model above, without the machine's."""
        return self.clicks * CLICK + self.drags * DRAG + self.letters * LETTER + self.looks * LOOK

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Clicks, drags, letters, looks."""
        return self.clicks, self.drags, self.letters, self.looks


def counted(*hands: Hands) -> tuple[int, ...]:
    """What a journey took of all who had a hand in it: clicks, drags, letters, looks, and their own seconds."""
    clicks, drags, letters, looks = (sum(each) for each in zip(*(one.counts for one in hands), strict=True))
    return clicks, drags, letters, looks, round(sum(one.seconds for one in hands))


def told(journey: str) -> tuple[int, ...]:
    """The same five as docs/journeys.md tells them, in the one row that begins with the journey's name."""
    [row] = [line for line in JOURNEYS.read_text("utf-8").splitlines() if line.startswith(f"| {journey}")]
    return tuple(int(cell) for cell in row.split("|")[2:7])
