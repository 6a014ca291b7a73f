"""Tables as numbers to be added up: the pages of one table joined, each cell as what it may be, rows and columns alike.

Which rows add up which is not written in most tables. So structures are looked for by what agrees, on floats for speed;
what is reported is judged by the rules, exactly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.claims import Claim
from checker.parsing.columns import AMOUNTS, Column
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any
from checker.parsing.rows import Row
from checker.parsing.tables import TableReading

ADDITIVE = AMOUNTS | {"difference"}


@dataclass(frozen=True, slots=True)
class Ink:
    """A claim as a float and how far it may be off."""

    claim: Claim
    value: float
    half: float


@dataclass(frozen=True)
class Sheet:
    """The rows of a table, or of its pages, under one set of columns. Entries are numbered by row and column place."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    inks: Mapping[tuple[int, int], Ink]
    unclear: frozenset[tuple[int, int]]

    def row(self, place: int) -> list[tuple[int, Ink]]:
        """Return the inks of a row with the places of their columns."""
        return [(column, ink) for column in range(len(self.columns)) if (ink := self.inks.get((place, column)))]

    @cached_property
    def by_rows(self) -> "Matrix":
        """The amounts with rows as what is added up, a column at a time; shares only where there is nothing else."""
        places = [place for place, column in enumerate(self.columns) if column.role in ADDITIVE]
        places = places or [place for place, column in enumerate(self.columns) if column.role == "share"]
        written = {row for row, _ in (*self.inks, *self.unclear)}
        kept = [place for place, row in enumerate(self.rows) if row.role == "level" and place in written]
        return self._matrix(
            [(row, [(row, column) for column in places]) for row in kept], [self.rows[row].label for row in kept]
        )

    @cached_property
    def by_columns(self) -> "Matrix":
        """The amounts with columns as what is added up, a row at a time."""
        places = [place for place, column in enumerate(self.columns) if column.role in AMOUNTS]
        kept = [place for place, row in enumerate(self.rows) if row.role == "level"]
        lines = [(column, [(row, column) for row in kept]) for column in places]
        return self._matrix(lines, [self.columns[column].label for column in places])

    def _matrix(self, lines: Sequence[tuple[int, Sequence[tuple[int, int]]]], labels: Sequence[str]) -> "Matrix":
        entries = [[self.inks.get(key) for key in keys] for _, keys in lines]
        unclear = frozenset(
            (line, place)
            for line, (_, keys) in enumerate(lines)
            for place, key in enumerate(keys)
            if key in self.unclear
        )
        return Matrix(tuple(labels), entries, unclear)


@dataclass(frozen=True)
class Matrix:
    """Lines that may add one another up, entry by entry; None where nothing is written."""

    labels: tuple[str, ...]
    entries: Sequence[Sequence[Ink | None]]
    unclear: frozenset[tuple[int, int]]


def sheets(readings: Iterable[TableReading]) -> Iterator[Sheet]:
    """Yield the tables in order, the pages of one table as one sheet: the same caption above the same columns."""
    gathered: list[list[TableReading]] = []
    for reading in readings:
        pages = next((pages for pages in gathered[-2:] if _continues(pages[0], reading)), None)
        if pages:
            pages.append(reading)
        else:
            gathered.append([reading])
    for pages in gathered:
        if pages[0].cells:
            yield _joined(pages)


def _continues(before: TableReading, reading: TableReading) -> bool:
    """Tell whether a table is a further page of the one that begins with `before`."""
    labels = [(column.index, column.label) for column in reading.columns]
    same = labels == [(column.index, column.label) for column in before.columns]
    return same and _has_title_of(before.caption, reading.caption) and reading.table is not before.table


def _has_title_of(first: str, caption: str) -> bool:
    """Tell whether a caption is that of the first page, in full or as its continuation (续表, 续表1, 表1收支(续))."""
    bare = caption
    for word, meant in words("CONTINUED").items():
        bare = bare.replace(word, meant)
    if bare != caption:
        return bool(first) and first.startswith(bare)
    return bool(caption) and caption == first and not names_any(caption, "NO_TITLE")


def _joined(pages: Sequence[TableReading]) -> Sheet:
    rows: list[Row] = []
    inks: dict[tuple[int, int], Ink] = {}
    unclear: set[tuple[int, int]] = set()
    places = {column.index: place for place, column in enumerate(pages[0].columns)}
    for page in pages:
        numbers = {row.index: len(rows) + number for number, row in enumerate(page.rows)}
        rows += page.rows
        unclear |= {(numbers[row], places[column]) for row, column in page.unclear}
        for (row, column), claim in page.cells.items():
            low, high = claim.interval.low, claim.interval.high
            if low is None or high is None:
                unclear.add((numbers[row], places[column]))
            else:
                inks[numbers[row], places[column]] = Ink(claim, float(low + high) / 2, float(high - low) / 2)
    return Sheet(pages[0].caption, pages[0].columns, tuple(rows), inks, frozenset(unclear))
