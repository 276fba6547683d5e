"""The memory's protocol: an office's publications, one after the other, never overwritten; its briefs, erasable.

What is stored is the canonical JSON and its SHA-256; whoever reads checks the one against the other.
"""

import hashlib
from typing import Protocol

from pydantic import ValidationError

from models.digest import canonical
from models.errors import DamagedRecord, Refused
from models.publication import Publication


class Store(Protocol):
    """Where an office's publications and briefs are kept. Offices are named by their ids."""

    def head(self, office: str) -> Publication | None:
        """The newest publication, none before the first. Raises DamagedRecord where its seal is broken."""

    def publication(self, office: str, number: int) -> Publication | None:
        """A publication by its number, none where there is none such. Raises DamagedRecord as `head` does."""

    def numbers(self, office: str) -> tuple[int, ...]:
        """The numbers of all publications, ascending."""

    def append(self, publication: Publication, *, expecting: int | None) -> None:
        """Make the publication the newest, all of it or nothing.

        expecting: the number of the newest one as the publisher saw it, none: the first is being published.
        Of several publishers who saw the same, one succeeds; for the others Refused is raised.
        """

    def save_brief(self, office: str, digest: str, raw: bytes) -> None:
        """Keep a brief's bytes under its digest; what is kept under it already stays."""

    def brief(self, office: str, digest: str) -> bytes | None:
        """A brief's bytes, none where there are none or they have been erased."""

    def erase_brief(self, office: str, digest: str) -> bool:
        """Forget a brief for good; whether there was one."""


def sealed(publication: Publication) -> tuple[str, str]:
    """The text to be stored and its fingerprint."""
    body = canonical(publication)
    return body.decode(), hashlib.sha256(body).hexdigest()


def opened(office: str, number: int, body: str, seal: str) -> Publication:
    """The publication in a stored text. Raises DamagedRecord where text and fingerprint are at odds."""
    if hashlib.sha256(body.encode()).hexdigest() == seal:
        try:
            publication = Publication.model_validate_json(body)
        except ValidationError:
            raise damaged(f"第{number}版安排（{office}）", "由别的软件版本写入") from None
        if (publication.office.id, publication.number) == (office, number):
            return publication
    raise damaged(f"第{number}版安排（{office}）")


def damaged(what: str, why: str = "与封存时的指纹不符") -> DamagedRecord:
    """A record that must not be shown to anybody."""
    return DamagedRecord(f"{what}的存档{why}，已停止使用；请用备份恢复数据库后再试，恢复前请勿发布新版。")


def check_next(publication: Publication, head: Publication | None, expecting: int | None) -> None:
    """Whether a publication may follow the newest one. Raises Refused."""
    newest = head.number if head else None
    if newest != expecting:
        raise overtaken(expecting, newest)
    follows = (publication.number, publication.previous) == ((head.number + 1, head.digest) if head else (1, None))
    if not follows:
        raise Refused(f"不能发布：第{publication.number}版没有接在当前版本之后；请刷新后重新发布。")


def overtaken(expecting: int | None, newest: int | None = None) -> Refused:
    """Somebody else has published in the meantime."""
    seen = f"第{expecting}版" if expecting else "尚无发布的状态"
    now = f"目前已是第{newest}版" if newest else "其后情况已经变化"
    return Refused(f"不能发布：本次发布依据的是{seen}，{now}；请刷新摘要，重新审核后再发布。")
