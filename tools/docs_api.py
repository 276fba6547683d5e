"""docs/api.md: the API reference, rendered from what the service says of itself and the permission table."""

from datetime import date
from pathlib import Path
from typing import Any

from api.app import create_app
from models.accounts import Role
from models.permissions import GRANTS, Permission
from store.memory import MemoryStore

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"
HEAD = """# The API

Rendered from the service's own description (`python -m tools.docs`); do not edit. The description itself is at
`/api/openapi.json`; a client can be generated from it.

- **Who**: a session (`POST /api/session`, a cookie) or a program's key (`Authorization: Bearer rck_…`). Another
  office's things are answered as if they never were (404); what a role may not do is 403, before a look at anything.
- **Change**: `If-Match` with the `ETag` that was read; without it 428, when somebody was quicker 412 with the present
  revision. **Make**: `Idempotency-Key`; the same request under the same key is answered the same, another one 409.
  Secrets (addresses, keys, one-time links) are shown once: a repeated answer has `null` in their place.
- **Why**: `Richeng-Why`, percent-encoded UTF-8, goes into the trail beside who, what and when.
- **Lists** come in pages: `limit`, and `cursor` with the `next` of the page before.
- **Errors** are `application/problem+json` in Chinese: `code` for programs, `faults` with pointers, all at once.
"""


def description() -> dict[str, Any]:
    """The OpenAPI document of the service."""
    store = MemoryStore()
    app = create_app(store=store, office_id="office", access_key=None, today=lambda: date(2026, 1, 1))
    found = app.openapi()
    store.close()
    return found


def api_page() -> str:
    """docs/api.md."""
    parts = [HEAD, "## Who may do what", "", "One table, `models/permissions.py`:", ""]
    parts += ["| permission | " + " | ".join(role.value for role in Role) + " |", "|---|" + "---|" * len(Role)]
    for permission in Permission:
        marks = " | ".join("yes" if role in GRANTS[permission] else "" for role in Role)
        parts.append(f"| {permission} | {marks} |")
    operations: dict[str, list[str]] = {}
    for path, methods in description()["paths"].items():
        for method, one in methods.items():
            operations.setdefault(one["tags"][0], []).append(_row(path, method, one))
    for tag, rows in operations.items():
        parts += ["", f"## {tag}", "", "| operation | | what it does | answers |", "|---|---|---|---|", *rows]
    return "\n".join(parts) + "\n"


def _row(path: str, method: str, one: dict[str, Any]) -> str:
    told = " ".join(one.get("description", "").split())
    answers = " ".join(sorted(one["responses"]))
    return f"| `{one['operationId']}` | `{method.upper()} {path}` | {told} | {answers} |"
