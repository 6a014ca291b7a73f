"""A structure told as a ratio (三次产业结构为9.2∶23.0∶67.9), and the parts that it is the structure of."""

from collections.abc import Iterator, Sequence

from checker.claims import Claim, Fact, Group, Kind
from checker.context import Passage, Reading, Told
from checker.parsing.phrases import names_any
from checker.quantity import Interval
from checker.source import Span

_NEAR = 2
"""So many blocks after its parts a structure may stand."""


def find(reading: Reading, breakdowns: Sequence[Group]) -> Iterator[Group]:
    """Yield `structure` (claim, terms, parts) for each ratio of all sectors after a whole that is split into as many.

    Of several ratios in a sentence the last is meant (由…调整为…). A term may be a whole last place off: structures are
    often forced to add up to 100.
    """
    splits = [group for group in breakdowns if group.kind == "breakdown" and "exhaustive" in group.traits]
    if splits:
        for passage in reading.passages:
            for told in _ratios(passage):
                split = _split_before(splits, told)
                if split:
                    yield _group(told, split)


def _ratios(passage: Passage) -> Iterator[Told]:
    last: dict[int, Told] = {}
    for told in passage.told:
        if told.claim.kind is Kind.COMPOSITION and names_any(str(told.claim.metric), "ALL_SECTORS"):
            last[told.place.sentence] = told
    yield from last.values()


def _split_before(splits: Sequence[Group], told: Told) -> Sequence[Claim] | None:
    """Return the levels of the last split before a ratio, if it has as many parts, as near, of the same period."""
    before = [split for split in splits if split.span.start < told.claim.span.start]
    if not before:
        return None
    parts: tuple[Fact, ...] = max(before, key=lambda split: split.span.start).members["parts"]
    levels = [part.fields["level"] for part in parts if "level" in part.fields]
    near = 0 <= told.place.block - parts[0].place.block <= _NEAR
    alike = all(level.period == told.claim.period and level.role is told.claim.role for level in levels)
    return levels if near and alike and len(levels) == len(told.statement.reading.parts) else None


def _group(told: Told, parts: Sequence[Claim]) -> Group:
    reading = told.statement.reading
    terms = tuple(
        Interval(term - place, term + place) for term, place in zip(reading.parts, reading.places, strict=True)
    )
    span = Span(parts[0].span.start, told.claim.span.end)
    return Group("structure", span, {"claim": told.claim, "terms": terms, "parts": tuple(parts)})


__all__ = ["find"]
