"""Take from a PDF page what lies on it: glyphs with their boxes and the straight rules drawn between them.

The only module that speaks to PDFium. Coordinates are turned upright and put from the top left corner down, in points,
so that what comes after need not know how a page was rotated.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import pi

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

_MOST_OBJECTS = 60_000
_THICKEST_RULE = 3.0
_SHORTEST_RULE = 4.0
_DEEPEST_FORM = 8
_ANGLES_TAKEN = 60
_UNMAPPED = frozenset({0, 0xFFFE, 0xFFFF, 0xFFFD})


@dataclass(frozen=True, slots=True)
class Glyph:
    """One visible character and its box; `spaced` says that white space stands before it."""

    sign: str
    left: float
    right: float
    top: float
    bottom: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: `at` is its y if it is level and its x if it is upright, from `start` to `end` along it."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """What lies on one page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    unmapped: int
    """How many glyphs no character is known for."""
    is_blank: bool


class _Upright:
    """Turns a box in PDF coordinates into one counted from the top left of the page held so that it can be read."""

    def __init__(self, page: pdfium.PdfPage, turns: int) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self._turns = turns
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self._turns % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom."""
        if self._turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self._turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self._turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def _turns(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> int:
    """Return the quarter turns that set most of the text upright: wide tables may lie on their side."""
    count = raw.FPDFText_CountChars(text.raw)
    angles = Counter(
        round(raw.FPDFText_GetCharAngle(text.raw, index) / (pi / 2)) % 4
        for index in range(0, count, max(1, count // _ANGLES_TAKEN))
    )
    return -angles.most_common(1)[0][0] % 4 if angles else int(page.get_rotation()) // 90


def page_content(page: pdfium.PdfPage) -> Page:
    """Return what lies on `page`."""
    text = page.get_textpage()
    try:
        upright = _Upright(page, _turns(page, text))
        glyphs, unmapped = _glyphs(text, upright)
    finally:
        text.close()
    rules = tuple(_rules(page, upright))
    is_blank = not glyphs and raw.FPDFPage_CountObjects(page.raw) == 0
    return Page(upright.width, upright.height, tuple(glyphs), rules, unmapped, is_blank)


def _glyphs(text: pdfium.PdfTextPage, upright: _Upright) -> tuple[list[Glyph], int]:
    handle, box = text.raw, raw.FS_RECTF()
    reference = ctypes.byref(box)
    unicode_of, box_of, turn = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, upright.box
    glyphs: list[Glyph] = []
    unmapped, spaced, surrogate = 0, False, 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, index)
        if code in (32, 9, 10, 13, 0xA0, 0x3000, 0x2002, 0x2003):
            spaced = True
            continue
        if code in _UNMAPPED or not box_of(handle, index, reference):
            unmapped += 1
            continue
        if 0xD800 <= code < 0xDC00:
            surrogate = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (surrogate - 0xD800) * 0x400 + (code - 0xDC00) if surrogate else 0xFFFD
        if code < 32 or code == 2:
            continue
        left, top, right, bottom = turn(box.left, box.bottom, box.right, box.top)
        sign = "." if _is_private(code) and _is_dot(handle, index, bottom - top) else chr(code)
        glyphs.append(Glyph(sign, left, right, top, bottom, spaced))
        spaced, surrogate = False, 0
    return glyphs, unmapped


def _is_private(code: int) -> bool:
    return 0xE000 <= code < 0xF900 or code >= 0xF0000


def _is_dot(handle: object, index: int, size: float) -> bool:
    """Tell a decimal point by its ink: Chinese typesetters' fonts keep theirs under codes of their own."""
    numbers = [ctypes.c_double() for _ in range(4)]
    if not raw.FPDFText_GetCharBox(handle, index, *map(ctypes.byref, numbers)):
        return False
    left, right, bottom, top = (number.value for number in numbers)
    return 0 < right - left < 0.25 * size and 0 < top - bottom < 0.25 * size


def _rules(page: pdfium.PdfPage, upright: _Upright) -> Iterator[Rule]:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    references = [ctypes.byref(number) for number in (left, bottom, right, top)]
    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for handle, matrix in _paths(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, identity, 0):
        if not raw.FPDFPageObj_GetBounds(handle, *references):
            continue
        corners = _moved(matrix, left.value, bottom.value), _moved(matrix, right.value, top.value)
        (x0, y0), (x1, y1) = corners
        if min(abs(x1 - x0), abs(y1 - y0)) <= _THICKEST_RULE:
            yield from _rule(upright, x0, y0, x1, y1)
        else:
            yield from _strokes(handle, matrix, upright)


_Matrix = tuple[float, float, float, float, float, float]


def _paths(
    handle: object, count: object, item: object, matrix: _Matrix, depth: int
) -> Iterator[tuple[object, _Matrix]]:
    """Yield the path objects of a page or form, and the matrix that carries each onto the page."""
    total = count(handle)  # type: ignore[operator]
    if total > _MOST_OBJECTS:
        return
    for index in range(total):
        child = item(handle, index)  # type: ignore[operator]
        kind = raw.FPDFPageObj_GetType(child)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield child, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _times(_matrix(child), matrix)
            yield from _paths(child, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)


def _strokes(handle: object, matrix: _Matrix, upright: _Upright) -> Iterator[Rule]:
    """Yield the level and upright lines of a stroked path, the four sides of a rectangle among them."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    if not stroke.value:
        return
    matrix = _times(_matrix(handle), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(handle), _MOST_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _moved(matrix, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _rule(upright, *before, *point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _rule(upright, *point, *start)
        before = point


def _rule(upright: _Upright, x0: float, y0: float, x1: float, y1: float) -> Iterator[Rule]:
    left, top, right, bottom = upright.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if bottom - top <= _THICKEST_RULE and right - left > max(_SHORTEST_RULE, bottom - top):
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= _THICKEST_RULE and bottom - top > _SHORTEST_RULE:
        yield Rule(False, (left + right) / 2, top, bottom)


def _matrix(handle: object) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(matrix)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    (x, y), (p, q, r, s, _, _) = _moved(outer, e, f), outer
    return (p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, x, y)
