"""Read a web page as a person sees it: the main text and its data tables, without scripts, menus and page furniture.

Pages of public offices set their whole layout in tables; only a table with rows and columns of its own is one here,
any other is walked through like the blocks it holds.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, html

from checker.errors import DocumentError
from checker.readers.decoding import decode
from checker.readers.draft import Draft, LooseCell
from checker.readers.flow import flowed
from checker.readers.headings import Outline
from checker.readers.limits import Limits
from checker.readers.raised import raised
from checker.source import BlockKind, Document

_CHARSET = re.compile(rb"<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# The names that web pages give to code pages, where a wider one reads them all.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}

_UNSEEN_NAMES = (
    "script style noscript template head title meta link iframe object embed svg canvas audio video map del "
    "select option button textarea input nav footer aside"
)
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr img o:p st1:chsdate"
)
_INLINE = frozenset(_INLINE_NAMES.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LONGEST_MENU_ITEM = 40
_LONGEST_CELL = 400
_MOST_SPANNED = 1000


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read the HTML document `data`; raises `DocumentError` where nothing can be decoded or parsed."""
    text, unread = _decode(data, path)
    # Unclosed tags nest real pages deeper than the parser's default allows; their size is bounded already.
    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_pis=True)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", text, count=1), parser=parser)
    except (etree.LxmlError, ValueError):
        raise DocumentError("is no HTML that can be parsed", place=path) from None
    _raise_figures(root)
    page = _Page(Draft(path, "html", limits), limits, path)
    page.walk(root)
    page.flush()
    return page.draft.document(unread)


def _decode(data: bytes, path: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a page: valid UTF-8 goes before what the page declares, which is often wrong."""
    declared = _CHARSET.search(data[:4096])
    try:
        return decode(data, path)[0], ()
    except DocumentError:
        if declared is None or b"\0" in data:
            raise
    name = declared[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(_WIDER.get(name, name)).name
        text = data.decode(codec, errors="replace")
    except (LookupError, UnicodeError):
        raise DocumentError(f"cannot be decoded, also not as {name}, which it declares", place=path) from None
    return text, (f"{text.count(chr(0xFFFD))} characters cannot be decoded as {name}",)


def _raise_figures(root: html.HtmlElement) -> None:
    """Replace the figures of every sup, those in a link inside it too, by raised signs."""
    for element in root.iter("sup"):
        for part in element.iter(etree.Element):
            part.text = part.text and raised(part.text)
            if part is not element:
                part.tail = part.tail and raised(part.tail)


class _WrittenCell(NamedTuple):
    """A td or th with its text."""

    element: html.HtmlElement
    text: str


class _Page:
    """Walks the elements of a page and writes its draft, block by block."""

    def __init__(self, draft: Draft, limits: Limits, path: str) -> None:
        self.draft = draft
        self._limits = limits
        self._path = path
        self._outline = Outline()
        self._text: list[str] = []
        self._linked = 0
        self._kind: BlockKind = "paragraph"
        self._level = 0

    def walk(self, element: html.HtmlElement, *, linked: bool = False) -> None:
        """Write what `element` holds; its tail is its parent's."""
        tag = element.tag
        if tag is etree.Comment and _is_remark(element):
            self.draft.remark(element.text or "")
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(element):
            return
        if tag == "br":
            self.flush()
            return
        if tag == "table":
            rows = _rows(element)
            if _is_data(element, rows):
                self.flush()
                self._table(element, rows)
                return
        block = tag not in _INLINE
        if block:
            self._open(tag)
        linked = linked or tag == "a"
        self._write(element.text, linked)
        for child in element:
            self.walk(child, linked=linked)
            self._write(child.tail, linked)
        if block:
            self.flush()

    def _open(self, tag: str) -> None:
        self.flush()
        if tag in _HEADINGS:
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag == "li":
            self._kind = "item"
        elif tag in ("caption", "figcaption"):
            self._kind = "caption"

    def _write(self, text: str | None, linked: bool) -> None:
        if text:
            self._text.append(text)
            self._linked += len(text.strip()) if linked else 0

    def flush(self) -> None:
        """End the block that is being written."""
        text = flowed("".join(self._text))
        linked, kind, level = self._linked, self._kind, self._level
        self._text, self._linked, self._kind, self._level = [], 0, "paragraph", 0
        if not text or (linked >= 0.8 * len(text) and len(text) <= _LONGEST_MENU_ITEM and kind != "heading"):
            return
        if kind == "heading":
            level = self._outline.marked(text, level)
        elif kind == "paragraph" and (level := self._outline.shaped(text)):
            kind = "heading"
        self.draft.add(text, kind, level)

    def _table(self, table: html.HtmlElement, rows: list[list[_WrittenCell]]) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._kind = "caption"
            self._write(caption.text_content(), False)
            self.flush()
        for comment in table.iter(etree.Comment):
            if _is_remark(comment) and next(comment.iterancestors("td", "th", "table")) is table:
                self.draft.remark(comment.text or "")
        self.draft.add_table(_cells(rows, self._limits, self._path))
        for nested in _nested_tables(table):
            self.walk(nested)


def _is_remark(comment: etree._Comment) -> bool:
    """Tell whether a comment of the source speaks to the checker, not to the authors."""
    return (comment.text or "").lstrip().startswith("checker:")


def _remark(cell: html.HtmlElement) -> str:
    return "".join(each.text or "" for each in cell.iter(etree.Comment) if _is_remark(each))


def _is_hidden(element: html.HtmlElement) -> bool:
    attributes = element.attrib
    return "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"]) is not None)


def _rows(table: html.HtmlElement) -> list[list[_WrittenCell]]:
    """Return the cells of a table's own rows, hidden rows and the rows of nested tables left out."""
    rows: list[list[_WrittenCell]] = []
    for child in table:
        parts = (child,) if child.tag == "tr" else child if child.tag in ("thead", "tbody", "tfoot") else ()
        for part in parts:
            if part.tag == "tr" and not _is_hidden(part):
                row = [_WrittenCell(cell, _cell_text(cell)) for cell in part if cell.tag in ("td", "th")]
                rows.extend([row] if row else [])
    return rows


def _is_data(table: html.HtmlElement, rows: list[list[_WrittenCell]]) -> bool:
    """Tell a table of data from one that only sets the layout: two rows and columns with text, not all of it links."""
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    written = [[cell.text for cell in row if cell.text] for row in rows]
    full = [row for row in written if len(row) > 1]
    if not full or all(len(text) > _LONGEST_CELL for text in max(full, key=len)):
        return False
    if len(full) == 1 and _nested_tables(table):
        return False
    linked = sum(len(_cell_text(link)) for link in table.iter("a"))
    return not linked or linked < 0.8 * sum(len(text) for row in written for text in row)


def _nested_tables(table: html.HtmlElement) -> list[html.HtmlElement]:
    """Return the tables right inside the cells of `table`."""
    inside = list(table.iter("table"))[1:]
    return [inner for inner in inside if next(inner.iterancestors("table")) is table]


def _cell_text(cell: html.HtmlElement) -> str:
    return flowed("".join(_seen_text(cell)))


def _seen_text(element: html.HtmlElement) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag != "table" and tag not in _UNSEEN and not _is_hidden(child):
            if tag == "br" or tag not in _INLINE:
                yield "\n"
            yield from _seen_text(child)
            if tag not in _INLINE:
                yield "\n"
        if child.tail:
            yield child.tail


def _cells(rows: list[list[_WrittenCell]], limits: Limits, path: str) -> list[LooseCell]:
    """Place the cells of a table on its grid, those merged over rows and columns included."""
    filled: list[int] = []  # for each column, the row down to which a cell from above reaches
    cells: list[LooseCell] = []
    for index, row in enumerate(rows):
        column = 0
        for element, text in row:
            while column < len(filled) and filled[column] > index:
                column += 1
            columns = _spanned(element, "colspan", _MOST_SPANNED)
            height = min(_spanned(element, "rowspan", len(rows)), len(rows) - index)
            if column + columns > limits.columns:
                raise DocumentError(f"a table of more than {limits.columns:,} columns", place=path)
            filled.extend([0] * (column + columns - len(filled)))
            filled[column : column + columns] = [index + height] * columns
            cells.append(LooseCell(text, index, column, height, columns, remark=_remark(element)))
            column += columns
    return cells


def _spanned(element: html.HtmlElement, name: str, most: int) -> int:
    value = element.get(name)
    if value is None:
        return 1
    value = value.strip()
    return min(int(value), most) or 1 if value.isascii() and value.isdecimal() and len(value) < 6 else 1
