"""A copy of a PDF with each flagged number highlighted and noted, and in a paler tint what it was held against.

Highlights are annotations: the pages themselves stay as they are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

from checker.finding import Report
from checker.margins.alignment import Ink, find
from checker.readers.pdfpage import Glyph, page_content
from checker.reports.frames import numbered
from checker.review.notes import AUTHOR, note
from checker.source import Document, Span

_TINTS = {"error": "ffb3b3", "warning": "ffe08a", "info": "bfe3ff"}
_PALE = "dde6f5"


class Box(NamedTuple):
    """A stretch of one line in the coordinates of the PDF."""

    left: float
    bottom: float
    right: float
    top: float


def annotate(report: Report, target: Path, lang: str) -> None:
    """Write to `target` a copy of the report's PDF with its findings as highlights.

    Raises:
        ValueError: the PDF is one that the library does not open.
    """
    try:
        writer = PdfWriter(clone_from=PdfReader(report.document.path))
    except PyPdfError as error:
        raise ValueError(str(error)) from error
    source = pdfium.PdfDocument(report.document.path)
    try:
        pages = _Pages(source, report.document)
        for finding in report.findings:
            says = numbered([each.says for each in finding.because])
            here = (pair for pair in zip(finding.because, says, strict=True) if pair[0].document is None)
            for each, label in here:
                _highlight(writer, *pages.boxes(each.span), _PALE, f"{label} ← {finding.message}".strip())
            _highlight(
                writer, *pages.boxes(finding.at.span), _TINTS[finding.severity], note(report.document, finding, lang)
            )
    finally:
        source.close()
    with target.open("wb") as file:
        writer.write(file)


def _highlight(writer: PdfWriter, page: int, boxes: list[Box], tint: str, text: str) -> None:
    if not boxes:
        return
    quads = [
        corner
        for box in boxes
        for corner in (box.left, box.top, box.right, box.top, box.left, box.bottom, box.right, box.bottom)
    ]
    around = (
        min(b.left for b in boxes),
        min(b.bottom for b in boxes),
        max(b.right for b in boxes),
        max(b.top for b in boxes),
    )
    annotation = Highlight(rect=around, quad_points=ArrayObject(map(FloatObject, quads)), highlight_color=tint)
    annotation[NameObject("/Contents")] = TextStringObject(text)
    annotation[NameObject("/T")] = TextStringObject(AUTHOR)
    writer.add_annotation(page, annotation)


class _Pages:
    """Where the text of a document stands on its pages."""

    def __init__(self, source: pdfium.PdfDocument, document: Document) -> None:
        self._source, self._document, self._here = source, document, Ink(document.text)
        self._glyphs: dict[int, tuple[Glyph, ...]] = {}

    def boxes(self, span: Span) -> tuple[int, list[Box]]:
        """Return the page (from 0) and the boxes of a place, a box for each line; none if it is not found there."""
        number = (self._document.locate(span).page or 1) - 1
        for page in (number, number + 1):
            if page < len(self._source):
                glyphs = self._page(page)
                found = find(span, self._here, Ink("".join(glyph.sign for glyph in glyphs)))
                if found:
                    return page, [self._upright(page, line) for line in _lines(glyphs[found.start : found.end])]
        return number, []

    def _page(self, number: int) -> tuple[Glyph, ...]:
        if number not in self._glyphs:
            page = self._source[number]
            self._glyphs[number] = page_content(page).glyphs
            page.close()
        return self._glyphs[number]

    def _upright(self, number: int, box: Box) -> Box:
        """Turn a box counted from the top left of the page as shown into one of the page as it is stored."""
        page = self._source[number]
        left, bottom, right, top = page.get_bbox()
        turns = page.get_rotation() // 90
        page.close()
        if turns == 0:
            return Box(left + box.left, top - box.bottom, left + box.right, top - box.top)
        if turns == 1:
            return Box(left + box.top, bottom + box.left, left + box.bottom, bottom + box.right)
        if turns == 2:
            return Box(right - box.right, bottom + box.top, right - box.left, bottom + box.bottom)
        return Box(right - box.bottom, top - box.right, right - box.top, top - box.left)


def _lines(glyphs: tuple[Glyph, ...]) -> Iterator[Box]:
    """Yield a box for each line that the glyphs stand on, counted from the top left of the page."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and not (glyph.top < line[-1].bottom and glyph.bottom > line[-1].top and glyph.left >= line[-1].left):
            yield _around(line)
            line = []
        line.append(glyph)
    if line:
        yield _around(line)


def _around(line: list[Glyph]) -> Box:
    bottom, top = max(glyph.bottom for glyph in line), min(glyph.top for glyph in line)
    return Box(min(glyph.left for glyph in line), bottom, max(glyph.right for glyph in line), top)
