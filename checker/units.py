"""A unit as written → its dimension and exact factor. The sole importer of pint.

Units are defined in grammar/units.txt. 万 and 亿 belong to the numeral, never to the unit. Each word is resolved once.
Importing pint costs more than checking a report, so the resolved table is kept in the user's cache folder, keyed by the
content of the unit file and the versions that made it.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from checker.errors import GrammarError
from checker.keeping import kept
from checker.resources import grammar_home
from checker.source import normalise

Dimension = tuple[tuple[str, int], ...]
"""Base dimensions and their exponents, sorted; empty for a pure number."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement: its canonical name, its dimension and what one of it is worth in base units."""

    name: str
    dimension: Dimension
    factor: Fraction

    @property
    def countable(self) -> bool:
        """Whether it counts whole things, so that a bare whole number of it is exact."""
        return len(self.dimension) == 1 and self.dimension[0][0] in COUNTED


PURE = Unit("", (), Fraction(1))
COUNTED = frozenset({"thing", "person", "visit", "time_of", "visit_of_households", "visit_of_firms"})

_own: list[str] = []
"""A project's own definitions."""


def use(definitions: Sequence[str]) -> None:
    """Let the unit file go on with a project's own `definitions`; what was made without them is forgotten."""
    folded = [normalise(definition) for definition in definitions]
    if folded != _own:
        _own[:] = folded
        for name, module in list(sys.modules.items()):
            if name == __name__ or name.startswith(("checker.parsing.", "checker.ties.")):
                for value in vars(module).values():
                    getattr(value, "cache_clear", lambda: None)()


def definitions() -> str:
    """Return the unit file, with a project's own definitions after it."""
    return "\n".join([(grammar_home() / "units.txt").read_text("utf-8"), *_own])


@cache
def unit_words() -> tuple[str, ...]:
    """Return every unit word of the unit file, longest first."""
    return tuple(sorted(_table(), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4096)
def resolve(words: str) -> Unit:
    """Return the unit that `words` spell: one word, which may begin with / (/10万), or words joined by / (per) with
    exponents folded into the words.

    Raises:
        GrammarError: a word is not in the unit file.
    """
    numerator, *denominators = [words] if words in _table() else words.split("/")
    unit = _single(numerator)
    for denominator in denominators:
        unit = _per(unit, _single(denominator))
    return unit


def _single(word: str) -> Unit:
    try:
        name, dimension, numerator, denominator = _table()[word]
    except KeyError:
        raise GrammarError(f"unit {word!r} is not in the unit file", place="units.txt") from None
    return Unit(name, tuple((base, power) for base, power in dimension), Fraction(numerator, denominator))


def _per(unit: Unit, base: Unit) -> Unit:
    return Unit(f"{unit.name}/{base.name}", combine(unit.dimension, base.dimension, -1), unit.factor / base.factor)


def combine(left: Dimension, right: Dimension, sign: int) -> Dimension:
    """Return the dimension of a product (`sign` 1) or a quotient (`sign` -1)."""
    powers = dict(left)
    for base, power in right:
        powers[base] = powers.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in powers.items() if power))


@cache
def _table() -> dict[str, Any]:
    source = definitions()
    return dict(kept("units", source, lambda: _build(source)))


def _build(source: str) -> dict[str, Any]:
    """Resolve every word of the unit file with pint: word → [canonical name, dimension, numerator, denominator]."""
    import pint

    registry: Any = pint.UnitRegistry(None, non_int_type=Fraction, cache_folder=None)
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("#")]
    wrong = (pint.PintError, AttributeError, RecursionError, SyntaxError, TypeError, ValueError)
    try:
        registry.load_definitions([line.partition("#@")[0] for line in lines])
    except wrong as problem:
        raise GrammarError(str(problem), place="units.txt") from None
    table: dict[str, Any] = {}
    for line in lines:
        definition, _, signs = line.partition("#@")
        name, _, *aliases = (part.strip() for part in definition.split(" = "))
        try:
            quantity = registry.Quantity(Fraction(1), name).to_base_units()
        except wrong as problem:
            raise GrammarError(f"{line.strip()}: {problem}", place="units.txt") from None
        dimension = sorted((base.strip("[]"), int(power)) for base, power in quantity.dimensionality.items())
        factor = Fraction(quantity.magnitude)
        spelt = (sign.replace("␣", " ") for sign in signs.split())
        words = [word for word in (*([] if name.isascii() else [name]), *aliases, *spelt) if word != "_"]
        for word in words:
            if word in table:
                raise GrammarError(f"unit word {word!r} is defined twice", place="units.txt")
            table[word] = [name, dimension, factor.numerator, factor.denominator]
    return table
