"""Numbers on their way through an expression: what each may be, its dimension, and how a person would write it down.

An amount remembers its formula as pieces, some of them claims, so that the arithmetic can be shown with the numbers as
the report writes them. What cannot be known is a value too, `Unknown`, and passes through every operation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from checker.claims import Claim
from checker.ink import digits_of, rounded
from checker.quantity import Interval
from checker.units import Dimension, combine, resolve

ATOM, PRODUCT, SUM = range(3)
"""How loosely a formula hangs together: what is looser than its neighbours needs brackets."""
MOST_TERMS = 12
"""A sum of more terms than this is shown by its first and last."""


class Reason(StrEnum):
    """Why a relation cannot be evaluated."""

    UNSTATED = "unstated"
    UNITS_DIFFER = "units_differ"
    LENGTHS_DIFFER = "lengths_differ"
    NOTHING_LISTED = "nothing_listed"
    UNBOUNDED = "unbounded"
    NOT_COMPARABLE = "not_comparable"
    NO_SINGLE_SLIP = "no_single_slip"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that cannot be known, and what it is about: a path, or two inks."""

    reason: Reason
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A claim within a formula; its sign is the formula's own."""

    claim: Claim
    negative: bool = False

    def show(self, *, bare: bool = False) -> str:
        """Return the ink, `bare` without multiplier and unit."""
        ink = self.claim.measure.written.lstrip("-−")
        return f"{'−' if self.negative else ''}{ink[: digits_of(ink)[1]] if bare else ink}"


Formula = tuple[str | Written, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit as a rule writes it, and how many base units it is."""

    words: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Amount:
    """A number: the interval that it stands for in base units, its dimension, its formula, the claims it comes from,
    and the unit that the rule writes if the number is the rule's own.
    """

    interval: Interval
    dimension: Dimension = ()
    formula: Formula = ()
    claims: tuple[Claim, ...] = ()
    looseness: int = ATOM
    scale: Scale | None = None

    @property
    def claim(self) -> Claim | None:
        """The claim that this amount is, None if it is calculated or the rule's own."""
        match self.formula:
            case (Written(claim),):
                return claim
        return None

    @property
    def calculated(self) -> bool:
        """Whether the formula is more than one number."""
        return len(self.formula) > 1

    @property
    def negative(self) -> bool:
        """Whether the formula begins with a minus sign."""
        first = self.formula[0]
        return first.negative if isinstance(first, Written) else first.startswith("−")

    def show(self, *, bare: bool = False) -> str:
        """Return the formula as people write it, `bare` without its claims' units; a long sum loses its middle."""
        pieces = [piece if isinstance(piece, str) else piece.show(bare=bare) for piece in self.formula]
        if len(pieces) > 2 * MOST_TERMS and set(pieces[1::2]) <= {" + ", " − "}:
            pieces[MOST_TERMS - 1 : -2] = [" + …"]
        return "".join(pieces)


Item = Amount | str | Unknown
Result = Item | tuple[Item, ...]


# ---------------------------------------------------------------- making
def of_claim(claim: Claim) -> Amount:
    """Return what a claim states, signed by its direction."""
    negative = (claim.direction < 0) is not (claim.measure.number.low.numerator < 0)
    return Amount(claim.interval, claim.measure.unit.dimension, (Written(claim, negative),), (claim,))


def of_value(interval: Interval, written: str = "") -> Amount:
    """Return a number that is no claim: one of the rule's own, or a count that was made."""
    return Amount(interval, (), (written or plain(interval.middle),))


def of_rule(number: Fraction, written: str, words: str) -> Amount:
    """Return a number of the rule's own, in the unit that `words` spell; a pure number where they are empty."""
    if not words:
        return of_value(Interval.exactly(number), written)
    unit = resolve(words)
    interval = Interval.exactly(number * unit.factor)
    return Amount(interval, unit.dimension, (written,), scale=Scale(words, unit.factor))


def plain(value: Fraction) -> str:
    """Return a number with as many decimals as it has, at most four."""
    decimals = next((count for count in range(4) if (value * 10**count).denominator == 1), 4)
    return rounded(value, decimals)


# ---------------------------------------------------------------- arithmetic
def operate(left: Item, sign: str, right: Item) -> Item:
    """Return `left` and `right` joined by + - × or ÷; + and - want one dimension on both sides."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return left if isinstance(left, Unknown) else right
    if isinstance(left, str) or isinstance(right, str):
        return Unknown(Reason.NOT_COMPARABLE, (_shown(left), _shown(right)))
    if sign == "+":
        return total((left, right))
    if sign == "-":
        return _difference(left, right)
    power = 1 if sign == "×" else -1
    interval = left.interval * right.interval if power > 0 else left.interval / right.interval
    formula = (*_enclosed(left, PRODUCT), f" {sign} ", *_enclosed(right, PRODUCT if power > 0 else ATOM, signed=True))
    return Amount(
        interval, combine(left.dimension, right.dimension, power), formula, left.claims + right.claims, PRODUCT
    )


def not_a_number(item: str | Unknown) -> Unknown:
    """Return why an item is no number to reckon with: it is unknown already, or words."""
    return item if isinstance(item, Unknown) else Unknown(Reason.NOT_COMPARABLE, (item,))


def total(items: Iterable[Item]) -> Item:
    """Return the sum of `items`; a negative one is subtracted on paper."""
    summed: Amount | None = None
    pieces: list[str | Written] = []
    claims: list[Claim] = []
    for item in items:
        if not isinstance(item, Amount):
            return not_a_number(item)
        if summed is None:
            summed, pieces = item, list(item.formula)
        elif summed.dimension != item.dimension:
            return Unknown(Reason.UNITS_DIFFER, (summed.show(), item.show()))
        else:
            summed = replace(summed, interval=summed.interval + item.interval, looseness=SUM)
            subtracted = _plainly_negative(item)
            pieces += (" − ", *opposite(item).formula) if subtracted else (" + ", *_enclosed(item, SUM, signed=True))
        claims += item.claims
    if summed is None:
        return Unknown(Reason.NOTHING_LISTED)
    return replace(summed, formula=tuple(pieces), claims=tuple(claims))


def _difference(left: Amount, right: Amount) -> Item:
    if left.dimension != right.dimension:
        return Unknown(Reason.UNITS_DIFFER, (left.show(), right.show()))
    formula = (*left.formula, " − ", *_enclosed(right, PRODUCT, signed=True))
    return Amount(left.interval - right.interval, left.dimension, formula, left.claims + right.claims, SUM)


def opposite(amount: Amount) -> Amount:
    """Return the amount with its sign turned."""
    match amount.formula:
        case (Written(claim, negative),):
            formula: Formula = (Written(claim, not negative),)
        case (str(number),):
            formula = (number.removeprefix("−") if amount.negative else f"−{number}",)
        case _:
            formula = ("−", *_enclosed(amount, PRODUCT, signed=True))
    return replace(amount, interval=-amount.interval, formula=formula)


def extreme(items: Sequence[Item], *, largest: bool) -> Item:
    """Return the least or the largest of `items`: of all that each may be, though only one is written down."""
    best: Amount | None = None
    claims: list[Claim] = []
    for item in items:
        if not isinstance(item, Amount):
            return not_a_number(item)
        claims += item.claims
        if best is None:
            best = item
        elif best.dimension != item.dimension:
            return Unknown(Reason.UNITS_DIFFER, (best.show(), item.show()))
        else:
            further = item if (item.interval.middle > best.interval.middle) is largest else best
            best = replace(further, interval=_furthest(best.interval, item.interval, largest=largest))
    return Unknown(Reason.NOTHING_LISTED) if best is None else replace(best, claims=tuple(claims))


def _furthest(one: Interval, other: Interval, *, largest: bool) -> Interval:
    if not largest:
        return -_furthest(-one, -other, largest=True)
    lows = [end for end in (one.low, other.low) if end is not None]
    return Interval(
        max(lows, default=None), None if one.high is None or other.high is None else max(one.high, other.high)
    )


def magnitude(amount: Amount) -> Amount:
    """Return the amount without its sign."""
    shown = opposite(amount).formula if _plainly_negative(amount) else amount.formula
    formula: Formula = ("|", *shown, "|") if amount.calculated else shown
    return replace(amount, interval=abs(amount.interval), formula=formula, looseness=ATOM)


def _plainly_negative(amount: Amount) -> bool:
    return not amount.calculated and amount.negative


def _enclosed(amount: Amount, loosest: int, *, signed: bool = False) -> Formula:
    """Return the formula, in brackets if it is looser than `loosest`, or begins with a sign right after another."""
    enclosed = amount.looseness > loosest or (signed and amount.negative)
    return ("(", *amount.formula, ")") if enclosed else amount.formula


def _shown(item: Amount | str) -> str:
    return item if isinstance(item, str) else item.show()


# ---------------------------------------------------------------- comparison
def compare(left: Item, sign: str, right: Item) -> bool | Unknown:
    """Tell whether two items may compare as `sign` says: = if they may be equal, <= unless the left must be larger."""
    match left, right:
        case (Unknown() as unknown, _) | (_, Unknown() as unknown):
            return unknown
        case (str(), str()) if sign in ("=", "!="):
            return (left == right) is (sign == "=")
        case Amount(), Amount() if left.dimension == right.dimension:
            return _may_be(left.interval, sign, right.interval)
        case Amount(), Amount():
            return Unknown(Reason.UNITS_DIFFER, (left.show(), right.show()))
    return Unknown(
        Reason.NOT_COMPARABLE, tuple(_shown(item) for item in (left, right) if not isinstance(item, Unknown))
    )


def _may_be(left: Interval, sign: str, right: Interval) -> bool:
    match sign:
        case "=":
            return left.meets(right)
        case "!=":
            return left != right or left.low != left.high or left.low is None
        case "<=":
            return not left.must_exceed(right)
        case ">=":
            return not right.must_exceed(left)
        case "<":
            return _may_exceed_strictly(right, left)
        case _:
            return _may_exceed_strictly(left, right)


def _may_exceed_strictly(left: Interval, right: Interval) -> bool:
    return left.high is None or right.low is None or left.high > right.low


def near(left: Item, right: Item) -> bool | Unknown:
    """Tell whether `left` is `right` but for a digit cut off, or shares forced to 100."""
    return compare(left, "=", loose(right) if isinstance(right, Amount) else right)


def loose(amount: Amount) -> Amount:
    """Return a written number as it may be if it was cut off, not rounded: one unit of its last place each way."""
    if amount.claim is None:
        return amount
    half = amount.claim.measure.number.place * amount.claim.measure.unit.factor / 2
    return replace(amount, interval=amount.interval + Interval(-half, half))


def whole_count(share: Item, whole: Item) -> bool | Unknown:
    """Tell whether a share of so many things can be a whole number of them (Brown and Heathers 2017, the GRIM test)."""
    possible = operate(share, "×", whole)
    if not isinstance(possible, Amount):
        return possible if isinstance(possible, Unknown) else Unknown(Reason.NOT_COMPARABLE)
    low, high = possible.interval.low, possible.interval.high
    if low is None or high is None:
        return Unknown(Reason.UNBOUNDED, (possible.show(),))
    return -(-low // 1) <= high
