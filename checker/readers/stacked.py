"""See a table whose cells came out one a line, or whose rows came out one a line with single spaces between the cells.

Web pages and programs that turn pages into text leave tables so. As shy as `aligned`: the head must have as many cells
as the rows below it, every row its label and as many values, and at least three rows must follow; anything less stays
prose, whose bare numbers are told as not checked.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from checker.readers.aligned import FEWEST_LINES
from checker.readers.grid import is_datum
from checker.readers.headings import enumerator_level
from checker.readers.records import record_rows
from checker.readers.titles import is_title, is_unit_line
from checker.source import Cell, Span

_NO_CELL = re.compile(r"[。！？；：，、!?;:,]$")
_UNIT = re.compile(r"[(（][^\s()（）]{1,12}[)）]$|[±%％‰]$")
_PIECE = re.compile(r"\S+")
_LONGEST_CELL = 30
_FEWEST_CELLS = 2
_FIRST_ROW = re.compile("(L{3,16})(D{1,12})(?!D)")
"""Kinds of lines: a head with the label of the first row, perhaps its unit in a cell of its own, and its values."""
_Row = list[tuple[int, Span]]
_LABEL, _DATUM, _PROSE = "LDP"


def stacked_tables(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, int, list[Cell]]]:
    """Yield the tables among `lines` (trimmed, in order): the number of the first line, how many lines, the cells."""
    kinds = "".join(_kind(line.of(text)) for line in lines)
    index = 0
    while index < len(lines):
        rows, count = (
            _one_cell_a_line(text, lines, kinds, index)
            or _records(text, lines, kinds, index)
            or _one_row_a_line(text, lines, index)
            or ([], 1)
        )
        if rows:
            yield index, count, [Cell(span, row, column) for row, cells in enumerate(rows) for column, span in cells]
        index += count


def _kind(content: str) -> str:
    if len(content) > _LONGEST_CELL or _NO_CELL.search(content):
        return _PROSE
    return _DATUM if is_datum(content) else _LABEL


# ---------------------------------------------------------------- one cell a line
def _one_cell_a_line(text: str, lines: Sequence[Span], kinds: str, first: int) -> tuple[list[_Row], int] | None:
    """Return the rows of the table whose head begins at line `first`, with how many lines they take."""
    start = _FIRST_ROW.match(kinds, first)
    if start is None or (first and kinds[first - 1] == _LABEL and not _is_titled(text, lines, first)):
        return None
    values = len(start[2])
    labels = (len(start[1]) - values) // 2
    width = labels + values
    head = lines[first : first + width]
    if len(start[1]) - values not in (2, 4) or any(_is_rest(text, line) for line in head):
        return None
    if not _is_head(text, lines, first, head):
        return None
    row = re.compile(f"({'L?' if labels == 1 else ''})({'L' * labels}{'D' * values})(?!D)")
    rows = [list(enumerate(head))]
    place, full = first + width, 0
    while found := row.match(kinds, place):
        rows += [[(0, lines[place])]] * len(found[1])
        rows.append(list(enumerate(lines[found.start(2) : found.end()])))
        place, full = found.end(), full + 1
    return (rows, place - first) if full >= FEWEST_LINES else None


def _records(text: str, lines: Sequence[Span], kinds: str, first: int) -> tuple[list[_Row], int] | None:
    """Return the table of records whose head begins at line `first`, under a title or unit line of its own."""
    titled = kinds.startswith(_LABEL * 4, first) and _is_titled(text, lines, first)
    return record_rows(text, lines, first) if titled and not is_unit_line(lines[first].of(text)) else None


# ---------------------------------------------------------------- one row a line
def _one_row_a_line(text: str, lines: Sequence[Span], first: int) -> tuple[list[_Row], int] | None:
    """Return the rows of the table whose head is line `first`, with how many lines they take."""
    if _is_long(text, lines[first]):
        return None
    head, below = _head(text, lines, first)
    if len(head) < 2 or any(is_datum(piece.of(text)) for piece in head):
        return None
    if not _is_head(text, lines, first, head):
        return None
    rows: list[_Row] = []
    for line in lines[below:]:
        row = _row(text, _pieces(text, line), len(head))
        if row is None or _is_long(text, line):
            break
        rows.append(row)
    return ([list(enumerate(head)), *rows], below - first + len(rows)) if len(rows) >= FEWEST_LINES else None


def _head(text: str, lines: Sequence[Span], first: int) -> tuple[list[Span], int]:
    """Return the cells of a head, with the line below it; a unit in brackets may stand on a line of its own."""
    head, below = _words(text, lines[first]), first + 1
    while below < len(lines):
        if head and _is_rest(text, lines[below]):
            head[-1] = Span(head[-1].start, lines[below].end)
        elif below > first + 1 and below + 1 < len(lines) and _is_rest(text, lines[below + 1]):
            head += _words(text, lines[below])
        else:
            break
        below += 1
    return head, below


def _words(text: str, line: Span) -> list[Span]:
    """Return the words of a line; single signs side by side are one word that was spread (指 标)."""
    words: list[Span] = []
    for piece in _pieces(text, line):
        spread = words and piece.end - piece.start == words[-1].end - words[-1].start == 1
        words[-1:] = [Span(words[-1].start, piece.end)] if spread else [*words[-1:], piece]
    return words


def _row(text: str, pieces: Sequence[Span], width: int) -> _Row | None:
    """Return the cells of a row: as many as the head has, all but the first and perhaps a unit behind it values."""
    values = list(takewhile(lambda piece: is_datum(piece.of(text)), reversed(pieces)))[::-1]
    names = pieces[: len(pieces) - len(values)]
    labels = width - len(values)
    if not values or labels not in (1, 2) or len(names) < labels or any(is_datum(name.of(text)) for name in names[1:]):
        return None
    last = len(names) - labels
    return list(enumerate([Span(names[0].start, names[last].end), *names[last + 1 :], *values]))


def _pieces(text: str, line: Span) -> list[Span]:
    return [Span(*piece.span()) for piece in _PIECE.finditer(text, line.start, line.end)]


def _is_long(text: str, line: Span) -> bool:
    return line.end - line.start > 3 * _LONGEST_CELL or _NO_CELL.search(line.of(text)) is not None


# ---------------------------------------------------------------- heads
def _is_head(text: str, lines: Sequence[Span], first: int, head: Sequence[Span]) -> bool:
    """Tell whether cells are a head: a title or unit line stands above, or one of them names a unit.

    Over a single column of values it must be a unit: a list of names with page numbers would look alike.
    """
    named = any(_UNIT.search(cell.of(text)) for cell in head[1:])
    plain = not any(enumerator_level(cell.of(text)) or is_unit_line(cell.of(text)) for cell in head)
    return plain and (named or (len(head) > _FEWEST_CELLS and _is_titled(text, lines, first)))


def _is_titled(text: str, lines: Sequence[Span], first: int) -> bool:
    above = lines[first - 1].of(text) if first else ""
    return is_title(above) or is_unit_line(above)


def _is_rest(text: str, line: Span) -> bool:
    """Tell whether a line is the second of a head: a unit in brackets alone."""
    return _UNIT.fullmatch(line.of(text)) is not None
