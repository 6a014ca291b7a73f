"""What the name of a metric says of it, as traits that rules ask for."""

from collections.abc import Mapping
from functools import lru_cache

from checker.parsing.phrases import names_any

_SECTIONS: Mapping[str, str] = {
    "not_additive": "NOT_ADDITIVE",
    "may_be_negative": "MAY_BE_NEGATIVE",
    "real": "REAL_GROWTH",
    "rate": "RATE_SUFFIX",
    "within_whole": "WITHIN_WHOLE",
    "over_hundred": "MAY_EXCEED_WHOLE",
    "fine_particle": "FINE_PARTICLE",
    "stock": "STOCK",
}
"""Each trait with the section of words that give it."""


@lru_cache(maxsize=8192)
def traits_of(name: str, *traits: str) -> frozenset[str]:
    """Return which of the traits a name has."""
    return frozenset(trait for trait in traits if names_any(name, _SECTIONS[trait]))
