"""A place as a person would name it: `报告.docx · 二、主要指标 › 表2 第6行“合计”，“2023年”列`; machines get offsets."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from checker.reports.terminal import visible, widest
from checker.reports.wording import say
from checker.source import Block, Cell, Document, Location, Span, Table

LINES = frozenset({"text", "markdown"})
"""Formats whose lines are those of the file, so that `path:line:column` can be opened in an editor."""
_LENGTHS = (24, 16, 10)
"""What headings and labels are shortened to, the least cut first, until the place fits on its line."""


def where(document: Document, span: Span, lang: str, width: int = 0, beside: Span | None = None) -> str:
    """Return the path and the place of `span` in it, shortened as far as `width` cells ask for (0: as it likes).

    Headings that `beside`, a place already named, stands under as well are left out.
    """
    location = document.locate(span)
    path = path_of(document, location)
    alike = beside is not None and document.locate(beside).trail == location.trail
    for headings in (0,) if alike else (2, 1, 0):
        for longest in _LENGTHS:
            place = " · ".join([path, *inside(document, span, lang, headings, longest)])
            if not width or widest(place) <= width:
                return place
    return place


def path_of(document: Document, location: Location) -> str:
    """Return the path, with line and column where these are the file's own."""
    return visible(str(location) if document.format in LINES else document.path)


def inside(document: Document, span: Span, lang: str, headings: int = 2, longest: int = _LENGTHS[0]) -> list[str]:
    """Return the parts of a place within its document: the page, the nearest headings with the cell or paragraph."""
    location = document.locate(span)
    page = say(lang, "page", page=location.page) if location.page else ""
    trail = [_short(visible(heading), longest) for heading in location.trail[-headings:] if headings]
    if not location.pointer and document.format not in LINES and not _table(document, span):
        trail[-1:] = [" ".join([*trail[-1:], *_paragraph(document, span, lang)])]
    trail += filter(None, ["".join(_cell(document, span, location.pointer, lang, longest))])
    return [part for part in (page, " › ".join(filter(None, trail))) if part]


def unlined(document: Document, span: Span, lang: str) -> str:
    """Return the place within a document whose lines are not those of its file; empty where they are."""
    return "" if document.format in LINES else " · ".join(inside(document, span, lang))


def from_here(path: str) -> str:
    """Return a path as hosts of code want it: relative to the working folder if inside it, with /."""
    place = Path(path)
    return (place.relative_to(Path.cwd()) if place.is_relative_to(Path.cwd()) else place).as_posix()


def uri(path: str) -> str:
    """Return a path as a URI, relative to the working folder if inside it."""
    place = Path(from_here(path))
    return place.as_uri() if place.is_absolute() else quote(os.fsencode(place.as_posix()))


def _short(heading: str, longest: int) -> str:
    return heading if len(heading) <= longest else heading[: longest - 1] + "…"


def _table(document: Document, span: Span) -> tuple[int, Table] | None:
    return next((pair for pair in enumerate(document.tables(), 1) if pair[1].span.covers(span)), None)


def _cell(document: Document, span: Span, pointer: str, lang: str, longest: int) -> Iterator[str]:
    """Yield what names a table's cell: its address, or table and row, then the labels of its row and its column."""
    number, table = _table(document, span) or (0, None)
    cell = next((each for each in table.cells if each.span.covers(span)), None) if table else None
    if table is None or cell is None:
        if pointer:
            yield visible(pointer)
        return
    caption = visible(table.caption.of(document.text)).strip() if table.caption else ""
    row, column = (_short(label, longest) for label in _labels(document, table, cell))
    if pointer:
        yield visible(pointer)
    else:
        name = _short(caption, longest) if caption else say(lang, "table", number=number)
        yield f"{name} {say(lang, 'row', number=cell.row + 1)}"
    yield (
        say(lang, "labels", row=row, column=column) if row and column else f"“{row or column}”" if row or column else ""
    )


def _labels(document: Document, table: Table, cell: Cell) -> tuple[str, str]:
    row = column = ""
    for other in table.cells:
        text = "".join(visible(other.span.of(document.text)).split())
        if text and other is not cell:
            if other.column < table.stub_columns and other.row <= cell.row < other.row + other.rows:
                row = text
            if other.row < table.header_rows and other.column <= cell.column < other.column + other.columns:
                column = text
    return row, column


def _paragraph(document: Document, span: Span, lang: str) -> Iterator[str]:
    """Yield the number of a paragraph under its heading, which is how people find it where no line has a number."""
    number = 0
    for block in document.blocks:
        if block.span.start > span.start:
            break
        if isinstance(block, Block):
            if block.kind == "heading":
                number = 0
            elif block.kind in {"paragraph", "item"}:
                number += 1
            if block.span.covers(span) and number:
                yield say(lang, "paragraph", number=number)
                return
