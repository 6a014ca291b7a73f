"""Read one quantity: the number that its ink stands for, its unit, its hedge, as grammar/quantities.lark parses them.

Results are memoised by the text, because reports say the same quantities again and again.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import Any

from checker.claims import Measure
from checker.errors import GrammarError
from checker.parsing.grammar import values, words
from checker.parsing.numerals import MYRIAD, Ink, decimal, lowest_place, number, parted, power_of, spelled
from checker.parsing.parser import Leaf, Parser, UnreadError
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
class _UnitInk:
    """A unit as written: its words joined by /, its ink, the multipliers before it (亿元) and below it (/百万人)."""

    words: str
    text: str
    power: Fraction = Fraction(1)
    below: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Amount:
    ink: Ink
    unit: _UnitInk


@dataclass(frozen=True, slots=True)
class _Range:
    """Two amounts; `otherwise` is what the low one is worth on another reading, None where there is but one."""

    low: _Amount
    high: _Amount
    otherwise: Fraction | None = None


_SHARE = "one"
"""The unit of a numeral that is a share of one by itself, such as 三分之一."""
_IN_FULL = {"分": "分钱", "d": "天", "a": "年", "h": "小时", "s": "秒"}
"""The unit words that CENT and PER_TIME stand for."""
_HALF = Fraction(1, 2)
_SHARED_PLACES = 100
"""二 in 二到三百 may stand for 二百, but 一 in 一到二十 is one."""


class _Reader:
    """From the rules of grammar/quantities.lark to inks, amounts and hedges."""

    def group(self, tokens: list[Leaf]) -> Ink:
        ink = decimal(tokens[0])
        if any(token.type == "FEW" for token in tokens):
            ink = replace(ink, spread=lowest_place(ink.value) if ink.place == 1 else ink.place)
        scale = next((values("SCALE")[token] for token in tokens if token.type == "SCALE"), Fraction(1))
        return ink.times(scale * _product(tokens))

    def groups(self, inks: list[Ink]) -> Ink:
        return replace(inks[-1], value=sum((ink.value for ink in inks), Fraction(0)))

    def few(self, _tokens: list[Leaf]) -> None:
        return None

    def han(self, children: list[Any]) -> Ink:
        first, *rest = children
        if first.type == "SOME":
            power = spelled(rest[0]).value if rest[0].type == "HAN" else power_of(rest[0])
            return Ink(2 * power, power, power, power, top=9 * power)  # 几十 is 20 at least and less than 100
        ink = spelled(first)
        if None in rest:
            ink = replace(ink, spread=lowest_place(ink.value))
        return ink.times(_product(rest))

    def power(self, children: list[Any]) -> Ink:
        power = _product(children)
        return Ink(power, power, power if None in children else Fraction(0), power)

    def parts(self, tokens: list[Leaf]) -> Ink:
        whole, below, part = tokens[0].partition("分之")
        unit, worth = ("‰", 1000) if power_of(whole) == 1000 else ("%", 100)
        ink = number(part).times(worth / power_of(whole))
        return replace(ink, power=Fraction(1), unit=unit, unit_text=whole + below)

    def fraction(self, tokens: list[Leaf]) -> Ink:
        above, _, below = tokens[0].partition("/")
        if not below:
            below, _, above = tokens[0].partition("分之")
        return Ink(number(above).value / number(below).value, Fraction(0), unit=_SHARE)

    def tenths(self, tokens: list[Leaf]) -> Ink:
        whole, unit, rest = tokens[0].partition("成")
        ink = replace(spelled(whole), unit=unit, unit_text=unit)
        if not rest:
            return ink
        part = values("HALF").get(rest) or spelled(rest).value / 10
        return replace(ink, value=ink.value + part, place=Fraction(1, 10))

    def doubling(self, tokens: list[Leaf]) -> Ink:
        times, unit = tokens[0].strip("翻了番"), tokens[0][-1]
        ink = number(times) if times else Ink(Fraction(1), Fraction(1))
        return replace(ink, unit=unit, unit_text=unit)

    def magnitudes(self, tokens: list[Leaf]) -> Ink:
        count, counter, power = tokens[0].partition("个")
        return replace(number(count).times(power_of(power)), unit=_SHARE, unit_text=counter + power)

    def digit_count(self, tokens: list[Leaf]) -> Ink:
        length, unit_text = int(spelled(tokens[0][0]).value), tokens[0][1:]
        least = Fraction(10 ** (length - 1))
        return Ink(least, Fraction(1), top=least * 10 - 1, unit=_SHARE, unit_text=unit_text)

    def half(self, tokens: list[Leaf]) -> Ink:
        return Ink(values("HALF")[tokens[0]], Fraction(0), unit=_SHARE)

    def unit(self, tokens: list[Leaf]) -> _UnitInk:
        line = next((at for at, token in enumerate(tokens) if token.type == "PER"), len(tokens))
        text = "".join(token.strip() for token in tokens)
        text = text.strip("()") if text.startswith("(") else text
        return _UnitInk(_unit_words(tokens), text, _product(tokens[:line]), _product(tokens[line:]))

    def each(self, tokens: list[Leaf]) -> _UnitInk:
        count = next((decimal(token).value for token in tokens if token.type == "ARABIC"), Fraction(1))
        return _UnitInk(str(tokens[-1]), "".join(tokens[1:]), below=count * _product(tokens))

    def amount(self, children: list[Any]) -> _Amount:
        signs = {child.type: str(child) for child in children if isinstance(child, Leaf)}
        ink = next(child for child in children if isinstance(child, Ink))
        unit = next((child for child in children if isinstance(child, _UnitInk)), _UnitInk(ink.unit, ink.unit_text))
        if "CURRENCY" in signs:
            unit = _UnitInk(words("CURRENCY")[signs["CURRENCY"]], signs["CURRENCY"])
        if unit.power != 1:
            ink = ink.times(unit.power)
        if children[-1] is None:
            ink = replace(ink, spread=ink.place)
        if signs.keys() & {"AND_A_HALF", "HALF_A"}:
            ink = replace(ink, value=ink.value + _HALF, place=_HALF)
        if signs.keys() & {"RANGE_SIGN", "MINUS"}:
            ink = replace(ink, value=-ink.value)
        return _Amount(ink, unit)

    def range(self, children: list[Any]) -> _Range:
        """Give the left side of 30~50万元 the multiplier of the right side; 八到九百亿 may share 百亿 or 亿."""
        low, _, high = children
        if low.unit.words or low.ink.power >= MYRIAD:
            return _Range(low, high)
        places, myriads = parted(high.ink.power)
        places = places if places >= _SHARED_PLACES else Fraction(1)
        whole, part = low.ink.times(places * myriads), low.ink.times(myriads)
        if low.ink.multiplied or whole.value > high.ink.value:
            return _Range(replace(low, ink=part), high)
        return _Range(replace(low, ink=whole), high, part.value if high.ink.spelled and places > 1 else None)

    def centred(self, children: list[Any]) -> _Amount:
        mean, *unit = children
        return _Amount(decimal(mean), unit[0] if unit else _UnitInk("", ""))

    def ratio(self, tokens: list[Leaf]) -> list[Ink]:
        return [decimal(token) for token in tokens]

    def before(self, tokens: list[Leaf]) -> Hedge:
        return _HEDGES[tokens[0].type]

    after = before

    def start(self, children: list[Any]) -> Any:
        return children


def _product(leaves: list[Any]) -> Fraction:
    """Return the product of the multipliers among the leaves of a rule."""
    return power_of("".join(leaf for leaf in leaves if leaf is not None and leaf.type == "MAGNITUDE"))


def _unit_words(leaves: list[Leaf]) -> str:
    kinds = ("UNIT", "CENT", "PER_TIME")
    return "/".join(str(leaf) if leaf.type == "UNIT" else _IN_FULL[leaf] for leaf in leaves if leaf.type in kinds)


@cache
def _parser() -> Parser:
    return Parser("numerals", "quantities", make=partial(getattr, _Reader()))


@lru_cache(maxsize=65536)
def read_quantity(text: str) -> Reading | None:
    """Return how `text`, one quantity as the scanner found it, reads; None if the grammar has no reading for it.

    `text` is normalised. The measure's value keeps multipliers, its interval is in base units and honours the hedge.
    """
    parser = _parser()
    try:
        return _assemble(text, parser.read(text))
    except (UnreadError, GrammarError, ArithmeticError, LookupError, ValueError):
        return None


def _assemble(text: str, children: list[Any]) -> Reading:
    hedge = next((child for child in children if isinstance(child, Hedge)), Hedge.NONE)
    each = next((child for child in children if isinstance(child, _UnitInk)), None)
    core = next(child for child in children if not isinstance(child, (Hedge, _UnitInk)))
    if isinstance(core, list):
        terms = tuple(ink.value for ink in core)
        places = tuple(ink.place for ink in core)
        total = Number(terms[0], terms[-1], places[0], hedge)
        return Reading(Measure(total, PURE, "", Interval(min(terms), max(terms)), text), parts=terms, places=places)
    if isinstance(core, _Range):
        low, high = core.low, core.high
        unit, unit_text = _unit(high.unit if high.unit.words else low.unit, each)
        total = Number(low.ink.value, high.ink.value, high.ink.place, hedge, high.ink.spread)
        interval = total.interval(exact=unit.countable and all(_whole(end.ink) for end in (low, high)))
        if core.otherwise is not None:
            interval = Interval(core.otherwise, interval.high)
        measure = _measure(total, unit, unit_text, text, interval)
        return Reading(measure, ranged=True, ambiguous=core.otherwise is not None)
    ink = core.ink
    unit, unit_text = _unit(core.unit, each)
    total = Number(ink.value, ink.value if ink.top is None else ink.top, ink.place, hedge, ink.spread)
    interval = total.interval(exact=unit.countable and _whole(ink))
    if ink.place == 0 and hedge is Hedge.NONE:
        # 三分之一 is a round figure, whether or not 约 stands before it.
        interval = replace(total, hedge=Hedge.ABOUT).interval()
    return Reading(_measure(total, unit, unit_text, text, interval), ranged=ink.top is not None)


def _whole(ink: Ink) -> bool:
    """Tell whether a number is a bare whole one: of things that are counted it is exact."""
    return ink.place == 1 and ink.value.denominator == 1


def _unit(ink: _UnitInk, each: _UnitInk | None) -> tuple[Unit, str]:
    """Return the unit that was written and its ink, with the unit of 每千人 put below it."""
    if each:
        ink = _UnitInk(f"{ink.words}/{each.words}", f"{ink.text}/{each.text}", below=ink.below * each.below)
    unit = PURE if ink.words in ("", _SHARE) else resolve(ink.words)
    if ink.below != 1:
        unit = replace(unit, name=unit.name.replace("/", f"/{ink.below} ", 1), factor=unit.factor / ink.below)
    return unit, ink.text


def _measure(number: Number, unit: Unit, unit_text: str, text: str, interval: Interval) -> Measure:
    return Measure(number, unit, unit_text, interval.scaled(unit.factor), "".join(text.splitlines()))


def quantities(text: str) -> list[tuple[Token, Reading]]:
    """Return the quantities that stand in `text`, in order, with how each reads; `text` is normalised."""
    found = ((token, read_quantity(token.text)) for token in scan(text, only=NUMERIC_KINDS))
    return [(token, reading) for token, reading in found if reading]
