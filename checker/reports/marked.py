"""A document as HTML, with stretches of its text marked, whatever the stretches overlap.

The text is cut at every end of a stretch; a piece names all stretches that cover it, the innermost first.
"""

import html
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from checker.reports.terminal import visible
from checker.source import Block, Cell, Document, Span, Table

CHUNK = 40
"""Blocks in one section; browsers lay out only the sections in view, which keeps long reports usable."""
Piece = tuple[Span, tuple[int, ...]]


def escaped(text: str) -> str:
    """Return `text` for HTML, lines kept and other control characters as spaces."""
    return html.escape("\n".join(map(visible, text.split("\n"))))


class Marked:
    """Renders stretches of one document with marks.

    `spans` are the stretches in order, `classes` those of each for its looks; `targets` are those that links lead to:
    they get an id, `prefix` and their number.
    """

    def __init__(
        self, document: Document, spans: Sequence[Span], classes: Sequence[str], targets: frozenset[int], prefix: str
    ) -> None:
        self._document, self._spans, self._classes = document, spans, classes
        self._targets, self._prefix = targets, prefix
        self._pieces = list(_pieces(spans))
        self._starts = [piece.start for piece, _ in self._pieces]

    def html(self) -> str:
        """Return the whole document: headings, paragraphs, tables, and what stands between them."""
        blocks = list(self._blocks())
        chunks = ("".join(blocks[at : at + CHUNK]) for at in range(0, len(blocks), CHUNK))
        return "".join(f"<section>{chunk}</section>" for chunk in chunks)

    def _blocks(self) -> Iterator[str]:
        at = 0
        for block in self._document.blocks:
            if block.span.start < at:
                continue
            yield from self._gap(Span(at, block.span.start))
            yield self._table(block) if isinstance(block, Table) else self._prose(block)
            at = block.span.end
        yield from self._gap(Span(at, len(self._document.text)))

    def _gap(self, span: Span) -> Iterator[str]:
        between = span.of(self._document.text)
        # Between the blocks of a marked-up text stand the marks (|, #): they say nothing.
        if any(map(str.isalnum, between)):
            start = span.start + len(between) - len(between.lstrip())
            yield f"<p>{self.text(Span(start, start + len(between.strip())))}</p>"

    def _prose(self, block: Block) -> str:
        if block.kind == "heading":
            level = min(max(block.level, 1) + 1, 6)
            return f"<h{level}>{self.text(block.span)}</h{level}>"
        return f"<p class={block.kind}>{self.text(block.span)}</p>"

    def _table(self, table: Table) -> str:
        above = [span for span in (table.caption, table.unit_line) if span and table.span.covers(span)]
        caption = f"<caption>{'<br>'.join(map(self.text, above))}</caption>" if above else ""
        cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
        rows = groupby(cells, key=lambda cell: cell.row)
        body = "".join(f"<tr>{''.join(self._cell(table, cell) for cell in row)}</tr>" for _, row in rows)
        return f"<table>{caption}{body}</table>"

    def _cell(self, table: Table, cell: Cell) -> str:
        name = "th" if cell.row < table.header_rows or cell.column < table.stub_columns else "td"
        sizes = (("rowspan", cell.rows), ("colspan", cell.columns))
        merged = "".join(f" {key}={count}" for key, count in sizes if count > 1)
        return f"<{name}{merged}>{self.text(cell.span)}</{name}>"

    def text(self, span: Span) -> str:
        """Return one stretch of the document, escaped, with the marks in it."""
        text, at, parts = self._document.text, span.start, []
        index = max(0, bisect_right(self._starts, span.start) - 1)
        for piece, covering in self._pieces[index:]:
            if piece.start >= span.end:
                break
            start, end = max(piece.start, at), min(piece.end, span.end)
            if start < end:
                parts += [escaped(text[at:start]), self._mark(Span(start, end), covering)]
                at = end
        return "".join([*parts, escaped(text[at : span.end])])

    def _mark(self, piece: Span, covering: tuple[int, ...]) -> str:
        begun = [each for each in covering if each in self._targets and self._spans[each].start == piece.start]
        anchors = "".join(f'<i id="{self._prefix}{each}"></i>' for each in begun)
        numbers = " ".join(map(str, covering))
        text = escaped(piece.of(self._document.text))
        return f'{anchors}<b class="{self._classes[covering[0]]}" data-n="{numbers}">{text}</b>'


def _pieces(spans: Sequence[Span]) -> Iterator[Piece]:
    """Yield the stretches between neighbouring ends, each with the spans that cover it, the shortest first."""
    starts: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        if span.start < span.end:
            starts.setdefault(span.start, []).append(number)
    ends = sorted({end for span in spans for end in (span.start, span.end)})
    open_spans: list[int] = []
    for start, end in pairwise(ends):
        open_spans = [number for number in open_spans if spans[number].end > start] + starts.get(start, [])
        if open_spans:
            by_length = sorted(open_spans, key=lambda number: spans[number].end - spans[number].start)
            yield Span(start, end), tuple(by_length)
