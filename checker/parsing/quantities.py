"""Read one quantity: the number that its ink stands for, its unit, its hedge. The number itself is parsed by grammar/quantities.lark.

Results are memoised by the text, because reports say the same quantities again and again.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError

from checker.claims import Measure
from checker.errors import GrammarError
from checker.parsing.grammar import build, values
from checker.quantity import Hedge, Interval, Number
from checker.units import PURE, Unit, resolve

_HEDGES = {
    "ABOUT": Hedge.ABOUT,
    "ABOUT_AFTER": Hedge.ABOUT,
    "NEARLY": Hedge.NEARLY,
    "OVER": Hedge.OVER,
    "AT_LEAST": Hedge.AT_LEAST,
    "AT_LEAST_AFTER": Hedge.AT_LEAST,
    "UNDER": Hedge.UNDER,
    "AT_MOST": Hedge.AT_MOST,
    "AT_MOST_AFTER": Hedge.AT_MOST,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a quantity was read: the measure, and whether the ink has a decimal point or a multiplier."""

    measure: Measure
    ranged: bool = False
    parts: tuple[Fraction, ...] = ()
    """The terms of a ratio a:b:c, in order."""
    places: tuple[Fraction, ...] = ()
    """The worth of the last written place of each term."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """A bare number: value, worth of its last place, how far FEW carries it, and whether a multiplier was written."""

    value: Fraction
    place: Fraction
    spread: Fraction = Fraction(0)
    multiplied: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Amount:
    ink: _Ink
    unit: str
    unit_text: str


def _decimal(text: str) -> tuple[Fraction, Fraction]:
    plain = text.replace(",", "")
    decimals = len(plain.partition(".")[2])
    return Fraction(plain), Fraction(1, 10**decimals)


@cache
def _digits() -> dict[str, Fraction]:
    return dict(values("HAN_DIGIT"))


@cache
def _powers() -> dict[str, Fraction]:
    return {**values("HAN_PLACE"), **values("MYRIAD")}


def _power(signs: str) -> Fraction:
    product = Fraction(1)
    for sign in signs:
        product *= _powers()[sign]
    return product


def _chinese(text: str) -> tuple[Fraction, Fraction]:
    """Return the value of a numeral in characters and the worth of its last written place."""
    whole, _, decimals = text.partition("点")
    digits, powers = _digits(), _powers()
    if not any(sign in powers for sign in whole):
        value = Fraction("".join(str(digits[sign]) for sign in whole))
        place = Fraction(1)
    else:
        value, place = _positional(whole), Fraction(1)
        for sign in reversed(whole):
            if sign not in powers or powers[sign] < 10000:
                break
            place *= powers[sign]
    for sign in decimals:
        place /= 10
        value += digits[sign] * place
    return value, place


def _positional(text: str) -> Fraction:
    """Sum a numeral such as 八亿三千万: digits take the power after them, myriads take all that was summed since the last."""
    digits, powers = _digits(), _powers()
    total = section = pending = Fraction(0)
    for sign in text:
        if sign in digits:
            pending = digits[sign] if not pending or sign == "零" else pending * 10 + digits[sign]
        elif powers[sign] < 10000:
            section += (pending or 1) * powers[sign]
            pending = Fraction(0)
        else:
            total = (total + section + pending or 1) * powers[sign] if total < powers[sign] else total + (section + pending) * powers[sign]
            section = pending = Fraction(0)
    return total + section + pending


class _Reader(Transformer[Token, Any]):
    """From the parse tree of grammar/quantities.lark to inks, amounts and hedges."""

    def group(self, tokens: list[Token]) -> _Ink:
        value, place = _decimal(tokens[0])
        power, few = Fraction(1), False
        for token in tokens[1:]:
            if token.type == "MAGNITUDE":
                power *= _power(token)
            else:
                few = True
        spread = _lowest_place(value) * power if few else Fraction(0)
        return _Ink(value * power, place * power, spread, power != 1)

    def groups(self, inks: list[_Ink]) -> _Ink:
        last = inks[-1]
        return _Ink(sum((ink.value for ink in inks), Fraction(0)), last.place, last.spread, any(ink.multiplied for ink in inks))

    def han(self, tokens: list[Token]) -> _Ink:
        if tokens[0].type in ("SOME", "FEW"):
            power = _power(tokens[1])
            return _Ink(power, power, power * 9, True)
        value, place = _chinese(tokens[0])
        few = any(token.type == "FEW" for token in tokens)
        power = _power(tokens[-1]) if tokens[-1].type == "MAGNITUDE" else Fraction(1)
        spread = _lowest_place(value) * power if few else Fraction(0)
        return _Ink(value * power, place * power, spread, power != 1 or place > 1)

    def parts(self, tokens: list[Token]) -> _Ink:
        value, place = _decimal(tokens[1]) if tokens[1].type == "ARABIC" else _chinese(tokens[1])
        whole = _power(tokens[0][0])
        if whole == 10000:
            return _Ink(value / 100, place / 100, unit="%")
        return _Ink(value, place, unit=str(tokens[0]))

    def fraction(self, tokens: list[Token]) -> _Ink:
        below, _, above = tokens[0].partition("分之")
        return _Ink(_chinese(above)[0] / _chinese(below)[0], Fraction(0), unit="one")

    def tenths(self, tokens: list[Token]) -> _Ink:
        whole, _, rest = tokens[0].partition("成")
        half = Fraction(1, 2) if rest == "半" else _chinese(rest)[0] / 10 if rest else Fraction(0)
        return _Ink(_chinese(whole)[0] + half, Fraction(1, 10) if rest else Fraction(1), unit="成")

    def doubling(self, tokens: list[Token]) -> _Ink:
        inner = tokens[0].strip("翻番")
        value, place = (Fraction(1), Fraction(1)) if not inner else _decimal(inner) if inner[0].isascii() else _chinese(inner)
        return _Ink(value, place, unit="番")

    def magnitudes(self, tokens: list[Token]) -> _Ink:
        count, _, power = tokens[0].partition("个")
        return _Ink(_chinese(count)[0] * _power(power), Fraction(1), multiplied=True)

    def unit(self, tokens: list[Token]) -> tuple[str, str]:
        if tokens[0].type == "BRACKET_UNIT":
            return tokens[0].strip(" ()"), str(tokens[0]).strip()
        return "/".join(token for token in tokens if token.type == "UNIT"), "".join(token.replace(" ", "") for token in tokens)

    def amount(self, children: list[Any]) -> _Amount:
        negative = isinstance(children[0], Token)
        ink: _Ink = children[1] if negative else children[0]
        unit, unit_text = children[-1] if isinstance(children[-1], tuple) else (ink.unit, ink.unit)
        if negative:
            ink = _Ink(-ink.value, ink.place, ink.spread, ink.multiplied, ink.unit)
        return _Amount(ink, unit, unit_text)

    def range(self, children: list[Any]) -> tuple[_Amount, _Amount]:
        low, _, high = children
        if not low.unit and not low.ink.multiplied and high.ink.multiplied:
            low = _Amount(self._share_power(low.ink, high.ink), low.unit, low.unit_text)
        return low, high

    @staticmethod
    def _share_power(low: _Ink, high: _Ink) -> _Ink:
        """Give the left side of 30~50万元 the multiplier of the right side."""
        power = Fraction(1)
        while power * 10 <= high.value and (high.value / (power * 10)).denominator == 1 and low.value * power * 10 <= high.value:
            power *= 10
        return _Ink(low.value * power, low.place * power, multiplied=True)

    def ratio(self, tokens: list[Token]) -> list[tuple[Fraction, Fraction]]:
        return [_decimal(token) for token in tokens if token.type == "ARABIC"]

    def before(self, tokens: list[Token]) -> Hedge:
        return _HEDGES[tokens[0].type]

    after = before

    def start(self, children: list[Any]) -> Any:
        return children


def ordinal_of(text: str) -> int | None:
    """Return the number that an ordinal or item number stands for: （四） → 4, 一是 → 1, 第12位 → 12; None if it has none."""
    arabic = "".join(sign for sign in text if sign.isdigit())
    if arabic:
        return int(arabic)
    numeral = "".join(sign for sign in text if sign in _digits() or sign in _powers())
    return int(_chinese(numeral)[0]) if numeral else None


def _lowest_place(value: Fraction) -> Fraction:
    """Return the worth of the lowest digit that is not 0: 3000 → 1000, 150 → 10."""
    place = Fraction(1)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


@cache
def _parser() -> Lark:
    return build("numerals", "quantities", lexer="basic", start="start")


_READER = _Reader()


@lru_cache(maxsize=65536)
def read_quantity(text: str) -> Reading | None:
    """Return how `text`, one quantity as the scanner found it, reads; None if the grammar has no reading for it.

    `text` is normalised. The measure's value keeps multipliers, its interval is in base units and honours the hedge.
    """
    try:
        children: list[Any] = _READER.transform(_parser().parse(text))
        return _assemble(text, children)
    except (LarkError, GrammarError, KeyError):
        return None


def _assemble(text: str, children: list[Any]) -> Reading:
    hedges = [child for child in children if isinstance(child, Hedge)]
    core = next(child for child in children if not isinstance(child, Hedge))
    hedge = hedges[0] if hedges else Hedge.NONE
    if isinstance(core, list):
        terms = tuple(value for value, _ in core)
        places = tuple(place for _, place in core)
        number = Number(terms[0], terms[-1], places[0])
        return Reading(Measure(number, PURE, "", Interval(min(terms), max(terms)), text), parts=terms, places=places)
    if isinstance(core, tuple):
        low, high = core
        unit = _unit(high.unit or low.unit)
        number = Number(low.ink.value, high.ink.value, high.ink.place, hedge)
        return Reading(_measure(number, unit, high.unit_text or low.unit_text, text, exact=False), ranged=True)
    ink = core.ink
    unit = _unit(core.unit)
    number = Number(ink.value, ink.value, ink.place, hedge, ink.spread)
    exact = unit.countable and not ink.multiplied and ink.value.denominator == 1
    return Reading(_measure(number, unit, core.unit_text, text, exact=exact))


def _unit(words: str) -> Unit:
    return PURE if words in ("", "one") else resolve(words)


def _measure(number: Number, unit: Unit, unit_text: str, text: str, *, exact: bool) -> Measure:
    return Measure(number, unit, "" if unit_text == "one" else unit_text, number.interval(exact=exact).scaled(unit.factor), text)
