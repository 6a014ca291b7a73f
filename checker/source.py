"""What was read and where it stands: spans, blocks, tables, the document, and locations a person can follow.

Offsets are code points into `Document.text`, half-open. Line, column and page are computed once, at the edge, by
`Document.locate`. Normalisation keeps length, so one span serves the text as written and the text as parsed.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal, NamedTuple

from checker.resources import grammar_home

# Full-width ASCII stands 0xFEE0 above its half-width twin (Unicode, Halfwidth and Fullwidth Forms); the rest are
# look-alike signs that reports use for one another. Every entry maps one code point to one.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOOK_ALIKES = str.maketrans("∶﹕−–﹣　\xa0\u2009\u2002\u2003µ〇○﹪", "::---  \u202f  μ零零%")


@cache
def _normal_forms() -> dict[int, int | str]:
    lines = (grammar_home() / "traditional.txt").read_text("utf-8").splitlines()
    pairs = " ".join(line for line in lines if not line.startswith("#")).split()
    return {**{ord(pair[0]): pair[1] for pair in pairs}, **_HALF_WIDTH, **_LOOK_ALIKES}


def normalise(text: str) -> str:
    """Return `text` with full-width forms, look-alike and traditional signs folded, the same number of code points
    long.
    """
    return text.translate(_normal_forms())


class Span(NamedTuple):
    """A half-open stretch of code points of one document."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of `text` that this span covers."""
        return text[self.start : self.end]

    def meets(self, other: "Span") -> bool:
        """Tell whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


BlockKind = Literal["heading", "paragraph", "item", "caption", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of prose: a heading (with its level, 1 the highest), paragraph, list item, caption or foot note."""

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table at its top left place, with the rows and columns that it is merged over."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    pointer: str = ""
    """A stable address in the source format, such as `Sheet1!D6`; empty where the format has none."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; the first `header_rows` rows and `stub_columns` columns are labels.

    `caption` and `unit_line` are the spans of its title and of a line such as 单位：万元, where there are any.
    """

    span: Span
    cells: tuple[Cell, ...]
    header_rows: int = 1
    stub_columns: int = 1
    caption: Span | None = None
    unit_line: Span | None = None
    name: str = ""
    """What a person calls it: a sheet's name, or empty where the caption says it."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place as a person would name it; `line` and `column` are 1-based, `page` only where the format has pages."""

    path: str
    line: int
    column: int
    page: int | None = None
    trail: tuple[str, ...] = ()
    """Headings above the place, outermost first, then the table or sheet."""
    pointer: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Document:
    """A report as text with its blocks and tables in reading order. Immutable; indexes are computed on first use.

    `unread` lists in plain words what the reader could not take in, such as a page without a text layer.
    `pages` holds the offset at which each page starts, empty for formats without pages.
    """

    path: str
    text: str
    blocks: tuple[Block | Table, ...]
    pages: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    format: str = "text"
    marks: tuple[Span, ...] = field(default=())
    """Stretches that hold no prose of the report (comments, markup) and are skipped by every parser."""
    remarks: tuple[tuple[str, Span], ...] = field(default=())
    """What the source says to the checker beside the text, and the stretch of text that each is about."""

    @cached_property
    def normal(self) -> str:
        """The text that the parsers see: `normalise(text)`."""
        return normalise(self.text)

    @cached_property
    def runs(self) -> tuple[Span, ...]:
        """The spans of the blocks that are running text, in reading order."""
        return tuple(block.span for block in self.prose())

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        for line in self.text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts[:-1] or [0]

    @cached_property
    def _headings(self) -> list[tuple[int, Block]]:
        return [
            (block.span.start, block) for block in self.blocks if isinstance(block, Block) and block.kind == "heading"
        ]

    @cached_property
    def _cells(self) -> list[tuple[int, Cell]]:
        tables = (block for block in self.blocks if isinstance(block, Table))
        return sorted(((cell.span.start, cell) for table in tables for cell in table.cells), key=lambda pair: pair[0])

    def locate(self, span: Span) -> Location:
        """Return where `span` starts: line, column, page, the headings above it and its table cell."""
        index = bisect_right(self._line_starts, span.start) - 1
        page = bisect_right(self.pages, span.start) if self.pages else None
        return Location(
            path=self.path,
            line=index + 1,
            column=span.start - self._line_starts[index] + 1,
            page=page,
            trail=self._trail(span),
            pointer=self._pointer(span),
        )

    def _trail(self, span: Span) -> tuple[str, ...]:
        above: list[Block] = []
        for start, heading in self._headings:
            if start > span.start:
                break
            above = [outer for outer in above if outer.level < heading.level] + [heading]
        return tuple(heading.span.of(self.text).strip() for heading in above if not heading.span.covers(span))

    def _pointer(self, span: Span) -> str:
        index = bisect_right(self._cells, span.start, key=lambda pair: pair[0]) - 1
        cell = self._cells[index][1] if index >= 0 else None
        return cell.pointer if cell and cell.span.covers(span) else ""

    def address(self, span: Span) -> str:
        """Return a stable address of where `span` starts: Sheet1!D6 in a sheet, table2!R6C4 or block17 elsewhere."""
        own = self._pointer(span)
        if own:
            return own
        for number, table in enumerate(self.tables(), 1):
            if table.span.covers(span):
                cell = next((cell for cell in table.cells if cell.span.covers(span)), None)
                return f"table{number}!R{cell.row + 1}C{cell.column + 1}" if cell else f"table{number}"
        inside = (number for number, block in enumerate(self.prose(), 1) if block.span.covers(span))
        return f"block{number}" if (number := next(inside, 0)) else ""

    def prose(self) -> Iterator[Block]:
        """Yield the blocks that are running text, in reading order."""
        return (block for block in self.blocks if isinstance(block, Block))

    def tables(self) -> Iterator[Table]:
        """Yield the tables, in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))
