"""What reviewers wrote in the margins of a Word document, and which stretch of its text each comment is about."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from checker.margins.alignment import Ink, find
from checker.margins.wordtext import W, pieces, text_of
from checker.readers.archive import Archive
from checker.readers.limits import DEFAULT_LIMITS
from checker.source import Document, Span

_PARTS = ("word/document.xml", "word/comments.xml")


def remarks(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield the comments of the Word file that `document` was read from, each with what it is attached to in the text.

    A comment on nothing in particular is about its whole paragraph.
    """
    path = Path(document.path)
    try:
        with ZipFile(path) as archive:
            if not set(_PARTS) <= set(archive.namelist()):
                return
    except (BadZipFile, OSError):
        return
    parts = Archive(path.read_bytes(), document.path, DEFAULT_LIMITS)
    root, comments = (parts.xml(name) for name in _PARTS)
    body = None if root is None else root.find(f"{W}body")
    if body is None or comments is None:
        return
    here, there = Ink(text_of(pieces(body))), Ink(document.text)
    for text, span in _anchored(body, comments):
        found = find(span, here, there) if span.end > span.start else None
        if found:
            yield text, found


def _anchored(body: etree._Element, comments: etree._Element) -> Iterator[tuple[str, Span]]:
    """Yield each comment with the stretch of the body's text between its ends, or of its paragraph if it has none."""
    starts = {piece.element: piece.start for piece in pieces(body)}
    texts = {each.get(f"{W}id"): _words(each) for each in comments.iter(f"{W}comment")}
    opened: dict[str | None, int] = {}
    closed: set[str | None] = set()
    at = 0
    for element in body.iter(f"{W}t", f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"):
        name = element.get(f"{W}id")
        if element.tag == f"{W}t":
            at = starts[element] + len(element.text or "") if element in starts else at
        elif element.tag == f"{W}commentRangeStart":
            opened[name] = at
        elif name in texts and name not in closed:
            closed.add(name)
            start = opened.get(name, at)
            yield texts[name], Span(start, at) if start < at else _paragraph(element, starts)


def _paragraph(element: etree._Element, starts: dict[etree._Element, int]) -> Span:
    paragraph = next(element.iterancestors(f"{W}p"), None)
    held = [each for each in ([] if paragraph is None else paragraph.iter(f"{W}t")) if each in starts]
    if not held:
        return Span(0, 0)
    return Span(starts[held[0]], starts[held[-1]] + len(held[-1].text or ""))


def _words(comment: etree._Element) -> str:
    paragraphs = comment.iter(f"{W}p")
    return "\n".join("".join(each.text or "" for each in paragraph.iter(f"{W}t")) for paragraph in paragraphs)
