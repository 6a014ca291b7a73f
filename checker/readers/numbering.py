"""Print the automatic numbers of a Word document: 一、 （一） 1. that stand in no run of its text.

Headings and rows are told by them, and rules check that they run on, so they are put into the text as Word prints them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_LEVELS = 9


def chinese_numeral(number: int) -> str:
    """Return `number` (0 to 9999) as it is counted: 十, 十一, 二十, 一百零五."""
    if not 0 < number < 10_000:
        return "〇" if number == 0 else str(number)
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += _DIGITS[digit] + unit
        elif text and number % power and not text.endswith("零"):
            text += "零"
    return text[1:] if text.startswith("一十") else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 26 * 8 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        text += sign * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _digitwise(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseLegalSimplified": lambda number: chinese_numeral(number).translate(_LEGAL),
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "bullet": lambda number: "",
    "none": lambda number: "",
}
for _name in (
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseCounting",
):
    _FORMATS[_name] = chinese_numeral


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    legal: bool = False


@dataclass(slots=True)
class _List:
    """An abstract list with its running counters, shared by all the lists made from it."""

    levels: dict[int, _Level]
    style_link: str = ""
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._abstract_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for element in root.iterfind(f"{W}abstractNum"):
            levels = {_integer(level.get(f"{W}ilvl"), 0): _level(level) for level in element.iterfind(f"{W}lvl")}
            link = element.find(f"{W}numStyleLink")
            self._lists[element.get(f"{W}abstractNumId", "")] = _List(levels, value(link))
        own = {value(element.find(f"{W}styleLink")): element for element in root.iterfind(f"{W}abstractNum")}
        for linked in self._lists.values():
            if linked.style_link and linked.style_link in own:
                linked.levels = self._lists[own[linked.style_link].get(f"{W}abstractNumId", "")].levels
        for element in root.iterfind(f"{W}num"):
            number = element.get(f"{W}numId", "")
            self._abstract_of[number] = value(element.find(f"{W}abstractNumId"))
            self._overrides[number] = {
                _integer(override.get(f"{W}ilvl"), 0): _integer(value(start), 1)
                for override in element.iterfind(f"{W}lvlOverride")
                if (start := override.find(f"{W}startOverride")) is not None
            }

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph of list `number` at level `depth` and return its printed number, empty for a bullet."""
        counted = self._lists.get(self._abstract_of.get(number, ""))
        if counted is None or depth not in counted.levels or not 0 <= depth < _LEVELS:
            return ""
        restart = self._overrides[number].pop(depth, None)
        current = counted.counters[depth]
        if restart is not None:
            counted.counters[depth] = restart
        else:
            counted.counters[depth] = counted.levels[depth].start if current is None else current + 1
        counted.counters[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        level = counted.levels[depth]
        if level.format in ("bullet", "none"):
            return ""

        def printed(match: re.Match[str]) -> str:
            above = int(match[1]) - 1
            upper = counted.levels.get(above, _Level())
            count = counted.counters[above] if above < _LEVELS else None
            format_name = "decimal" if level.legal and above != depth else upper.format
            return _FORMATS.get(format_name, str)(upper.start if count is None else count)

        return re.sub(r"%([1-9])", printed, level.pattern).strip()


def value(element: etree._Element | None) -> str:
    """Return the w:val of `element`, empty where either is missing."""
    return "" if element is None else element.get(f"{W}val", "")


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else otherwise


def _level(element: etree._Element) -> _Level:
    return _Level(
        start=_integer(value(element.find(f"{W}start")), 1),
        format=value(element.find(f"{W}numFmt")) or "decimal",
        pattern=value(element.find(f"{W}lvlText")),
        legal=element.find(f"{W}isLgl") is not None,
    )
