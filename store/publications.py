"""Publications and briefs of an office: appended, sealed, chained, never written over; briefs may be erased."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError

from models.errors import DamagedRecord
from models.publication import Publication
from models.trail import TrailFault
from store.base import check_next, damaged, opened, overtaken, sealed
from store.ground import Room
from store.tables import BRIEFS, HEADS, PUBLICATIONS


class Publications(Room):
    """An office's publications, one after the other."""

    def head(self) -> Publication | None:
        """The newest publication, none before the first. Raises DamagedRecord where its seal is broken."""
        found = self._head()
        return found[0] if found else None

    def get(self, number: int) -> Publication | None:
        """A publication by its number, none where there is none such. Raises DamagedRecord as `head` does."""
        row = self.ground.row(PUBLICATIONS, PUBLICATIONS.c.number == number)
        return opened(self.ground.office, number, row.body, row.seal) if row else None

    def numbers(self) -> tuple[int, ...]:
        """The numbers of all publications, ascending."""
        asked = select(PUBLICATIONS.c.number).where(PUBLICATIONS.c.office == self.ground.office)
        return tuple(self.ground.connection.scalars(asked.order_by(PUBLICATIONS.c.number)))

    def append(self, publication: Publication, *, expecting: int | None) -> None:
        """Make the publication the newest. Raises Refused where it does not follow what the publisher saw."""
        ground, number = self.ground, publication.number
        if publication.office.id != ground.office:
            raise damaged(f"第{number}版安排（{publication.office.id}）", "不属于这个单位")
        found = self._head()
        check_next(publication, found[0] if found else None, expecting)
        body, seal = sealed(publication)
        row = {"number": number, "seal": seal}
        try:
            with ground.connection.begin_nested():
                if found is None:
                    ground.add(HEADS, row)
                elif ground.change(HEADS, row, HEADS.c.number == expecting, HEADS.c.seal == found[1]) != 1:
                    raise overtaken(expecting)
                ground.add(PUBLICATIONS, {**row, "body": body})
        except IntegrityError:  # its place was taken between our reading and our writing
            raise overtaken(expecting) from None
        ground.tell(f"publication.{publication.kind}", f"publication/{number}", publication.previous or "", seal)

    def seal_of(self, number: int) -> str | None:
        """The fingerprint that a publication is kept under."""
        asked = select(PUBLICATIONS.c.seal).where(
            PUBLICATIONS.c.office == self.ground.office, PUBLICATIONS.c.number == number
        )
        return self.ground.connection.scalar(asked)

    def faults(self) -> Iterator[TrailFault]:
        """What is not as it was sealed: numbers missing, seals broken, links of the chain, the head."""
        head = self.ground.row(HEADS)
        rows = sorted(self.ground.rows(PUBLICATIONS), key=lambda row: int(row.number))
        previous: Publication | None = None
        for place, row in enumerate(rows, 1):
            found = self._whole(row)
            if row.number != place:
                yield _fault(f"第{place}版缺失")
                break
            if found is None:
                yield _fault(f"第{row.number}版的内容与封存时的指纹不符")
            elif place > 1 and previous is not None and found.previous != previous.digest:
                yield _fault(f"第{row.number}版没有接在前一版之后")
            previous = found
        last = (rows[-1].number, rows[-1].seal) if rows else None
        if (head is None) != (last is None) or (head is not None and (head.number, head.seal) != last):
            yield _fault("当前版的标记与最后一版不一致")

    def _whole(self, row: Row[Any]) -> Publication | None:
        with suppress(DamagedRecord):
            return opened(self.ground.office, row.number, row.body, row.seal)
        return None

    def _head(self) -> tuple[Publication, str] | None:
        """The newest publication and its fingerprint; head row and publication have to agree on it."""
        head = self.ground.row(HEADS)
        if head is None:
            return None
        row = self.ground.row(PUBLICATIONS, PUBLICATIONS.c.number == head.number)
        if row is None or row.seal != head.seal:
            raise damaged(f"第{head.number}版安排（{self.ground.office}）")
        return opened(self.ground.office, head.number, row.body, row.seal), head.seal


class Briefs(Room):
    """The briefs that plans were made from, by digest."""

    def save(self, digest: str, raw: bytes) -> None:
        """Keep a brief's bytes under its digest; what is kept under it already stays."""
        if self.ground.row(BRIEFS, BRIEFS.c.digest == digest) is None:
            seal = hashlib.sha256(raw).hexdigest()
            row = {"digest": digest, "seal": seal, "body": raw, "kept_at": self.ground.act.at}
            self.ground.add(BRIEFS, row)

    def get(self, digest: str) -> bytes | None:
        """A brief's bytes. Raises DamagedRecord where they are no longer those that were kept."""
        row = self.ground.row(BRIEFS, BRIEFS.c.digest == digest)
        if row is None:
            return None
        raw = bytes(row.body)
        if hashlib.sha256(raw).hexdigest() != row.seal:
            raise damaged(f"摘要 {digest[:12]}（{self.ground.office}）")
        return raw

    def erase(self, digest: str) -> bool:
        """Forget a brief for good; whether there was one."""
        gone = self.ground.remove(BRIEFS, BRIEFS.c.digest == digest) == 1
        if gone:
            self.ground.tell("brief.erased", f"brief/{digest}")
        return gone

    def erase_older(self, before: datetime) -> int:
        """Forget briefs that were kept before an instant, but for the one that the newest publication rests on."""
        head = Publications(self.ground).head()
        old = [
            row.digest
            for row in self.ground.rows(BRIEFS, BRIEFS.c.kept_at < before)
            if head is None or row.digest != head.brief
        ]
        return sum(self.erase(digest) for digest in old)


def _fault(sentence: str) -> TrailFault:
    return TrailFault(number=None, sentence=f"发布存档：{sentence}")
