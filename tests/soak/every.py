"""All laws, in the order in which they are asked."""

from random import Random

from tests.soak.bounds import BOUNDS
from tests.soak.kin import EQUALS, Kin
from tests.soak.laws import LAWS, Law

EVERY: tuple[Law | Kin, ...] = (*LAWS, *EQUALS, *BOUNDS)
BY_NAME: dict[str, Law | Kin] = {law.name: law for law in EVERY}
SOME_KIN = 4


def some(seed: int) -> tuple[Law | Kin, ...]:
    """The laws for a case of the tests: all but the metamorphic ones, and some of those in turn."""
    return (*LAWS, *Random(f"laws {seed}").sample((*EQUALS, *BOUNDS), SOME_KIN))
