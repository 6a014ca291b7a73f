"""Read a PDF: its lines joined into paragraphs across lines and pages, its tables cell by cell.

Nothing in a PDF runs here: no scripts, no attachments, no forms.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from checker.errors import DocumentError
from checker.readers.draft import Draft
from checker.readers.flow import joined
from checker.readers.headings import heading_level
from checker.readers.limits import Limits
from checker.readers.pdfflow import Item, LaidOut, PageTable, items, laid_out
from checker.readers.pdfpage import page_content
from checker.source import Document


def read(data: bytes, path: str, limits: Limits) -> Document:
    """Read the PDF `data`; raises `DocumentError` where it is damaged, encrypted or has too many pages."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        secret = "password" in str(error).lower() or "security" in str(error).lower()
        reason = "is encrypted; save it without a password" if secret else "is damaged: no PDF that can be opened"
        raise DocumentError(reason, place=path) from None
    try:
        if len(document) > limits.pages:
            raise DocumentError(f"more than {limits.pages:,} pages", place=path)
        unread: list[str] = []
        pages = [_page(document, number, unread) for number in range(len(document))]
    finally:
        document.close()
    draft = Draft(path, "pdf", limits)
    _write(draft, items(pages), len(pages))
    return draft.document(unread)


def _page(document: pdfium.PdfDocument, number: int, unread: list[str]) -> LaidOut:
    try:
        page = document[number]
        content = page_content(page)
        page.close()
    except pdfium.PdfiumError:
        unread.append(f"page {number + 1} is damaged")
        return LaidOut((), (), 1.0)
    if not content.glyphs and not content.is_blank:
        unread.append(f"page {number + 1} has no text layer")
    elif content.unmapped > len(content.glyphs):
        unread.append(f"page {number + 1} has text without character codes")
    return laid_out(content, number)


def _write(draft: Draft, items: Sequence[Item], pages: int) -> None:
    begun = 0

    def begin(page: int, ahead: int = 0) -> None:
        nonlocal begun
        while begun <= page:
            draft.begin_page(ahead)
            begun += 1

    for item in items:
        if isinstance(item, PageTable):
            draft.add_table(item.cells, at_row=partial(_at_row, begin, item.pages))
            continue
        text = ""
        for line, whole in zip(item, _growing([line.text for line in item]), strict=True):
            begin(line.page, len(text))
            text = whole
        level = heading_level(text)
        draft.add(text, "heading" if level else "paragraph", level)
    begin(pages - 1)


def _at_row(begin: Callable[[int], None], pages: Sequence[int], row: int) -> None:
    begin(pages[row])


def _growing(lines: Sequence[str]) -> Iterator[str]:
    """Yield the paragraph as it grows line by line."""
    text = ""
    for line in lines:
        text = joined((text, line))
        yield text
