"""See a table in plain text whose columns are set apart by tabs or by runs of spaces.

Deliberately shy: a table needs three lines with at least two cells, and values in most of them. Either all lines have
the same number of cells, or the ends of the values line up in as many columns as the head has; anything less stays
prose, where its numbers are still read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from checker.readers.grid import is_datum, is_value
from checker.readers.width import display_width
from checker.source import Cell, Span

FEWEST_LINES = 3
_GAP = re.compile(r"[ 　\xa0]{2,}|[ 　\xa0]*\t[ \t　\xa0]*")
# 项   目, 合　　计: one word whose two or three characters are spread over its column.
_SPREAD_WORD = re.compile(r"(?<![^\s　])[\u4e00-\u9fff](?:[ 　]+[\u4e00-\u9fff]){1,3}(?![^\s　])")
_COLUMN_GAP = 4
"""Places that the ends of values in one column differ by at most, and those in two columns by more than."""


def cell_spans(text: str, line: Span) -> list[Span]:
    """Return the spans of the cells that the gaps of one line set apart."""
    spread = [match.span() for match in _SPREAD_WORD.finditer(text, line.start, line.end)]
    spans: list[Span] = []
    start = line.start
    for gap in _GAP.finditer(text, line.start, line.end):
        if any(first < gap.end() and gap.start() < last for first, last in spread):
            continue
        if gap.start() > start:
            spans.append(Span(start, gap.start()))
        start = gap.end()
    if start < line.end:
        spans.append(Span(start, line.end))
    return spans


def aligned_tables(text: str, lines: Sequence[Span], most: int) -> Iterator[tuple[int, int, list[Cell]]]:
    """Yield the tables among `lines` (trimmed, in order): the number of the first line, how many lines, the cells.

    A line is looked at no more often than it takes; no table has more than `most` cells.
    """
    index = 0
    while index < len(lines):
        if tabbed := _tabbed(text, lines, index, most):
            yield index, len(tabbed), _even(_without_empty_columns(tabbed))
            index += len(tabbed)
            continue
        rows = _run(text, lines, index, most)
        whole = _even(rows) if _is_even(rows) else _lined_up(text, rows, len) or _lined_up(text, rows, display_width)
        if _is_table(text, rows) and whole:
            yield index, len(rows), whole
        elif rows and not _is_even(rows):
            first = index
            for _, group in groupby(rows, key=len):
                part = list(group)
                if _is_table(text, part):
                    yield first, len(part), _even(part)
                first += len(part)
        index += max(1, len(rows))


def _run(text: str, lines: Sequence[Span], index: int, most: int) -> list[list[Span]]:
    """Return the cells of the lines from `index` on that have several; a blank line may lie before a row of values."""
    rows: list[list[Span]] = []
    for number in range(index, len(lines)):
        row = cell_spans(text, lines[number])
        if len(row) < 2 or len(rows) * len(row) > most:
            break
        breaks = len(text[lines[number - 1].end : lines[number].start].splitlines()) if rows else 1
        if breaks > 3 or (breaks > 2 and not _ends_in_value(text, row)):
            break
        rows.append(row)
    return rows


def _tabbed(text: str, lines: Sequence[Span], index: int, most: int) -> list[list[Span]]:
    """Return the cells of lines pasted from a sheet: as many tabs in each, so that a cell left empty is known."""
    rows: list[list[Span]] = []
    for number in range(index, len(lines)):
        row = _between_tabs(text, lines[number])
        follows = not rows or "\n" not in text[lines[number - 1].end : lines[number].start].replace("\n", "", 1)
        if len(row) < 2 or not follows or (rows and len(row) != len(rows[0])) or len(rows) * len(row) > most:
            break
        rows.append(row)
    held = sum(any(is_value(span.of(text)) for span in row[1:]) for row in rows)
    return rows if len(rows) >= FEWEST_LINES and 2 * held >= len(rows) else []


def _between_tabs(text: str, line: Span) -> list[Span]:
    """Return the trimmed spans between the tabs of the whole line that `line` lies in."""
    start = text.rfind("\n", 0, line.start) + 1
    end = text.find("\n", line.end)
    spans = []
    for piece in text[start : len(text) if end < 0 else end].split("\t"):
        first = start + len(piece) - len(piece.lstrip())
        spans.append(Span(first, max(first, start + len(piece.rstrip()))))
        start += len(piece) + 1
    return spans


def _without_empty_columns(rows: Sequence[Sequence[Span]]) -> list[list[Span]]:
    kept = [column for column in range(len(rows[0])) if any(row[column].end > row[column].start for row in rows)]
    return [[row[column] for column in kept] for row in rows]


def _is_even(rows: Sequence[Sequence[Span]]) -> bool:
    return all(len(row) == len(rows[0]) for row in rows)


def _even(rows: Sequence[Sequence[Span]]) -> list[Cell]:
    return [Cell(span, number, column) for number, row in enumerate(rows) for column, span in enumerate(row)]


def _is_table(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    if len(rows) < FEWEST_LINES or 2 * sum(_ends_in_value(text, row) for row in rows) < len(rows):
        return False
    return not _is_even(rows) or all(_keeps_column(text, column) for column in zip(*rows, strict=True))


def _keeps_column(text: str, column: Sequence[Span]) -> bool:
    """Tell whether cells of the same number in their lines stand below each other: tabs say so, spaces must show it."""
    if all(text[span.start - 1 : span.start] in ("", "\n", "\t") for span in column):
        return True
    for width in (len, display_width):
        for places in ([_place(text, s.start, width) for s in column], [_place(text, s.end, width) for s in column]):
            if max(places) - min(places) <= 2 * _COLUMN_GAP:
                return True
    return False


def _place(text: str, offset: int, width: Callable[[str], int]) -> int:
    """Return how many places stand before `offset` in its line, Chinese counted by `width` as one or two places."""
    return width(text[max(text.rfind("\n", 0, offset), text.rfind("\f", 0, offset)) + 1 : offset])


def _ends_in_value(text: str, row: Sequence[Span]) -> bool:
    last = row[-1].of(text)
    return is_datum(last)


def _narrowest_gap(places: Sequence[int], columns: int) -> int:
    """Return the narrowest gap that parts the ends of values in `columns` columns, 0 where they make others.

    Values whose digits are spread end anywhere in their column; then the gaps between columns must be twice as wide.
    """
    gaps = sorted((after - before for before, after in pairwise(places)), reverse=True)
    parting, inside = gaps[: columns - 1], gaps[columns - 1 :]
    if not parting or parting[-1] <= _COLUMN_GAP or (inside and inside[0] > max(_COLUMN_GAP, parting[-1] // 2)):
        return 0
    return parting[-1]


def _lined_up(text: str, rows: Sequence[Sequence[Span]], width: Callable[[str], int]) -> list[Cell]:
    """Return the cells of rows with gaps in them, by where values end; none where these make no plain columns."""
    columns = max(len(row) for row in rows) - 1 if rows else 0
    has_value = [any(is_value(span.of(text)) for span in row[1:]) for row in rows]
    heads_are_full = all(has or len(row) == columns + 1 for has, row in zip(has_value, rows, strict=True))
    if sum(has_value) < FEWEST_LINES or columns < 2 or not heads_are_full:
        return []
    places = sorted(
        {_place(text, span.end, width) for has, row in zip(has_value, rows, strict=True) if has for span in row[1:]}
    )
    edge = _narrowest_gap(places, columns)
    if not edge:
        return []
    column_of = {
        place: 1 + sum(after - before >= edge for before, after in pairwise(places[:n]))
        for n, place in enumerate(places, 1)
    }
    cells: list[Cell] = []
    for number, (has, row) in enumerate(zip(has_value, rows, strict=True)):
        homes = [column_of[_place(text, span.end, width)] for span in row[1:]] if has else list(range(1, len(row)))
        if len(set(homes)) != len(homes):
            return []
        cells.extend(Cell(span, number, column) for span, column in zip(row, [0, *homes], strict=True))
    return cells
