"""Find the parts of a table: title and unit rows above it, header rows, stub columns, notes below it.

Every reader hands its cells here, so that a table from Word, a sheet, a web page or a text file has the same parts.
What counts as a label is decided by what is *not* a number: a row of labels holds no measured value, and a year alone
(2025, 2025年) is a label.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from checker.readers.titles import title_or_unit_line, unit_line_span
from checker.source import Block, Cell, Span, Table, normalise

_YEAR = re.compile(r"(?:19|20)\d\d(?:年(?:[度末底])?)?")
_VALUE = re.compile(r"[(]?[-+±▲△↑↓]?\s*\d[\d,\s]*(?:\.[\d\s]*)?[)]?\s*(?:%|‰|[^\d\s年月日季度届次章节第]{1,4})?")
_BLANK_MARK = re.compile(r"[-—–―－/\\.…·]+")
_NOTE = re.compile(r"\s*(?:附?注|说明|备注|数据来源|资料来源|来源)\s*(?:\d{1,2}\s*)?[:：.、]|\s*[*※]")
# A column under one of these words numbers its rows or points at notes; its integers are labels and not values.
_CODE_HEADER = re.compile(r"编码|代码|编号|序号|行次|^\s*(?:号|附注)\s*$")
_COLUMN_NUMBERS = re.compile(r"[栏列项行]\s*[次目号]|[甲乙丙丁]")
_DIGIT = re.compile(r"\d")
_LONGEST_VALUE = 30
_DEEPEST_HEADER = 5


def framed(text: str, cells: Sequence[Cell], name: str = "") -> tuple[Block | Table, ...]:
    """Return the table that `cells` (spans into `text`, row by row) make, among its title and note rows as blocks.

    Title rows above and notes below leave the grid; the rows that stay are numbered from 0. No table is returned
    where nothing but titles and notes is there.
    """
    rows = _by_row(cells)
    width = max((cell.column + cell.columns for cell in cells), default=0)
    titles = list(takewhile(lambda row: _is_title_row(text, row, width), rows[:-1] if width > 1 else []))
    body = rows[len(titles) :]
    end = _start_of_notes(text, body) if width > 1 else len(body)
    body, notes = body[:end], body[end:]
    above = [_title_block(cell) for row in titles for cell in _written(text, row)]
    below = [Block("note", cell.span) for row in notes for cell in _written(text, row)]
    if not any(_written(text, row) for row in body):
        return (*above, *below)
    first = body[0][0].row
    kept = tuple(_moved_up(cell, first) if first else cell for row in body for cell in row)
    header_rows = count_header_rows(text, kept)
    table = Table(
        span=Span(min(cell.span.start for cell in kept), max(cell.span.end for cell in kept)),
        cells=kept,
        header_rows=header_rows,
        stub_columns=count_stub_columns(text, kept, header_rows),
        name=name,
    )
    caption, unit_line = title_or_unit_line(text, [block.span for block in above])
    return (*above, replace(table, caption=caption, unit_line=unit_line), *below)


def _moved_up(cell: Cell, by: int) -> Cell:
    return Cell(cell.span, cell.row - by, cell.column, cell.rows, cell.columns, cell.pointer)


def _by_row(cells: Iterable[Cell]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    return [rows[index] for index in sorted(rows)]


def _written(text: str, row: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.span.of(text).strip()]


def _title_block(cell: Cell) -> Block:
    return Block("caption", cell.span)


def _is_title_row(text: str, row: Sequence[Cell], width: int) -> bool:
    """Tell whether a leading row holds a title or unit line: one cell alone, or one beside a unit line."""
    written = _written(text, row)
    titles = [cell for cell in written if unit_line_span(text, cell.span) is None]
    if not written:
        return True
    if len(titles) > 1 or any(cell.rows > 1 for cell in titles) or any(is_value(cell.span.of(text)) for cell in titles):
        return False
    if not titles or len(titles) < len(written):
        return True
    title = titles[0]
    return title.column == 0 or title.columns >= width or len(title.span.of(text).strip()) > 10


def _start_of_notes(text: str, body: Sequence[Sequence[Cell]]) -> int:
    """Return the row at which the notes below a table begin, the further points of a note (2.…) among them."""
    start = len(body)
    for index in range(len(body) - 1, 1, -1):
        written = _written(text, body[index])
        if len(written) > 1 or any(cell.column for cell in written):
            break
        if any(_is_note(cell.span.of(text)) for cell in written) or (not written and index + 1 == start):
            start = index
    return start


def _is_note(lone: str) -> bool:
    return _NOTE.match(lone) is not None or len(lone) > 60


def is_value(text: str) -> bool:
    """Tell whether a cell's text is one measured value, such as 1,092.5, -6.1%, (12) or 3亿元, and not a year."""
    stripped = text.strip()
    if len(stripped) > _LONGEST_VALUE or not _DIGIT.search(stripped):
        return False
    normal = normalise(stripped)
    return _YEAR.fullmatch(normal) is None and _VALUE.fullmatch(normal) is not None


def is_datum(text: str) -> bool:
    """Tell whether a cell stands where a value is due: it is one, or says that there is none."""
    return is_value(text) or is_blank(text)


def is_blank(text: str) -> bool:
    """Tell whether a cell says that there is no value: empty, or a dash or dots."""
    stripped = text.strip()
    return not stripped or _BLANK_MARK.fullmatch(stripped) is not None


def count_header_rows(text: str, cells: Sequence[Cell]) -> int:
    """Return how many leading rows hold labels only; 0 where the first of several is plainly one of values."""
    rows = _by_row(cells)
    leading = list(takewhile(lambda row: not _is_data_row(text, row), rows))
    if not leading and len(rows) > 1 and _has_no_head(text, rows):
        return 0
    if len(leading) == len(rows):
        return max((cell.rows for cell in rows[0]), default=1) if len(rows) > 1 else 1
    covered = max((cell.row + cell.rows for cell in rows[0]), default=1)
    while len(leading) > max(1, covered) and _is_section_row(text, leading[-1]):
        leading.pop()
    if len(leading) > _DEEPEST_HEADER:
        return covered
    return max(1, len(leading))


def _is_data_row(text: str, row: Sequence[Cell]) -> bool:
    contents = [cell.span.of(text).strip() for cell in row]
    if _counts_up([content for content in contents if content]):
        return False
    has_dash = any(content and is_blank(content) for content in contents[1:])
    return has_dash or any(is_value(content) for content in contents)


def _has_no_head(text: str, rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a table begins with its values: a word and values in the first two rows.

    In a table of more than two columns whole numbers may be heads (10 20 30), numbers with decimals are none.
    """
    first, second = ([cell.span.of(text) for cell in row] for row in rows[:2])
    alike = len(first) == len(second) > 1 and all(
        not is_value(label) and all(map(is_datum, values)) for label, *values in (first, second)
    )
    return alike and (len(first) == 2 or any("." in one for one in first[1:] if is_value(one)))


def _counts_up(contents: Sequence[str]) -> bool:
    """Tell whether a row numbers its columns: 1 2 3 …, after 栏次 or 甲 or nothing, perhaps with a formula (3=1+2)."""
    labels = list(takewhile(_COLUMN_NUMBERS.fullmatch, contents))
    numbers = [content.split("=")[0].strip() for content in contents[len(labels) :]]
    return len(numbers) > 1 and numbers == [str(index) for index in range(1, len(numbers) + 1)]


def _is_section_row(text: str, row: Sequence[Cell]) -> bool:
    written = _written(text, row)
    return not written or (len(written) == 1 and written[0].column == 0)


def count_stub_columns(text: str, cells: Sequence[Cell], header_rows: int) -> int:
    """Return how many leading columns hold labels only below the header, at least 1."""
    columns: dict[int, list[str]] = defaultdict(list)
    codes: set[int] = set()
    width = 0
    for cell in cells:
        width = max(width, cell.column + cell.columns)
        content = cell.span.of(text).strip()
        if cell.row >= header_rows:
            columns[cell.column].append(content)
        elif _CODE_HEADER.search(content):
            codes.add(cell.column)
    count = 0
    while count < width - 1 and (count in codes or _is_label_column(columns[count])):
        count += 1
    return max(1, count)


def _is_label_column(contents: Sequence[str]) -> bool:
    written = [content for content in contents if not is_blank(content)]
    if not written:
        return False
    values = [content for content in written if is_value(content)]
    # A few values among many labels are names that open with a number: 1,4丁二醇.
    few = 4 * len(values) <= len(written)
    return few or (len(values) > 2 and values == [str(index) for index in range(1, len(values) + 1)])
