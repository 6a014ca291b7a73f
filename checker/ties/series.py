"""A series of values of one thing, and the word that says which way it went (连续三年增长，分别为100、110、105亿元)."""

from collections.abc import Iterator, Sequence

from checker.claims import Claim, Group, Kind
from checker.context import Passage, Reading, Told
from checker.parsing.phrases import names_any
from checker.source import Span

_FEWEST = 3
_VALUES = frozenset({Kind.LEVEL, Kind.COUNT, Kind.SHARE})
_TRENDS = (("rise", "STEADY_RISE"), ("fall", "STEADY_FALL"))


def find(reading: Reading) -> Iterator[Group]:
    """Yield `series` (earlier, later: each value and the one after it) for each run of values of one metric in a
    sentence that says that they only rise or only fall.
    """
    for passage in reading.passages:
        for index, told in enumerate(passage.told):
            run = passage.told[index : index + told.statement.run]
            if told.statement.run >= _FEWEST and not told.statement.listed and _of_one(run):
                yield from _series(passage, run)


def _of_one(run: Sequence[Told]) -> bool:
    """Tell whether all values are of one metric and dimension: values of several places are no series."""
    alike = {(one.claim.metric, one.claim.measure.unit.dimension) for one in run}
    return len(alike) == 1 and all(one.claim.kind in _VALUES for one in run)


def _series(passage: Passage, run: Sequence[Told]) -> Iterator[Group]:
    sentence = passage.sentences[run[0].place.sentence]
    said = "".join(token.text for clause in sentence.clauses for token in clause.tokens)
    values: tuple[Claim, ...] = tuple(one.claim for one in run)
    trends = [trait for trait, section in _TRENDS if names_any(said, section)]
    if len(trends) == 1:
        span = Span(values[0].span.start, values[-1].span.end)
        yield Group("series", span, {"earlier": values[:-1], "later": values[1:]}, frozenset(trends))


__all__ = ["find"]
