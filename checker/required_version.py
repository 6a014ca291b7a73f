"""Whether this version is one that a project asks for, so that its findings do not change under it unseen.

Only what the setting needs of version specifiers: comparisons of numbers joined by commas. The full language would be
a dependency more.
"""

import operator
import re
from itertools import zip_longest

_CLAUSE = re.compile(r"\s*(==|!=|<=|>=|<|>)\s*(\d+(?:\.\d+)*)\s*")
_COMPARE = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


def allows(required: str, version: str) -> bool:
    """Tell whether `version` meets every clause of `required`, such as `>=0.2,<1`.

    Raises:
        ValueError: a clause is not a comparison with a version.
    """
    clauses = [_CLAUSE.fullmatch(clause) for clause in required.split(",")]
    if not all(clauses):
        raise ValueError(required)
    return all(_COMPARE[clause[1]](_order(version, clause[2]), 0) for clause in clauses if clause)


def _order(left: str, right: str) -> int:
    """Return -1, 0 or 1 as the numbers of `left` are below, at or above those of `right`; a tail (rc1) is left out."""
    numbers = ([int(part) for part in re.findall(r"\d+", re.split(r"[^\d.]", each)[0])] for each in (left, right))
    pairs = list(zip_longest(*numbers, fillvalue=0))
    first, second = [left for left, _ in pairs], [right for _, right in pairs]
    return (first > second) - (first < second)
