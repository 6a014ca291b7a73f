"""Read CSV and TSV with the offsets of the file as written: a cell's span lies between its delimiters and quotes."""

import re
from collections import Counter

from checker.readers.decoding import decode
from checker.readers.grid import framed
from checker.readers.limits import Limits
from checker.source import Cell, Document, Span

_DELIMITERS = ",\t;"
_QUOTED = r'[ ]*"((?:[^"]|"")*)"[ ]*'


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read the delimited text `data`; raises `DocumentError` where it is binary, undecodable or has too many cells."""
    text, _ = decode(data, path)
    delimiter = "\t" if path.lower().endswith(".tsv") else _delimiter(text)
    field = re.compile(rf"(?:{_QUOTED}(?=[{delimiter}\r\n]|\Z)|([^{delimiter}\r\n]*))({delimiter}|\r\n|[\r\n]|\Z)")
    cells: list[Cell] = []
    position = row = column = 0
    while position < len(text):
        match = field.match(text, position)
        if match is None:  # cannot be: the unquoted field takes anything up to a delimiter
            break
        start, end = match.span(1) if match[1] is not None else match.span(2)
        content = text[start:end]
        start += len(content) - len(content.lstrip())
        cells.append(Cell(Span(start, start + len(content.strip())), row, column, pointer=f"R{row + 1}C{column + 1}"))
        limits.allow_cells(len(cells), path)
        row, column = (row, column + 1) if match[3] == delimiter else (row + 1, 0)
        position = match.end()
    return Document(path, text, framed(text, cells), format="csv")


def _delimiter(text: str) -> str:
    """Return the delimiter that most of the first lines hold most of."""
    counts: Counter[str] = Counter()
    for line in text[:20_000].splitlines()[:50]:
        bare = re.sub(r'"[^"]*"', "", line)
        counts.update({max(_DELIMITERS, key=bare.count): 1} if any(d in bare for d in _DELIMITERS) else {})
    return counts.most_common(1)[0][0] if counts else ","
