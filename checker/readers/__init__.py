"""Read a document of any format into a `Document`; the format is told by the bytes first and by the suffix second.

Each format has one module with one function `read(data, path, limits) -> Document`, imported only when a document of
that format comes along, because their libraries are heavy.
"""

from checker.readers.limits import Limits
from checker.readers.reading import SUFFIXES, read, read_bytes

__all__ = ["SUFFIXES", "Limits", "read", "read_bytes"]
