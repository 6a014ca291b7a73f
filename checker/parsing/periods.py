"""A period as written → the months that it covers.

Parsed by grammar/periods.lark; what the grammar does not read has no months.
"""

from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from checker.parsing.grammar import values
from checker.parsing.parser import Leaf, Parser, UnreadError


@dataclass(frozen=True, slots=True)
class Months:
    """The months `first` to `last` of a year; `year` is the year itself, or its distance from the report's own (0, -1
    …), or None.
    """

    year: int | None
    first: int
    last: int

    def within(self, other: "Months") -> bool:
        """Tell whether these months are some but not all of the other's, in the same year."""
        inside = other.first <= self.first and self.last <= other.last
        return self.year == other.year and inside and (self.first, self.last) != (other.first, other.last)

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year}-"
        return f"{year}{self.first:02}" if self.first == self.last else f"{year}{self.first:02}/{year}{self.last:02}"


class _Reader:
    """From the rules of the grammar to (year, (first month, last month))."""

    def year(self, tokens: list[Leaf]) -> int:
        word = str(tokens[0])
        return int(word) if word.isdigit() else int(values("YEAR_WORD")[word])

    def named(self, tokens: list[Leaf]) -> tuple[int, int]:
        return divmod(int(values("PERIOD_PART")[str(tokens[0])]), 100)

    def month(self, tokens: list[Leaf]) -> tuple[int, int]:
        return int(tokens[0]), int(tokens[0])

    def months(self, tokens: list[Leaf]) -> tuple[int, int]:
        return int(tokens[0]), int(tokens[2])

    def start(self, children: list[Any]) -> Months | None:
        year = next((child for child in children if isinstance(child, int)), None)
        part = next((child for child in children if isinstance(child, tuple)), None)
        if part is None and year is None:
            return None
        first, last = part or (1, 12)
        return Months(year, first, last) if 1 <= first <= last <= 12 else None


@cache
def _parser() -> Parser:
    return Parser("periods", make=partial(getattr, _Reader()))


@lru_cache(maxsize=4096)
def read_period(text: str) -> Months | None:
    """Return the months that a period covers, None if it is no run of months of one year."""
    try:
        months: Months | None = _parser().read("".join(text.split()))
    except UnreadError:
        return None
    return months
