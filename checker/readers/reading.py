"""Choose the reader for a document, and refuse in one line what no reader takes."""

import re
import string
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from checker.errors import DocumentError
from checker.readers.limits import DEFAULT_LIMITS, Limits
from checker.source import Document

SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xls": "spreadsheet",
    ".csv": "spreadsheet",
    ".tsv": "spreadsheet",
    ".xlsb": "spreadsheet",
    ".ods": "spreadsheet",
}
"""Which reader a file name asks for. What the bytes say goes before it."""

_IN_ENGLISH = "in English: numbers, units, rises and falls are read; what they are about and must agree with is not"
_BEGINNING, _FEWEST_LETTERS = 20_000, 100
"""So many signs tell the language of a document, so many letters are no mere name."""
_LETTERS = string.ascii_letters.encode()
_TEXT_READERS = frozenset({"text", "markdown", "html"})
_ZIP, _COMPOUND_FILE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NUMBER = re.compile(r"\d[\d.,，．]*")
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)

# What a file's first bytes name that no reader takes.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a rich text (RTF) document; save it as .docx"),
    (b"\x89PNG", "an image, without text to read"),
    (b"\xff\xd8\xff", "an image, without text to read"),
    (b"GIF8", "an image, without text to read"),
    (b"II*\0", "an image, without text to read"),
    (b"MM\0*", "an image, without text to read"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"MIME-Version:", "a web archive (MHTML); save it as .html"),
    (b"\x7fELF", "a program, not a document"),
    (b"MZ\x90", "a program, not a document"),
)


class _Reader(Protocol):
    def read(self, data: bytes, path: str, limits: Limits) -> Document: ...


def read(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read the document at `path`; raises `DocumentError`, with path and reason, for one that cannot be read."""
    place = str(path)
    try:
        if path.is_dir():
            raise DocumentError("is a folder, not a document", place=place)
        if not path.is_file() and path.exists():
            raise DocumentError("is not a regular file", place=place)
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    except FileNotFoundError:
        raise DocumentError("no such file", place=place) from None
    except (OSError, ValueError) as error:
        raise DocumentError(f"cannot be opened: {getattr(error, 'strerror', None) or error}", place=place) from None
    return read_bytes(data, place, limits=limits)


def read_bytes(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a document from `data`; `name` stands for its path, and its suffix for the format of a text.

    Raises `DocumentError` for a document that cannot be read.
    """
    if not data:
        raise DocumentError("the file is empty", place=name)
    if len(data) > limits.bytes:
        raise DocumentError(f"larger than {limits.bytes:,} bytes", place=name)
    format = _format(data, name)
    if format in _TEXT_READERS and len(data) > limits.text:
        raise DocumentError(f"a text of more than {limits.text:,} bytes", place=name)
    reader = cast(_Reader, import_module(f"checker.readers.{format}"))
    try:
        document = reader.read(data, name, limits)
    except RecursionError:
        raise DocumentError("nested too deeply", place=name) from None
    except MemoryError:
        raise DocumentError("too large for the memory at hand", place=name) from None
    if not document.text.strip() and not document.unread:
        raise DocumentError("holds no text", place=name)
    if sum(1 for _ in _NUMBER.finditer(document.text)) > limits.numbers:
        raise DocumentError(f"more than {limits.numbers:,} numbers", place=name)
    return replace(document, unread=(*document.unread, _IN_ENGLISH)) if _in_english(document.text) else document


def _in_english(text: str) -> bool:
    """Tell whether most of a text's beginning is Latin letters and hardly any of it Chinese."""
    beginning = text[:_BEGINNING]
    ascii_signs = beginning.encode("ascii", "ignore")
    latin = len(ascii_signs) - len(ascii_signs.translate(None, _LETTERS))
    mostly = latin >= _FEWEST_LETTERS and latin * 2 > len(beginning)
    return mostly and latin > 20 * sum(sign > "\u2e80" for sign in beginning)


def _format(data: bytes, name: str) -> str:
    suffix = Path(name).suffix.lower()
    for signature, what in _REFUSED:
        if data.startswith(signature):
            raise DocumentError(f"is {what}", place=name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _zip_format(data, name)
    if data.startswith(_COMPOUND_FILE):
        return _compound_format(data, name)
    asked = SUFFIXES.get(suffix, "text")
    if asked != "markdown" and _HTML.match(data[:4096]):
        return "html"
    if asked in _TEXT_READERS or suffix in (".csv", ".tsv"):
        return asked
    if suffix in (".xls",) and b"\0" not in data:
        return "html" if b"<table" in data.lower() else "spreadsheet"
    raise DocumentError(f"is no {suffix[1:]} document, or damaged at its start", place=name)


def _zip_format(data: bytes, name: str) -> str:
    """Tell Word from spreadsheet by the names in the archive's directory, which stand uncompressed."""
    if b"word/document" in data:
        return "docx"
    if b"xl/workbook" in data or b"opendocument.spreadsheet" in data[:200]:
        return "spreadsheet"
    if b"opendocument.text" in data[:200]:
        raise DocumentError("is an OpenDocument text; save it as .docx", place=name)
    if b"ppt/presentation" in data:
        raise DocumentError("is a presentation; save it as .pdf", place=name)
    raise DocumentError("is a zip archive, and no Word or Excel document", place=name)


def _compound_format(data: bytes, name: str) -> str:
    """Tell apart what the compound file format of old holds, by the names of its streams."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise DocumentError("is encrypted; save it without a password", place=name)
    if holds("WordDocument"):
        raise DocumentError("is a Word 97-2003 document (.doc); save it as .docx", place=name)
    if holds("Workbook") or holds("Book"):
        return "spreadsheet"
    raise DocumentError("is an old Office file of a kind that is not read", place=name)
