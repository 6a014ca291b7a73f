"""Prints a document as lines, so that a test states what was read as a person would write it down."""

from checker.source import Cell, Document, Table


def outline(document: Document) -> list[str]:
    """Return one line a block, `kind: text`, and one a table row, `| a | b |`, merged cells as `a (2x1)`."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines.extend(rows(document, block))
        else:
            kind = f"{block.kind} {block.level}" if block.kind == "heading" else block.kind
            lines.append(f"{kind}: {block.span.of(document.text)}")
    return lines


def rows(document: Document, table: Table) -> list[str]:
    """Return the rows of a table; a line `=` ends its header."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    lines = []
    for row in sorted(by_row):
        if row == table.header_rows:
            lines.append("=")
        lines.append("| " + " | ".join(_cell(document, cell) for cell in by_row[row]) + " |")
    return lines


def _cell(document: Document, cell: Cell) -> str:
    text = cell.span.of(document.text)
    return f"{text} ({cell.rows}x{cell.columns})" if cell.rows > 1 or cell.columns > 1 else text


def only_table(document: Document) -> Table:
    """Return the one table of `document`."""
    (table,) = document.tables()
    return table
