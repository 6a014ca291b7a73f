"""Put what stands on the pages of a PDF into reading order: paragraphs across lines and pages, tables across pages.

A PDF holds glyphs at places and no text. A paragraph is taken to run on where a line reaches the right edge and the
next begins at the left one; a table, where the next page opens with one of the same columns.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from checker.readers.draft import LooseCell
from checker.readers.lattice import Lattice, lattices
from checker.readers.newspaper import columns
from checker.readers.overflow import belongs_above, middle, words
from checker.readers.pdfcolumns import columns_of, head_row, is_row, row_under
from checker.readers.pdfpage import Glyph, Page
from checker.readers.ruledrows import row_cells
from checker.readers.textlines import Line, running_titles, text_lines, without_furniture
from checker.readers.titles import is_unit_line

_SENTENCE_ENDS = ("。", "！", "？", "；", "：")
# A number is not divided over two lines, so the line before it may end short.
_UNBROKEN = re.compile(r"[0-9０-９A-Za-z.,．，%％‰]{2,}")
_FEWEST_BOXES = 4
_FEWEST_FULL = 4
_LONG = 15
_DEEPEST_HEAD = 5


@dataclass(slots=True)
class PageTable:
    """A table with the page that each of its rows stands on, the edges of its columns, and where it ends so far.

    It grows while lines and pages are read.
    """

    cells: list[LooseCell]
    pages: list[int]
    across: tuple[float, ...]
    end_page: int
    bottom: float
    is_open: bool = False
    """Whether its last row has no rule below it, so that it may go on over the page without one."""


Item = list[Line] | PageTable
"""A paragraph by its lines, or a table."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A page's ruled tables, and the lines outside them."""

    tables: tuple[tuple[Lattice, tuple[Glyph, ...]], ...]
    lines: tuple[Line, ...]
    height: float


def laid_out(content: Page, number: int) -> LaidOut:
    """Part the glyphs of page `number` (from 0) into tables and lines."""
    grids = lattices(content.rules)
    inside: list[list[Glyph]] = [[] for _ in grids]
    outside: list[Glyph] = []
    runs: Sequence[Sequence[Glyph]] = list(words(content.glyphs)) if grids else [content.glyphs]
    for place, word in enumerate(runs):
        home = next((index for index, grid in enumerate(grids) if grid.place(*middle(word))), None)
        if home is None:
            home = next((index for index, grid in enumerate(grids) if belongs_above(grid, runs, place)), None)
        (outside if home is None else inside[home]).extend(word)
    tables = []
    for grid, glyphs in zip(grids, inside, strict=True):
        if glyphs and len(grid.boxes) >= _FEWEST_BOXES:
            tables.append((grid, tuple(glyphs)))
        else:
            outside.extend(glyphs)
    parts = columns(outside, content.width)
    whole = [-round(content.width)]
    frames = whole if len(parts) == 1 else [number * 100 + index for index in range(len(parts))]
    lines = [line for frame, part in zip(frames, parts, strict=True) for line in text_lines(part, number, frame=frame)]
    return LaidOut(tuple(tables), tuple(lines), content.height)


def items(pages: Sequence[LaidOut]) -> list[Item]:
    """Return the paragraphs and tables of all the pages in reading order."""
    bodies = without_furniture([(list(page.lines), page.height) for page in pages])
    flow = _Flow(_Edges([line for body in bodies for line in body]))
    for number, (page, body) in enumerate(zip(pages, bodies, strict=True)):
        tables = [(grid.down[0], _ruled(grid, glyphs, number)) for grid, glyphs in page.tables]
        flow.running = running_titles(page.lines, body)
        index = 0
        while index < len(body):
            while tables and tables[0][0] <= body[index].top:
                flow.add_table(tables.pop(0)[1])
            limit = tables[0][0] if tables else float("inf")
            index += flow.add_lines([line for line in body[index:] if line.top < limit])
        for _, table in tables:
            flow.add_table(table)
    return flow.items


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the lines of running text begin and end."""

    left: float
    right: float


class _Edges:
    """The edges of each frame of text: a page's own where enough of its lines reach them, else those of all pages.

    Where a page does not begin as far left as others do, it has a left edge of its own in any case.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._of_page: dict[tuple[int, int], _Edge] = {}
        frames: dict[int, list[Line]] = defaultdict(list)
        pages: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in lines:
            frames[line.frame].append(line)
            pages[line.page, line.frame].append(line)
        of_frame = {frame: _edge([line for line in own if _is_long(line)] or own) for frame, own in frames.items()}
        for (page, frame), own in pages.items():
            long, shared = [line for line in own if _is_long(line)], of_frame[frame]
            edge = _edge(long or own)
            if sum(line.right > edge.right - 1.5 * line.size for line in long) < _FEWEST_FULL:
                edge = _Edge(max(shared.left, min(line.left for line in own)), shared.right)
            self._of_page[page, frame] = edge

    def around(self, line: Line) -> _Edge:
        """Return the edges that hold for `line`."""
        return self._of_page[line.page, line.frame]


def _is_long(line: Line) -> bool:
    return len(line.segments) == 1 and len(line.segments[0].text) > _LONG


def _edge(lines: Sequence[Line]) -> _Edge:
    """Return the edges that most of the `lines` keep."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return _Edge(lefts[len(lefts) // 10], rights[-1 - len(rights) // 10])


class _Flow:
    """Takes lines and tables in reading order and joins what belongs together."""

    def __init__(self, edges: _Edges) -> None:
        self.items: list[Item] = []
        self.running: Sequence[Line] = ()
        """The title and unit line that all pages of a long table repeat, until a table of the page takes them."""
        self._edges = edges

    def add_lines(self, lines: Sequence[Line]) -> int:
        """Take the first of `lines`, or as many as make a table; return how many were taken."""
        last = self.items[-1] if self.items else None
        if isinstance(last, PageTable) and _takes_row(last, lines):
            return 1
        count, table = _unruled(lines)
        if table:
            self._begin(table)
            return count
        if isinstance(last, list) and self._runs_on(last, lines[0]):
            last.append(lines[0])
        else:
            self.items.append([lines[0]])
        return 1

    def add_table(self, table: PageTable) -> None:
        """Take a ruled table, as the rest of the one before it where that ends the page above with the same columns."""
        last = self.items[-1] if self.items else None
        follows = isinstance(last, PageTable) and last.end_page + 1 == table.pages[0]
        if isinstance(last, PageTable) and follows and _same_columns(last.across, table.across):
            _continue(last, table)
            self.running = ()
        else:
            self._begin(table)

    def _begin(self, table: PageTable) -> None:
        self.items.extend([line] for line in self.running)
        self.items.append(table)
        self.running = ()

    def _runs_on(self, paragraph: Sequence[Line], below: Line) -> bool:
        """Tell whether `below` continues the paragraph: the line above is full, and `below` is not indented."""
        above, em = paragraph[-1], paragraph[-1].size
        right, left = self._edges.around(above).right, self._edges.around(below).left
        unbroken = _UNBROKEN.match(below.text)
        room = 2.5 * em + (_width(unbroken[0], em) if unbroken else 0.0)
        if above.right < right - room or abs(above.size - below.size) > 0.35 * em:
            return False
        if len(above.segments) > 2 or len(below.segments) > 2 or is_unit_line(above.text) or is_unit_line(below.text):
            return False
        same_frame = (above.page, above.frame) == (below.page, below.frame)
        if same_frame and below.top - above.bottom > 1.8 * em:
            return False
        indented = below.left > left + 1.2 * em
        if above.text.endswith(_SENTENCE_ENDS):
            return not indented and paragraph[0].left > self._edges.around(paragraph[0]).left + 1.2 * em
        hanging = same_frame and below.left > paragraph[0].left + 0.5 * em
        return not indented or hanging or (same_frame and len(paragraph) > 1 and below.left - above.left < 0.5 * em)


def _width(word: str, em: float) -> float:
    return sum(0.55 * em if sign.isascii() else em for sign in word)


def _ruled(grid: Lattice, glyphs: Sequence[Glyph], number: int) -> PageTable:
    cells = row_cells(grid, glyphs)
    rows = max((cell.row + cell.rows for cell in cells), default=0)
    return PageTable(cells, [number] * rows, grid.across, number, grid.down[-1])


def _takes_row(table: PageTable, lines: Sequence[Line]) -> bool:
    """Add the first of `lines` to `table` as its next row, if it is one; tell whether it is."""
    line = lines[0]
    near = line.page == table.end_page and -0.5 * line.size < line.top - table.bottom < 2.5 * line.size
    opens_next = line.page == table.end_page + 1 and table.is_open
    is_label = len(line.segments) == 1 and line.right <= table.across[1] and len(lines) > 1 and is_row(lines[1])
    if not (near or opens_next) or not (is_row(line) or is_label):
        return False
    cells = row_under(table.across, line, len(table.pages))
    if cells is None:
        return False
    table.cells.extend(cells)
    table.pages.append(line.page)
    table.end_page, table.bottom, table.is_open = line.page, line.bottom, True
    return True


def _unruled(lines: Sequence[Line]) -> tuple[int, PageTable | None]:
    """Return how many of the leading `lines` make a table without rules, and the table."""
    count = head = 0
    while count < len(lines) and (len(lines[count].segments) > 1 or (count and _is_between_rows(lines, count))):
        count += 1
    run = lines[:count]
    across = columns_of(run)
    if across is None:
        return 0, None
    while not is_row(run[head]):
        head += 1
    if head > _DEEPEST_HEAD:
        return 0, None
    heads = enumerate(run[:head])
    cells = [cell for row, line in heads for cell in head_row(across, line, row, lowest=row == head - 1)]
    for row, line in enumerate(run[head:], head):
        cells.extend(row_under(across, line, row) or head_row(across, line, row, lowest=False))
    return count, PageTable(cells, [line.page for line in run], across, run[-1].page, run[-1].bottom, is_open=True)


def _is_between_rows(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line of one piece is a label alone or a label's second line, between two rows."""
    return (
        index + 1 < len(lines)
        and is_row(lines[index + 1])
        and lines[index].right < lines[index + 1].segments[1].left
        and not is_unit_line(lines[index].text)
    )


def _same_columns(above: Sequence[float], below: Sequence[float]) -> bool:
    if len(above) != len(below):
        return False
    widths = zip(pairwise(above), pairwise(below), strict=True)
    return all(abs((b - a) - (d - c)) < 0.15 * max(b - a, d - c) + 4 for (a, b), (c, d) in widths)


def _continue(above: PageTable, below: PageTable) -> None:
    """Add the rest of a table that goes on over the page, without the head rows repeated on top of the page."""
    repeated = 0
    upper, lower = _first_rows(above), _first_rows(below)
    while repeated < min(len(upper), len(lower)) and upper[repeated] == lower[repeated]:
        repeated += 1
    shift = len(above.pages) - repeated
    above.cells.extend(cell._replace(row=cell.row + shift) for cell in below.cells if cell.row >= repeated)
    above.pages.extend(below.pages[repeated:])
    above.end_page, above.bottom, above.is_open = below.end_page, below.bottom, below.is_open


def _first_rows(table: PageTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in table.pages[:_DEEPEST_HEAD]]
    for cell in takewhile(lambda cell: cell.row < _DEEPEST_HEAD, table.cells):
        rows[cell.row].append(cell.text)
    return rows
