"""Find an HTML table inside a Markdown file, its cells as they stand in the file.

Converters write tables with merged cells so. Only what the cells hold is taken; tags inside them are left out at both
ends, and a table within a cell is part of that cell's text.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from checker.source import Cell, Span

_OPENS = re.compile(r"\s*<table\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(table|tr|td|th)\b([^<>]*)>", re.IGNORECASE)
_EDGE = re.compile(r"\s*(?:<[^<>]*>\s*)*")
_TAIL = re.compile(r"(?:\s|<[^<>]*>)*\Z")
_SPANS = re.compile(r"""\b(row|col)span\s*=\s*["']?\s*(\d{1,3})""", re.IGNORECASE)


def markup_table(text: str, lines: Sequence[Span], index: int) -> tuple[int, list[Cell]]:
    """Return how many lines from `index` on are an HTML table, and its cells; 0 where there is none or no end."""
    if not _OPENS.match(lines[index].of(text)):
        return 0, []
    placed: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    row, depth, begun, attributes = -1, 0, -1, ""
    for tag in _TAG.finditer(text, lines[index].start):
        closes, name = bool(tag[1]), tag[2].lower()
        if name == "table":
            depth += -1 if closes else 1
            if depth == 0:
                count = bisect_left(lines, tag.end(), key=lambda line: line.start) - index
                return max(1, count), placed
        elif depth == 1:
            if begun >= 0 and (closes or name in ("tr", "td", "th")):
                placed.append(_placed(text, Span(begun, tag.start()), max(row, 0), attributes, taken))
                begun = -1
            if name == "tr" and not closes:
                row += 1
            elif name != "tr" and not closes:
                begun, attributes = tag.end(), tag[3]
    return 0, []


def _placed(text: str, span: Span, row: int, attributes: str, taken: set[tuple[int, int]]) -> Cell:
    """Return the cell at the first free place of its row, and take the places that it is merged over."""
    sizes = {name.lower(): max(1, int(size)) for name, size in _SPANS.findall(attributes)}
    rows, columns = sizes.get("row", 1), sizes.get("col", 1)
    column = 0
    while (row, column) in taken:
        column += 1
    taken.update((row + down, column + right) for down in range(rows) for right in range(columns))
    return Cell(_bare(text, span), row, column, rows, columns)


def _bare(text: str, span: Span) -> Span:
    content = span.of(text)
    start = match.end() if (match := _EDGE.match(content)) else 0
    tail = _TAIL.search(content)
    end = max(start, tail.start() if tail else len(content))
    return Span(span.start + start, span.start + end)
