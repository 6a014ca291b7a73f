"""Packages of measures known by how many they hold (国家“33条”、上海“50条”、区“27条”), told again in another sentence.

Names of this sort are copied and half-updated like any number. Two sentences that name three or more in one order and
agree in all but one mean the same packages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.claims import Claim, Group, Kind
from checker.context import Passage, Reading
from checker.parsing.grammar import words
from checker.parsing.quantities import read_quantity
from checker.source import Span

_FEWEST = 3
_LEAST = 10
"""Packages of fewer measures than this are seldom known by their number."""


def find(reading: Reading) -> Iterator[Group]:
    """Yield `packages` (first, second) for each package that two lists of packages both name."""
    alike: dict[object, Sequence[Claim]] = {}
    for again in (named for passage in reading.passages for named in _lists(passage)):
        values = [claim.interval.low for claim in again]
        keys = [(place, *values[:place], *values[place + 1 :]) for place in range(len(values))]
        before = next((alike[key] for key in keys if key in alike), None)
        for first, second in zip(before, again, strict=True) if before else ():
            yield Group("packages", Span(first.span.start, second.span.end), {"first": first, "second": second})
        alike.update(dict.fromkeys(keys, again))


def _lists(passage: Passage) -> Iterator[Sequence[Claim]]:
    """Yield the packages of each sentence that names enough of them."""
    for number, sentence in enumerate(passage.sentences):
        counted = [
            told.claim for told in passage.told if told.place.sentence == number and told.claim.kind is Kind.COUNT
        ]
        named = filter(None, map(_package, sentence.named))
        both = sorted((*counted, *named), key=lambda claim: claim.span)
        kept = [claim for claim in both if claim.unit_text in words("PACKAGE_UNIT") and claim.interval.low]
        kept = [claim for claim in kept if (claim.interval.low or 0) >= _LEAST]
        if len(kept) >= _FEWEST:
            yield kept


def _package(name: Claim) -> Claim | None:
    """Return a quoted name as the count that it is."""
    inner = name.measure.written.strip("".join(words("QUOTATION")))
    reading = read_quantity(inner) if inner != name.measure.written else None
    if reading is None or not reading.measure.unit_text:
        return None
    start = name.span.start + name.measure.written.index(inner)
    return replace(name, kind=Kind.COUNT, span=Span(start, start + len(inner)), measure=reading.measure)


__all__ = ["find"]
