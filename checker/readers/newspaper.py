"""Take a page set in columns apart, as newspapers print reports, so that lines are not read across the gutters."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from checker.readers.pdfpage import Glyph

_BIN = 2.0
_FEWEST_GLYPHS = 400
_FEWEST_IN_COLUMN = 150
_NARROWEST_COLUMN = 9  # in heights of a glyph
_CHINESE_SHARE = 0.6


def columns(glyphs: Sequence[Glyph], width: float) -> list[list[Glyph]]:
    """Return the glyphs of a page by column, the large ones of titles first; one list where there is one column."""
    if len(glyphs) < _FEWEST_GLYPHS:
        return [list(glyphs)]
    height = median(glyph.bottom - glyph.top for glyph in glyphs)
    titles = [glyph for glyph in glyphs if glyph.right - glyph.left > 1.4 * height]
    body = [glyph for glyph in glyphs if glyph.right - glyph.left <= 1.4 * height]
    gutters = _gutters(body, width, 0.6 * height)
    edges = [0.0, *gutters, width]
    if not gutters or min(right - left for left, right in pairwise(edges)) < _NARROWEST_COLUMN * height:
        return [list(glyphs)]
    parts: list[list[Glyph]] = [[] for _ in range(len(gutters) + 1)]
    for glyph in body:
        parts[sum((glyph.left + glyph.right) / 2 > gutter for gutter in gutters)].append(glyph)
    if not all(len(part) >= _FEWEST_IN_COLUMN and _is_prose(part) for part in parts):
        return [list(glyphs)]
    return [titles, *parts]


def _gutters(glyphs: Sequence[Glyph], width: float, narrowest: float) -> list[float]:
    """Return the middles of the upright stripes inside the page that next to no glyph touches."""
    ink = [0] * (int(width / _BIN) + 2)
    for glyph in glyphs:
        for place in range(max(0, int(glyph.left / _BIN)), min(len(ink) - 1, int(glyph.right / _BIN)) + 1):
            ink[place] += 1
    inked = [place for place, count in enumerate(ink) if count]
    most = 0.08 * median(ink[place] for place in inked)
    gutters: list[float] = []
    start: int | None = None
    for place in range(inked[0], inked[-1] + 1):
        if ink[place] <= most:
            start = place if start is None else start
            continue
        if start is not None and (place - start) * _BIN >= narrowest and start > inked[0]:
            gutters.append((start + place) / 2 * _BIN)
        start = None
    return gutters


def _is_prose(glyphs: Sequence[Glyph]) -> bool:
    return sum(glyph.sign >= "\u3400" for glyph in glyphs) >= _CHINESE_SHARE * len(glyphs)
