"""Read a workbook or delimited text: every sheet is one table or more, every cell as it is shown.

.xlsx and .ods go by their XML (see `xlsx`, `ods`); the binary formats of old go through calamine, which keeps no number
formats: those of .xls are read beside it (see `xlsformats`).
"""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from checker.errors import DocumentError
from checker.readers import delimited
from checker.readers.draft import Draft
from checker.readers.limits import Limits
from checker.readers.numberformat import plain, shown
from checker.readers.sheets import Sheet, add_sheet
from checker.readers.xlsformats import SheetFormats, sheet_formats
from checker.source import Document


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read the spreadsheet `data`; raises `DocumentError` where it is damaged, encrypted, hostile or too large."""
    if data.startswith(b"PK") and b"xl/workbook.xml" in data:
        from checker.readers import xlsx

        return _drafted(xlsx.sheets(data, path, limits), path, "xlsx", limits)
    if data.startswith(b"PK") and b"opendocument.spreadsheet" in data[:200]:
        from checker.readers import ods

        return _drafted(ods.sheets(data, path, limits), path, "ods", limits)
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _drafted(_calamine_sheets(data, path, limits), path, "xls", limits)
    if len(data) > limits.text:
        raise DocumentError(f"a text of more than {limits.text:,} bytes", place=path)
    return delimited.read(data, path, limits)


def _drafted(sheets: Iterator[Sheet], path: str, format: str, limits: Limits) -> Document:
    draft = Draft(path, format, limits)
    unread: list[str] = []
    for sheet in sheets:
        unread += add_sheet(draft, sheet, path, limits)
    return draft.document(unread)


def _calamine_sheets(data: bytes, path: str, limits: Limits) -> Iterator[Sheet]:
    import python_calamine as calamine

    if data.startswith(b"PK"):
        from checker.readers.archive import Archive

        Archive(data, path, limits).test()
    formats, from_1904 = sheet_formats(data)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, metadata in enumerate(workbook.sheets_metadata):
            known = formats[number] if number < len(formats) else SheetFormats()
            if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            content = workbook.get_sheet_by_name(metadata.name)
            if content.total_height * content.total_width > 20 * limits.cells:
                raise DocumentError(f"more than {limits.cells:,} table cells in sheet {metadata.name}", place=path)
            rows = {
                row: {
                    column: text
                    for column, value in enumerate(values)
                    if (text := _text(value, known.codes.get((row, column), ""), from_1904=from_1904))
                }
                for row, values in enumerate(content.to_python(skip_empty_area=False))
            }
            yield Sheet(
                metadata.name,
                rows,
                merged=content.merged_cell_ranges or [],
                hidden_rows=frozenset(known.hidden_rows),
                hidden_columns=frozenset(known.hidden_columns),
                is_hidden=metadata.visible != calamine.SheetVisibleEnum.Visible,
            )
    except calamine.PasswordError:
        raise DocumentError("is encrypted; save it without a password", place=path) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise DocumentError(f"is damaged: {str(error)[:80]}", place=path) from None


def _text(value: object, code: str, *, from_1904: bool) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return shown(value, code, from_1904=from_1904) if code else plain(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time | timedelta):
        return str(value)
    return str(value) if value else ""
