"""Whether a word of a rule, or of the oracle, is about a subject."""

from collections.abc import Iterable

from models.audit import Finding


def names(finding: Finding, subject: str) -> bool:
    """Whether a finding is about an event, leader, item or block, or about ``event:leader``."""
    told = set(finding.subject.split(":")) | set((finding.seat or "").split(":")) | {finding.subject}
    return subject in told or set(subject.split(":")) <= told


def says(words: Iterable[tuple[str, str]], code: str, subject: str) -> bool:
    """Whether the oracle says this of the subject."""
    asked = set(subject.split(":"))
    return any(code == said and asked <= set(word.split(":")) for said, word in words)
