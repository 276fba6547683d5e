"""Fingerprints of values."""

import hashlib
import json

from pydantic import BaseModel


def canonical(value: BaseModel) -> bytes:
    """The value's canonical JSON: by alias, keys sorted, no blanks, UTF-8."""
    plain = value.model_dump(mode="json", by_alias=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(value: BaseModel) -> str:
    """SHA-256 of the canonical JSON, hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
