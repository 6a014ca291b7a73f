"""See a table in lines whose pieces stand in columns, where no rules are drawn around its rows.

Many tables rule their heads only: such lines go on below the head. Elsewhere three lines of values, one below the
other, make a table.
"""

from collections.abc import Sequence
from itertools import pairwise

from checker.readers.draft import LooseCell
from checker.readers.grid import is_datum
from checker.readers.textlines import Line, Segment

_FEWEST_LINES = 3


def is_row(line: Line) -> bool:
    """Tell whether a line looks like a row of a table: several pieces, most behind the first of them values."""
    behind = line.segments[1:]
    values = sum(is_datum(segment.text) for segment in behind)
    return bool(behind) and values * 2 >= len(behind) and values > 0


def row_under(across: Sequence[float], line: Line, row: int) -> list[LooseCell] | None:
    """Return the cells of `line` in columns with the edges `across`, None where it does not fit them."""
    cells: dict[int, LooseCell] = {}
    for segment in line.segments:
        middle = (segment.left + segment.right) / 2
        column = next((n for n in range(len(across) - 1) if across[n] - 2 <= middle <= across[n + 1] + 2), None)
        if column is None or column in cells:
            return None
        cells[column] = LooseCell(segment.text, row, column)
    return [cells.get(column, LooseCell("", row, column)) for column in range(len(across) - 1)]


def _covered(across: Sequence[float], segment: Segment) -> list[int]:
    """Return the columns that a piece of a line lies over."""
    return [n for n in range(len(across) - 1) if across[n] < segment.right - 1 and segment.left + 1 < across[n + 1]]


def _pieces(across: Sequence[float], segment: Segment) -> list[tuple[int, str]]:
    """Return the words of a head that stand close together, one over each column; none where it is one head."""
    covered, words = _covered(across, segment), segment.text.split()
    apart = len(words) == len(covered) > 1 and all(len(word) > 1 for word in words)
    return list(zip(covered, words, strict=True)) if apart else []


def columns_of(lines: Sequence[Line]) -> tuple[float, ...] | None:
    """Return the column edges that the pieces of `lines` keep, None where they make no table."""
    rows = [line for line in lines if is_row(line)]
    if len(rows) < _FEWEST_LINES:
        return None
    columns: list[list[float]] = []
    for left, right in sorted((segment.left, segment.right) for line in rows for segment in line.segments):
        if columns and left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], right)
        else:
            columns.append([left, right])
    if len(columns) < 2 or not all(_one_each(line.segments, columns) for line in rows):
        return None
    between = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    return (float("-inf"), *between, float("inf"))


def _one_each(segments: Sequence[Segment], columns: Sequence[Sequence[float]]) -> bool:
    places = [
        next(n for n, (left, right) in enumerate(columns) if left <= s.left and s.right <= right) for s in segments
    ]
    return len(set(places)) == len(places)


def head_row(across: Sequence[float], line: Line, row: int, *, lowest: bool) -> list[LooseCell]:
    """Return the cells of a head line over the columns `across`; a piece over several columns is merged over them,
    unless it stands in the `lowest` line and holds a word for each.
    """
    cells: list[LooseCell] = []
    for segment in line.segments:
        covered = _covered(across, segment)
        first = covered[0] if covered else 0
        if cells and cells[-1].column + cells[-1].columns > first:
            first = cells[-1].column + cells[-1].columns
        elif lowest and (pieces := _pieces(across, segment)):
            cells += [LooseCell(text, row, column) for column, text in pieces]
            continue
        if first < len(across) - 1:
            last = max(first, covered[-1] if covered else first)
            cells.append(LooseCell(segment.text, row, first, 1, last - first + 1))
    return cells
