"""Keeping house: what is past its days is erased for good, from the file too, and the trail stays whole."""

from datetime import timedelta
from pathlib import Path

import pytest

from api.tidying import Tidied, tidy
from models.accounts import FeedRead
from models.errors import Unknown
from models.policy import Policy
from models.policy_keep import KeepPolicy
from models.records import Edit, RecordKind
from store.sql import SqlStore
from tests.builders import absence, at
from tests.store.contract_people import link, session
from tests.store.contract_publications import edition
from tests.store.desk_tools import act, founded

FILE = "richeng.db"
OLD = absence(
    "a1", "dep-a", "12-08 09:00", "12-09 18:00", contact="CANARYCONTACT", reason="CANARYREASON", place="省城"
)
NEW = absence("a2", "dep-b", "2027-11-08 09:00", "2027-11-09 18:00", contact="LIVECONTACT")
NOW = at("2027-12-20 09:00")
NOTHING = Tidied(absences=0, revisions=0, briefs=0, feed_reads=0, sessions=0, keys=0)


@pytest.fixture
def store(tmp_path: Path):
    store = founded(SqlStore(f"sqlite:///{tmp_path / FILE}"))
    with store.write("shili", act(when="11-20 09:00")) as desk:
        desk.records.edit([Edit.of(RecordKind.ABSENCE, OLD)])
        desk.sessions.open(session("s1"))
        desk.feed_links.mint(link("l1", "token"))
        desk.trail.note_reads([FeedRead(link="l1", first=at("11-20 09:00"), last=at("11-20 09:00"), reads=4)])
        desk.replies.claim("u1", "k1", "a" * 64)
    with store.write("shili", act(when="2027-11-01 09:00")) as desk:
        desk.records.edit([Edit.of(RecordKind.ABSENCE, NEW)])
    first = edition()
    store.append(first, expecting=None, brief=b"CANARYBRIEF")
    second = edition(first, "第二版").model_copy(update={"brief": "e" * 64})
    store.append(second, expecting=1, brief=b"LIVEBRIEF")
    yield store
    store.close()


def test_what_is_past_its_days_is_erased_and_the_rest_stays(store, tmp_path: Path):
    assert b"CANARYCONTACT" in (tmp_path / FILE).read_bytes()
    assert tidy(store, "shili", NOW) == Tidied(absences=1, revisions=1, briefs=1, feed_reads=1, sessions=1, keys=1)
    left = (tmp_path / FILE).read_bytes()
    for gone in (b"CANARYCONTACT", b"CANARYREASON", b"CANARYBRIEF", "省城".encode()):
        assert gone not in left
    assert b"LIVECONTACT" in left
    assert store.brief("shili", "e" * 64) == b"LIVEBRIEF", "the newest publication rests on it"
    with store.read("shili") as desk:
        assert desk.trail.verify() == ()
        silent = desk.records.get(RecordKind.ABSENCE, "a1")
        assert silent is not None
        assert (silent.revision, silent.read(type(OLD)).span) == (2, OLD.span)
        assert {e.by for e in desk.trail.entries(after=8)} >= {"system"}


def test_tidying_twice_finds_nothing_more(store):
    tidy(store, "shili", NOW)
    before = store.numbers("shili")
    assert tidy(store, "shili", NOW) == NOTHING
    assert store.numbers("shili") == before


def test_nothing_is_erased_before_its_time(store):
    early = at("11-20 12:00")
    assert tidy(store, "shili", early) == NOTHING


def test_the_policy_in_force_says_how_long(store):
    long = Policy(keep=KeepPolicy(absence_days=3000, brief_days=3000, feed_read_days=3000))
    later = long.model_copy(update={"effective_from": (NOW + timedelta(days=9)).date(), "keep": KeepPolicy()})
    with store.write("shili", act()) as desk:
        desk.records.edit([Edit.of(RecordKind.POLICY, policy) for policy in (long, later)])
    found = tidy(store, "shili", NOW)
    assert (found.absences, found.briefs, found.feed_reads) == (0, 0, 0)


def test_no_office_no_tidying(store):
    with pytest.raises(Unknown):
        tidy(store, "nemo", NOW)
