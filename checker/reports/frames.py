"""The frames of source text around a finding: which stretch of a long line is shown, and which places share it.

Paragraphs of Chinese reports are single lines of hundreds of characters, so a frame is a window on a line: wide enough
for all the places it marks, and for some text around them as far as the terminal goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checker.finding import Finding
from checker.reports.places import LINES
from checker.reports.terminal import cells, visible, widest
from checker.source import Document, Span

AROUND = 30
"""Characters shown on either side of the marked places."""
MOST = 4
"""Frames shown of one finding."""
WIDEST = 3
"""Cells that one character may take, a border between cells of a table."""
CUT = "..."
"""Stands for text left out; not “…”, whose width terminals disagree on."""
_NUMERALS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to be underlined in a frame, and its label; the primary one is where the claim stands."""

    document: Document
    span: Span
    says: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on one line of a document's text and the marks in it."""

    document: Document
    window: Span
    line: Span
    marks: tuple[Mark, ...]

    def text(self) -> str:
        """Return what is shown, cut ends marked."""
        before = CUT if self.window.start > self.line.start else ""
        after = CUT if self.window.end < self.line.end else ""
        return before + _shown(self.document, self.window) + after

    def column(self, offset: int) -> int:
        """Return the cell at which `offset` of the document stands in the shown text."""
        before = len(CUT) if self.window.start > self.line.start else 0
        return before + cells(_shown(self.document, Span(self.window.start, offset)))


def _shown(document: Document, span: Span) -> str:
    """Return the text as it is framed: where the reader set cells apart by tabs, with borders instead."""
    text = span.of(document.text)
    return visible(text if document.format in LINES else text.replace("\t", " | "))


def numbered(labels: Sequence[str]) -> list[str]:
    """Tell labels that are alike apart: 分项 分项 → 分项① 分项②."""
    ordinals: dict[str, Iterator[str]] = {label: iter(_NUMERALS) for label in labels if labels.count(label) > 1}
    return [label + next(ordinals[label], "") if label and label in ordinals else label for label in labels]


def frames(document: Document, finding: Finding, width: int) -> tuple[list[Frame], int]:
    """Return the frames of a finding, the primary one first, and how many of its places they leave out."""
    waiting = [Mark(document, finding.at.span, finding.at.says, primary=True)]
    says = numbered([each.says for each in finding.because])
    pairs = zip(finding.because, says, strict=True)
    waiting += [
        Mark(each.home(document), each.span, label)
        for each, label in pairs
        if each.document or each.span != finding.at.span
    ]
    shown: list[Frame] = []
    while waiting and len(shown) < MOST:
        frame, waiting = _gathered(waiting, width)
        shown.append(frame)
    return shown, len(waiting)


def _line(document: Document, span: Span) -> Span:
    """Return the line that `span` starts on, without its indentation and its line break."""
    text, start = document.text, span.start - document.locate(span).column + 1
    while start < span.start and text[start].isspace():
        start += 1
    end = next((at for at in range(span.start, len(text)) if text[at] in "\r\n"), len(text))
    return Span(start, end)


def _gathered(waiting: list[Mark], width: int) -> tuple[Frame, list[Mark]]:
    """Make a frame of the first mark and of those on its line that fit into the width with it, the nearest first."""
    first, *others = waiting
    document, line = first.document, _line(first.document, first.span)
    core = Span(first.span.start, min(first.span.end, line.end))
    taken = [first]
    for mark in sorted(others, key=lambda other: abs(other.span.start - first.span.start)):
        wider = Span(min(core.start, mark.span.start), max(core.end, mark.span.end))
        if mark.document is document and line.covers(mark.span) and widest(_shown(document, wider)) <= width:
            core = wider
            taken.append(mark)
    left = [mark for mark in others if mark not in taken]
    taken.sort(key=lambda mark: mark.span)
    return Frame(document, _opened(document, line, core, width), line, tuple(taken)), left


def _opened(document: Document, line: Span, core: Span, width: int) -> Span:
    """Widen the window around the marked places, evenly to both sides, as far as the width and `AROUND` allow."""
    text, start, end = document.text, core.start, core.end
    room = width - widest(_shown(document, core))
    first, last = max(line.start, core.start - AROUND), min(line.end, core.end + AROUND)
    while room >= WIDEST and (start > first or end < last):
        if start > first:
            start -= 1
            room -= widest(_shown(document, Span(start, start + 1)))
        if end < last and room >= WIDEST:
            end += 1
            room -= widest(_shown(document, Span(end - 1, end)))
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
