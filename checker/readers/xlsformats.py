"""Read from an old .xls workbook how its numbers are shown and what of it is hidden, which calamine leaves out.

A cell stores 0.0387 and shows 3.87%. The file is a compound file, a small file system of sectors, in which the stream
`Workbook` is a run of records (MS-XLS, BIFF8). Only the records named below are looked at; a file in which they cannot
be followed has numbers as stored.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.readers.numberformat import BUILT_IN

Place = tuple[int, int]
_FREE = 0xFFFFFFFA  # sector numbers from here on end a chain
_IN_HEADER = 109
_SECTOR_SHIFTS = (9, 12)
_EXCEL_97 = 0x0600
_BOF, _EOF, _BOUND_SHEET, _DATE_MODE, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x0022, 0x041E, 0x00E0
_ROW, _COLUMNS, _NUMBER, _RK, _MANY_RK, _FORMULA = 0x0208, 0x007D, 0x0203, 0x027E, 0x00BD, 0x0006


@dataclass(slots=True)
class SheetFormats:
    """The format codes of the cells of one sheet that hold a number, its hidden rows and columns."""

    codes: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def sheet_formats(data: bytes) -> tuple[list[SheetFormats], bool]:
    """Return what is known of each sheet, in the order of the tabs, and whether dates count from 1904."""
    try:
        return _sheets(_workbook(data))
    except (struct.error, IndexError, UnicodeDecodeError):
        return [], False


# ---------------------------------------------------------------- the compound file
def _workbook(data: bytes) -> bytes:
    """Return the stream `Workbook`, empty where there is none or it is kept among the small ones."""
    (shift,) = struct.unpack_from("<H", data, 0x1E)
    if shift not in _SECTOR_SHIFTS:
        return b""
    size = 1 << shift
    sectors, numbers_each = len(data) // size, size // 4
    directory, cutoff, more = (struct.unpack_from("<I", data, at)[0] for at in (0x30, 0x38, 0x44))
    kept_in = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 0x4C))
    while more < _FREE and len(kept_in) < sectors // numbers_each + 1:
        *numbers, more = struct.unpack_from(f"<{numbers_each}I", data, (more + 1) * size)
        kept_in += numbers
    table: list[int] = []
    for number in kept_in[: sectors // numbers_each + 1]:
        if number < _FREE:
            table += struct.unpack_from(f"<{numbers_each}I", data, (number + 1) * size)
    entries = _chain(data, table, directory, size)
    for start in range(0, len(entries) - 127, 128):
        entry = entries[start : start + 128]
        (length,) = struct.unpack_from("<H", entry, 64)
        first, bytes_long = struct.unpack_from("<II", entry, 116)
        if entry[: max(0, length - 2)].decode("utf-16-le") == "Workbook" and bytes_long >= cutoff:
            return _chain(data, table, first, size)[:bytes_long]
    return b""


def _chain(data: bytes, table: list[int], first: int, size: int) -> bytes:
    """Return the sectors that follow one another from `first`; a ring of sectors ends where the file would."""
    pieces: list[bytes] = []
    while first < _FREE and len(pieces) <= len(table):
        pieces.append(data[(first + 1) * size : (first + 2) * size])
        first = table[first]
    return b"".join(pieces)


# ---------------------------------------------------------------- the workbook
def _sheets(book: bytes) -> tuple[list[SheetFormats], bool]:
    codes = dict(BUILT_IN)
    styles: list[int] = []
    tabs: list[int] = []
    from_1904 = False
    for kind, record in _records(book, 0):
        if kind == _BOF and struct.unpack_from("<H", record)[0] != _EXCEL_97:
            break
        if kind == _FORMAT:
            number, length, wide = struct.unpack_from("<HHB", record)
            codes[number] = record[5:].decode("utf-16-le" if wide & 1 else "latin-1")[:length]
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<2xH", record)[0])
        elif kind == _BOUND_SHEET:
            tabs.append(struct.unpack_from("<I", record)[0])
        elif kind == _DATE_MODE:
            from_1904 = struct.unpack_from("<H", record)[0] == 1
    shown = [codes.get(number, "General") for number in styles]
    return [_sheet(book, start, shown) for start in tabs], from_1904


def _sheet(book: bytes, start: int, shown: list[str]) -> SheetFormats:
    sheet = SheetFormats()
    for kind, record in _records(book, start):
        if kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", record)
            sheet.codes[row, column] = shown[style]
        elif kind == _MANY_RK:
            row, column = struct.unpack_from("<HH", record)
            for number, at in enumerate(range(4, len(record) - 6, 6)):
                sheet.codes[row, column + number] = shown[struct.unpack_from("<H", record, at)[0]]
        elif kind == _ROW and struct.unpack_from("<12xH", record)[0] & 0x20:
            sheet.hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS:
            first, last, options = struct.unpack_from("<HH4xH", record)
            sheet.hidden_columns.update(range(first, min(last, 255) + 1) if options & 1 else ())
    return sheet


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from `at` to the end of their part, those of parts inside it left out."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length
