"""The memory's protocol. What an office knows, may change and has published lies behind one desk at a time.

Whoever writes says who, when and why; all that is done at one desk comes true together with its line in the trail,
or nothing of it does. Offices do not see each other: a desk is one office's, and there is no other way in.
"""

import hashlib
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from models.accounts import ApiKey, FeedLink, Session
from models.brief import Office
from models.digest import canonical
from models.errors import DamagedRecord, Refused
from models.publication import Publication
from models.runs import PlanRun
from models.trail import Act

if TYPE_CHECKING:
    from store.desk import Desk

WRITTEN_ELSEWHERE = "由别的软件版本写入"


class Store(Protocol):
    """Where offices are kept. Offices are named by their ids."""

    def offices(self) -> tuple[Office, ...]:
        """All offices, in order of their ids."""

    def found(self, office: Office, act: Act) -> bool:
        """Make room for an office; whether it is new. Nothing is changed where it is there already."""

    def read(self, office: str) -> "AbstractContextManager[Desk]":
        """The office's desk for reading: one state of everything, whatever is written meanwhile. Raises Unknown."""

    def write(
        self, office: str, act: Act | None, *, founding: Office | None = None
    ) -> "AbstractContextManager[Desk]":
        """The office's desk for one deed, all of it or nothing; an error raised inside undoes it. Raises Unknown.

        act: none only for what is nobody's deed and leaves no trail (a run's progress, a session's last use).
        founding: makes room for the office in the same deed, where it is not there yet.
        """

    def session(self, sha256: str) -> Session | None:
        """The session of a secret, by its SHA-256, whatever office it opens; none where there never was one."""

    def api_key(self, sha256: str) -> ApiKey | None:
        """The program's key of a secret, as `session`."""

    def feed_link(self, sha256: str) -> FeedLink | None:
        """The calendar's link of a secret, as `session`."""

    def runs_at_work(self) -> tuple[tuple[str, PlanRun], ...]:
        """Runs of all offices that are not over, with their office, those asked for first in front."""

    # The calendar alone, for those who need no more: each is a desk of its own.

    def head(self, office: str) -> Publication | None:
        """The newest publication, none before the first. Raises DamagedRecord where its seal is broken."""

    def publication(self, office: str, number: int) -> Publication | None:
        """A publication by its number, none where there is none such. Raises DamagedRecord as `head` does."""

    def numbers(self, office: str) -> tuple[int, ...]:
        """The numbers of all publications, ascending."""

    def append(self, publication: Publication, *, expecting: int | None, brief: bytes | None = None) -> None:
        """Make the publication the newest, and keep the brief that it rests on; all of it or nothing.

        expecting: the number of the newest one as the publisher saw it, none: the first is being published; then
        the office is founded where it is not there yet.
        Of several publishers who saw the same, one succeeds; for the others Refused is raised.
        """

    def brief(self, office: str, digest: str) -> bytes | None:
        """A brief's bytes, none where there are none or they have been erased."""

    def close(self) -> None:
        """Let go of all connections."""


def sealed(publication: Publication) -> tuple[str, str]:
    """The text to be stored and its fingerprint, which is the publication's digest."""
    body = canonical(publication)
    return body.decode(), hashlib.sha256(body).hexdigest()


def opened(office: str, number: int, body: str, seal: str) -> Publication:
    """The publication in a stored text. Raises DamagedRecord where text and fingerprint are at odds."""
    if hashlib.sha256(body.encode()).hexdigest() == seal:
        try:
            publication = Publication.opened(body)
        except ValidationError:
            raise damaged(f"第{number}版安排（{office}）", WRITTEN_ELSEWHERE) from None
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
