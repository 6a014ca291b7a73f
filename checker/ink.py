"""Write a computed value the way the report writes its own: with the unit, multiplier and decimals of a claim."""

from fractions import Fraction
from functools import lru_cache

from checker.claims import Claim


@lru_cache(maxsize=4096)
def digits_of(written: str) -> tuple[int, int]:
    """Return where the first run of Arabic digits (with its decimal point and separators) starts and ends; equal if
    there is none.
    """
    start = next((index for index, sign in enumerate(written) if sign.isdecimal()), len(written))
    end = start
    while end < len(written) and (
        written[end].isdecimal() or (written[end] in ".," and written[end + 1 : end + 2].isdecimal())
    ):
        end += 1
    return start, end


def decimals_of(written: str) -> int:
    """Return how many decimals the first number of an ink has."""
    start, end = digits_of(written)
    return len(written[start:end].partition(".")[2])


def scale_of(claim: Claim) -> Fraction | None:
    """Return what one in the claim's digits is worth in base units: multiplier times unit; None if it has no digits."""
    start, end = digits_of(claim.measure.written)
    ink = claim.measure.written[start:end].replace(",", "")
    if not ink or not Fraction(ink):
        return None
    return abs(claim.measure.number.low) / Fraction(ink) * claim.measure.unit.factor


def suffix_of(claim: Claim) -> str:
    """Return multiplier and unit as they stand after the claim's digits."""
    return claim.measure.written[digits_of(claim.measure.written)[1] :].strip()


def rounded(value: Fraction, decimals: int) -> str:
    """Return `value` with so many decimals, rounded half up, with a true minus sign."""
    unit = 10**decimals
    whole = (2 * abs(value.numerator) * unit + value.denominator) // (2 * value.denominator)
    body = f"{whole // unit}.{whole % unit:0{decimals}d}" if decimals else str(whole)
    return f"−{body}" if value < 0 and whole else body


def roughly(value: Fraction) -> str:
    """Return `value` to about three significant digits, with no more than four decimals."""
    decimals = next((count for count in range(4) if abs(value) * 10**count >= 100), 4)
    return rounded(value, decimals)


def like(claim: Claim, value: Fraction, *, signed: bool = True, more: int = 0) -> str:
    """Return `value` (base units) in the style of `claim`, with `more` decimals than it has."""
    scale = scale_of(claim)
    if scale is None:
        return rounded(value, 2)
    shown = value / scale if signed else abs(value / scale)
    return f"{rounded(shown, decimals_of(claim.measure.written) + more)}{suffix_of(claim)}"
