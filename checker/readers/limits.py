"""How much a reader takes in before it refuses, so that a hostile document costs a line of text and not the machine.

The defaults keep one document below about 1 GB of memory: parsed XML weighs some eight times its bytes, a cell some
300 bytes.
"""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document; a document beyond any of them is refused with a `DocumentError`."""

    bytes: int = 64 * MEBIBYTE
    """Size of the file itself."""
    expanded: int = 96 * MEBIBYTE
    """Size of what a compressed file unpacks to, whatever its directory claims."""
    cells: int = 500_000
    """Table cells in the whole document."""
    pages: int = 3_000
    """Pages of a PDF."""
    depth: int = 200
    """How deeply elements may nest."""


DEFAULT_LIMITS = Limits()
