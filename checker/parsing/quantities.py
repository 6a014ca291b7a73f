"""Read one quantity: the number that its ink stands for, its unit, its hedge. The number itself is parsed by grammar/quantities.lark.

Results are memoised by the text, because reports say the same quantities again and again.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Transformer
from lark import Token as Ink
from lark.exceptions import LarkError

from checker.claims import Measure
from checker.errors import GrammarError
from checker.parsing.grammar import build, values
from checker.parsing.scanning import Token, scan
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
    "PAST": Hedge.OVER,
}
NUMERIC_KINDS = frozenset({"QUANTITY", "BARE", "RATIO"})
"""The kinds of token that hold a number to be read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a quantity was read: the measure, and how its ink is built."""

    measure: Measure
    ranged: bool = False
    ambiguous: bool = False
    """Whether the low end of a range may or may not share the multiplier of the high end (八到九百亿)."""
    parts: tuple[Fraction, ...] = ()
    """The terms of a ratio a:b:c, in order."""
    places: tuple[Fraction, ...] = ()
    """The worth of the last written place of each term."""


@dataclass(frozen=True, slots=True)
class _Ink:
    """A bare number: value, worth of its last place, how far FEW carries it, the multiplier written last.

    `top` is above `value` only where the ink gives two numbers in one (二三十). `unit` and `unit_text` are set where the
    numeral is its own unit (三成), `spelled` where it is written in characters.
    """

    value: Fraction
    place: Fraction
    spread: Fraction = Fraction(0)
    power: Fraction = Fraction(1)
    top: Fraction | None = None
    unit: str = ""
    unit_text: str = ""
    spelled: bool = False

    @property
    def multiplied(self) -> bool:
        return self.power != 1

    def scaled(self, power: Fraction) -> "_Ink":
        """Return the ink with one more multiplier."""
        top = None if self.top is None else self.top * power
        return replace(self, value=self.value * power, place=self.place * power, spread=self.spread * power, power=self.power * power, top=top)


@dataclass(frozen=True, slots=True)
class _UnitInk:
    """A unit as written: its words joined by /, its ink, the multiplier before it (亿元) and those below the line (/百万人)."""

    words: str
    text: str
    power: Fraction = Fraction(1)
    below: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Amount:
    ink: _Ink
    unit: _UnitInk


@dataclass(frozen=True, slots=True)
class _Range:
    """Two amounts; `otherwise` is what the low one is worth on another reading, None where there is but one."""

    low: _Amount
    high: _Amount
    otherwise: Fraction | None = None


_TEN, _MYRIAD = 10, 10000
_SHARE = "one"
"""The unit of a numeral that is a share of one by itself, such as 三分之一."""
_COIN = "分钱"
"""The unit word that CENT stands for."""
_SEPARATORS = str.maketrans({",": None, " ": None, "\u202f": None, "·": "."})
"""Signs that part the digits of a number in threes, and a decimal point of another shape."""


def _decimal(text: str) -> tuple[Fraction, Fraction]:
    plain = text.translate(_SEPARATORS)
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


def _powers_of(power: Fraction) -> tuple[Fraction, Fraction]:
    """Part a multiplier such as 百亿 into what counts (百) and the myriads it counts (亿)."""
    places = power
    while places % _MYRIAD == 0:
        places /= _MYRIAD
    return places, power / places


def _chinese(text: str) -> _Ink:
    """Return what a numeral in characters stands for; two digits side by side give it a value and a top."""
    pair = _side_by_side(text)
    if pair:
        low, high = (_chinese(text[:at] + text[at + 1 :]) for at in (pair, pair - 1))
        return replace(low, top=high.value)
    whole, _, decimals = text.partition("点")
    value = _positional(whole)
    power = _power(whole[len(whole.rstrip("".join(_powers()))) :])
    place = power if power >= _MYRIAD else Fraction(1)
    for sign in decimals:
        place /= 10
        value += _digits()[sign] * place
    return _Ink(value, place, power=power, spelled=True)


def _side_by_side(text: str) -> int:
    """Return where the second of two digits side by side stands (二三十), 0 if there are none; a 零 between places is none."""
    whole = text.partition("点")[0]
    return next((at for at in range(1, len(whole)) if all(_digits().get(sign) for sign in whole[at - 1 : at + 1])), 0)


def _positional(text: str) -> Fraction:
    """Sum a numeral such as 八亿三千万: digits take the power after them, myriads take all that was summed since the last."""
    digits, powers = _digits(), _powers()
    total = section = pending = Fraction(0)
    for sign in text:
        if sign in digits:
            pending = digits[sign] if not pending or sign == "零" else pending * 10 + digits[sign]
        elif powers[sign] < _MYRIAD:
            section += (pending or 1) * powers[sign]
            pending = Fraction(0)
        else:
            total = (total + section + pending or 1) * powers[sign] if total < powers[sign] else total + (section + pending) * powers[sign]
            section = pending = Fraction(0)
    return total + section + pending


class _Reader(Transformer[Ink, Any]):
    """From the parse tree of grammar/quantities.lark to inks, amounts and hedges."""

    def group(self, tokens: list[Ink]) -> _Ink:
        value, place = _decimal(tokens[0])
        power, few = Fraction(1), False
        for token in tokens[1:]:
            if token.type == "MAGNITUDE":
                power *= _power(token)
            else:
                few = True
        spread = min(place, Fraction(1)) * _lowest_place(value) * power if few else Fraction(0)
        return _Ink(value * power, place * power, spread, power)

    def groups(self, inks: list[_Ink]) -> _Ink:
        return replace(inks[-1], value=sum((ink.value for ink in inks), Fraction(0)))

    def few(self, _tokens: list[Ink]) -> None:
        return None

    def han(self, children: list[Any]) -> _Ink:
        first = children[0]
        if first.type == "SOME":
            power = _chinese(children[1]).value if children[1].type == "HAN" else _power(children[1])
            return _Ink(power, power, power * 9, power)
        ink = _chinese(first)
        if None in children:
            ink = replace(ink, spread=_lowest_place(ink.value))
        return ink.scaled(_power(children[-1])) if len(children) > 1 and children[-1] is not None else ink

    def power(self, children: list[Any]) -> _Ink:
        power = _power(children[0])
        return _Ink(power, power, power if None in children else Fraction(0), power)

    def parts(self, tokens: list[Ink]) -> _Ink:
        whole, below, part = tokens[0].partition("分之")
        ink = _Ink(*_decimal(part)) if part[0].isascii() else _chinese(part)
        unit, worth = ("‰", 1000) if _powers()[whole] == 1000 else ("%", 100)
        share = worth / _powers()[whole]
        return replace(ink, value=ink.value * share, place=ink.place * share, power=Fraction(1), unit=unit, unit_text=whole + below)

    def fraction(self, tokens: list[Ink]) -> _Ink:
        above, slash, below = tokens[0].partition("/")
        if slash:
            return _Ink(Fraction(int(above), int(below)), Fraction(0), unit=_SHARE)
        below, _, above = tokens[0].partition("分之")
        return _Ink(_chinese(above).value / _chinese(below).value, Fraction(0), unit=_SHARE)

    def tenths(self, tokens: list[Ink]) -> _Ink:
        whole, _, rest = tokens[0].partition("成")
        half = Fraction(1, 2) if rest == "半" else _chinese(rest).value / 10 if rest else Fraction(0)
        ink = _chinese(whole)
        return replace(ink, value=ink.value + half, place=Fraction(1, 10) if rest else Fraction(1), unit="成", unit_text="成")

    def doubling(self, tokens: list[Ink]) -> _Ink:
        inner = tokens[0].strip("翻了番")
        ink = _Ink(Fraction(1), Fraction(1)) if not inner else _Ink(*_decimal(inner)) if inner[0].isascii() else _chinese(inner)
        return replace(ink, unit="番", unit_text="番")

    def magnitudes(self, tokens: list[Ink]) -> _Ink:
        count, counter, power = tokens[0].partition("个")
        ink = _Ink(*_decimal(count)) if count[0].isascii() else _chinese(count)
        return replace(ink.scaled(_power(power)), unit=_SHARE, unit_text=counter + power)

    def digit_count(self, tokens: list[Ink]) -> _Ink:
        length = int(_digits().get(tokens[0][0]) or _powers()[tokens[0][0]])
        return _Ink(Fraction(10 ** (length - 1)), Fraction(1), top=Fraction(10**length - 1), unit=_SHARE, unit_text=tokens[0][1:])

    def half(self, tokens: list[Ink]) -> _Ink:
        return _Ink(values("HALF")[tokens[0]], Fraction(0), unit=_SHARE)

    def unit(self, tokens: list[Ink]) -> _UnitInk:
        text = "".join("".join(tokens).split()).strip("()")
        above, below, under = Fraction(1), Fraction(1), False
        for token in tokens:
            under = under or token.type == "PER"
            if token.type == "MAGNITUDE" and under:
                below *= _power(token)
            elif token.type == "MAGNITUDE":
                above = _power(token)
        return _UnitInk("/".join(_unit_word(token) for token in tokens if token.type in ("UNIT", "CENT")), text, above, below)

    def each(self, tokens: list[Ink]) -> _UnitInk:
        below = Fraction(1)
        for token in tokens:
            if token.type == "MAGNITUDE":
                below *= _power(token)
            elif token.type == "ARABIC":
                below *= _decimal(token)[0]
        return _UnitInk(_unit_word(tokens[-1]), "".join(tokens[1:]), below=below)

    def amount(self, children: list[Any]) -> _Amount:
        negative = isinstance(children[0], Ink)
        ink = next(child for child in children if isinstance(child, _Ink))
        unit = next((child for child in children if isinstance(child, _UnitInk)), _UnitInk(ink.unit, ink.unit_text))
        if unit.power != 1:
            ink = ink.scaled(unit.power)
        if children[-1] is None:
            ink = replace(ink, spread=ink.place)
        if negative:
            ink = replace(ink, value=-ink.value)
        return _Amount(ink, unit)

    def range(self, children: list[Any]) -> _Range:
        """Give the left side of 30~50万元 the multiplier of the right side; 八到九百亿 may share 百亿 or 亿."""
        low, _, high = children
        if low.unit.words or low.ink.power >= _MYRIAD:
            return _Range(low, high)
        places, myriads = _powers_of(high.ink.power)
        places = places if places > _TEN else Fraction(1)
        whole, part = low.ink.scaled(places * myriads), low.ink.scaled(myriads)
        if low.ink.multiplied or whole.value > high.ink.value:
            return _Range(replace(low, ink=part), high)
        return _Range(replace(low, ink=whole), high, part.value if high.ink.spelled and places > 1 else None)

    def ratio(self, tokens: list[Ink]) -> list[tuple[Fraction, Fraction]]:
        return [_decimal(token) for token in tokens if token.type == "ARABIC"]

    def before(self, tokens: list[Ink]) -> Hedge:
        return _HEDGES[tokens[0].type]

    after = before

    def start(self, children: list[Any]) -> Any:
        return children


def _unit_word(token: Ink) -> str:
    return _COIN if token.type == "CENT" else str(token)


def ordinal_of(text: str) -> int | None:
    """Return the number that an ordinal or item number stands for: （四） → 4, 一是 → 1, 第12位 → 12; None if it has none."""
    arabic = "".join(sign for sign in text if sign.isdigit())
    if arabic:
        return int(arabic)
    numeral = "".join(sign for sign in text if sign in _digits() or sign in _powers())
    return int(_chinese(numeral).value) if numeral else None


def _lowest_place(value: Fraction) -> Fraction:
    """Return the worth of the lowest digit that is not 0: 3000 → 1000, 150 → 10."""
    place = Fraction(1)
    while value and value % (place * 10) == 0:
        place *= 10
    return place


@cache
def _parser() -> Lark:
    return build("numerals", "quantities", lexer="contextual", start="start")


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
    hedge = next((child for child in children if isinstance(child, Hedge)), Hedge.NONE)
    each = next((child for child in children if isinstance(child, _UnitInk)), None)
    core = next(child for child in children if not isinstance(child, (Hedge, _UnitInk)))
    if isinstance(core, list):
        terms = tuple(value for value, _ in core)
        places = tuple(place for _, place in core)
        number = Number(terms[0], terms[-1], places[0], hedge)
        return Reading(Measure(number, PURE, "", Interval(min(terms), max(terms)), text), parts=terms, places=places)
    if isinstance(core, _Range):
        low, high = core.low, core.high
        unit, unit_text = _unit(high.unit if high.unit.words else low.unit, each)
        number = Number(low.ink.value, high.ink.value, high.ink.place, hedge, high.ink.spread)
        interval = number.interval()
        if core.otherwise is not None:
            interval = Interval(core.otherwise, interval.high)
        return Reading(_measure(number, unit, unit_text, text, interval), ranged=True, ambiguous=core.otherwise is not None)
    ink = core.ink
    unit, unit_text = _unit(core.unit, each)
    number = Number(ink.value, ink.value if ink.top is None else ink.top, ink.place, hedge, ink.spread)
    exact = unit.countable and not ink.multiplied and ink.value.denominator == 1
    return Reading(_measure(number, unit, unit_text, text, number.interval(exact=exact)), ranged=ink.top is not None)


def _unit(ink: _UnitInk, each: _UnitInk | None) -> tuple[Unit, str]:
    """Return the unit that was written and its ink, with the unit of 每千人 put below it."""
    if each:
        ink = _UnitInk(f"{ink.words}/{each.words}", f"{ink.text}/{each.text}", below=ink.below * each.below)
    unit = PURE if ink.words in ("", _SHARE) else resolve(ink.words)
    if ink.below != 1:
        unit = replace(unit, name=unit.name.replace("/", f"/{ink.below} ", 1), factor=unit.factor / ink.below)
    return unit, ink.text


def _measure(number: Number, unit: Unit, unit_text: str, text: str, interval: Interval) -> Measure:
    return Measure(number, unit, unit_text, interval.scaled(unit.factor), text)


def quantities(text: str) -> list[tuple[Token, Reading]]:
    """Return the quantities that stand in `text`, in order, with how each reads; `text` is normalised."""
    found = ((token, read_quantity(token.text)) for token in scan(text) if token.kind in NUMERIC_KINDS)
    return [(token, reading) for token, reading in found if reading]
