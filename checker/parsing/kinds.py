"""What kind of number is written: by its unit for the clause grammar, by the words around it for the claim, by both for
the fact that it belongs to.
"""

from collections.abc import Set

from checker.claims import Claim, Kind
from checker.parsing.grammar import words
from checker.parsing.quantities import Reading, read_quantity
from checker.parsing.scanning import Token

_FIELDS = {
    Kind.LEVEL: "level",
    Kind.COUNT: "level",
    Kind.DURATION: "level",
    Kind.RANGE: "range",
    Kind.GROWTH: "growth",
    Kind.SHIFT: "shift",
    Kind.DIFFERENCE: "difference",
    Kind.SHARE: "share",
    Kind.MULTIPLE: "multiple",
    Kind.COMPOSITION: "composition",
    Kind.RANK: "rank",
}


def number_kind(token: Token) -> str:
    """Return the kind of number that the clause grammar sees: PERCENT POINTS TIMES AMOUNT PLAIN RATIO."""
    reading = read_quantity(token.text)
    if token.kind == "RATIO":
        return "RATIO"
    return "PLAIN" if reading is None or _is_bare(reading) else _class_of(reading)


def _is_bare(reading: Reading) -> bool:
    """Tell whether nothing says what a number counts; a fraction such as 1/3 says it by itself."""
    return not reading.measure.unit_text and reading.measure.number.place > 0


def _class_of(reading: Reading) -> str:
    """Return the kind of number that a unit makes."""
    unit = reading.measure.unit
    if unit.name in ("percentage_point", "basis_point", "permille_point"):
        return "POINTS"
    if unit.name in ("multiple", "doubling"):
        return "TIMES"
    return "AMOUNT" if unit.dimension else "PERCENT"


def claim_kind(rule: str, token: Token, reading: Reading) -> Kind:
    """Return what a number says, read by `rule` of the clause grammar."""
    if token.kind == "RATIO":
        return Kind.COMPOSITION
    if reading.ranged:
        return Kind.RANGE
    unit = reading.measure.unit
    if _is_bare(reading):
        return Kind.LEVEL if reading.measure.number.place > 1 else Kind.NUMBER
    match _class_of(reading), rule:
        case "POINTS", _:
            return Kind.SHIFT
        case "TIMES", _:
            return Kind.MULTIPLE
        case "PERCENT", "change":
            return Kind.GROWTH
        case "PERCENT", _:
            return Kind.SHARE
        case _, "change" | "gap":
            return Kind.DIFFERENCE
    if unit.dimension in ((("duration", 1),), (("months", 1),), (("years", 1),)):
        return Kind.DURATION
    return Kind.COUNT if unit.countable else Kind.LEVEL


def tells_a_class(token: Token, tail: str) -> bool:
    """Tell whether a number tells a class of what follows it, by an age or by bounds (60岁及以上人口)."""
    reading = read_quantity(token.text) if tail else None
    if reading is None:
        return False
    if tail.startswith(tuple(words("OF_CLASS"))):
        return True
    bounded = token.text.endswith((*words("AT_LEAST_AFTER"), *words("AT_MOST_AFTER")))
    return bounded or reading.ranged or reading.measure.unit.name == "age"


def ends_a_clause(text: str, token: Token) -> bool:
    """Tell whether a number without a unit stands where a unit was due: glued to a word, with the clause ending after
    it.
    """
    before = text[token.start - 1 : token.start]
    after = text[token.end : token.end + 1]
    code = token.text.startswith("0") and token.text.isdigit()
    year = token.text.isdigit() and len(token.text) == 4 and token.text[:2] in ("19", "20")
    glued = (before.isalpha() and not before.isascii()) or before in ("”", "》")
    return glued and (after in "\r\n,;。、)" or not after) and not year and not code


def field_of(claim: Claim, traits: Set[str]) -> str:
    """Return which field of its fact a claim is: level, growth, share, progress …"""
    if "completion" in traits:
        return "progress"
    return "gap" if "gap" in traits else _FIELDS.get(claim.kind, str(claim.kind))
