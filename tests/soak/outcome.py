"""What comes of one case: asked in lanes, so it stands in a module of its own."""

from typing import NamedTuple

from tests.soak.cases import case
from tests.soak.every import EVERY
from tests.soak.kin import Kin
from tests.soak.laws import Inquest
from tests.soak.reach import reached


class Outcome(NamedTuple):
    """What came of one case. wrong: laws that it breaks; asked: metamorphic laws that had something to say."""

    seed: int
    theme: str
    whole: bool
    stuck: bool
    plans: int
    wrong: tuple[tuple[str, str], ...]
    asked: tuple[str, ...]
    binding: frozenset[str]
    charged: frozenset[str]


def outcome(seed: int) -> Outcome:
    """Ask every law of a case."""
    inquest = Inquest(case(seed))
    wrong = []
    for law in EVERY:
        try:
            said = law(inquest)
        except Exception as fault:  # whatever goes wrong is the finding
            said = f"raised {fault!r}"
        if said:
            wrong.append((law.name, said))
    asked = tuple(law.name for law in EVERY if isinstance(law, Kin) and law.of(inquest) is not None)
    here = (seed, inquest.case.theme, inquest.case.whole)
    try:
        return Outcome(
            *here, inquest.optimum is None, len(inquest.told), tuple(wrong), asked, *reached(inquest)
        )  # fmt: skip
    except Exception:  # told above, by the first law that asked
        return Outcome(*here, False, 0, tuple(wrong), asked, frozenset(), frozenset())
