"""Read plain text as it stands: `Document.text` is the decoded file, so that every offset is one of the file's own.

A line is a block. Consecutive lines are one paragraph only where the sentence plainly runs on: the line ends in a
comma, or the whole file is broken at a fixed width.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checker.readers.aligned import aligned_tables
from checker.readers.decoding import decode
from checker.readers.grid import framed
from checker.readers.headings import enumerator_level, heading_level
from checker.readers.limits import Limits
from checker.readers.stacked import stacked_tables
from checker.readers.titles import is_unit_line, with_titles
from checker.readers.width import display_width
from checker.source import Block, Cell, Document, Span, Table

_SENTENCE_END = re.compile(r"[。！？；：!?;:…][”’」』）)\"']*$")
_COMMAS = ("，", "、", ",")
# A file is hard-wrapped when this share of its lines, and at least so many, come this near to its widest line.
_FULL_SHARE, _FEWEST_FULL, _SLACK = 0.35, 6, 5
_NARROWEST, _WIDEST = 36, 170


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read the plain text file `data`; raises `DocumentError` where it is binary or undecodable."""
    text, _ = decode(data, path)
    return Document(path, text, with_titles(text, _blocks(text, path, limits)), format="text")


@dataclass(frozen=True, slots=True)
class _Line:
    """A non-blank line: its span without the white space around it, its display width, indent and number."""

    span: Span
    width: int
    indent: int
    number: int


def _blocks(text: str, path: str, limits: Limits) -> list[Block | Table]:
    lines = _lines(text)
    full = _full_width(text, lines)
    blocks: list[Block | Table] = []
    tables: dict[int, tuple[int, list[Cell]]] = {}
    in_tables = 0
    spans = [line.span for line in lines]
    taken: set[int] = set()
    for first, count, cells in (*aligned_tables(text, spans, limits.cells), *stacked_tables(text, spans)):
        if taken.isdisjoint(range(first, first + count)):
            taken.update(range(first, first + count))
            tables[first] = count, cells
            in_tables += len(cells)
            limits.allow_cells(in_tables, path)
    index = 0
    while index < len(lines):
        if index in tables:
            count, cells = tables[index]
            blocks.extend(framed(text, cells))
        elif level := heading_level(lines[index].span.of(text)):
            count = 1
            blocks.append(Block("heading", lines[index].span, level))
        else:
            count = _paragraph_length(text, lines, index, full)
            blocks.append(Block("paragraph", Span(lines[index].span.start, lines[index + count - 1].span.end)))
        index += count
    return blocks


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        content = line.strip().strip("\ufeff")
        if content:
            first = start + line.index(content)
            span = Span(first, first + len(content))
            lines.append(_Line(span, display_width(content), display_width(line[: first - start]), number))
        start += len(line)
    return lines


def _full_width(text: str, lines: Sequence[_Line]) -> int:
    """Return the width from which on a line counts as full, or 0 where the file is not hard-wrapped."""
    widths = sorted(line.width for line in lines)
    if not widths:
        return 0
    widest = widths[-1 - len(widths) // 50]
    full = [line for line in lines if widest - _SLACK <= line.width <= widest + _SLACK]
    broken = [line for line in full if not _SENTENCE_END.search(line.span.of(text))]
    enough = len(full) >= max(_FEWEST_FULL, _FULL_SHARE * len(lines)) and 2 * len(broken) > len(full)
    return widest - _SLACK if enough and _NARROWEST <= widest <= _WIDEST else 0


def _paragraph_length(text: str, lines: Sequence[_Line], index: int, full: int) -> int:
    """Return how many lines from `index` on make one paragraph."""
    count = 1
    while index + count < len(lines):
        above, below = lines[index + count - 1], lines[index + count]
        line = above.span.of(text)
        if below.number != above.number + 1 or _opens_paragraph(text, below):
            break
        if not (line.endswith(_COMMAS) or (full and _runs_on(line, above, below, full))):
            break
        count += 1
    return count


def _runs_on(line: str, above: _Line, below: _Line, full: int) -> bool:
    """Tell whether a line is broken by the width of the page only."""
    return (
        above.width >= full
        and below.indent <= above.indent
        and not _SENTENCE_END.search(line)
        and not is_unit_line(line)
    )


def _opens_paragraph(text: str, line: _Line) -> bool:
    content = line.span.of(text)
    return heading_level(content) > 0 or 0 < enumerator_level(content) <= 2
