"""The memory that lasts as long as the process: for tests and demonstrations."""

from threading import Lock

from models.publication import Publication
from store.base import check_next, opened, sealed


class MemoryStore:
    """Publications and briefs in dictionaries, sealed and checked as any other store does."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[str, list[tuple[str, str]]] = {}
        self._briefs: dict[tuple[str, str], bytes] = {}

    def head(self, office: str) -> Publication | None:
        """The newest publication."""
        return self.publication(office, len(self._kept.get(office, ())))

    def publication(self, office: str, number: int) -> Publication | None:
        """A publication by its number."""
        kept = self._kept.get(office, [])
        return opened(office, number, *kept[number - 1]) if 1 <= number <= len(kept) else None

    def numbers(self, office: str) -> tuple[int, ...]:
        """The numbers of all publications."""
        return tuple(range(1, len(self._kept.get(office, ())) + 1))

    def append(self, publication: Publication, *, expecting: int | None) -> None:
        """Make the publication the newest."""
        office = publication.office.id
        with self._lock:
            check_next(publication, self.head(office), expecting)
            self._kept.setdefault(office, []).append(sealed(publication))

    def save_brief(self, office: str, digest: str, raw: bytes) -> None:
        """Keep a brief's bytes."""
        with self._lock:
            self._briefs.setdefault((office, digest), raw)

    def brief(self, office: str, digest: str) -> bytes | None:
        """A brief's bytes."""
        return self._briefs.get((office, digest))

    def erase_brief(self, office: str, digest: str) -> bool:
        """Forget a brief."""
        with self._lock:
            return self._briefs.pop((office, digest), None) is not None
