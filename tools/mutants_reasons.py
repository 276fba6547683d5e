"""Why some mutants survive. A pattern is sought in ``module function: before → after``."""

import re

REASONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r": [\w.]+ or '' → [\w.]+ or False$"),
        "the same: no leader and no subject is named by either",
    ),
)
