"""Of which fund a bare 收入 or 支出 is: budget reports name it only in a heading or in an earlier
sentence.
"""

from functools import cache, lru_cache

from checker.parsing.grammar import words
from checker.parsing.phrases import all_named, first_named, longest_first


@cache
def _shortest_first() -> tuple[str, ...]:
    return tuple(reversed(longest_first("FUND_HEAD")))


@lru_cache(maxsize=16384)
def fund_of(name: str) -> str:
    """Return the fund that a name begins with (全市一般公共预算收入 → 全市一般公共预算), empty where it names none."""
    if not name.endswith(longest_first("FUND_HEAD")) or not first_named(name, "FUND"):
        return ""
    stems = (name.removesuffix(head) for head in _shortest_first() if name.endswith(head))
    return next((stem for stem in stems if stem.endswith(longest_first("FUND"))), "")


def fund_named(topic: str) -> str:
    """Return the one fund that a heading is about, empty where it names none or several."""
    found = {words("FUND_TOPIC").get(fund, "") or fund for fund in all_named(topic, "FUND_TOPIC")}
    return found.pop() if len(found) == 1 else ""


def of_fund(name: str, fund: str) -> str:
    """Return a bare head with the fund that it is of (支出预算 → 全市一般公共预算支出预算), other names as they are.

    A head that begins with a word for any fund (基金支出) is only of a fund that is called so.
    """
    if not fund or name not in words("FUND_HEAD"):
        return name
    head = words("FUND_HEAD")[name] or name
    return f"{fund}{head}" if name.removesuffix(head) in fund else name
