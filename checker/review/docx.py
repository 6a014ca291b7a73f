"""A copy of a Word document with a comment on each flagged number, and on evidence that stands elsewhere.

Runs are cut so that a comment covers the number and nothing else; formats, changes and everything else stay as they
are. What has no place in the body (a foot note) is said at the top of the document.
"""

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.text.run import Run
from lxml import etree

from checker.finding import Finding, Report
from checker.margins.alignment import Ink, find
from checker.margins.wordtext import Piece, W, pieces, text_of
from checker.review.notes import AUTHOR, notes
from checker.source import Span

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def annotate(report: Report, target: Path, lang: str) -> None:
    """Write to `target` a copy of the report's document with its findings as comments.

    Raises:
        ValueError: the document is of a kind that the library does not open.
    """
    try:
        word = docx.Document(report.document.path)
    except (KeyError, PackageNotFoundError) as error:
        raise ValueError(str(error)) from error
    found = pieces(word.element.body)
    here, there = Ink(report.document.text), Ink(text_of(found))
    placed = [
        (finding, find(at, here, there), text)
        for finding in report.findings
        for at, text in notes(report.document, finding, lang)
    ]
    cut = _Cut(found, [span for _, span, _ in placed if span])
    for finding, span, text in placed:
        _comment(word, cut.runs(span) if span else [], text, finding)
    word.save(str(target))


def _comment(word: WordDocument, elements: Sequence[etree._Element], text: str, finding: Finding) -> None:
    runs = [Run(element, word) for element in elements]  # type: ignore[arg-type]
    if not runs:
        first = next((paragraph for paragraph in word.paragraphs if paragraph.runs), None)
        runs = [first.runs[0]] if first else [word.add_paragraph().add_run(" ")]
    word.add_comment([runs[0], runs[-1]], text=text, author=AUTHOR, initials=finding.severity[0].upper())


class _Cut:
    """The text elements of a document, cut at both ends of each span."""

    def __init__(self, found: Sequence[Piece], spans: Sequence[Span]) -> None:
        self._parts: list[Piece] = []
        ends = sorted({end for span in spans for end in (span.start, span.end)}, reverse=True)
        for piece in found:
            stop = piece.start + len(piece.element.text or "")
            inside = [end for end in ends if piece.start <= end < stop]
            parts = [Piece(_divide(piece.element, end - piece.start), end) for end in inside]
            if not parts or parts[-1].start > piece.start:
                parts.append(piece)
            self._parts += reversed(parts)

    def runs(self, span: Span) -> list[etree._Element]:
        """Return the runs that hold `span`, in order."""
        stops = (part.start + len(part.element.text or "") for part in self._parts)
        held = [
            part.element
            for part, stop in zip(self._parts, stops, strict=True)
            if part.start < span.end and stop > span.start
        ]
        return [parent for element in held if (parent := element.getparent()) is not None]


def _divide(element: etree._Element, at: int) -> etree._Element:
    """Begin a run of its own, formatted alike, at a place in a text element; return its text element."""
    run = element.getparent()
    if run is None:
        return element
    before = [each for each in element.itersiblings(preceding=True) if each.tag != f"{W}rPr"]
    if at == 0 and not before:
        return element
    properties = run.find(f"{W}rPr")
    new = etree.SubElement(run, f"{W}r")
    run.addnext(new)
    if properties is not None:
        new.append(deepcopy(properties))
    following = list(element.itersiblings())
    if at == 0:
        new.append(element)
        new.extend(following)
        return element
    text = element.text or ""
    rest = etree.SubElement(new, f"{W}t")
    element.text, rest.text = text[:at], text[at:]
    for each in (element, rest):
        each.set(_PRESERVE, "preserve")
    new.extend(following)
    return rest
