"""Fractions as people write them: exact decimals where they end, sensibly rounded ones where they do not.

The rest of the package computes exactly; this is the edge where a value becomes digits.
"""

from decimal import Context, Decimal
from fractions import Fraction

from checker.quantity import End, Interval

SIGNIFICANT = Context(prec=12)
"""Twelve digits are beyond what any report writes, and short enough to read."""


def decimal(value: Fraction) -> str:
    """Return `value` as a plain decimal: exact if it is finite, else rounded to twelve significant digits."""
    digits = _decimal_places(value.denominator)
    if digits is not None:
        return _placed(value.numerator * 10**digits // value.denominator, digits)
    rounded = f"{SIGNIFICANT.divide(Decimal(value.numerator), Decimal(value.denominator)):f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def bounds(interval: Interval) -> list[str | None]:
    """Return the two ends as decimals, None for an open end."""
    return [_end(interval.low), _end(interval.high)]


def grouped(text: str) -> str:
    """Return a plain decimal with its whole part in groups of three: 14103200 → 14,103,200."""
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}{point}{fraction}" if whole.lstrip("-").isdigit() and not whole.startswith("-0") else text


def _end(end: End) -> str | None:
    return None if end is None else decimal(end)


def _decimal_places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def _placed(scaled: int, digits: int) -> str:
    sign = "-" if scaled < 0 else ""
    text = str(abs(scaled)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"
