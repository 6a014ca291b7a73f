"""Gather the glyphs of a page into lines, and a page's lines into the running text without headers and page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from checker.readers.pdfpage import Glyph
from checker.readers.titles import is_unit_line

# Parts of the height of a glyph.
_WORD_GAP, _TYPED_GAP, _CELL_GAP = 0.6, 0.4, 1.6
_PAGE_NUMBER = re.compile(r"[-—–－―·\s第]*\d{1,4}[-—–－―·\s页]*(?:(?:/|共|of)\s*\d{1,4}\s*页?)?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MARGIN_LINES = 2
_MARGIN = 0.14
_FEWEST_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line that wide gaps set apart, as the cells of a table are."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text on a page."""

    segments: tuple[Segment, ...]
    top: float
    bottom: float
    page: int
    size: float
    """The height of its glyphs."""
    frame: int = 0
    """The column of a page set in columns; all other pages of one width are one frame, numbered below 0."""

    @property
    def text(self) -> str:
        """The line as read, its segments set apart by two spaces."""
        return "  ".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.segments[-1].right


def text_lines(glyphs: Iterable[Glyph], page: int, *, frame: int = 0) -> list[Line]:
    """Return the lines that `glyphs` make, from the top down; glyphs belong together by height, not by file order."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.top + glyph.bottom, glyph.left)):
        own_middle, own_height = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if rows and abs(own_middle - middle) <= 0.45 * max(height, own_height):
            rows[-1].append(glyph)
            if own_height > height:
                middle, height = own_middle, own_height
        else:
            rows.append([glyph])
            middle, height = own_middle, own_height
    return [_line(row, page, frame) for row in rows]


def _line(row: list[Glyph], page: int, frame: int) -> Line:
    row.sort(key=lambda glyph: glyph.left)
    height = median(
        [glyph.bottom - glyph.top for glyph in row if not glyph.sign.isascii()] or [row[0].bottom - row[0].top]
    )
    segments: list[Segment] = []
    text, left, before = row[0].sign, row[0].left, row[0]
    for glyph in row[1:]:
        gap = glyph.left - before.right
        if glyph.sign == before.sign and glyph.left - before.left < 0.15 * height:
            continue  # bold type made by printing a glyph twice
        if gap > (_WORD_GAP if _between_numbers(before.sign, glyph.sign) else _CELL_GAP) * height:
            segments.append(Segment(text, left, before.right))
            text, left = "", glyph.left
        elif gap > _WORD_GAP * height or (glyph.spaced and _is_space(before.sign, glyph.sign, gap / height)):
            text += " "
        text += glyph.sign
        before = glyph
    segments.append(Segment(text, left, before.right))
    return Line(tuple(segments), min(g.top for g in row), max(g.bottom for g in row), page, height, frame)


def _between_numbers(before: str, after: str) -> bool:
    """Tell whether a gap stands between two numbers: cells that are nearly full lie close together."""
    return (before.isdigit() or before in "%‰") and (after.isdigit() or after in "-−")


def _is_space(before: str, after: str, gap: float) -> bool:
    """Tell a space that was typed from the sliver of space set between Chinese and Latin."""
    return (before.isascii() and after.isascii()) or gap > _TYPED_GAP


def without_furniture(pages: Sequence[tuple[list[Line], float]]) -> list[list[Line]]:
    """Return each page's lines without running headers, footers and page numbers; `pages` pairs lines with height."""
    repeated = Counter(
        key for lines, height in pages for key in {_running_key(line) for line in _marginal(lines, height)}
    )
    often = max(_FEWEST_REPEATS, len(pages) // 4)
    kept: list[list[Line]] = []
    for lines, height in pages:
        outer = {
            id(line)
            for line in _marginal(lines, height)
            if _PAGE_NUMBER.fullmatch(line.text.strip()) or repeated[_running_key(line)] >= often
        }
        kept.append([line for line in lines if id(line) not in outer])
    return kept


def running_titles(lines: Sequence[Line], kept: Sequence[Line]) -> list[Line]:
    """Return the lines on top of a page that are furniture because a long table repeats its title and unit there."""
    known = {id(line) for line in kept}
    top = [line for line in lines[:_MARGIN_LINES] if id(line) not in known]
    return top if any(is_unit_line(line.text) for line in top) else []


def _marginal(lines: Sequence[Line], height: float) -> list[Line]:
    """Return the lines at the very top and bottom, where page furniture stands."""
    top = [line for line in lines[:_MARGIN_LINES] if line.bottom < _MARGIN * height]
    bottom = [line for line in lines[-_MARGIN_LINES:] if line.top > (1 - _MARGIN) * height]
    return [*top, *bottom]


def _running_key(line: Line) -> tuple[str, int]:
    """Return what is the same on every page of a running line: its words, and its height on the page."""
    return _DIGITS.sub("0", line.text), round(line.top / 4)
