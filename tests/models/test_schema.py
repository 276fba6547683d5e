"""A sealed publication keeps the digest of its bytes, whatever fields the program gains afterwards."""

import hashlib
import json
from pathlib import Path

import pytest

from models.publication import FIRST, NEWEST, Publication
from models.sealing import issue_week
from tests.builders import at

GOLDEN = Path(__file__).resolve().parents[2] / "fixtures" / "golden"
SEALED = {  # chains of three, sealed by the programs of their time: never to be made anew
    FIRST: (GOLDEN / "publications-1.jsonl").read_text(encoding="utf-8").splitlines(),
    NEWEST: (GOLDEN / "publications-2.jsonl").read_text(encoding="utf-8").splitlines(),
}
EVERY_SCHEMA = pytest.mark.parametrize("schema", SEALED)


class Tomorrow(Publication):
    """The program after its next field."""

    weather: str = "晴"


def sha(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


@EVERY_SCHEMA
@pytest.mark.parametrize("program", [Publication, Tomorrow])
def test_a_chain_sealed_by_an_earlier_program_is_still_whole(schema: str, program: type[Publication]):
    chain = [program.opened(body) for body in SEALED[schema]]
    assert [p.schema_ for p in chain] == [schema] * 3
    assert [p.digest for p in chain] == [sha(body) for body in SEALED[schema]]
    assert [p.previous for p in chain] == [None, chain[0].digest, chain[1].digest]


@EVERY_SCHEMA
def test_a_digest_worked_out_from_the_fields_would_break_with_the_next_field(schema: str):
    """The fault as it was: why the digest is that of the bytes."""
    read = Tomorrow.model_validate_json(SEALED[schema][0])
    assert read.digest != sha(SEALED[schema][0])


@EVERY_SCHEMA
def test_what_follows_an_old_publication_is_sealed_with_the_newest_schema(schema: str):
    old = Publication.opened(SEALED[schema][0])
    following = issue_week(old, "2026-W50", at("12-04 16:00"), "文员", "政府办主任", "印发")
    assert (following.schema_, following.previous) == (NEWEST, sha(SEALED[schema][0]))


def test_a_changed_copy_has_a_digest_of_its_own():
    old = Publication.opened(SEALED[NEWEST][0])
    copy = old.model_copy(update={"reason": "另一个"})
    assert copy.digest != old.digest
    assert copy.model_copy(update={"reason": old.reason}).digest == old.digest


def test_a_schema_of_a_newer_program_is_not_taken_for_ours():
    document = json.loads(SEALED[NEWEST][0]) | {"schema": "richeng.publication/99"}
    with pytest.raises(ValueError, match="schema"):
        Publication.opened(json.dumps(document))
