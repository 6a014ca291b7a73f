"""Read the sheets of an .xlsx workbook from its XML, for what libraries leave out: numbers as shown, what is hidden.

Formulas count by the values the file keeps of them; nothing is calculated, no link is followed, no macro looked at.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from checker.errors import DocumentError
from checker.readers.archive import Archive
from checker.readers.limits import Limits
from checker.readers.numberformat import BUILT_IN, plain, shown
from checker.readers.sheets import Place, Sheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT, _VALUE, _INLINE, _FORMULA = f"{_MAIN}t", f"{_MAIN}v", f"{_MAIN}is", f"{_MAIN}f"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DIGITS = "0123456789"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def sheets(data: bytes, path: str, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of the workbook `data`; raises `DocumentError` where it is damaged, hostile or too large."""
    archive = Archive(data, path, limits)
    workbook = archive.xml("xl/workbook.xml")
    if workbook is None:
        raise DocumentError("is damaged: it has no workbook inside", place=path)
    properties = workbook.find(f"{_MAIN}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    targets = _targets(archive)
    strings = _strings(archive.xml("xl/sharedStrings.xml"))
    formats = _formats(archive.xml("xl/styles.xml"))
    for element in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        root = archive.xml(targets.get(element.get(_LINK, ""), ""), counted=b"<c ", most=limits.cells)
        if root is None or root.tag != f"{_MAIN}worksheet":
            continue  # a chart
        yield _sheet(root, element, strings, formats, from_1904, path, limits)


def _targets(archive: Archive) -> dict[str, str]:
    root = archive.xml("xl/_rels/workbook.xml.rels")
    targets: dict[str, str] = {}
    for relationship in [] if root is None else root.iterfind(_RELATIONSHIP):
        target = relationship.get("Target", "")
        targets[relationship.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return targets


def _strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [_string(item) for item in root.iterfind(f"{_MAIN}si")]


def _string(item: etree._Element) -> str:
    """Return the text of a string or its runs; phonetic guides are left out."""
    if len(item) == 1 and (only := item[0]).tag == _TEXT:
        return only.text or ""
    runs = item.findall(f"{_MAIN}r/{_MAIN}t") or item.findall(_TEXT)
    return "".join(run.text or "" for run in runs)


def _formats(root: etree._Element | None) -> list[str]:
    """Return the number format of each cell style."""
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for element in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt"):
        codes[_integer(element.get("numFmtId"))] = element.get("formatCode", "")
    styles = root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return [codes.get(_integer(style.get("numFmtId")), "General") for style in styles]


def _sheet(
    root: etree._Element,
    element: etree._Element,
    strings: list[str],
    formats: list[str],
    from_1904: bool,
    path: str,
    limits: Limits,
) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    hidden_rows: set[int] = set()
    row_number, count, unknown = -1, 0, 0
    for row in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        row_number = _integer(row.get("r"), row_number + 2) - 1
        if row.get("hidden") in ("1", "true"):
            hidden_rows.add(row_number)
        texts = rows.setdefault(row_number, {})
        column = -1
        for cell in row:
            column = _column(cell.get("r", "").rstrip(_DIGITS), column + 1)
            if not len(cell):
                continue
            if text := _shown(cell, strings, formats, from_1904):
                texts[column] = text
            elif cell[0].tag == _FORMULA and cell.get("t") != "str":
                unknown += 1
        count += len(texts)
        limits.allow_cells(count, path)
    hidden_columns: set[int] = set()
    for columns in root.iterfind(f"{_MAIN}cols/{_MAIN}col"):
        if columns.get("hidden") in ("1", "true"):
            last = min(_integer(columns.get("max")), 16_384)
            hidden_columns.update(range(_integer(columns.get("min"), 1) - 1, last))
    return Sheet(
        name=element.get("name", ""),
        rows=rows,
        merged=list(_merged(root)),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=frozenset(hidden_columns),
        is_hidden=element.get("state", "visible") != "visible",
        unknown=unknown,
    )


def _shown(cell: etree._Element, strings: list[str], formats: list[str], from_1904: bool) -> str:
    kind = cell.get("t", "n")
    last = cell[-1]  # what a formula gave stands behind it
    if last.tag == _INLINE:
        return _string(last)
    content = last if last.tag == _VALUE else cell.find(_VALUE)
    text = "" if content is None else content.text or ""
    if kind == "s":
        index = _integer(text, -1)
        return strings[index] if 0 <= index < len(strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(text, text)
    if kind != "n" or not text:
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    style = _integer(cell.get("s"))
    return shown(number, formats[style], from_1904=from_1904) if style < len(formats) else plain(number)


def _merged(root: etree._Element) -> Iterator[tuple[Place, Place]]:
    for element in root.iterfind(f"{_MAIN}mergeCells/{_MAIN}mergeCell"):
        ends = [_REFERENCE.fullmatch(end) for end in element.get("ref", "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            first, last = ((int(end[2]) - 1, _column(end[1], 0)) for end in ends if end)
            yield first, last


@lru_cache(maxsize=20_000)
def _column(letters: str, otherwise: int) -> int:
    """Return the number of a column by its letters, `otherwise` where these are none."""
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) < 4):
        return otherwise
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _integer(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
