"""The closed set of things that a report says with numbers. Data only; parsing makes them, rules match them.

A `Claim` is one written number with what it is about. A `Fact` gathers the claims that speak of one subject in one
place (税收收入完成102.56亿元，同比增长5.15%). A `Group` is a set of facts and claims that the wording ties together
(a whole with its parts, a list with its count). Rules match all three by their kind. An `Account` is what a document
states to others.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from checker.quantity import Interval, Number
from checker.source import Span
from checker.units import PURE, Unit


class Unstated(Enum):
    """The mark for what the text leaves unsaid: neither None nor empty."""

    UNSTATED = "unstated"

    def __bool__(self) -> bool:
        return False


UNSTATED = Unstated.UNSTATED
Stated = str | Unstated


class Kind(StrEnum):
    """What a written number is. The last seven are not quantities."""

    LEVEL = "level"
    COUNT = "count"
    GROWTH = "growth_rate"
    SHIFT = "pp_change"
    DIFFERENCE = "difference"
    SHARE = "share"
    MULTIPLE = "multiple"
    RANGE = "range"
    RANK = "rank"
    DURATION = "duration"
    COMPOSITION = "composition"
    TARGET = "target"
    DATE = "date"
    PERIOD = "period"
    ORDINAL = "ordinal"
    IDENTIFIER = "identifier"
    NAME = "name"
    NUMBER = "number"


NOT_QUANTITIES = frozenset({Kind.DATE, Kind.PERIOD, Kind.ORDINAL, Kind.IDENTIFIER, Kind.NAME, Kind.NUMBER})


class Role(StrEnum):
    """Whether a number was reached, is aimed at, or is there to be compared with."""

    ACTUAL = "actual"
    TARGET = "target"
    COMPARATOR = "comparator"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit: the interval it stands for in base units, and the ink it was written in."""

    number: Number
    unit: Unit
    unit_text: str
    interval: Interval
    written: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One written number and what it is about; whatever the text leaves unsaid is UNSTATED.

    `direction` is +1 for a rise, -1 for a fall, 0 where no direction is said; `measure` is never negative for that
    reason alone. `base` is what a change is measured from (同比, 比上年末); `basis` the price or scope words that keep
    a rate from being recomputed (可比价, 剔除…). `traits` are further words of the grammar that rules may ask for.
    """

    span: Span
    kind: Kind
    measure: Measure
    metric: Stated = UNSTATED
    period: Stated = UNSTATED
    scope: Stated = UNSTATED
    role: Role = Role.ACTUAL
    direction: int = 0
    base: Stated = UNSTATED
    basis: Stated = UNSTATED
    quantifier: Stated = UNSTATED
    traits: frozenset[str] = frozenset()
    word: Span | None = None
    """Where the word of direction or comparison stands."""

    @property
    def interval(self) -> Interval:
        """What the number stands for in base units, signed by its direction."""
        return -self.measure.interval if self.direction < 0 else self.measure.interval

    @property
    def unit_text(self) -> str:
        """The unit as it is written, the multiplier in it left out; empty for a bare number."""
        return self.measure.unit_text


NOTHING = Number(Fraction(0), Fraction(0), Fraction(0))
_NOWHERE = NOTHING.interval()


def not_a_quantity(span: Span, kind: Kind, written: str) -> Claim:
    """Return the claim for a date, name, ordinal, identifier or bare number: ink only, no measure for a rule to use."""
    return Claim(span, kind, Measure(NOTHING, PURE, "", _NOWHERE, written))


class Place(NamedTuple):
    """Where in the reading order something stands: block, sentence, clause, how many brackets are around it, and which
    stretch between semicolons of the sentence it is in.
    """

    block: int
    sentence: int
    clause: int
    depth: int = 0
    stretch: int = 0


_NO_PLACE = Place(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Fact:
    """What one place says of one subject: `fields` names the claim of each role (level, growth, shift …).

    `marks` are the kinds of structural word before its first number, such as OF_WHICH or TOTAL.
    """

    subject: Stated
    span: Span
    fields: Mapping[str, Claim] = field(default_factory=dict)
    place: Place = _NO_PLACE
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """Facts and claims that the wording ties together; `members` names each by its role, a tuple where there are
    several.

    `traits` say how the wording ties them (`exhaustive`, `nested`, `at_least` …).
    """

    kind: str
    span: Span
    members: Mapping[str, Any]
    traits: frozenset[str] = frozenset()


class Phrase(NamedTuple):
    """What one rule of the clause grammar (grammar/clauses.lark) took in: its name and the kinds of token with their
    ink.
    """

    rule: str
    tokens: tuple[tuple[str, str], ...]


class Key(NamedTuple):
    """All that tells a fact from others, in whatever document it is stated."""

    name: str
    whose: str
    """The word for whose figure it is (市本级), empty for the whole that the document is about."""
    sample: str
    dimension: tuple[tuple[str, int], ...]
    kind: str
    months: Hashable
    average: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim in an account, and which table of the document it stands in, 0 for the text."""

    claim: Claim
    table: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What a document states to the other documents of one publication: one claim under each exact key.

    `extent` is the word by which it says that a figure is its own as a whole (全市), empty where it says none.
    """

    extent: str
    entries: Mapping[Key, Entry]
