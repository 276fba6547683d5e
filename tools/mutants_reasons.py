"""Why some mutants survive. A pattern is sought in ``module function: before → after``."""

import re

REASONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r": [\w.]+ is None or .* → False or "),
        "said for the type checker: where there is nobody, what follows says the same",
    ),
    (
        re.compile(r": [\w.]+ is not None and .* → True and "),
        "said for the type checker: where there is nobody, what follows says the same",
    ),
    (
        re.compile(r"article_07_both_away BothAway\._partners"),
        "it gathers names for a sentence",
    ),
    (
        re.compile(r"article_07_both_away BothAway\.audit: seat\.owner or '' "),
        "it gathers names for a sentence",
    ),
    (
        re.compile(r"HeadChairs\._chairs: if event\.kind not in CHAIRED → if False"),
        "the audit has asked before; the sheet asks here",
    ),
)
