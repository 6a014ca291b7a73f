"""Read a Word document from its XML: what a person sees with all changes accepted, automatic numbers included.

The libraries that exist lose tracked insertions, text boxes or numbers, so the few elements that carry text are walked
here. Headers, footers, comments, fields' codes and macros are not looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from lxml import etree

from checker.errors import DocumentError
from checker.readers.archive import Archive
from checker.readers.draft import Draft, LooseCell
from checker.readers.flow import flowed
from checker.readers.headings import Outline
from checker.readers.limits import Limits
from checker.readers.numbering import Numbering, W, value
from checker.readers.raised import raised
from checker.readers.wordstyles import Styles, is_on
from checker.source import BlockKind, Document

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_MARKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
# Signs of the fonts Symbol and Wingdings that reports hold, by their place in the private use area.
_SYMBOLS = {0xF0B1: "±", 0xF0B4: "×", 0xF0B8: "÷", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B0: "°", 0xF02D: "−", 0xF0B7: "·"}
_SYMBOLS.update({0xF000 + code: chr(code) for code in range(0x25, 0x3A) if code != 0x2D})
_LONGEST_HEADING = 100
_SENTENCE_ENDS = ("。", "；", "！", "？")


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read the Word document `data`; raises `DocumentError` where it is damaged, encrypted, hostile or too large."""
    archive = Archive(data, path, limits)
    main = _main_part(archive)
    root = archive.xml(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise DocumentError("is damaged: it has no Word document inside", place=path)
    folder = main.rpartition("/")[0]
    writer = _Writer(
        Draft(path, "docx", limits),
        Styles(archive.xml(f"{folder}/styles.xml")),
        Numbering(archive.xml(f"{folder}/numbering.xml")),
    )
    writer.blocks(body)
    for kind in ("footnote", "endnote"):
        writer.notes(archive.xml(f"{folder}/{kind}s.xml"), kind)
    return writer.draft.document(writer.unread)


def _main_part(archive: Archive) -> str:
    relationships = archive.xml("_rels/.rels")
    for relationship in [] if relationships is None else relationships.iterfind(_RELATIONSHIPS):
        if relationship.get("Type", "").endswith("/officeDocument"):
            return relationship.get("Target", "").lstrip("/")
    return "word/document.xml"


@dataclass(slots=True)
class _Writer:
    """Walks the elements that hold text and writes the draft."""

    draft: Draft
    styles: Styles
    numbering: Numbering
    outline: Outline = field(default_factory=Outline)
    unread: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    carried: str = ""
    """The text of a paragraph whose end is deleted, which runs on into the next."""

    def blocks(self, parent: etree._Element, kind: BlockKind = "paragraph") -> None:
        """Write the paragraphs and tables right inside `parent`."""
        for element in _children(parent):
            if element.tag == f"{W}p":
                self._paragraph(element, kind)
            elif element.tag == f"{W}tbl":
                self._table(element)
            elif element.tag == f"{W}altChunk":
                self.unread.append("an embedded document")

    def notes(self, root: etree._Element | None, kind: str) -> None:
        """Write the foot or end notes that the text refers to, in the order of the references."""
        if root is None:
            return
        notes = {note.get(f"{W}id", ""): note for note in root.iterfind(f"{W}{kind}")}
        for which, identifier in list(self.references):
            if which == kind and identifier in notes:
                self.blocks(notes.pop(identifier), "note")

    def _paragraph(self, paragraph: etree._Element, kind: BlockKind) -> None:
        boxes, self.boxes = self.boxes, []
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.of(value(None if properties is None else properties.find(f"{W}pStyle")))
        if not style.is_contents:
            self._write_lines(self._numbered(paragraph, properties), properties, kind)
        for box in self.boxes:
            self.blocks(box)
        self.boxes = boxes

    def _write_lines(self, text: str, properties: etree._Element | None, kind: BlockKind) -> None:
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.carried = text
            return
        level = self.styles.outline_level(properties)
        for line in _lines(text):
            written, depth = kind, 0
            if kind == "paragraph" and level and len(line) <= _LONGEST_HEADING:
                written, depth = "heading", self.outline.marked(line, level)
            elif kind == "paragraph" and (depth := self.outline.shaped(line)):
                written = "heading"
            self.draft.add(line, written, depth)

    def _numbered(self, paragraph: etree._Element, properties: etree._Element | None) -> str:
        """Return the text of a paragraph after its automatic number, and what an end deleted before it carries over."""
        text = self.carried + "".join(self._text(paragraph))
        self.carried = ""
        list_id, depth = self.styles.numbering(properties)
        if not list_id or not text.strip():
            return text
        label = self.numbering.label(list_id, depth)
        return label + (" " if label and label[-1].isascii() else "") + text.lstrip()

    def _text(self, parent: etree._Element) -> Iterator[str]:
        for element in _children(parent):
            tag = element.tag
            if tag == f"{W}r":
                hidden, above = self._set(element)
                text = () if hidden else self._text(element)
                yield from map(raised, text) if above else text
            elif tag in (f"{W}t", _MATH_TEXT):
                yield element.text or ""
            elif tag in _MARKS:
                yield "" if element.get(f"{W}type") in ("page", "column") else _MARKS[tag]
            elif tag == f"{W}sym":
                yield _symbol(element)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.references.append((tag[len(W) : -len("Reference")], element.get(f"{W}id", "")))
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self.boxes.extend(_boxes(element))
            elif tag == f"{W}ruby":
                yield from (text for base in element.iterfind(f"{W}rubyBase") for text in self._text(base))
            elif not tag.endswith(("Pr", "}instrText", "}delText", "}delInstrText")):
                yield from self._text(element)

    def _set(self, run: etree._Element) -> tuple[bool, bool]:
        """Tell whether the text of a run is hidden, and whether it is raised."""
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False, False
        style = self.styles.of(value(properties.find(f"{W}rStyle")))
        vanish, height = properties.find(f"{W}vanish"), properties.find(f"{W}vertAlign")
        hidden = style.is_hidden if vanish is None else is_on(vanish)
        return hidden, style.is_raised if height is None else value(height) == "superscript"

    def _table(self, table: etree._Element) -> None:
        rows = [row for row in _children(table) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None]
        cells = [[cell for cell in _children(row) if cell.tag == f"{W}tc"] for row in rows]
        if len(rows) < 2 or max(len(row) for row in cells) < 2:
            for cell in chain.from_iterable(cells):
                self.blocks(cell)
            return
        boxes, self.boxes = self.boxes, []
        before = [_integer(row, f"{W}trPr/{W}gridBefore", 0) for row in rows]
        self.draft.add_table(self._placed(cells, before))
        for nested in chain.from_iterable(map(_children, chain.from_iterable(cells))):
            if nested.tag == f"{W}tbl":
                self._table(nested)
        for box in self.boxes:
            self.blocks(box)
        self.boxes = boxes

    def _placed(self, rows: list[list[etree._Element]], before: list[int]) -> list[LooseCell]:
        """Place the cells of a table on its grid, those merged over rows and columns included."""
        open_cells: dict[int, int] = {}  # column -> place in `cells` of the cell that reaches down to here
        cells: list[LooseCell] = []
        for index, row in enumerate(rows):
            column = before[index]
            for element in row:
                width = max(1, _integer(element, f"{W}tcPr/{W}gridSpan", 1))
                merge = element.find(f"{W}tcPr/{W}vMerge")
                above = open_cells.get(column)
                if merge is not None and value(merge) != "restart" and above is not None:
                    upper = cells[above]
                    cells[above] = LooseCell(upper.text, upper.row, upper.column, index - upper.row + 1, upper.columns)
                else:
                    text = flowed("\n".join(self._numbered(p, p.find(f"{W}pPr")) for p in _paragraphs(element)))
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = len(cells)
                    cells.append(LooseCell(text, index, column, 1, width))
                column += width
        return cells


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of `parent` with all changes accepted and wrappers opened."""
    for element in parent:
        tag = element.tag
        if tag in _DELETED:
            continue
        if tag in (f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml", f"{W}sdt", f"{W}sdtContent"):
            yield from _children(element)
        elif tag == f"{_COMPATIBILITY}AlternateContent":
            choice = element.find(f"{_COMPATIBILITY}Choice")
            choice = element.find(f"{_COMPATIBILITY}Fallback") if choice is None else choice
            yield from () if choice is None else _children(choice)
        else:
            yield element


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    return (element for element in _children(cell) if element.tag == f"{W}p")


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """Return the text boxes of a drawing, each once, and not those inside another."""
    boxes = list(drawing.iter(f"{W}txbxContent"))
    return [box for box in boxes if next(box.iterancestors(f"{W}txbxContent"), None) not in boxes]


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(code, chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "")


def _lines(text: str) -> Iterator[str]:
    """Yield a paragraph's text in lines: a line break after a whole sentence divides it, any other is layout."""
    pending = ""
    for line in text.split("\n"):
        pending = flowed(f"{pending}\n{line}")
        if pending.endswith(_SENTENCE_ENDS):
            yield pending
            pending = ""
    if pending:
        yield pending


def _integer(parent: etree._Element, where: str, otherwise: int) -> int:
    text = value(parent.find(where))
    return min(int(text), 1000) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise
