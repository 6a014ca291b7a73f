"""What a document states to the other documents of one publication, under exact keys.

A key is all that tells a fact from others: its name, whose figure it is, its dimension, kind and months. What leaves
one of these open has no key: a name of few signs, a total without what it is of, a period whose year the document does
not say, a change on another base than a year before. What a document states twice with two values is not known exactly
and is left out.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from checker.claims import UNSTATED, Account, Claim, Entry, Key, Kind, Role, Stated
from checker.context import Passage, Reading, Told
from checker.parsing.columns import bracketed_units
from checker.parsing.dating import months_of_base, titled
from checker.parsing.grammar import words
from checker.parsing.labels import JOINT
from checker.parsing.periods import Months, read_period
from checker.parsing.phrases import last_named, leading, synonyms
from checker.parsing.tables import TableReading
from checker.quantity import share_a_value
from checker.source import Document

_FEWEST_SIGNS = 5
"""A shorter name is too general to be one fact in two documents (调出资金)."""
_LEVELS = frozenset({Kind.LEVEL, Kind.COUNT})


def account(document: Document, reading: Reading) -> Account:
    """Return what `document` states under exact keys; a claim for each, the most exactly written one."""
    writer = _Writer(document, reading)
    stated: dict[Key, list[Entry]] = defaultdict(list)
    for key, entry in writer.entries(reading):
        stated[key].append(entry)
    settled = {key: entries for key, entries in stated.items() if share_a_value(one.claim.interval for one in entries)}
    return Account(writer.extent, {key: min(entries, key=_width) for key, entries in settled.items()})


def _width(entry: Entry) -> Fraction:
    low, high = entry.claim.interval.low, entry.claim.interval.high
    return high - low if low is not None and high is not None else Fraction(0)


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for a claim by what stands around it: whose figure it is, and the year that 全年 is of."""

    extent: str = ""
    year: int | None = None
    sample: str = ""


class _Writer:
    """Gives the claims of one document their keys."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self._text = document.normal
        self.extent = _own_extent(self._text)
        title = read_period(str(titled(document)[0]))
        self._under = [(0, _Around(year=title.year if title else None)), *_headings(document, reading, title)]

    def entries(self, reading: Reading) -> Iterator[tuple[Key, Entry]]:
        """Yield every claim that has an exact key with it."""
        for passage in reading.passages:
            above = self._above(passage.block.span.start)
            for told in _outright(passage):
                if _plainly_put(told):
                    yield from self._entry(Entry(told.claim), self._in_sentence(passage, told, above))
        for number, table in enumerate(reading.tables, 1):
            above = self._above(table.table.span.start)
            title = f"{table.table.name}{table.caption}"
            extent, sample = last_named(title, "EXTENT") or above.extent, last_named(title, "SAMPLE_WORD")
            for claim in _of_table(table):
                yield from self._entry(Entry(claim, number), _Around(extent, above.year, sample))

    def _above(self, start: int) -> _Around:
        """Return what the headings above an offset say."""
        return self._under[bisect_right(self._under, start, key=lambda pair: pair[0]) - 1][1]

    def _in_sentence(self, passage: Passage, told: Told, above: _Around) -> _Around:
        """Return what stands around a claim: the last word before it for whose figure it is, the sample of its
        sentence.
        """
        start = passage.sentences[told.place.sentence].span.start
        end = told.claim.span.start
        extent = last_named(self._text[passage.block.span.start : end], "EXTENT")
        return _Around(extent or above.extent, above.year, last_named(self._text[start:end], "SAMPLE_WORD"))

    def _entry(self, entry: Entry, around: _Around) -> Iterator[tuple[Key, Entry]]:
        claim = entry.claim
        months = _months(claim.period, around.year)
        own, name = _parted(str(claim.metric or ""))
        whose = own or around.extent
        general = len(name) < _FEWEST_SIGNS or any(map(_of_something, name.split(JOINT)))
        plain = claim.role is Role.ACTUAL and claim.basis is UNSTATED and "unchanged" not in claim.traits
        exact = claim.measure.number.hedge == "none" and bool(claim.measure.unit_text)
        if months and not general and plain and exact and _on_year_before(claim, months):
            whose = "" if whose == self.extent else whose
            kind = "level" if claim.kind in _LEVELS else str(claim.kind)
            aside = around.sample if around.sample not in name else ""
            yield Key(name, whose, aside, claim.measure.unit.dimension, kind, months, "average" in claim.traits), entry


def _own_extent(text: str) -> str:
    """Return the word for the whole of the place or body that a document is about: the one that it says most often."""
    said = Counter({word: text.count(word) for word, sort in words("EXTENT").items() if sort == "whole"})
    return next((word for word, count in said.most_common(1) if count), "")


def _headings(document: Document, reading: Reading, title: Months | None) -> Iterator[tuple[int, _Around]]:
    """Yield where each heading starts, with what it and the headings above it say of what follows.

    Under the heading of another year 全年 is not the year of the title, and of several years only that is known.
    """
    passages = {passage.block.span: passage for passage in reading.passages}
    own = title.year if title else None
    stack: list[tuple[int, _Around]] = []
    for block in document.prose():
        if block.kind != "heading":
            continue
        stack = [outer for outer in stack if outer[0] < block.level]
        above = stack[-1][1] if stack else _Around(year=own)
        years = set(_years(passages.get(block.span)))
        year = above.year if not years else own if own in years else min(years) if len(years) == 1 else None
        extent = last_named(block.span.of(document.normal), "EXTENT") or above.extent
        stack.append((block.level, _Around(extent, year)))
        yield block.span.start, stack[-1][1]


def _years(passage: Passage | None) -> Iterator[int]:
    """Yield the years that a heading names."""
    for sentence in passage.sentences if passage else ():
        for claim in sentence.named:
            months = read_period(claim.measure.written) if claim.kind is Kind.PERIOD else None
            if months and months.year is not None and months.year > 0:
                yield months.year


def _months(period: Stated, year: int | None) -> Months | None:
    """Return the months of a period with their year, None where the document leaves it open."""
    months = read_period(str(period)) if period else None
    if months is None or (months.year is not None and months.year > 0):
        return months
    return Months(year + (months.year or 0), months.first, months.last) if year is not None else None


def _parted(metric: str) -> tuple[str, str]:
    """Return the word for whose figure a metric is, and the metric without it and without its unit."""
    parts = [part for part in metric.split(JOINT) if part not in words("EXTENT")]
    whose = [part for part in metric.split(JOINT) if part in words("EXTENT")]
    name = JOINT.join(parts)
    first = leading(name, "EXTENT")
    name = name.removeprefix(first)
    for unit, _ in bracketed_units(name):
        name = name.replace(f"({unit})", "")
    return "".join(filter(None, (*whose, first))), synonyms().get(name, name)


def _of_something(name: str) -> bool:
    """Tell whether a name is that of a total, which says nothing without what it is the total of (支出合计)."""
    return name in words("TOTAL_ROW") or name.endswith(tuple(words("TOTAL")))


def _outright(passage: Passage) -> Iterator[Told]:
    """Yield what is said with its subject, and the growth that follows it."""
    named: set[int] = set()
    for told in passage.told:
        if told.statement.subject:
            named.add(told.fact)
        if told.fact in named:
            yield told


def _plainly_put(told: Told) -> bool:
    """Tell whether a sentence states a claim neither in a list, nor in a bracket, nor in a comparison."""
    claim = told.claim
    plain = told.statement.run <= 1 and not told.place.depth
    return plain and claim.quantifier is UNSTATED and claim.scope is UNSTATED and _kept(claim.kind)


def _of_table(table: TableReading) -> Iterator[Claim]:
    """Yield the amounts and rates of growth in a table; of columns for another year only those that name it.

    Where all amounts are of one period, so are the rates beside them.
    """
    roles = {column.index: column.role for column in table.columns if column.role != "previous" or column.year}
    periods = {claim.period for (_, index), claim in table.cells.items() if roles.get(index) in ("level", "previous")}
    one = next(iter(periods)) if len(periods) == 1 else UNSTATED
    for (_, index), claim in table.cells.items():
        if _kept(claim.kind) and roles.get(index) in ("level", "growth", "previous"):
            yield replace(claim, period=claim.period or one)


def _kept(kind: Kind) -> bool:
    return kind in _LEVELS or kind is Kind.GROWTH


def _on_year_before(claim: Claim, months: Months) -> bool:
    """Tell whether a change, if the claim is one, is known to be from a year before."""
    if claim.kind is not Kind.GROWTH or claim.base in words("SAME_PERIOD"):
        return True
    if claim.base is UNSTATED:
        return (months.first, months.last) == (1, 12)
    since = months_of_base(str(claim.base))
    return since is not None and since.year in (-1, (months.year or 0) - 1)
