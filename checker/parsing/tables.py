"""From table cells to the same claims that sentences make.

The metric comes from the labels of row and column, the unit from header, unit column, unit line or caption. A cell is
read by the quantity grammar with the unit of its column written after it, so 189.37 under （万亩） is 189.37万亩.
Every number of a table becomes a claim, or a named non-claim: dates, codes, ranges, numbers inside labels.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checker.claims import UNSTATED, Claim, Fact, Kind, Place, not_a_quantity
from checker.parsing.about import Around, heads_of, tell
from checker.parsing.cells import ink_of, signed, with_plain_noughts
from checker.parsing.columns import (
    AMOUNTS,
    Column,
    Grid,
    Half,
    caption_unit,
    declared_unit,
    grid_of,
    halves,
    has_digit,
    label_parts,
    says_nothing,
    written,
)  # fmt: skip
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any
from checker.parsing.prose import NAMED
from checker.parsing.quantities import read_quantity
from checker.parsing.rows import Row, rows_of
from checker.parsing.scanning import scan
from checker.source import Cell, Table

_MONTHS = 12
_KINDS = {
    "growth": Kind.GROWTH, "share": Kind.SHARE, "difference": Kind.DIFFERENCE, "progress": Kind.SHARE,
    "rate": Kind.SHARE, "shift": Kind.SHIFT, "rank": Kind.RANK,
}  # fmt: skip


@dataclass(frozen=True)
class TableReading:
    """A table, or one half of two side by side, as it was understood: columns, rows, the claim of each number.

    `unclear` are the cells that hold digits but no claim: what they add to a sum is unknown. `named` are the numbers
    of the whole table that are no claims, kept by its first half.
    """

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Mapping[tuple[int, int], Claim]
    caption: str
    facts: tuple[Fact, ...] = field(default=())
    named: tuple[Claim, ...] = field(default=())
    unclear: frozenset[tuple[int, int]] = frozenset()

    def column_of(self, role: str) -> list[Column]:
        """Return the columns that hold `role`, in order."""
        return [column for column in self.columns if column.role == role]


def read_tables(
    text: str, table: Table, block: int, around: Around, of_all: str = ""
) -> tuple[TableReading, ...]:  # fmt: skip
    """Return how the halves of `table` read; `text` is normalised, `block` is its number in the document, `of_all` the
    unit of money where no table says another.
    """
    grid = grid_of(table)
    caption = "".join(table.caption.of(text).split()) if table.caption else ""
    unit = declared_unit(table.unit_line.of(text)) if table.unit_line else caption_unit(caption)
    parts = list(halves(text, grid, table, unit, of_all)) or [Half((), ())]
    readings = [_read_half(text, grid, table, half, caption, block, around) for half in parts]
    claimed = {claim.span for reading in readings for claim in reading.cells.values()}
    named = tuple(claim for cell in table.cells if cell.span not in claimed for claim in _named(text, cell, table))
    return (replace(readings[0], named=named), *readings[1:])


def _read_half(
    text: str, grid: Grid, table: Table, half: Half, caption: str, block: int, around: Around
) -> TableReading:  # fmt: skip
    rows = tuple(rows_of(text, grid, table, half.labels))
    cells: dict[tuple[int, int], Claim] = {}
    unclear: set[tuple[int, int]] = set()
    for row in rows:
        for column in half.columns:
            cell = grid.get((row.index, column.index))
            if cell is None or (cell.row, cell.column) != (row.index, column.index):
                continue
            claim = _claim(text, cell, row, column)
            if claim is not None:
                cells[row.index, column.index] = claim
            elif has_digit(cell.span.of(text)):
                unclear.add((row.index, column.index))
    cells = with_plain_noughts(cells)
    lines = {column.index: label_parts(text, grid, table, column.index) for column in half.columns}
    title = table.caption.of(text) if table.caption else ""
    cells = dict(tell(cells, rows, heads_of(half.columns, lines), title, around))
    reading = TableReading(table, half.columns, rows, cells, caption, unclear=frozenset(unclear))
    return replace(reading, facts=tuple(_facts(reading, block)))


# ---------------------------------------------------------------- cells
def _claim(text: str, cell: Cell, row: Row, column: Column) -> Claim | None:
    ink = ink_of(cell.span.of(text))
    if says_nothing(ink) or not has_digit(ink):
        return None
    unit = (
        "%"
        if row.role == "growth"
        else row.unit
        if column.role in (*AMOUNTS, "difference") and row.unit
        else column.unit or (_counted_unit(row.label) if column.role in AMOUNTS else "")
    )
    reading = read_quantity(signed(ink))
    if reading is None or reading.ranged or reading.parts:
        return None
    if not reading.measure.unit_text and unit:
        reading = read_quantity(signed(ink) + unit) or reading
    role = row.role if row.role != "level" else column.role
    measure = replace(reading.measure, written=ink)
    kind = _KINDS.get(role, Kind.LEVEL if not measure.unit.countable else Kind.COUNT)
    direction = 1 if kind is Kind.GROWTH else 0
    return Claim(
        cell.span, kind, measure, metric=row.label or UNSTATED, quantifier=column.label or UNSTATED,
        direction=direction, traits=frozenset({"in_table"}),
    )  # fmt: skip


def _counted_unit(label: str) -> str:
    """Return the unit that a row without any names by what it counts (会议次数)."""
    share = names_any(label, "SHARE_COLUMN")
    return next((unit for word, unit in words("HEAD_UNIT").items() if label.endswith(word) and not share), "")


def _named(text: str, cell: Cell, table: Table) -> Iterator[Claim]:
    """Yield the numbers of a cell that makes no claim; those within a label are part of a name or number its row."""
    label = cell.row < table.header_rows or cell.column < table.stub_columns
    tokens = [
        token for token in scan(text, cell.span.start, cell.span.end) if has_digit(token.text) or token.kind in NAMED
    ]
    content = written(text, cell)
    if _is_month(content) or (not tokens and has_digit(content)):
        yield not_a_quantity(cell.span, Kind.DATE if _is_month(content) else Kind.IDENTIFIER, content)
        return
    for token in tokens:
        if label and token.kind not in NAMED:
            alone = token.text == content
            yield not_a_quantity(token.span, Kind.ORDINAL if alone and token.text.isdigit() else Kind.NAME, token.text)
        else:
            yield not_a_quantity(token.span, NAMED.get(token.kind, Kind.NUMBER), token.text)


def _is_month(content: str) -> bool:
    """Tell whether a cell is a year and a month (2022-07), which in prose would be a range."""
    year, _, month = content.replace("/", "-").partition("-")
    return len(year) == 4 and year[:2] in words("CENTURY") and month.isdigit() and 0 < int(month) <= _MONTHS


# ---------------------------------------------------------------- facts
def _facts(reading: TableReading, block: int) -> Iterator[Fact]:
    """Yield one fact a row and group of columns: a level with the growth, share or budget columns that go with it."""
    groups = _column_groups(reading.columns)
    for number, row in enumerate(reading.rows):
        if row.role != "level":
            continue
        growth_row = next((below for below in reading.rows[number + 1 : number + 2] if below.role == "growth"), None)
        for columns in groups:
            fields = {
                column.role: claim for column in columns if (claim := reading.cells.get((row.index, column.index)))
            }
            level = next((column for column in columns if column.role == "level"), None)
            if growth_row and level and (growth := reading.cells.get((growth_row.index, level.index))):
                fields["growth"] = growth
            if fields:
                first = next(iter(fields.values()))
                yield Fact(
                    row.label or UNSTATED,
                    first.span,
                    fields,
                    Place(block, row.index, columns[0].index),
                    frozenset({"TABLE"}),
                )


def _column_groups(columns: Sequence[Column]) -> list[list[Column]]:
    """Split the columns where a role comes back: 全州 with its growth, 地方 with its growth."""
    groups: list[list[Column]] = []
    for column in columns:
        if not groups or any(column.role == other.role for other in groups[-1]):
            groups.append([])
        groups[-1].append(column)
    return groups
