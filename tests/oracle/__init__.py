"""A second reading of the law, by another hand: plain loops over minutes, nothing of rules/ or solver/.

`judge` tells what a plan breaks, `opened` what the law leaves to a person; both as (rule code, subject).
"""

from tests.oracle.verdicts import Word, judge, opened

__all__ = ["Word", "judge", "opened"]
