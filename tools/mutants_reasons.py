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
    (
        re.compile(r": ([\w.]+) or '' → \1 or False"),
        "said for the type checker: nobody has no id",
    ),
    (
        re.compile(r": event\.when\.half_days or 1 → event\.when\.half_days or "),
        "said for the type checker: a window without minutes has half-days",
    ),
    (
        re.compile(r"ShorterMeetings\._over: (if most is None → if False|0 → )"),
        "asked only where a length is set; less than nothing over begins no half hour",
    ),
    (
        re.compile(r"\.day == 1 → .*\.day <= 1"),
        "no month has a day before its first",
    ),
    (
        re.compile(r"ResearchFirst\._planned: True → False"),
        "beyond all days; either half is",
    ),
    (
        re.compile(r"Trigger\.audit: (if asks → if True|\{BUSY, CLASH\} & .* → \{BUSY, CLASH\} \| )"),
        "it spares the work where nothing is asked",
    ),
)
