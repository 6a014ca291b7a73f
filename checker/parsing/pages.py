"""What tables leave unsaid: the title and the unit of the page before, the unit that the text declares for them all."""

from dataclasses import replace

from checker.parsing.columns import declared_unit, grid_of, label_parts, size_of
from checker.parsing.grammar import words
from checker.parsing.labels import column_name
from checker.parsing.phrases import names_any
from checker.source import Span, Table

_FEWEST = 2
"""Columns with labels that make a header known again."""


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


def unit_of_all(text: str, span: Span) -> str:
    """Return the unit that a block declares for the money of all tables below it, empty if it declares none."""
    said = span.of(text)
    if not names_any(said, "UNIT_OF_ALL"):
        return ""
    sentences = (sentence for sentence in said.split(next(iter(words("STOP")))) if names_any(sentence, "UNIT_OF_ALL"))
    return next(filter(None, map(declared_unit, sentences)), "")


def _labels(text: str, table: Table) -> list[tuple[str, ...]]:
    grid = grid_of(table)
    return [tuple(label_parts(text, grid, table, column)) for column in range(size_of(grid)[1])]
