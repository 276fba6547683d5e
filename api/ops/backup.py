"""A backup that has been read before it counts as one, with its fingerprint and the trails' ends beside it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api.ops.verify import Checked, anchors_of, check_all, read_anchors
from models.errors import Refused
from store.backup import bring_back, copy_to, suffix_of, write_whole
from store.sql import SqlStore

ANCHORS = ".anchors"
SHA = ".sha256"


@dataclass(frozen=True)
class Backup:
    """A copy, with what was found in it."""

    path: Path
    sha256: str
    checked: tuple[Checked, ...]


def back_up(url: str, folder: Path, now: datetime) -> Backup:
    """Copy the memory into a folder, and read the copy: its chains have to be whole.

    Raises Refused, and leaves no copy, where anything in it is not as it was written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"richeng-{now:%Y%m%d-%H%M%S}{suffix_of(url)}"
    found: list[Backup] = []

    def check(part: Path) -> None:
        # a dump cannot be read as it lies: it is checked where it is from
        source = f"sqlite:///{part.resolve()}" if path.suffix == ".sqlite3" else url
        checked, sha = _read(source), fingerprint(part)
        write_whole(path.with_name(path.name + ANCHORS), anchors_of(checked))
        write_whole(path.with_name(path.name + SHA), f"{sha}  {path.name}\n")
        found.append(Backup(path, sha, checked))

    copy_to(url, path, check)
    return found[0]


def restore(source: Path, url: str, *, replace: bool, now: datetime) -> tuple[tuple[Checked, ...], Path | None]:
    """Make a backup the memory again, lead its schema up, and verify it against the anchors beside it.

    What was found, and where the old file was put aside.
    """
    beside = source.with_name(source.name + SHA)
    if (
        beside.exists()
        and source.is_file()
        and beside.read_text(encoding="ascii").split()[:1] != [fingerprint(source)]
    ):
        raise Refused(f"{source} 与备份时的指纹不符，可能已损坏或被改动；请换一份备份。")
    aside = bring_back(source, url, replace=replace, stamp=f"{now:%Y%m%d-%H%M%S}")
    kept = source.with_name(source.name + ANCHORS)
    store = SqlStore(url)
    try:
        return check_all(store, read_anchors(kept) if kept.exists() else None), aside
    finally:
        store.close()


def fingerprint(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(url: str) -> tuple[Checked, ...]:
    store = SqlStore(url)
    try:
        checked = check_all(store)
    finally:
        store.close()
    wrong = [f"{one.office}：{one.faults[0]}" for one in checked if one.faults]
    if wrong:
        raise Refused(f"数据核对没有通过，没有留下备份：{'；'.join(wrong)}。请先用 verify 查明。")
    return checked
