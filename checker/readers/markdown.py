"""Read Markdown with the offsets of the file as written, since people point at the file and not at its rendering.

A small reader of its own rather than a parser that hands back tokens without offsets: headings, paragraphs, list
items, quotations and pipe tables are told by the line. Front matter, fenced code and HTML comments are marks.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from checker.readers.decoding import decode
from checker.readers.grid import framed
from checker.readers.headings import Outline
from checker.readers.limits import Limits
from checker.readers.markuptable import markup_table
from checker.readers.titles import with_titles
from checker.source import Block, Cell, Document, Span, Table

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?^\1[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
# Fenced code, or a comment, whichever opens first.
_NO_PROSE = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^`\n]*$.*?(?:^ {0,3}\1[`~]*[ \t]*\r?$|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)(?=\S)")
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_DELIMITER_CELL = re.compile(r"[ \t]*:?-+:?[ \t]*")
_SENTENCE_ENDS = ("。", "；", "！", "？", "：")
_PIPE = re.compile(r"(?<!\\)\|")


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read the Markdown file `data`; raises `DocumentError` where it is binary or undecodable."""
    text, _ = decode(data, path)
    marks = _marks(text)
    blocks = with_titles(text, _blocks(text, marks, path, limits))
    return Document(path, text, blocks, format="markdown", marks=tuple(marks))


def _marks(text: str) -> list[Span]:
    """Return what is no prose: front matter, fenced code and comments, in order and without overlap."""
    front = _FRONT_MATTER.match(text)
    found = [Span(*front.span())] if front else []
    found.extend(Span(*match.span()) for match in _NO_PROSE.finditer(text, front.end() if front else 0))
    return found


def _lines(text: str, marks: Sequence[Span]) -> list[Span]:
    """Return the lines without white space at their end; a line that is a mark and nothing else is left out as blank.

    An empty span stands for a blank line, which ends a paragraph. A mark at an edge of a line is cut off it.
    """
    starts = [mark.start for mark in marks]
    lines: list[Span] = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, end = position, position + len(line.rstrip())
        position += len(line)
        index = bisect_right(starts, start) - 1
        if index >= 0 and marks[index].end > start:
            start = min(marks[index].end, max(start, end))
        index = bisect_right(starts, end) - 1
        if index >= 0 and start <= marks[index].start < end <= marks[index].end:
            end = start + len(text[start : marks[index].start].rstrip())
        lines.append(Span(start, end) if text[start:end].strip() else Span(start, start))
    return lines


def _blocks(text: str, marks: Sequence[Span], path: str, limits: Limits) -> list[Block | Table]:
    lines = _lines(text, marks)
    outline = Outline()
    blocks: list[Block | Table] = []
    index = in_tables = 0
    while index < len(lines):
        line = lines[index].of(text)
        count = 1
        if table := _table_length(text, lines, index):
            count = table
            in_tables += table * len(_cell_spans(text, lines[index]))
            limits.allow_cells(in_tables, path)
            blocks.extend(framed(text, _table_cells(text, lines[index : index + count])))
        elif (markup := markup_table(text, lines, index))[0]:
            count, cells = markup
            in_tables += len(cells)
            limits.allow_cells(in_tables, path)
            blocks.extend(framed(text, cells))
        elif heading := _HEADING.match(line):
            if heading[2]:
                level = outline.marked(heading[2], len(heading[1]))
                blocks.append(Block("heading", _inside(lines[index], heading.span(2)), level))
        elif line and not _RULE.match(line):
            if index + 1 < len(lines) and (underline := _UNDERLINE.match(lines[index + 1].of(text))):
                count = 2
                level = outline.marked(line, 1 if underline[1][0] == "=" else 2)
                blocks.append(Block("heading", _trimmed(text, lines[index]), level))
            else:
                count = _paragraph_length(text, lines, index)
                blocks.append(_prose(text, Span(lines[index].start, lines[index + count - 1].end), outline))
        index += count
    return blocks


def _prose(text: str, span: Span, outline: Outline) -> Block:
    line = span.of(text)
    quote = _QUOTE.match(line)
    span = Span(span.start + quote.end(), span.end) if quote else span
    if item := _ITEM.match(span.of(text)):
        return Block("item", Span(span.start + item.end(), span.end))
    span = _trimmed(text, span)
    level = outline.shaped(_plain(span.of(text)))
    return Block("heading", span, level) if level else Block("paragraph", span)


def _plain(line: str) -> str:
    """Return `line` without the stars of emphasis around it: **一、综合** is a heading too."""
    return line.strip("*_ ")


def _paragraph_length(text: str, lines: Sequence[Span], index: int) -> int:
    """Return how many lines from `index` on are one paragraph: up to a blank line or another construct.

    A line with a heading's shape is a paragraph of its own, since reports are often pasted in without blank lines;
    so is a line after one that ends a sentence.
    """
    outline = Outline()
    count = 1
    while index + count < len(lines):
        above, line = lines[index + count - 1].of(text), lines[index + count].of(text)
        if not line or _opens_construct(line) or _table_length(text, lines, index + count):
            break
        if outline.shaped(_plain(above)) or outline.shaped(_plain(line)) or above.endswith(_SENTENCE_ENDS):
            break
        count += 1
    return count


def _opens_construct(line: str) -> bool:
    return any(pattern.match(line) for pattern in (_HEADING, _RULE, _ITEM, _QUOTE))


def _table_length(text: str, lines: Sequence[Span], index: int) -> int:
    """Return how many lines from `index` on are a pipe table: a header, a delimiter row, and rows; 0 for none."""
    if index + 1 >= len(lines) or "|" not in lines[index].of(text):
        return 0
    delimiter = lines[index + 1].of(text)
    if "-" not in delimiter or not all(_DELIMITER_CELL.fullmatch(cell) for cell in delimiter.strip(" \t|").split("|")):
        return 0
    if len(_cell_spans(text, lines[index])) != len(_cell_spans(text, lines[index + 1])):
        return 0
    count = 2
    while index + count < len(lines) and "|" in lines[index + count].of(text):
        count += 1
    return count


def _table_cells(text: str, lines: Sequence[Span]) -> list[Cell]:
    rows = [_cell_spans(text, line) for index, line in enumerate(lines) if index != 1]
    width = len(rows[0])
    return [Cell(span, row, column) for row, spans in enumerate(rows) for column, span in enumerate(spans[:width])]


def _cell_spans(text: str, line: Span) -> list[Span]:
    """Return the trimmed cells of one table line; an empty cell is an empty span."""
    line = _trimmed(text, line)
    content = line.of(text)
    bars = [match.start() for match in _PIPE.finditer(content)]
    edges = [-1, *bars, len(content)]
    if bars and bars[0] == 0:
        edges = edges[1:]
    if bars and bars[-1] == len(content) - 1 and len(edges) > 2:
        edges = edges[:-1]
    return [_trimmed(text, Span(line.start + left + 1, line.start + right)) for left, right in pairwise(edges)]


def _inside(line: Span, where: tuple[int, int]) -> Span:
    return Span(line.start + where[0], line.start + where[1])


def _trimmed(text: str, span: Span) -> Span:
    content = span.of(text)
    start = span.start + len(content) - len(content.lstrip())
    return Span(start, start + len(content.strip()))
