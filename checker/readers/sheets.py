"""Turn the sheets of a workbook into tables: titles, several tables on one sheet, merged and hidden cells."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.errors import DocumentError
from checker.readers.draft import Draft, LooseCell
from checker.readers.flow import flowed
from checker.readers.grid import is_value
from checker.readers.limits import Limits

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(slots=True)
class Sheet:
    """A sheet's written cells as shown, by row and column, its merged ranges (first and last place), what is hidden."""

    name: str
    rows: Mapping[int, Mapping[int, str]]
    merged: Sequence[tuple[Place, Place]] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    unknown: int = 0
    """How many formulas the file keeps no value of, as programs leave them that do not calculate."""


def add_sheet(draft: Draft, sheet: Sheet, path: str, limits: Limits) -> list[str]:
    """Write the tables of `sheet`; return in plain words what of it is hidden or left out.

    Rows and columns hidden before or behind all that is seen are left out: programs keep their keys there. Those hidden
    in between are kept, since the totals count them.
    """
    written, left_out = _seen(sheet)
    unread = [f"sheet {sheet.name} is hidden"] if sheet.is_hidden else []
    if left_out:
        unread.append(f"sheet {sheet.name}: {left_out}")
    if sheet.unknown:
        unread.append(f"sheet {sheet.name}: {sheet.unknown} formulas without a value; save it in a spreadsheet program")
    rows, columns = sorted(written), sorted(set().union(*written.values()))
    limits.allow_cells(len(rows) * len(columns), path)
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged}
    covered = _covered(sheet.merged, rows, columns)
    if covered is None:
        raise DocumentError(f"is damaged: merged cells overlap in sheet {sheet.name}", place=path)
    pointers = {column: f"{sheet.name}!{letters(column)}" for column in columns}
    for part in _parts(written, rows):
        used = sorted(set().union(*(written[row] for row in part)))
        cells = [
            LooseCell(
                flowed(written[row].get(column, "")),
                row,
                column,
                *spans.get((row, column), (1, 1)),
                f"{pointers[column]}{row + 1}",
            )
            for row in part
            for column in used
            if (row, column) not in covered
        ]
        if len(used) == 1:
            for cell in cells:
                draft.add(cell.text)
        else:
            draft.add_table(cells, sheet.name)
    return unread


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _seen(sheet: Sheet) -> tuple[Mapping[int, Mapping[int, str]], str]:
    """Return the rows in which something is written and seen, and in plain words what is hidden."""
    rows = _outer(sheet.hidden_rows, {row for row, texts in sheet.rows.items() if texts})
    columns = _outer(sheet.hidden_columns, set().union(*sheet.rows.values()))
    kept = {
        row: {column: text for column, text in texts.items() if column not in columns} if columns else texts
        for row, texts in sheet.rows.items()
        if row not in rows
    }
    said = [f"rows {', '.join(str(row + 1) for row in sorted(rows)[:5])}"] if rows else []
    said += [f"columns {', '.join(letters(column) for column in sorted(columns)[:5])}"] if columns else []
    seen = {row: texts for row, texts in kept.items() if texts}
    return seen, f"hidden {' and '.join(said)} left out" if said else ""


def _outer(hidden: Iterable[int], used: set[int]) -> set[int]:
    """Return the hidden rows (or columns) in use that no seen one lies before, or none behind."""
    hidden = set(hidden) & used
    seen = used - hidden
    return {number for number in hidden if not seen or number < min(seen) or number > max(seen)}


def _covered(merged: Sequence[tuple[Place, Place]], rows: Sequence[int], columns: Sequence[int]) -> set[Place] | None:
    """Return the places in use that merged cells lie over, their first places excepted; None where they overlap."""
    covered: set[Place] = set()
    area = 0
    for (top, left), (bottom, right) in merged:
        own_rows = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        own_columns = columns[bisect_left(columns, left) : bisect_right(columns, right)]
        area += len(own_rows) * len(own_columns)
        if area > len(rows) * len(columns):
            return None
        covered.update((row, column) for row in own_rows for column in own_columns if (row, column) != (top, left))
    return covered


def _parts(written: Mapping[int, Mapping[int, str]], rows: Sequence[int]) -> list[list[int]]:
    """Return the rows of each table of a sheet: a new one begins after an empty row with a title and labels below."""
    parts: list[list[int]] = []
    for index, row in enumerate(rows):
        after_gap = index > 0 and rows[index - 1] < row - 1
        if not parts or (
            after_gap and _opens_table([list(written[other].values()) for other in rows[index : index + 4]])
        ):
            parts.append([])
        parts[-1].append(row)
    return parts


def _opens_table(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < 3 or len(rows[0]) > 2 or any(is_value(text) for text in rows[0]):
        return False
    head = next((row for row in rows[1:] if len(row) > 1), [])
    return len(head) > 1 and not any(is_value(text) for text in head)
