"""Lists in pages: a cursor says where the last page ended, and nothing that its holder could use otherwise."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query

from models.errors import BadInput, Fault
from models.spans import Frozen

T = TypeVar("T")
Cursor = Annotated[str | None, Query(max_length=400, description="上一页所答的 next；不写则从头")]
Limit = Annotated[int, Query(ge=1, le=200, description="一页最多几项")]


class Page(Frozen, Generic[T]):
    """A part of a list. next: the cursor of the page after it, none at the end."""

    items: tuple[T, ...]
    next: str | None = None


def after(cursor: str | None) -> list[str | int]:
    """The place at which the last page ended, empty: none. Raises BadInput."""
    if cursor is None:
        return []
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (ValueError, binascii.Error, RecursionError):
        place = None
    if not isinstance(place, list) or not all(isinstance(part, str) or type(part) is int for part in place):
        raise BadInput([Fault("cursor", "翻页标记不对，请用上一页所答的 next")])
    return place


def cursor_of(*place: str | int) -> str:
    """The cursor for a place."""
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def page(items: Sequence[T], cursor: str | None, limit: int, place: Callable[[T], tuple[str | int, ...]]) -> Page[T]:
    """A page of items that are in order of their places. Raises BadInput for a cursor that is none of ours."""
    last = tuple(after(cursor))
    try:
        rest = [item for item in items if not last or place(item) > last]
    except TypeError:
        raise BadInput([Fault("cursor", "翻页标记不对，请用上一页所答的 next")]) from None
    shown = rest[:limit]
    more = cursor_of(*place(shown[-1])) if len(rest) > limit else None
    return Page(items=tuple(shown), next=more)
