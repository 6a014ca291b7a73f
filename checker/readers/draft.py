"""Write a document's text while reading it, for formats whose bytes are not their text.

Blocks and table rows become lines, cells are set apart by tabs, so that a line number means something to a person.
Tables are framed last, when all their text stands.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from checker.readers.grid import framed
from checker.readers.limits import Limits
from checker.readers.stacked import stacked_tables
from checker.readers.titles import with_titles
from checker.source import Block, BlockKind, Cell, Document, Span, Table


class LooseCell(NamedTuple):
    """A cell's text and place before it stands in a document's text; there may be hundreds of thousands."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    pointer: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a table that is not framed yet."""

    cells: tuple[Cell, ...]
    name: str


class Draft:
    """A document in the making: add blocks, tables and page starts in reading order, then ask for the document."""

    def __init__(self, path: str, format: str, limits: Limits) -> None:
        self._path = path
        self._format = format
        self._limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block | _Grid] = []
        self._pages: list[int] = []
        self._cells = 0
        self._remarks: list[tuple[str, Span]] = []
        self._waiting: list[str] = []

    def add(self, text: str, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """Add `text` (one line) as a block; white space alone is nothing."""
        text = text.strip()
        if text:
            span = Span(self._length, self._length + len(text))
            self._blocks.append(Block(kind, span, level))
            self._write(text + "\n")
            self._attach(span)

    def add_table(
        self, cells: Sequence[LooseCell], name: str = "", at_row: Callable[[int], None] | None = None
    ) -> None:
        """Add a table; rows and columns that no cell begins in are closed up.

        `at_row` is called with the number of each row as its text begins, where pages may begin too. Raises
        `DocumentError` beyond the limit of cells.
        """
        rows = sorted({cell.row for cell in cells})
        columns = sorted({cell.column for cell in cells})
        self._cells += len(rows) * len(columns)
        self._limits.allow_cells(self._cells, self._path)
        row_rank = {row: rank for rank, row in enumerate(rows)}
        column_rank = {column: rank for rank, column in enumerate(columns)}
        placed: list[Cell] = []
        row = column = 0
        for cell in sorted(cells, key=attrgetter("row", "column")):
            if row < row_rank[cell.row]:
                self._write("\n")
                row, column = row + 1, 0
            if at_row and (not placed or placed[-1].row < row):
                at_row(cell.row)
            while column < column_rank[cell.column]:
                self._write("\t")
                column += 1
            span = Span(self._length, self._length + len(cell.text))
            placed.append(
                Cell(
                    span,
                    row,
                    column,
                    cell.rows if cell.rows == 1 else bisect_left(rows, cell.row + cell.rows) - row,
                    cell.columns if cell.columns == 1 else bisect_left(columns, cell.column + cell.columns) - column,
                    cell.pointer,
                )
            )
            self._write(cell.text)
            self._remarks += [(cell.remark, span)] if cell.remark else []
        if placed:
            self._attach(Span(placed[0].span.start, self._length))
            self._write("\n")
            self._blocks.append(_Grid(tuple(placed), name))

    def remark(self, text: str) -> None:
        """Note what the source says to the checker: about the block that is written next."""
        self._waiting.append(text)

    def begin_page(self, ahead: int = 0) -> None:
        """Note that a new page starts `ahead` characters after what is written so far."""
        self._pages.append(self._length + ahead)

    def document(self, unread: Iterable[str] = ()) -> Document:
        """Return the document as drafted."""
        text = "".join(self._pieces)
        blocks: list[Block | Table] = []
        run: list[Block] = []
        for block in self._blocks:
            if isinstance(block, _Grid):
                blocks += self._with_stacked(text, run)
                blocks += framed(text, block.cells, block.name)
                run = []
            else:
                run.append(block)
        blocks += self._with_stacked(text, run)
        self._attach(Span(self._length, self._length))
        titled = with_titles(text, blocks)
        remarks = tuple(self._remarks)
        return Document(
            self._path, text, titled, tuple(self._pages), tuple(unread), format=self._format, remarks=remarks
        )

    def _with_stacked(self, text: str, run: Sequence[Block]) -> list[Block | Table]:
        """Return blocks with those that are the cells or rows of a table put together."""
        blocks: list[Block | Table] = []
        done = 0
        for first, count, cells in stacked_tables(text, [block.span for block in run]):
            self._cells += len(cells)
            self._limits.allow_cells(self._cells, self._path)
            blocks += [*run[done:first], *framed(text, cells)]
            done = first + count
        return [*blocks, *run[done:]]

    def _attach(self, span: Span) -> None:
        self._remarks += [(text, span) for text in self._waiting]
        self._waiting.clear()

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
