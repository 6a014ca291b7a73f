"""The small slips that people make when they copy and retype numbers, and what a wrong number should probably say.

Two digits swapped, the point moved, 万 for 亿 or lost, one digit wrong, a rise written as a fall. A slip serves twice:
it tells whether a broken relation is a mistake at all (numbers that no single slip reconciles may not belong together),
and it is what the report of the mistake proposes. Never more than a proposal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from checker.claims import Claim
from checker.ink import digits_of, like, scale_of
from checker.parsing.grammar import words
from checker.quantity import Hedge, Interval, Number

SWAP, POINT, LOST, MAGNITUDE, SIGN, DIGIT = range(6)
"""The kinds of slip, the likeliest first; LOST is a 万 or 亿 that should be there, MAGNITUDE one that should not."""
ALL = frozenset(range(6))
LIKELY = frozenset({SWAP, POINT, LOST, MAGNITUDE})
"""The kinds that change a number without inventing a digit or a word."""
OF_DIGITS = frozenset({SWAP, DIGIT})
"""The kinds that leave a number as many digits, with the point where it was."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A claim as it would read without one slip, and the kind of the slip."""

    kind: int
    claim: Claim


def slips(claim: Claim) -> Iterator[Slip]:
    """Yield the claim with each of the small slips undone that could have been made in its number."""
    if claim.measure.number.hedge is not Hedge.NONE or scale_of(claim) is None:
        return
    digits = _digits(claim)
    for other in filter(_written, _swapped(digits)):
        yield Slip(SWAP, _with_digits(claim, other))
    for other in _pointed(digits):
        yield Slip(POINT, _with_digits(claim, other))
    for resized in _magnified(claim):
        grown = resized.measure.number.low > claim.measure.number.low
        yield Slip(LOST if grown else MAGNITUDE, resized)
    if claim.direction:
        yield Slip(SIGN, replace(claim, direction=-claim.direction))
    for place, sign in enumerate(digits):
        if sign != ".":
            changed = (digits[:place] + other + digits[place + 1 :] for other in "0123456789" if other != sign)
            yield from (Slip(DIGIT, _with_digits(claim, other)) for other in filter(_written, changed))


def reach(claim: Claim) -> Claim:
    """Return the claim as if each of its digits could be any: what no number of so many digits explains, no slip
    OF_DIGITS does.
    """
    whole, _, _ = _digits(claim).partition(".")
    scale = scale_of(claim)
    if scale is None or not whole:
        return claim
    largest = 10 ** len(whole) * scale
    ends = Interval(-largest, Fraction(0)) if claim.measure.number.low < 0 else Interval(Fraction(0), largest)
    return replace(claim, measure=replace(claim.measure, interval=ends))


def likeliest(fitting: Iterable[Slip]) -> str:
    """Return the ink without the likeliest of the slips that fit, if it is the only one of its kind; else empty."""
    inks: dict[int, set[str]] = {}
    for slip in fitting:
        if slip.kind != SIGN:
            inks.setdefault(slip.kind, set()).add(slip.claim.measure.written)
    return next((ink for kind in sorted(inks) if len(inks[kind]) == 1 for ink in inks[kind]), "")


def propose(claim: Claim, computed: Interval) -> str:
    """Return the ink that `claim` should have to meet `computed` (signed, base units).

    That is the claim without the likeliest slip that explains it, else the computed value in the claim's style; empty
    if the sign or the words would have to change, or nothing would. % written for 个百分点 is not among the slips: they
    are two dimensions, so that no rule holds one against the other.
    """
    undone = likeliest(slip for slip in slips(claim) if slip.claim.interval.meets(computed))
    if undone or not computed.bounded or scale_of(claim) is None:
        return undone
    wanted = -computed if claim.direction < 0 else computed
    value = like(claim, wanted.middle)
    return value if wanted.middle >= 0 and value != claim.measure.written else ""


def _digits(claim: Claim) -> str:
    start, end = digits_of(claim.measure.written)
    return claim.measure.written[start:end].replace(",", "")


def _written(digits: str) -> bool:
    """Tell whether a number is written so: nobody writes 03."""
    return not (digits.startswith("0") and digits[1:2].isdigit())


def _with_digits(claim: Claim, digits: str) -> Claim:
    written = claim.measure.written
    start, end = digits_of(written)
    scale = scale_of(claim) or Fraction(1)
    return _with_value(
        claim, written[:start] + digits + written[end:], Fraction(digits), len(digits.partition(".")[2]), scale
    )


def _with_value(claim: Claim, written: str, value: Fraction, decimals: int, scale: Fraction) -> Claim:
    """Return the claim with other ink; `scale` is what one in its digits is worth in base units."""
    place = Fraction(1, 10**decimals) * scale
    exact = claim.measure.interval.low == claim.measure.interval.high
    half = Fraction(0) if exact else place / 2
    sign = -1 if claim.measure.number.low < 0 else 1
    middle = sign * value * scale
    factor = claim.measure.unit.factor
    number = Number(middle / factor, middle / factor, place / factor)
    measure = replace(claim.measure, number=number, interval=Interval(middle - half, middle + half), written=written)
    return replace(claim, measure=measure)


def _swapped(digits: str) -> Iterator[str]:
    places = [index for index, sign in enumerate(digits) if sign != "."]
    for left, right in combinations(places, 2):
        if digits[left] != digits[right]:
            signs = list(digits)
            signs[left], signs[right] = signs[right], signs[left]
            yield "".join(signs)


def _pointed(digits: str) -> Iterator[str]:
    """Yield the digits with the point one or two places off, noughts filled in where it leaves them."""
    whole, _, decimals = digits.partition(".")
    for shift in (-2, -1, 1, 2):
        padded = f"00{whole}{decimals}00"
        cut = len(whole) + 2 + shift
        end = max(cut, len(padded) - 2)
        yield f"{padded[:cut].lstrip('0') or '0'}.{padded[cut:end]}".rstrip(".")


def _magnified(claim: Claim) -> Iterator[Claim]:
    written, scale = claim.measure.written, scale_of(claim) or Fraction(1)
    end = digits_of(written)[1]
    signs = {Fraction(value): word for word, value in reversed(list(words("MYRIAD").items()))} | {Fraction(1): ""}
    own = next((power for power, sign in signs.items() if sign and written[end : end + 1] == sign), Fraction(1))
    digits = _digits(claim)
    rest = written[end + 1 :] if own != 1 else written[end:]
    if claim.measure.unit.dimension:
        for power, sign in signs.items():
            if power != own:
                decimals = len(digits.partition(".")[2])
                yield _with_value(claim, written[:end] + sign + rest, Fraction(digits), decimals, scale / own * power)
