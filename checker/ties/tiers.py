"""What a whole place has and what of it its own level of government has: 全市…收入38.9亿元。市级…收入6.8亿元.

The names are exact but for the place, role and period are the same, they stand near one another, and the whole is
stated alike wherever it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from checker.claims import Group, Kind
from checker.context import Reading, Told
from checker.parsing.grammar import words
from checker.source import Span
from checker.ties.traits import traits_of

_KINDS = frozenset({Kind.LEVEL, Kind.TARGET})
_BALANCED = frozenset({"TOTAL", "PLUS"})
"""The totals of a balance hold what one level of government pays to another."""
_NEAR = 3
"""So many blocks apart they may stand: in another chapter the same name may hold transfers."""
Key = tuple[object, ...]


def find(reading: Reading) -> Iterator[Group]:
    """Yield `tier` (whole, part) for each amount of a level of government whose whole place is stated."""
    wholes: dict[Key, list[Told]] = defaultdict(list)
    parts: list[tuple[Key, Told]] = []
    for passage in reading.passages:
        for told in filter(_is_amount, passage.told):
            name = str(told.claim.metric)
            if not name.startswith(_beginnings()):
                continue
            for place, own in _places().items():
                if name.startswith(place):
                    wholes[_key(told, place, name.removeprefix(place))].append(told)
                for tier in own:
                    if name.startswith(tier):
                        parts.append((_key(told, place, name.removeprefix(tier)), told))
    for key, part in parts:
        found = [one for one in wholes.get(key, ()) if abs(one.place.block - part.place.block) <= _NEAR]
        if found and all(one.claim.interval.meets(found[0].claim.interval) for one in found):
            whole = min(found, key=lambda one: abs(one.place.block - part.place.block)).claim
            span = Span(min(whole.span.start, part.claim.span.start), max(whole.span.end, part.claim.span.end))
            traits = traits_of(str(part.claim.metric), "not_additive", "may_be_negative")
            yield Group("tier", span, {"whole": whole, "part": part.claim, "subject": part.claim.metric}, traits)


@cache
def _places() -> Mapping[str, Sequence[str]]:
    """Return each word for a whole place with those for its own level of government: 全市 and 市级, 市本级."""
    extents = words("EXTENT")
    levels = [word for word, mark in extents.items() if mark == "level"]
    whole = (word for word, mark in extents.items() if mark == "whole")
    return {place: [level for level in levels if level.startswith(place[1:])] for place in whole}


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple({word for place, own in _places().items() for word in (place, *own)})


def _is_amount(told: Told) -> bool:
    claim = told.claim
    plain = told.statement.rule == "value" and not told.place.depth and not told.statement.marks & _BALANCED
    named = bool(claim.metric) and bool(told.statement.subject)
    return plain and named and claim.kind in _KINDS and claim.measure.number.hedge == "none"


def _key(told: Told, place: str, name: str) -> Key:
    claim = told.claim
    return (place, name, claim.measure.unit.dimension, claim.role, claim.period, claim.base, claim.basis)


__all__ = ["find"]
