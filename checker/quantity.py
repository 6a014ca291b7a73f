"""What a written number means: the closed interval that its ink stands for, and exact arithmetic on such intervals.

A written number stands for v ± ½ unit of its last written place, after its multiplier: 1410.32万 is ±50. Two values
agree when their intervals meet (XBRL Calculations 1.1, round-to-nearest; both GB/T 8170 half-even and 四舍五入 are
accepted because the ends are closed). A bare whole number of countable things is exact. Hedges widen or open a side.
Everything here is exact: `Fraction` from the written string to the verdict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

End = Fraction | None
"""An end of an interval; None is unbounded."""


class Hedge(StrEnum):
    """How a number was softened or bounded in words; `NONE` when it was not."""

    NONE = "none"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"


ABOUT_WIDTH = Fraction(1, 20)
"""How far a number written with 约 or 左右 may be off: one twentieth of it, or half its last place if that is more."""


def _add(left: End, right: End) -> End:
    return None if left is None or right is None else left + right


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval; an end that is None is unbounded on that side."""

    low: End
    high: End

    @classmethod
    def exactly(cls, value: Fraction | int) -> "Interval":
        """Return the interval that holds `value` alone."""
        return cls(Fraction(value), Fraction(value))

    @property
    def middle(self) -> Fraction:
        """The midpoint, or the bounded end of a half-open interval, or 0."""
        if self.low is None or self.high is None:
            return self.low if self.low is not None else self.high if self.high is not None else Fraction(0)
        return (self.low + self.high) / 2

    @property
    def bounded(self) -> bool:
        """Whether both ends are known."""
        return self.low is not None and self.high is not None

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(_add(self.low, other.low), _add(self.high, other.high))

    def __neg__(self) -> "Interval":
        return Interval(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def __mul__(self, other: "Interval") -> "Interval":
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return self._unbounded_product(other)
        products = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(products), max(products))

    def _unbounded_product(self, other: "Interval") -> "Interval":
        """Multiply where an end is open; only products of non-negative intervals keep a bound."""
        if self.low is not None and other.low is not None and self.low >= 0 and other.low >= 0:
            high = None if self.high is None or other.high is None else self.high * other.high
            return Interval(self.low * other.low, high)
        return Interval(None, None)

    def __truediv__(self, other: "Interval") -> "Interval":
        """Divide; a divisor that may be zero makes the quotient unbounded."""
        if (other.low is None or other.low <= 0) and (other.high is None or other.high >= 0):
            return Interval(None, None)
        low = Fraction(0) if other.high is None else 1 / other.high
        high = Fraction(0) if other.low is None else 1 / other.low
        return self * Interval(low, high)

    def __abs__(self) -> "Interval":
        if self.low is not None and self.low >= 0:
            return self
        if self.high is not None and self.high <= 0:
            return -self
        return Interval(Fraction(0), None if self.low is None or self.high is None else max(-self.low, self.high))

    def scaled(self, factor: Fraction | int) -> "Interval":
        """Return the interval times an exact factor."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Interval(low, high) if factor >= 0 else Interval(high, low)

    def meets(self, other: "Interval") -> bool:
        """Tell whether the two intervals share a value: that is what agreement means here."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return not below and not above

    def must_exceed(self, other: "Interval") -> bool:
        """Tell whether every value of this interval is above every value of `other`."""
        return self.low is not None and other.high is not None and self.low > other.high


def share_a_value(intervals: Iterable[Interval]) -> bool:
    """Tell whether every two of the intervals meet; on a line all of them then share a value, and one pass tells."""
    every = list(intervals)
    low = max((one.low for one in every if one.low is not None), default=None)
    high = min((one.high for one in every if one.high is not None), default=None)
    return low is None or high is None or low <= high


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the ink has it: its value after multipliers, the worth of its last written place, its hedge.

    `place` is 0 for a number written exactly (a fraction such as 三分之一). `high` differs from `low` for a range.
    `spread` is how far 多 余 几 may carry it upwards (3千多 is 3000 to 4000), 0 where there is no such word.
    """

    low: Fraction
    high: Fraction
    place: Fraction
    hedge: Hedge = Hedge.NONE
    spread: Fraction = Fraction(0)

    def interval(self, *, exact: bool = False) -> Interval:
        """Return what the number stands for; `exact` where it counts things and has no multiplier."""
        half = Fraction(0) if exact else self.place / 2
        low, high = (self.low, self.high + self.spread) if self.spread else (self.low - half, self.high + half)
        match self.hedge:
            case Hedge.ABOUT:
                width = max(abs(self.high) * ABOUT_WIDTH, self.place / 2)
                return Interval(self.low - width, self.high + self.spread + width)
            case Hedge.NEARLY:
                return Interval(self.low * (1 - 2 * ABOUT_WIDTH), high)
            case Hedge.OVER | Hedge.AT_LEAST:
                return Interval(low, None)
            case Hedge.UNDER | Hedge.AT_MOST:
                return Interval(None, high)
            case _:
                return Interval(low, high)
