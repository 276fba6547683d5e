"""What the law says of a plan."""

from enum import StrEnum

from models.spans import Frozen


class Verdict(StrEnum):
    """kept · bent (by a named person's leave) · broken · open (the law has no answer; a person decides)."""

    KEPT = "kept"
    BENT = "bent"
    BROKEN = "broken"
    OPEN = "open"

    @property
    def zh(self) -> str:
        """The verdict as people read it."""
        return {"kept": "符合", "bent": "变通", "broken": "违反", "open": "待定"}[self.value]


class Finding(Frozen):
    """One rule's word on one subject.

    code: the rule's code; subject: an event, seat, leader or item by its id; sentence: Chinese, whole;
    cost: what it adds to the objective; seat: set when the finding is about one open or taken seat.
    given: broken by facts of the brief alone, whatever is decided; planned around, never an infeasible month.
    """

    verdict: Verdict
    code: str
    article: str
    subject: str
    sentence: str
    cost: int = 0
    seat: str | None = None
    given: bool = False

    def __str__(self) -> str:
        return f"{self.verdict.value}\t{self.code}\t{self.subject}\t{self.sentence}"


class Audit(Frozen):
    """All findings on one plan of one brief; `brief` and `plan` are their digests."""

    brief: str
    plan: str
    findings: tuple[Finding, ...]

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings with a verdict, in order."""
        return tuple(f for f in self.findings if f.verdict is verdict)

    @property
    def cost(self) -> int:
        """The plan's cost: the sum over the findings."""
        return sum(f.cost for f in self.findings)

    @property
    def is_lawful(self) -> bool:
        """Whether nothing is broken."""
        return not self.of(Verdict.BROKEN)
