"""See a table of records whose cells, and the lines of its wider cells, came out one a line.

How many lines a cell takes is not written, so that records are known by the cells that look alike in all of them: a
number of a project, a value, a month. Between two of these, lines that are as many as the columns are one a column;
what is more stands together in the first of them. As shy as `stacked`: a title or unit line stands above the head, the
head is as long as the first record, and at least three records take one line a cell.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, groupby, takewhile

from checker.readers.aligned import FEWEST_LINES
from checker.readers.grid import is_datum
from checker.source import Span

Row = list[tuple[int, Span]]
_FEWEST_CELLS, _MOST_CELLS = 4, 16
_MOST_LINES_MORE = 8
"""How many lines the cells between two alike ones may take beyond one each."""
_FARTHEST_HEAD = 400
"""Within how many lines the head must stand again for a table to go on."""
_DIGITS = re.compile(r"\d+")
_IN_BRACKETS = re.compile(r"[(（][^\s()（）]{1,12}[)）]")
_LABEL, _VALUE, _HEAD, _UNLIKE = "L", "V", "H", "U"


def record_rows(text: str, lines: Sequence[Span], first: int) -> tuple[list[Row], int] | None:
    """Return the head that begins at line `first` and the records below it, with how many lines they take."""
    contents = [line.of(text) for line in lines[first : first + 4 * _MOST_CELLS]]
    for width in range(_FEWEST_CELLS, _MOST_CELLS):
        head = _head(contents, lines[first:], width)
        if head is None:
            return None
        cells, below = head
        shapes = [_shape(content) for content in contents[below : below + width]]
        if len(shapes) == width and _VALUE in shapes and shapes[0] == _LABEL != shapes[-1]:
            rows, end = _records(text, lines, first + below, shapes, contents[:below])
            if sum(len(row) == width for row in rows) >= FEWEST_LINES:
                return [list(enumerate(cells)), *rows], end - first
    return None


def _head(contents: Sequence[str], lines: Sequence[Span], width: int) -> tuple[list[Span], int] | None:
    """Return the first `width` cells, with units in brackets that stand below one of them, and the line below them."""
    cells: list[Span] = []
    for index, content in enumerate(contents):
        if cells and _IN_BRACKETS.fullmatch(content):
            cells[-1] = Span(cells[-1].start, lines[index].end)
        elif len(cells) == width:
            return cells, index
        elif _shape(content) != _LABEL:
            return None
        else:
            cells.append(lines[index])
    return None


def _shape(content: str) -> str:
    """Return what is alike in the cells of a column: that it is a value, the signs between its digits, or a label."""
    if is_datum(content):
        return _VALUE
    return _DIGITS.sub("0", content) if content.isascii() and _DIGITS.search(content) else _LABEL


def _records(
    text: str, lines: Sequence[Span], start: int, shapes: Sequence[str], head: Sequence[str]
) -> tuple[list[Row], int]:
    """Return the records from line `start` on that have the cells of `shapes`, and the line below the last.

    A record with a number broken over lines keeps its first cell and the alike ones at its end, if these are several. A
    page may repeat the `head`; what fits no record before it does is a row whose value nobody reads.
    """
    known = {shape: chr(0x100 + number) for number, shape in enumerate(dict.fromkeys(shapes))}
    label = known[_LABEL]
    runs = [(known[shape], len(list(group))) for shape, group in groupby(shapes)]
    columns = [0, *accumulate(count for _, count in runs)]
    parts = (
        f"({label}[{label}{_UNLIKE}]{{{count - 1},{count - 1 + _MOST_LINES_MORE}}})"
        if kind == label
        else f"({kind}{{{count}}})"
        for kind, count in runs
    )
    ends = f"(?=[{label}{_HEAD}]|$)"
    pattern = re.compile("".join(parts) + ends)
    tail = len(list(takewhile(lambda shape: shape != _LABEL, reversed(shapes))))
    last = "".join(known[shape] for shape in shapes[-tail:])
    odd = re.compile(f"({label}{{1,{_MOST_LINES_MORE}}})(.{{1,{_MOST_CELLS + _MOST_LINES_MORE}}}?)({last})" + ends)
    contents = [line.of(text) for line in lines[start:]]
    kinds = "".join(known.get(_shape(content), _UNLIKE) for content in contents)
    kinds = _with_heads(kinds, contents, head)
    rows: list[Row] = []
    place = 0
    while place < len(contents):
        if found := pattern.match(kinds, place):
            rows.append([])
            for number, column in enumerate(columns[:-1], 1):
                own = lines[start + found.start(number) : start + found.end(number)]
                one_each = len(own) == columns[number] - column
                rows[-1].extend(enumerate(own if one_each else [_joined(own)], column))
            place = found.end()
            continue
        if tail > 1 and (found := odd.match(kinds, place)):
            name, middle, end = (lines[start + a : start + b] for a, b in map(found.span, (1, 2, 3)))
            rows.append([(0, _joined(name)), (runs[0][1], _joined(middle)), *enumerate(end, len(shapes) - tail)])
            place = found.end()
            continue
        again = kinds.find(_HEAD, place, place + _FARTHEST_HEAD)
        if again < 0:
            break
        if again > place:
            rows.append([(shapes.index(_VALUE), _joined(lines[start + place : start + again]))])
        place = again + len(head)
    return rows, start + place


def _joined(lines: Sequence[Span]) -> Span:
    return Span(lines[0].start, lines[-1].end)


def _with_heads(kinds: str, contents: Sequence[str], head: Sequence[str]) -> str:
    """Return the kinds of lines with those of the repeated head marked, so that no record takes them in."""
    for place, content in enumerate(contents):
        if content == head[0] and contents[place : place + len(head)] == head:
            kinds = kinds[:place] + _HEAD * len(head) + kinds[place + len(head) :]
    return kinds
