"""From table cells to the same claims that sentences make: metric from row and column labels, unit from header, unit column, unit line or caption.

A cell is read by the quantity grammar with the unit of its column written after it, so 189.37 under （万亩） is 189.37万亩.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from checker.claims import UNSTATED, Claim, Fact, Kind, Place
from checker.parsing.grammar import words
from checker.parsing.quantities import read_quantity
from checker.source import Cell, Span, Table

_ROLES = (
    ("difference", "DIFFERENCE_COLUMN"),
    ("progress", "COMPLETION_COLUMN"),
    ("share", "SHARE_COLUMN"),
    ("growth", "GROWTH_COLUMN"),
    ("index", "INDEX_COLUMN"),
)
_KINDS = {"growth": Kind.GROWTH, "share": Kind.SHARE, "difference": Kind.DIFFERENCE, "progress": Kind.SHARE}
_BRACKETED = re.compile(r"\(([^()]{1,12})\)")
_DECLARED = re.compile(r"单\s*位\s*:\s*([^\s,;)]{1,12})")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its label, what it holds (level, previous, budget, growth, share …), the unit written for it."""

    index: int
    label: str
    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of values: its label without spaces, the unit of its unit column, and whether it holds growth of the row above."""

    index: int
    label: str
    unit: str
    span: Span
    role: str = "level"


@dataclass(frozen=True)
class TableReading:
    """A table as it was understood: columns, rows, and the claim of each cell that holds a number."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Mapping[tuple[int, int], Claim]
    caption: str
    facts: tuple[Fact, ...] = field(default=())

    def column_of(self, role: str) -> list[Column]:
        """Return the columns that hold `role`, in order."""
        return [column for column in self.columns if column.role == role]


def read_table(text: str, table: Table, block: int) -> TableReading:
    """Return how `table` reads; `text` is normalised, `block` numbers it among the blocks of the document."""
    grid = {(cell.row + down, cell.column + right): cell for cell in table.cells
            for down in range(cell.rows) for right in range(cell.columns)}  # fmt: skip
    caption = "".join(table.caption.of(text).split()) if table.caption else ""
    declared = _DECLARED.search(table.unit_line.of(text) if table.unit_line else caption)
    unit = declared.group(1) if declared else ""
    width = max((column for _, column in grid), default=-1) + 1
    height = max((row for row, _ in grid), default=-1) + 1
    columns = tuple(_column(text, grid, table, index, unit) for index in range(table.stub_columns, width))
    rows = tuple(_row(text, grid, table, index) for index in range(table.header_rows, height))
    cells = {
        (row.index, column.index): claim
        for row in rows
        for column in columns
        if (claim := _claim(text, grid, row, column)) is not None
    }
    reading = TableReading(table, columns, rows, cells, caption)
    return replace(reading, facts=tuple(_facts(reading, block)))


def _words_of(text: str, cell: Cell | None) -> str:
    return "".join(cell.span.of(text).split()) if cell else ""


# ---------------------------------------------------------------- labels
def _column(text: str, grid: Mapping[tuple[int, int], Cell], table: Table, index: int, unit: str) -> Column:
    parts: list[str] = []
    for row in range(table.header_rows):
        part = _words_of(text, grid.get((row, index)))
        left = index
        while not part and left > table.stub_columns and row < table.header_rows - 1:
            left -= 1
            part = _words_of(text, grid.get((row, left)))
        if part and part not in parts:
            parts.append(part)
    label = "".join(parts)
    own = [found for found in _BRACKETED.findall(label) if _is_unit(found)]
    role = _role(label, own[-1] if own else "")
    if role in ("growth", "share", "progress"):
        return Column(index, label, role, "%")
    return Column(index, label, role, own[-1] if own else unit)


def _role(label: str, unit: str) -> str:
    for role, section in _ROLES:
        if any(word in label for word in words(section)):
            if role == "growth" and unit and unit not in ("%", "‰"):
                return "difference"
            return role
    if any(word in label for word in words("PREVIOUS_COLUMN")):
        return "previous"
    if any(word in label for word in words("BUDGET_COLUMN")):
        return "budget"
    return "level"


@cache
def _is_unit(text: str) -> bool:
    reading = read_quantity(f"1{text}")
    return reading is not None and bool(reading.measure.unit_text)


def _row(text: str, grid: Mapping[tuple[int, int], Cell], table: Table, index: int) -> Row:
    label, unit = "", ""
    span = Span(table.span.start, table.span.start)
    for column in range(table.stub_columns):
        cell = grid.get((index, column))
        header = _words_of(text, grid.get((0, column)))
        words_here = _words_of(text, cell)
        if header in words("UNIT_COLUMN"):
            unit = words_here
        elif words_here and not words_here.isdigit():
            label += words_here if words_here not in label else ""
            span = cell.span if cell and not span.end > span.start else span
    bracketed = [found for found in _BRACKETED.findall(label) if _is_unit(found)]
    role = "growth" if any(word in label for word in words("GROWTH_COLUMN")) and "%" in label else "level"
    return Row(index, label, unit or (bracketed[-1] if bracketed else ""), span, role)


# ---------------------------------------------------------------- cells
def _claim(text: str, grid: Mapping[tuple[int, int], Cell], row: Row, column: Column) -> Claim | None:
    cell = grid.get((row.index, column.index))
    if cell is None or (cell.row, cell.column) != (row.index, column.index):
        return None
    written = cell.span.of(text).strip()
    if not written or written in words("BLANK_CELL") or not any(sign.isdigit() for sign in written):
        return None
    if any(first[-1].isdigit() and second[0].isdigit() for first, second in zip(written.split(), written.split()[1:], strict=False)):
        return None
    unit = "%" if row.role == "growth" else row.unit or column.unit
    reading = read_quantity(written)
    if reading is None or reading.ranged or reading.parts:
        return None
    if not reading.measure.unit_text and unit:
        reading = read_quantity(written + unit) or reading
    role = row.role if row.role != "level" else column.role
    measure = replace(reading.measure, written=written)
    kind = _KINDS.get(role, Kind.LEVEL if not measure.unit.countable else Kind.COUNT)
    direction = 1 if kind is Kind.GROWTH else 0
    return Claim(
        cell.span, kind, measure, metric=row.label or UNSTATED, quantifier=column.label or UNSTATED,
        direction=direction, traits=frozenset({"in_table"}),
    )  # fmt: skip


# ---------------------------------------------------------------- facts
def _facts(reading: TableReading, block: int) -> Iterator[Fact]:
    """Yield one fact a row and group of columns: a level with the growth, share, base or budget columns that go with it."""
    for number, row in enumerate(reading.rows):
        if row.role != "level":
            continue
        growth_row = next((below for below in reading.rows[number + 1 : number + 2] if below.role == "growth"), None)
        for columns in _column_groups(reading.columns):
            fields = {column.role: claim for column in columns if (claim := reading.cells.get((row.index, column.index)))}
            level = next((column for column in columns if column.role == "level"), None)
            if growth_row and level and (growth := reading.cells.get((growth_row.index, level.index))):
                fields["growth"] = growth
            if fields:
                first = next(iter(fields.values()))
                yield Fact(row.label or UNSTATED, first.span, fields, Place(block, row.index, columns[0].index), frozenset({"TABLE"}))


def _column_groups(columns: Sequence[Column]) -> list[list[Column]]:
    """Split the columns where a role comes back: 全州 with its growth, 地方 with its growth."""
    groups: list[list[Column]] = []
    for column in columns:
        if not groups or any(column.role == other.role for other in groups[-1]):
            groups.append([])
        groups[-1].append(column)
    return groups
