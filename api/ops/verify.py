"""Whether everything is as it was written: all trails, records and publications, against anchors kept elsewhere."""

import re
from dataclasses import dataclass
from pathlib import Path

from models.errors import BadInput, Fault, RichengError
from models.trail import UNANCHORED, Anchor
from store.base import Store

LINE = re.compile(r"([^=]+)=([0-9]{1,9}):([0-9a-f]{64})")


@dataclass(frozen=True)
class Checked:
    """What verifying an office found. faults: in words; anchor: where its trail ends, to be kept elsewhere."""

    office: str
    anchor: Anchor
    publications: int
    faults: tuple[str, ...]


def check_all(store: Store, known: dict[str, Anchor] | None = None) -> tuple[Checked, ...]:
    """Every office of a store. known: anchors kept elsewhere; an office that is gone is a fault too."""
    known = known or {}
    found = tuple(_check(store, office.id, known.get(office.id, UNANCHORED)) for office in store.offices())
    gone = sorted(set(known) - {one.office for one in found})
    return (*found, *(Checked(office, UNANCHORED, 0, ("整个单位不见了",)) for office in gone))


def _check(store: Store, office: str, known: Anchor) -> Checked:
    try:
        with store.read(office) as desk:
            faults = tuple(fault.sentence for fault in desk.trail.verify(known))
            return Checked(office, desk.trail.anchor, len(desk.publications.numbers()), faults)
    except RichengError as error:
        return Checked(office, UNANCHORED, 0, (error.message,))


def anchors_of(checked: tuple[Checked, ...]) -> str:
    """Anchors one a line, ``OFFICE=NUMBER:SEAL`` as `verify` prints and takes them."""
    return "".join(f"{one.office}={one.anchor.number}:{one.anchor.seal}\n" for one in checked)


def read_anchors(path: Path) -> dict[str, Anchor]:
    """Anchors that were kept. Raises BadInput."""
    found = [LINE.fullmatch(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if None in found:
        raise BadInput([Fault(str(path), "不是 backup 写出的核对值文件，请核对")])
    return {one[1]: Anchor(number=int(one[2]), seal=one[3]) for one in found if one is not None}
