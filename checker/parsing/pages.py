"""What the further page of a table leaves unsaid: title and unit, which stand on the page before."""

from dataclasses import replace

from checker.parsing.columns import Grid, declared_unit, label_parts
from checker.parsing.labels import column_name
from checker.parsing.phrases import names_any
from checker.source import Table

_FEWEST = 2
"""Columns with labels that make a header known again."""


def grid_of(table: Table) -> Grid:
    """Return the cell that covers each place of a table."""
    return {(cell.row + down, cell.column + right): cell for cell in table.cells
            for down in range(cell.rows) for right in range(cell.columns)}  # fmt: skip


def continued(text: str, table: Table, before: Table | None) -> Table:
    """Return a table with the unit of the table right before it, if the columns are named alike and it has none of its
    own; with the title too, if their labels are the same: of another year it is another table.
    """
    titled = table.caption is not None and not names_any(table.caption.of(text), "CONTINUED")
    if before is None or titled or table.unit_line is not None:
        return table
    first, second = _labels(text, before), _labels(text, table)
    if sum(map(bool, first)) < _FEWEST or list(map(column_name, first)) != list(map(column_name, second)):
        return table
    told = before.caption is not None and declared_unit(before.caption.of(text))
    unit = before.unit_line or (before.caption if told else None)
    return replace(table, unit_line=unit, caption=table.caption or (before.caption if first == second else None))


def _labels(text: str, table: Table) -> list[tuple[str, ...]]:
    grid = grid_of(table)
    width = max((column for _, column in grid), default=-1) + 1
    return [tuple(label_parts(text, grid, table, column)) for column in range(width)]
