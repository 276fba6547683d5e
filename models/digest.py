"""Fingerprints of values."""

import hashlib
import json
from typing import Any

from pydantic import BaseModel


def canonical(value: BaseModel) -> bytes:
    """The value's canonical JSON: by alias, keys sorted, no blanks, UTF-8."""
    return canonical_json(value.model_dump(mode="json", by_alias=True))


def canonical_json(plain: Any) -> bytes:
    """Canonical JSON of what is JSON already."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(value: BaseModel) -> str:
    """SHA-256 of the canonical JSON, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_of_json(plain: Any) -> str:
    """SHA-256 of the canonical JSON of what is JSON already, hexadecimal."""
    return hashlib.sha256(canonical_json(plain)).hexdigest()
