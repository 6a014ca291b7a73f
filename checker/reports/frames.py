"""The frames of source text around a finding: which stretch of a long line is shown, and which places share it.

Paragraphs of Chinese reports are single lines of hundreds of characters, so a frame is a window on a line: wide enough
for all the places it marks, and for some text around them as far as the terminal goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from checker.finding import Finding
from checker.reports.terminal import cells, visible
from checker.source import Document, Span

AROUND = 30
"""Characters shown on either side of the marked places."""
MOST = 4
"""Frames shown of one finding."""
WIDEST = 2
"""Cells that one character may take."""
CUT = "..."
"""Stands for text left out; not “…”, whose width terminals disagree on."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to be underlined in a frame, and its label; the primary one is where the claim stands."""

    span: Span
    says: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on one line of text and the marks in it."""

    window: Span
    line: Span
    marks: tuple[Mark, ...]

    def text(self, document: Document) -> str:
        """Return what is shown, cut ends marked, one character for one of the document's."""
        before = CUT if self.window.start > self.line.start else ""
        after = CUT if self.window.end < self.line.end else ""
        return before + visible(self.window.of(document.text)) + after

    def column(self, document: Document, offset: int) -> int:
        """Return the cell at which `offset` of the document stands in the shown text."""
        before = len(CUT) if self.window.start > self.line.start else 0
        return before + cells(visible(document.text[self.window.start : offset]))


def frames(document: Document, finding: Finding, width: int) -> tuple[list[Frame], int]:
    """Return the frames of a finding, the primary one first, and how many of its places they leave out."""
    waiting = [Mark(finding.at.span, finding.at.says, primary=True)]
    waiting += [Mark(each.span, each.says) for each in finding.because if each.span != finding.at.span]
    shown: list[Frame] = []
    while waiting and len(shown) < MOST:
        line = _line(document, waiting[0].span)
        frame, waiting = _gathered(document, line, waiting, width)
        shown.append(frame)
    return shown, len(waiting)


def _line(document: Document, span: Span) -> Span:
    """Return the line that `span` starts on, without its indentation and its line break."""
    text, start = document.text, span.start - document.locate(span).column + 1
    while start < span.start and text[start].isspace():
        start += 1
    end = next((at for at in range(span.start, len(text)) if text[at] in "\r\n"), len(text))
    return Span(start, end)


def _gathered(document: Document, line: Span, waiting: list[Mark], width: int) -> tuple[Frame, list[Mark]]:
    """Make a frame of the first mark and of those on its line that fit into the width with it, the nearest first."""
    first, *others = waiting
    core = Span(first.span.start, min(first.span.end, line.end))
    taken = [first]
    for mark in sorted(others, key=lambda other: abs(other.span.start - first.span.start)):
        wider = Span(min(core.start, mark.span.start), max(core.end, mark.span.end))
        if line.covers(mark.span) and cells(wider.of(document.text)) <= width:
            core = wider
            taken.append(mark)
    left = [mark for mark in others if mark not in taken]
    taken.sort(key=lambda mark: mark.span)
    return Frame(_opened(document, line, core, width), line, tuple(taken)), left


def _opened(document: Document, line: Span, core: Span, width: int) -> Span:
    """Widen the window around the marked places, evenly to both sides, as far as the width and `AROUND` allow."""
    text, start, end = document.text, core.start, core.end
    room = width - cells(core.of(text))
    first, last = max(line.start, core.start - AROUND), min(line.end, core.end + AROUND)
    while room >= WIDEST and (start > first or end < last):
        if start > first:
            start -= 1
            room -= cells(text[start])
        if end < last and room >= WIDEST:
            room -= cells(text[end])
            end += 1
    # A number that is cut in two would be read as another number.
    while start > line.start and start < core.start and _of_a_number(text, start - 1) and _of_a_number(text, start):
        start += 1
    while end < line.end and end > core.end and _of_a_number(text, end - 1) and _of_a_number(text, end):
        end -= 1
    return Span(start, end)


def _of_a_number(text: str, at: int) -> bool:
    return text[at].isdecimal() or text[at] in "%％" or (text[at] in ".,．" and text[at + 1 : at + 2].isdecimal())


class Label(NamedTuple):
    """Words under a frame, the cell where they start, and whether they are the claim's own."""

    column: int
    says: str
    primary: bool


def in_rows(placed: Iterable[Label], width: int) -> list[list[Label]]:
    """Lay labels into as few rows as hold them without touching, each under its mark as far as the width allows."""
    rows: list[list[Label]] = []
    for label in sorted(placed):
        label = label._replace(column=max(0, min(label.column, width - cells(label.says))))
        for row in rows:
            if row[-1].column + cells(row[-1].says) < label.column:
                row.append(label)
                break
        else:
            rows.append([label])
    return rows
