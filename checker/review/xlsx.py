"""A copy of a workbook with a comment on each flagged cell, and on evidence that stands elsewhere."""

from itertools import chain
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from checker.finding import Report
from checker.review.notes import AUTHOR, notes
from checker.source import Span

_WIDTH, _LINE = 360, 22
"""Pixels of a comment: its width, and what a line of text takes."""


def annotate(report: Report, target: Path, lang: str) -> None:
    """Write to `target` a copy of the report's workbook with its findings as comments of cells.

    Raises:
        ValueError: the workbook is of a kind that the library does not open.
    """
    original = Path(report.document.path)
    try:
        workbook = openpyxl.load_workbook(original, keep_vba=original.suffix.lower() == ".xlsm")
    except (BadZipFile, InvalidFileException, KeyError) as error:
        raise ValueError(str(error)) from error
    for at, said in chain.from_iterable(notes(report.document, finding, lang) for finding in report.findings):
        cell = _cell(workbook, report, at)
        text = f"{cell.comment.text}\n\n{said}" if cell.comment else said
        cell.comment = Comment(
            text, AUTHOR, height=_LINE * (2 + sum(1 + len(line) // 26 for line in text.split("\n"))), width=_WIDTH
        )
    workbook.save(target)


def _cell(workbook: Workbook, report: Report, span: Span) -> Cell:
    """Return the cell at a place; for text beside the tables the one that holds it, else the first of all."""
    sheet, _, address = report.document.locate(span).pointer.rpartition("!")
    if sheet in workbook.sheetnames:
        return workbook[sheet][address]  # type: ignore[no-any-return]
    line = next(
        (block.span.of(report.document.text) for block in report.document.prose() if block.span.covers(span)), ""
    )
    sought = "".join(line.split())
    for worksheet in workbook.worksheets:
        for row in worksheet.iter_rows():
            for cell in row:
                if sought and isinstance(cell.value, str) and sought in "".join(cell.value.split()):
                    return cell
    return workbook.worksheets[0].cell(1, 1)  # type: ignore[return-value]
