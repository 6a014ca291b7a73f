"""What a whole place has and what of it its own level of government has: 全市…收入38.9亿元。市级…收入6.8亿元.

The names are exact but for the place, role and period are the same, they stand near one another, and the whole is
stated alike wherever it is. What one level of government pays to another, and what is left of the year before, is in
the totals of a balance: where an amount is such a total, or what is listed after it is such money, nothing is tied.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile

from checker.claims import Group, Kind
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any
from checker.source import Span
from checker.ties.itemised import numbered, opens_list
from checker.ties.traits import traits_of

_KINDS = frozenset({Kind.LEVEL, Kind.TARGET})
_BALANCED = frozenset({"TOTAL", "PLUS"})
_NEAR = 3
"""So many blocks apart they may stand: in another chapter the same name may hold transfers."""
_LIST = 30
Key = tuple[object, ...]


def find(reading: Reading) -> Iterator[Group]:
    """Yield `tier` (whole, part) for each amount of a level of government whose whole place is stated."""
    wholes: dict[Key, list[Told]] = defaultdict(list)
    parts: list[tuple[Key, Told]] = []
    for index, passage in enumerate(reading.passages):
        for told in _amounts(passage, reading.passages[index + 1 : index + 1 + _LIST]):
            name = str(told.claim.metric)
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


def _amounts(passage: Passage, after: Sequence[Passage]) -> Iterator[Told]:
    """Yield the amounts of a place or of its own level that no balance goes into."""
    starts = _beginnings()
    found = [told for told in passage.told if str(told.claim.metric).startswith(starts) and _is_amount(told)]
    totals = {told.claim.interval for told in passage.told if "TOTAL" in told.statement.marks} if found else set()
    for told in found:
        total = told.claim.interval in totals or _added_to(told, passage)
        listed = () if total else _listed(told, passage, after)
        if not total and not any(names_any(str(other.claim.metric), "TRANSFERRED") for other in listed):
            yield told


def _added_to(told: Told, passage: Passage) -> bool:
    """Tell whether the sentence adds something before it comes to an amount (加上年终结余等，全市支出25.9亿元)."""
    before = passage.sentences[told.place.sentence].clauses[: told.place.clause]
    return any(token.kind == "PLUS" for clause in before for token in clause.tokens)


def _listed(told: Told, passage: Passage, after: Sequence[Passage]) -> Iterator[Told]:
    """Yield what may be parts of an amount: up to the next balance in its paragraph, and in the numbered list that the
    paragraph opens.
    """
    following = passage.told[passage.told.index(told) + 1 :]
    yield from takewhile(lambda other: not other.statement.marks & _BALANCED, following)
    if opens_list(passage):
        yield from (one for item in numbered(after) for one in item.told[:1])


def _is_amount(told: Told) -> bool:
    claim = told.claim
    plain = told.statement.rule == "value" and not told.place.depth and not told.statement.marks & _BALANCED
    named = bool(told.statement.subject) and names_any(str(claim.metric), "OF_TREASURY")
    return plain and named and claim.kind in _KINDS and claim.measure.number.hedge == "none"


def _key(told: Told, place: str, name: str) -> Key:
    claim = told.claim
    return (place, name, claim.measure.unit.dimension, claim.role, claim.period, claim.base, claim.basis)


__all__ = ["find"]
