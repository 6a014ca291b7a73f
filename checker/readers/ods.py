"""Read the sheets of an OpenDocument spreadsheet, which keeps of every cell the text that it shows."""

from collections.abc import Iterator

from lxml import etree

from checker.errors import DocumentError
from checker.readers.archive import Archive
from checker.readers.limits import Limits
from checker.readers.sheets import Place, Sheet

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _STYLE = f"{_NAMESPACE}table:1.0}}", f"{_NAMESPACE}text:1.0}}", f"{_NAMESPACE}style:1.0}}"
_OFFICE = f"{_NAMESPACE}office:1.0}}"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_SPACES, _NOTE = f"{_TEXT}s", f"{_OFFICE}annotation"
_GROUPS = frozenset(
    f"{_TABLE}{name}"
    for name in ("table-row-group", "table-header-rows", "table-rows", "table-column-group", "table-header-columns")
)
_MOST_REPEATED = 1_100_000


def sheets(data: bytes, path: str, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of the spreadsheet `data`; raises `DocumentError` where it is damaged, hostile or too large."""
    archive = Archive(data, path, limits)
    manifest = archive.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise DocumentError("is encrypted; save it without a password", place=path)
    root = archive.xml("content.xml", counted=b"<table:table-cell", most=20 * limits.cells)
    if root is None:
        raise DocumentError("is damaged: it has no spreadsheet inside", place=path)
    unseen = {
        style.get(f"{_STYLE}name", "")
        for style in root.iterfind(f"{_OFFICE}automatic-styles/{_STYLE}style")
        for properties in style.iterfind(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        yield _sheet(table, table.get(f"{_TABLE}style-name", "") in unseen, path, limits)


def _sheet(table: etree._Element, is_hidden: bool, path: str, limits: Limits) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    merged: list[tuple[Place, Place]] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    number = column = count = 0
    for element in _inside(table):
        if element.tag == f"{_TABLE}table-column":
            times = _number(element, "number-columns-repeated")
            if _is_hidden(element):
                hidden_columns.update(range(column, column + min(times, limits.columns)))
            column += times
        elif element.tag == f"{_TABLE}table-row":
            times = _number(element, "number-rows-repeated")
            texts = _texts(element, number, merged, path, limits)
            written = range(number, number + times if texts else number)
            count += len(texts) * times
            limits.allow_cells(count, path)
            rows.update((row, texts) for row in written)
            if _is_hidden(element):
                hidden_rows.update(written)
            number += times
    return Sheet(
        table.get(f"{_TABLE}name", ""), rows, merged, frozenset(hidden_rows), frozenset(hidden_columns), is_hidden
    )


def _inside(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows and columns of a table, those in groups too."""
    for element in parent:
        if element.tag in _GROUPS:
            yield from _inside(element)
        else:
            yield element


def _texts(
    row: etree._Element, number: int, merged: list[tuple[Place, Place]], path: str, limits: Limits
) -> dict[int, str]:
    """Return the texts of a row by column; its merged cells go to `merged`."""
    texts: dict[int, str] = {}
    column = 0
    for cell in row:
        times = _number(cell, "number-columns-repeated")
        if cell.tag == _CELL:
            text = "\n".join("".join(_shown(line)) for line in cell if line.tag == f"{_TEXT}p")
            if text:
                texts.update((column + again, text) for again in range(min(times, limits.columns)))
                limits.allow_cells(len(texts), path)
            down, right = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
            if down > 1 or right > 1:
                merged.append(((number, column), (number + down - 1, column + right - 1)))
        column += times
    return texts


def _shown(parent: etree._Element) -> Iterator[str]:
    yield parent.text or ""
    for child in parent:
        if child.tag == _SPACES:
            yield " "
        elif child.tag != _NOTE:
            yield from _shown(child)
        yield child.tail or ""


def _is_hidden(element: etree._Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _number(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return max(1, min(int(text), _MOST_REPEATED)) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
