"""What the ink of a bare number stands for: digits with separators, numerals in characters, multipliers.

No units, no hedges. The values of the characters are the word lists of grammar/words/numerals.txt.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from checker.parsing.grammar import values

MYRIAD = 10000
"""Where the multipliers begin that count in fours (万, 亿); below it they are places of one numeral (十, 百, 千)."""
_SEPARATORS = str.maketrans({",": None, " ": None, "\u202f": None, "·": "."})
"""Signs that part the digits of a number in threes, and a decimal point of another shape."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A bare number: its value, the worth of its last place, how far FEW carries it, the multiplier written last.

    `top` is the second value where the ink gives two in one (二三十); `spelled` says that it is in characters; `unit`
    and `unit_text` are set where the numeral is its own unit (三成).
    """

    value: Fraction
    place: Fraction
    spread: Fraction = Fraction(0)
    power: Fraction = Fraction(1)
    top: Fraction | None = None
    spelled: bool = False
    unit: str = ""
    unit_text: str = ""

    @property
    def multiplied(self) -> bool:
        """Whether a multiplier was written."""
        return self.power != 1

    def times(self, factor: Fraction) -> "Ink":
        """Return the ink with one more multiplier."""
        if factor == 1:
            return self
        top = None if self.top is None else self.top * factor
        worth = replace(self, value=self.value * factor, place=self.place * factor, top=top)
        return replace(worth, spread=self.spread * factor, power=self.power * factor)


def decimal(text: str) -> Ink:
    """Return what digits stand for, with or without separators and a decimal point."""
    plain = text.translate(_SEPARATORS)
    return Ink(Fraction(plain), Fraction(1, 10 ** len(plain.partition(".")[2])))


def spelled(text: str) -> Ink:
    """Return what a numeral in characters stands for; two digits side by side give it a value and a top."""
    pair = _side_by_side(text)
    if not pair:
        return _one_value(text)
    low, high = (_one_value(text[:at] + text[at + 1 :]) for at in (pair, pair - 1))
    return replace(low, top=high.value)


def _one_value(text: str) -> Ink:
    whole, _, decimals = text.partition("点")
    value = _positional(whole)
    power = power_of(whole[len(whole.rstrip("".join(_powers()))) :])
    place = power if power >= MYRIAD else Fraction(1)
    for sign in decimals:
        place /= 10
        value += _digits()[sign] * place
    return Ink(value, place, power=power, spelled=True)


def number(text: str) -> Ink:
    """Return what a number stands for that is all digits or all characters."""
    return decimal(text) if text[0].isascii() else spelled(text)


def power_of(signs: str) -> Fraction:
    """Return the product of multipliers: 百亿 is ten thousand million."""
    product = Fraction(1)
    for sign in signs:
        product *= _powers()[sign]
    return product


def parted(power: Fraction) -> tuple[Fraction, Fraction]:
    """Part a multiplier such as 百亿 into what counts (百) and the myriads it counts (亿)."""
    places = power
    while places % MYRIAD == 0:
        places /= MYRIAD
    return places, power / places


def lowest_place(value: Fraction) -> Fraction:
    """Return the worth of the lowest digit of a whole number that is not 0: 3000 → 1000, 150 → 10."""
    place = Fraction(1)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def ordinal_of(text: str) -> int | None:
    """Return the number in an ordinal or item number: （四） → 4, 一是 → 1, 第12位 → 12; None if it has none."""
    arabic = "".join(sign for sign in text if sign.isdigit())
    if arabic:
        return int(arabic)
    numeral = "".join(sign for sign in text if sign in _digits() or sign in _powers())
    return int(spelled(numeral).value) if numeral else None


@cache
def _digits() -> dict[str, Fraction]:
    return dict(values("HAN_DIGIT"))


@cache
def _powers() -> dict[str, Fraction]:
    return {**values("HAN_PLACE"), **values("MYRIAD")}


def _side_by_side(text: str) -> int:
    """Return where the second of two digits side by side stands (二三十), 0 if there are none; 零 is no digit here."""
    whole = text.partition("点")[0]
    return next((at for at in range(1, len(whole)) if all(_digits().get(sign) for sign in whole[at - 1 : at + 1])), 0)


def _positional(text: str) -> Fraction:
    """Sum a numeral such as 八亿三千万: a digit takes the power after it, a myriad all since the last myriad."""
    digits, powers = _digits(), _powers()
    total = section = pending = Fraction(0)
    for sign in text:
        if sign in digits:
            pending = digits[sign]
        elif powers[sign] < MYRIAD:
            section += (pending or 1) * powers[sign]
            pending = Fraction(0)
        elif total < powers[sign]:
            total = (total + section + pending or 1) * powers[sign]
            section = pending = Fraction(0)
        else:
            total += (section + pending) * powers[sign]
            section = pending = Fraction(0)
    return total + section + pending
