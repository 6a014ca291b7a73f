"""See a table in plain text whose columns are set apart by tabs or by runs of spaces.

Deliberately shy: a table needs three lines in a row with the same number of cells, at least two, and values in most of
them; anything less stays prose, where its numbers are still read.
"""

import re
from collections.abc import Iterable, Sequence

from checker.readers.grid import is_blank, is_value
from checker.source import Cell, Span

FEWEST_LINES = 3
_GAP = re.compile(r"[ 　\xa0]{2,}|[ 　\xa0]*\t[ \t　\xa0]*")
# 项   目, 合　　计: one word whose two or three characters are spread over its column.
_SPREAD_WORD = re.compile(r"(?<![^\s　])[\u4e00-\u9fff](?:[ 　]+[\u4e00-\u9fff]){1,3}(?![^\s　])")


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


def aligned_cells(text: str, lines: Iterable[Span], most: int) -> tuple[int, list[Cell]]:
    """Return how many of the leading `lines` make a table, and its cells; 0 and none where they make no table.

    `lines` are the trimmed spans of consecutive lines; no more of them are drawn than needed, or make `most` cells.
    """
    rows: list[list[Span]] = []
    for line in lines:
        row = cell_spans(text, line)
        if len(row) < 2 or (rows and len(row) != len(rows[0])) or len(rows) * len(row) > most:
            break
        rows.append(row)
    if len(rows) < FEWEST_LINES or 2 * sum(_holds_values(text, row) for row in rows) < len(rows):
        return 0, []
    return len(rows), [Cell(span, row, column) for row, spans in enumerate(rows) for column, span in enumerate(spans)]


def _holds_values(text: str, row: Sequence[Span]) -> bool:
    return all(is_value(span.of(text)) or is_blank(span.of(text)) for span in row[-1:])
