"""Put the glyphs of a ruled table into its cells.

Some tables rule their columns and leave the rows to the eye; such a row holds several values one below the other in a
cell, and is divided at them.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise

from checker.readers.draft import LooseCell
from checker.readers.flow import joined
from checker.readers.grid import is_datum
from checker.readers.lattice import Box, Lattice
from checker.readers.overflow import middle, settled, words
from checker.readers.pdfpage import Glyph
from checker.readers.textlines import Line, text_lines

_NUMBER = re.compile(r"[-−(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[)%‰]?")


def row_cells(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[LooseCell]:
    """Return the cells of the table `lattice` with their text; columns without any text are kept."""
    home = {
        (row, column): box
        for box in lattice.boxes
        for row in range(box.row, box.row + box.rows)
        for column in range(box.column, box.column + box.columns)
    }
    inside: dict[Box, list[Glyph]] = defaultdict(list)
    runs = list(words(glyphs))
    places = [lattice.place(*middle(word)) for word in runs]
    for word, box in zip(runs, settled(runs, [place and home[place] for place in places]), strict=True):
        if box is not None:
            inside[box].extend(word)
    lines = {box: text_lines(inside[box], 0) if box in inside else [] for box in lattice.boxes}
    cells: list[LooseCell] = []
    shift = 0
    for row in range(len(lattice.down) - 1):
        boxes = [box for box in lattice.boxes if box.row == row]
        contents = [lines[box] for box in boxes if box.rows == 1]
        breaks = any(map(_breaks_a_number, contents))
        levels = [] if breaks else _levels(contents)
        for box in boxes:
            if levels and box.rows == 1:
                cells.extend(_divided(box, lines[box], levels, row + shift))
            else:
                whole = "".join(line.text for line in lines[box])
                text = whole if breaks and _NUMBER.fullmatch(whole) else joined(line.text for line in lines[box])
                cells.append(LooseCell(text, row + shift, box.column, box.rows, box.columns))
        shift += max(0, len(levels) - 1)
    return cells


def _breaks_a_number(lines: Sequence[Line]) -> bool:
    """Tell whether a narrow cell holds one number over several lines, of which one is no number: 308,37 and 2."""
    texts = [line.text for line in lines]
    return len(texts) > 1 and _NUMBER.fullmatch("".join(texts)) is not None and not all(map(_NUMBER.fullmatch, texts))


def _levels(cells: Sequence[Sequence[Line]]) -> list[float]:
    """Return the heights at which a row is to be divided: those of several values one below the other in a cell."""
    stacks = [lines for lines in cells if len(lines) > 1 and all(_fills_a_cell(line.text) for line in lines)]
    if not stacks:
        return []
    deepest = max(stacks, key=len)
    if (
        len(stacks) == 1
        and len(cells) > 2
        and all(len(lines) < len(deepest) for lines in cells if lines is not deepest)
    ):
        return []  # one long number broken over two lines
    levels = [_height(line) for line in deepest]
    pitch = min(below - above for above, below in pairwise(levels))
    for line in sorted(chain.from_iterable(cells), key=_height):  # rows without a value: their labels only
        if all(abs(_height(line) - level) > 0.75 * pitch for level in levels):
            levels.append(_height(line))
    return sorted(levels)


def _fills_a_cell(text: str) -> bool:
    """Tell whether a line is a value or a dash; among values, 1914 is no year."""
    return is_datum(text) or text.isdigit()


def _height(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _divided(box: Box, lines: Sequence[Line], levels: Sequence[float], row: int) -> list[LooseCell]:
    texts: list[list[str]] = [[] for _ in levels]
    for line in lines:
        nearest = min(range(len(levels)), key=lambda index: abs(levels[index] - _height(line)))
        texts[nearest].append(line.text)
    return [LooseCell(joined(text), row + index, box.column, 1, box.columns) for index, text in enumerate(texts)]
