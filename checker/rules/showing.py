"""What a comparison looks like on paper: the arithmetic with the report's own numbers, both sides, how far apart.

Values are rounded only here: to the last place that the report writes, or as much finer as a difference needs.
"""

from dataclasses import dataclass
from fractions import Fraction

from checker.claims import Claim
from checker.finding import Outcome
from checker.ink import like, roughly, rounded, scale_of, suffix_of
from checker.quantity import Interval
from checker.rules.amounts import PRODUCT, Amount, Scale, plain
from checker.rules.evaluation import Compared

_FINEST = 4
"""So many decimals more than the report writes are tried at most."""
_BROKEN = {"=": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤", "!=": "="}
_HOLDS = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "!=": "≠"}
_TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


@dataclass(frozen=True, slots=True)
class Sides:
    """The side that the report states, the side that it is held against, and the claim whose style both follow, or the
    rule's unit.
    """

    stated: Amount
    computed: Amount
    model: Claim | Scale | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A comparison in a report's own ink; fields are empty where there is nothing to show."""

    arithmetic: str = ""
    stated: str = ""
    computed: str = ""
    difference: str = ""
    allowance: str = ""


def sides_of(compared: Compared | None, at: Claim | None = None) -> Sides | None:
    """Return which side is which: stated is the one that is the claim `at`, a claim, no calculation, or about `at`.

    None where the comparison is not one of numbers.
    """
    if compared is None or not isinstance(compared.left, Amount) or not isinstance(compared.right, Amount):
        return None
    left, right = compared.left, compared.right
    sides = (right, left)
    ranked = [side for side in sides if side.claim and side.claim == at]
    ranked += [side for side in sides if side.claim]
    ranked += [side for side in sides if not side.calculated]
    ranked += [side for side in sides if at in side.claims]
    stated = ranked[0] if ranked else right
    computed = left if stated is right else right
    return Sides(stated, computed, _model(stated) or _model(computed) or stated.scale)


def _model(amount: Amount) -> Claim | None:
    """Return a claim in whose unit an amount can be written; a product of ratios is not in that of its factors."""
    if amount.claim or (amount.looseness == PRODUCT and not amount.dimension):
        return amount.claim
    return next((claim for claim in amount.claims if claim.measure.unit.dimension == amount.dimension), None)


def show(compared: Compared | None, at: Claim) -> Shown:
    """Return how a comparison that broke a rule at a claim is written down."""
    sides = sides_of(compared, at)
    if compared is None or sides is None or not (sides.model or sides.computed.calculated):
        return Shown()
    stated, computed = sides.stated, sides.computed
    apart = abs(computed.interval.middle - stated.interval.middle)
    more = next((more for more in range(_FINEST) if _told_apart(sides, more)), 0)
    signs = _signs(stated, computed)
    return Shown(
        arithmetic=_arithmetic(compared, sides, Outcome.BROKEN, more),
        stated=_value(stated, sides.model, more, signed=signs),
        computed=_value(computed, sides.model, more, signed=signs),
        difference=_written(sides.model, apart, more),
        allowance=_slack(sides) if compared.sign == "=" else "",
    )


def proof(compared: Compared | None) -> str:
    """Return the arithmetic of a comparison that holds, empty where there is nothing to show.

    It is not shown as if it did not hold: what rounds to something else gets one decimal more.
    """
    sides = sides_of(compared)
    if compared is None or sides is None or not (sides.model or sides.computed.calculated):
        return ""
    return _arithmetic(compared, sides, Outcome.HOLDS, int(_told_apart(sides, 0)))


def _signs(stated: Amount, computed: Amount) -> bool:
    """Tell whether signs must be shown: they need not where both sides fall and words say so."""
    worded = stated.claim is not None and stated.claim.direction < 0
    return not (worded and stated.interval.middle < 0 and computed.interval.middle < 0)


def _told_apart(sides: Sides, more: int) -> bool:
    """Tell whether the two sides look different with so many decimals more than the report writes."""
    model, one, other = sides.model, sides.stated.interval.middle, sides.computed.interval.middle
    return isinstance(model, Claim) and one != other and like(model, one, more=more) != like(model, other, more=more)


def worth(amount: Amount) -> str:
    """Return what an amount comes to, in the style of a claim that it comes from."""
    return _value(amount, _model(amount), 0)


# ---------------------------------------------------------------- arithmetic
def _arithmetic(compared: Compared, sides: Sides, outcome: Outcome, more: int) -> str:
    """Return calculation = value ≠ stated, the calculation first; two calculations meet in the middle."""
    stated, computed = sides.stated, sides.computed
    shown, value = _value(stated, sides.model, more), _value(computed, sides.model, more)
    sign = (_BROKEN if outcome is Outcome.BROKEN else _HOLDS)[compared.sign]
    if sign == "=" and shown != value and compared.sign == "=":
        sign = "≈"
    if not computed.calculated:
        first, second = (shown, value) if stated is compared.left else (value, shown)
        return f"{first} {sign} {second}"
    if stated is compared.left:
        sign = _TURNED.get(sign, sign)
    tail = f" = {stated.show(bare=_one_unit(stated, sides.model))}" if stated.calculated else ""
    result = shown if sign == "=" and shown == value else f"{value} {sign} {shown}"
    return f"{computed.show(bare=_one_unit(computed, sides.model))} = {result}{tail}"


def _one_unit(amount: Amount, model: Claim | Scale | None) -> bool:
    """Tell whether the units of a formula go without saying: all one, and that of the result or cancelled in it."""
    suffixes = {suffix_of(claim) for claim in amount.claims}
    if len(suffixes) != 1 or any(sign.isdecimal() for sign in next(iter(suffixes))):
        return False
    cancelled = not amount.dimension and all(claim.measure.unit.dimension for claim in amount.claims)
    return cancelled or (isinstance(model, Claim) and suffix_of(model) in suffixes)


def _value(amount: Amount, model: Claim | Scale | None, more: int, *, signed: bool = True) -> str:
    """Return what an amount comes to: its ink if it is one number, else its middle in the model's style."""
    if not amount.calculated:
        shown = amount.show()
        return shown if signed else shown.removeprefix("−")
    return _written(model, amount.interval.middle, more, signed=signed)


def _written(model: Claim | Scale | None, value: Fraction, more: int, *, signed: bool = True) -> str:
    match model:
        case Claim():
            return like(model, value, signed=signed, more=more)
        case Scale(words, factor):
            return f"{roughly(value / factor)}{words}"
    return plain(value if signed else abs(value))


# ---------------------------------------------------------------- allowance
def _slack(sides: Sides) -> str:
    """Return how far rounding alone may carry the two sides apart, to within a twentieth of that."""
    width = _half(sides.stated.interval) + _half(sides.computed.interval)
    if not width:
        return ""
    model = sides.model if isinstance(sides.model, Claim) else None
    scale, suffix = (scale_of(model) or Fraction(1), suffix_of(model)) if model else (Fraction(1), "")
    value = width / scale
    fine = (decimals for decimals in range(_FINEST) if abs(Fraction(rounded(value, decimals)) - value) * 20 <= value)
    return f"±{rounded(value, next(fine, _FINEST))}{suffix}"


def _half(interval: Interval) -> Fraction:
    return (interval.high - interval.low) / 2 if interval.low is not None and interval.high is not None else Fraction(0)
