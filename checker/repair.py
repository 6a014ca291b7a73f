"""Propose what a wrong number should say: the one small slip that explains it, else the value that the arithmetic gives.

The slips are those of people who copy and retype: two digits swapped, the point moved, 万 for 亿, one digit wrong.
Never more than a proposal.
"""

from collections.abc import Iterator
from fractions import Fraction

from checker.claims import Claim
from checker.ink import digits_of, like, scale_of
from checker.parsing.grammar import words
from checker.quantity import Interval


def propose(claim: Claim, computed: Interval) -> str:
    """Return the ink that `claim` should probably have so that it meets `computed` (signed, base units); empty if nothing is sure."""
    if not computed.bounded:
        return ""
    wanted = -computed if claim.direction < 0 else computed
    for slips in (_swaps, _points, _magnitudes, _digits):
        repaired = [ink for ink, value in slips(claim) if Interval(*value).meets(wanted)]
        if len(set(repaired)) == 1:
            return repaired[0]
    return like(claim, wanted.middle) if wanted.low is not None and wanted.low >= 0 else ""


def _reading(claim: Claim, digits: str, power: Fraction = Fraction(1)) -> tuple[Fraction, Fraction]:
    """Return the interval, in base units, of other digits in the claim's unit."""
    scale = (scale_of(claim) or Fraction(1)) * power
    decimals = len(digits.partition(".")[2])
    value, half = Fraction(digits), Fraction(1, 2 * 10**decimals)
    return (value - half) * scale, (value + half) * scale


Slip = tuple[str, tuple[Fraction, Fraction]]


def _with_digits(claim: Claim, digits: str) -> Slip:
    written = claim.measure.written
    start, end = digits_of(written)
    return written[:start] + digits + written[end:], _reading(claim, digits)


def _own_digits(claim: Claim) -> str:
    start, end = digits_of(claim.measure.written)
    return claim.measure.written[start:end].replace(",", "")


def _swaps(claim: Claim) -> Iterator[Slip]:
    digits = _own_digits(claim)
    places = [index for index, sign in enumerate(digits) if sign != "."]
    for left, right in zip(places, places[1:], strict=False):
        if digits[left] != digits[right]:
            signs = list(digits)
            signs[left], signs[right] = signs[right], signs[left]
            yield _with_digits(claim, "".join(signs))


def _points(claim: Claim) -> Iterator[Slip]:
    digits = _own_digits(claim)
    plain, decimals = digits.replace(".", ""), len(digits.partition(".")[2])
    for shift in (-2, -1, 1, 2):
        cut = len(plain) - decimals + shift
        if 0 < cut <= len(plain):
            moved = f"{plain[:cut]}.{plain[cut:]}".rstrip(".")
            yield _with_digits(claim, moved)


def _magnitudes(claim: Claim) -> Iterator[Slip]:
    written = claim.measure.written
    start, end = digits_of(written)
    sign = written[end : end + 1]
    powers = {word: Fraction(value) for word, value in words("MYRIAD").items()}
    if sign in powers:
        for other in list(powers)[::2]:
            if powers[other] != powers[sign]:
                yield written[:end] + other + written[end + 1 :], _reading(claim, _own_digits(claim), powers[other] / powers[sign])


def _digits(claim: Claim) -> Iterator[Slip]:
    digits = _own_digits(claim)
    for place, sign in enumerate(digits):
        if sign != ".":
            for other in "0123456789":
                if other != sign:
                    yield _with_digits(claim, digits[:place] + other + digits[place + 1 :])
