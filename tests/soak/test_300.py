"""300 random cases, every law of each; and all that a soak ever found, tried again for ever."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.soak.cases import case, case_of
from tests.soak.every import BY_NAME, some
from tests.soak.laws import Inquest
from tests.soak.reach import SAID_ELSEWHERE, reached, to_be_reached, unreached
from tests.soak.shrink import FOLDER, Kept, kept, smallest, told_by

CASES = 300
BATCH = 10
ONLY_A_SOAK_REACHES = {  # too seldom met for so few cases; the list only shrinks, and a soak allows none of them
    "45-c", "45-h", "47-d", "house-agenda", "house-leave-placed", "house-year-targets", "variant-apply-ahead",
    "variant-both-away", "variant-no-meeting", "variant-not-together", "variant-quorum", "variant-research-days",
    "variant-research-units", "variant-standing-cap", "variant-standing-gap", "variant-topic-call",
}  # fmt: skip
FOUND = sorted(FOLDER.glob("*.json"))


@cache
def looked_into(seed: int) -> Inquest:
    """A case, once for all tests of one process."""
    return Inquest(case(seed))


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_every_law_holds_of_random_cases(first: int):
    for seed in range(first, first + BATCH):
        inquest = looked_into(seed)
        for law in some(seed):
            said = law(inquest)
            assert not said, f"{law.name} of case {seed}: {said}\n{_small(law.name, seed)}"


def _small(law: str, seed: int) -> str:
    """The failing case as a file of fixtures/soak would have it."""
    ask = BY_NAME[law].__call__
    brief = smallest(ask, case(seed).brief, seed)
    return Kept(law, seed, told_by(ask, brief, seed) or "", brief).written()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FOUND])
def test_what_was_once_found_is_mended(path: Path):
    found = kept(path)
    assert told_by(BY_NAME[found.law].__call__, found.brief, found.seed) is None


def test_a_seed_makes_one_case():
    assert [case(seed).brief.digest for seed in range(16)] == [case(seed).brief.digest for seed in range(16)]


def test_a_law_that_is_broken_is_told_with_a_small_case():
    """The laws are not deaf: a price that only one side knows is heard, and its brief shrinks."""

    def deaf_to_ceremonies(inquest: Inquest) -> str | None:
        return "a ceremony" if any(event.kind == "ceremony" for event in inquest.brief.events) else None

    seed = next(seed for seed in range(100) if deaf_to_ceremonies(Inquest(case(seed))) and not case(seed).whole)
    brief = case(seed).brief
    small = smallest(deaf_to_ceremonies, brief, seed)
    assert len(small.events) == 1 < len(brief.events)
    again = Kept("agreement", seed, "a ceremony", small)
    assert deaf_to_ceremonies(Inquest(case_of(small, seed)))
    assert '"kind": "ceremony"' in again.written()


def test_the_cases_reach_every_rule_that_shapes_plans():
    binding: Counter[str] = Counter()
    charged: Counter[str] = Counter()
    for seed in range(CASES):
        at = reached(looked_into(seed))
        binding.update(at.binding)
        charged.update(at.charged)
    assert set(unreached(binding, charged)) <= ONLY_A_SOAK_REACHES
    assert set(SAID_ELSEWHERE).isdisjoint(rule.code for rule in to_be_reached())
