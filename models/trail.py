"""The audit trail: who did what, when and why, each entry sealed with the one before it.

Entries hold fingerprints of what stood before and after, never the content: that lies in the history, where
personal details may be erased after their time while the chain stays whole.
"""

from collections.abc import Iterable, Iterator

from pydantic import Field

from models.digest import digest_of_json
from models.spans import Frozen, Instant

START = "0" * 64  # what the first entry follows


class Act(Frozen):
    """Who does something, when and why. by: an account's id, a post, or ``system``."""

    by: str = Field(min_length=1)
    at: Instant
    why: str = ""


class TrailEntry(Frozen):
    """One deed of an office's trail.

    number: from 1, without a gap. what: the verb (``record.put``, ``publication.plan``, …). subject: of what.
    before, after: fingerprints or numbers of what stood before and stands after; empty: nothing.
    previous: the seal of the entry before.
    """

    office: str
    number: int = Field(ge=1)
    at: Instant
    by: str
    what: str
    subject: str
    before: str = ""
    after: str = ""
    why: str = ""
    previous: str

    @property
    def seal(self) -> str:
        """SHA-256 over everything in the entry, the previous seal included; hexadecimal."""
        return digest_of_json(self.model_dump(mode="json"))


class Anchor(Frozen):
    """Where a trail ended when somebody looked; kept elsewhere, it shows a tail that was cut off since."""

    number: int = Field(default=0, ge=0)
    seal: str = START


UNANCHORED = Anchor()


class TrailFault(Frozen):
    """Something in or beneath the trail that is not as it was written. number: none for what no entry tells."""

    number: int | None
    sentence: str


def broken_links(
    rows: Iterable[tuple[TrailEntry, str]], end: Anchor, known: Anchor = UNANCHORED
) -> Iterator[TrailFault]:
    """Faults of a chain: entries with their stored seals in order; `end`: as the office's own row has it;
    `known`: an anchor from elsewhere."""
    number, previous = 0, START
    for entry, seal in rows:
        if entry.number != number + 1:
            yield TrailFault(number=number + 1, sentence=f"第{number + 1}条缺失，其后直接是第{entry.number}条")
        elif entry.previous != previous:
            yield TrailFault(number=entry.number, sentence=f"第{entry.number}条没有接在前一条之后")
        if entry.seal != seal:
            yield TrailFault(number=entry.number, sentence=f"第{entry.number}条的内容与封存时的指纹不符")
        number, previous = entry.number, seal
        if number == known.number and seal != known.seal:
            yield TrailFault(number=number, sentence=f"第{number}条与另行保存的核对值不符")
    if (number, previous) != (end.number, end.seal):
        yield TrailFault(number=None, sentence=f"末条应为第{end.number}条，实为第{number}条或内容不同，末尾被增删过")
    if number < known.number:
        yield TrailFault(number=None, sentence=f"另行保存的核对值已到第{known.number}条，记录只到第{number}条")
