"""How much a reader takes in before it refuses, so that a hostile document costs a line of text and not the machine.

The defaults keep one document below about 1 GB of memory: parsed XML weighs some eight times its bytes, a cell some
300 bytes.
"""

from dataclasses import dataclass

from checker.errors import DocumentError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document; a document beyond any of them is refused with a `DocumentError`."""

    bytes: int = 64 * MEBIBYTE
    """Size of the file itself."""
    text: int = 16 * MEBIBYTE
    """Size of a file that is all text, in which a few bytes make a line or a cell."""
    expanded: int = 64 * MEBIBYTE
    """Size of what a compressed file unpacks to, whatever its directory claims."""
    cells: int = 500_000
    """Table cells in the whole document."""
    pages: int = 3_000
    """Pages of a PDF."""
    columns: int = 10_000
    """Columns of one table."""
    numbers: int = 150_000
    """Numbers written in the document; what is kept of one, once it is a claim, weighs four kilobytes."""

    def allow_cells(self, count: int, path: str) -> None:
        """Raise `DocumentError` where `count` cells are more than these limits allow."""
        if count > self.cells:
            raise DocumentError(f"more than {self.cells:,} table cells", place=path)


DEFAULT_LIMITS = Limits()
