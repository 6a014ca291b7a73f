"""What the rows of a table are: the words of their label, their own unit, and the date they are of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from checker.parsing.columns import Grid, bracketed_units, is_unit, label_parts, says_nothing, size_of, written
from checker.parsing.grammar import words
from checker.parsing.labels import is_part, level_of, period_of
from checker.parsing.phrases import names_any
from checker.source import Span, Table


@dataclass(frozen=True, slots=True)
class Row:
    """A row of values: its label without spaces, its own unit, and whether it holds growth of the row above.

    `names` are the cells of its label, from the left; `date` is what its label or a column of dates says of when.
    """

    index: int
    label: str
    unit: str
    span: Span
    role: str = "level"
    names: tuple[str, ...] = ()
    date: str = ""


def rows_of(text: str, grid: Grid, table: Table, labels: tuple[int, ...]) -> Iterator[Row]:
    """Yield the rows of values, which the columns `labels` name; a part (其中) is in the unit and of the date of its
    whole.
    """
    height, width = size_of(grid)
    headers = {column: "".join(label_parts(text, grid, table, column)) for column in labels}
    dated = _date_column(text, grid, table, width)
    unit, whole = "", _Whole()
    for index in range(table.header_rows, height):
        date = "" if dated is None else period_of(written(text, grid.get((index, dated))))
        row = _row(text, grid, headers, index, table.span.start, date)
        part = is_part(row.label)
        unit = row.unit or (unit if part else "")
        date = whole.date_of(row, part=part)
        yield replace(row, unit=unit, date=date) if (unit, date) != (row.unit, row.date) else row


class _Whole:
    """The date of the row that the rows below it are parts of: the next one if it begins with 其中, and, where the row
    has an item number, all rows up to the next number or total. A date without a year (年内, 上年) stays its own.
    """

    def __init__(self) -> None:
        self._date = ""
        self._is_numbered = False

    def date_of(self, row: Row, *, part: bool) -> str:
        """Return the date of the next row: its own, or that of its whole."""
        if part or not (row.date or self._date):
            return row.date or self._date
        numbered = level_of(row.label) > 0
        if self._is_numbered and not numbered and not names_any(row.label, "TOTAL_ROW"):
            return row.date or self._date
        self._date, self._is_numbered = row.date if row.date[:4].isdigit() else "", numbered
        return row.date


def _date_column(text: str, grid: Grid, table: Table, width: int) -> int | None:
    """Return the column that says of when each row is (发行时间), None if there is none or more than one."""
    headers = ["".join(label_parts(text, grid, table, column)).partition("(")[0] for column in range(width)]
    dated = [column for column, header in enumerate(headers) if header in words("DATE_COLUMN")]
    return dated[0] if len(dated) == 1 else None


def _row(text: str, grid: Grid, headers: Mapping[int, str], index: int, start: int, date: str) -> Row:
    label, unit, names = "", "", list[str]()
    span = Span(start, start)
    for column, header in headers.items():
        cell = grid.get((index, column))
        words_here = written(text, cell)
        if header in words("UNIT_COLUMN"):
            unit = words_here if is_unit(words_here) else ""
        elif not says_nothing(words_here) and not words_here.isdigit():
            label += words_here if words_here not in label else ""
            names.append(words_here)
            span = cell.span if cell and not span.end > span.start else span
    own = next((found for found, last in bracketed_units(label) if last), "")
    role = "growth" if names_any(label, "GROWTH_COLUMN") and "%" in label else "level"
    first = written(text, grid.get((index, 0)))
    kept = tuple(names) or ((first,) if first else ())
    return Row(index, label, unit or own, span, role, kept, date or period_of(label or first))
