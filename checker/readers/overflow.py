"""Put back into its cell what is written past the cell's rule.

A sheet that is printed keeps the heights of its rows: a cell with a line too many writes it over its neighbour. The
file still has the lines of a cell one after the other, and a line that stands on the ink of another one is a guest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from checker.readers.lattice import Box, Lattice
from checker.readers.pdfpage import Glyph

# Parts of the height of a glyph: by how much glyphs of one word stand apart at most, lines of one cell at least and at
# most; lines that are nearer than that are written over each other.
_TOUCHING, _NEAREST_LINE, _FARTHEST_LINE = 0.12, 0.9, 1.7

Word = Sequence[Glyph]


def words(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the runs of glyphs drawn without a gap. A word that sticks out of its cell stays in it whole."""
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not _touches(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _touches(left: Glyph, right: Glyph) -> bool:
    height = left.bottom - left.top
    return (
        abs(right.bottom - left.bottom) < 0.2 * height
        and -0.5 * height < right.left - left.right < _TOUCHING * height
        and not right.spaced
    )


def middle(word: Sequence[Glyph]) -> tuple[float, float]:
    """Return the middle of a word, as x and y."""
    return (word[0].left + word[-1].right) / 2, (word[0].top + word[0].bottom) / 2


def settled(runs: Sequence[Word], boxes: Sequence[Box | None]) -> list[Box | None]:
    """Return the boxes of the words `runs`, in the order of the file, with every guest sent home.

    A word goes with the line before it to the cell above, or with the line behind it to the cell below.
    """
    homes = list(boxes)
    members: dict[Box | None, list[int]] = defaultdict(list)
    for index, box in enumerate(boxes):
        members[box].append(index)

    def is_guest(index: int) -> bool:
        others = (runs[other] for other in members[boxes[index]] if other != index and homes[other] is boxes[index])
        return any(_is_written_over(runs[index], other) for other in others)

    for index in range(1, len(runs)):
        own, above = homes[index], homes[index - 1]
        if above is None or (own is not None and not _is_below(above, own)):
            continue
        if _next_line(runs[index - 1], runs[index]) and (own is None or is_guest(index)):
            homes[index] = above
    for index in reversed(range(len(runs) - 1)):
        own, below = homes[index], homes[index + 1]
        if own is None or below is None or not _is_below(own, below):
            continue
        if _next_line(runs[index], runs[index + 1]) and is_guest(index):
            homes[index] = below
    return homes


def belongs_above(grid: Lattice, runs: Sequence[Word], index: int) -> bool:
    """Tell whether a word below the table `grid` is the last line of a cell: the file goes on with other cells."""
    if not 0 < index < len(runs) - 1 or not _next_line(runs[index - 1], runs[index]):
        return False
    above = grid.place(*middle(runs[index - 1]))
    return above is not None and grid.place(*middle(runs[index + 1])) is not None


def _is_below(above: Box, below: Box) -> bool:
    same = (above.column, above.columns) == (below.column, below.columns)
    return same and above.row + above.rows == below.row


def _next_line(above: Word, below: Word) -> bool:
    height = above[0].bottom - above[0].top
    down = middle(below)[1] - middle(above)[1]
    alike = abs(below[0].bottom - below[0].top - height) < 0.2 * height
    return alike and _NEAREST_LINE * height < down < _FARTHEST_LINE * height and _is_over(above, below)


def _is_written_over(word: Word, other: Word) -> bool:
    apart = abs(middle(other)[1] - middle(word)[1])
    return apart < _NEAREST_LINE * (word[0].bottom - word[0].top) and _is_over(word, other)


def _is_over(above: Word, below: Word) -> bool:
    return above[0].left < below[-1].right and below[0].left < above[-1].right
