"""Open the zip archive and the XML that office documents are made of, as if every one of them were hostile.

What a directory claims about sizes is not believed; XML with a document type declaration is refused, so that no entity
is ever expanded and nothing outside the archive is ever looked up.
"""

import io
import zipfile
import zlib

from lxml import etree

from checker.errors import DocumentError
from checker.readers.limits import Limits

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, IndexError)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Archive:
    """The parts of one zip archive, of which no more is unpacked than the limits allow.

    Raises `DocumentError` for an archive that is damaged, encrypted or too large, here and at each part.
    """

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        self._path = path
        self._left = limits.expanded
        self._expanded = limits.expanded
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED:
            raise self._damaged("its archive") from None
        self._names = set(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """Return the bytes of the part `name`, or None where there is none."""
        if name not in self._names:
            return None
        try:
            with self._zip.open(name) as file:
                content = file.read(self._left + 1)
        except RuntimeError:
            raise DocumentError("is encrypted; save it without a password", place=self._path) from None
        except _DAMAGED:
            raise self._damaged(name) from None
        self._left -= len(content)
        if self._left < 0:
            raise DocumentError(f"unpacks to more than {self._expanded:,} bytes", place=self._path)
        return content

    def test(self) -> None:
        """Unpack every part once, to know that together they keep the limit, before a library does so unchecked."""
        for name in sorted(self._names):
            self.part(name)

    def xml(self, name: str, *, counted: bytes = b"", most: int = 0) -> etree._Element | None:
        """Return the root element of the part `name`, or None where there is none.

        Where it holds `counted` more than `most` times it is refused unparsed: a parsed cell weighs half a kilobyte.
        """
        content = self.part(name)
        if content is None:
            return None
        if counted and content.count(counted) > most:
            raise DocumentError(f"more than {most:,} table cells", place=self._path)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
            raise self._declared(name)
        try:
            root = etree.fromstring(content.replace(_STRICT, _TRANSITIONAL), parser)
        except (etree.LxmlError, ValueError):
            raise self._damaged(name) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._declared(name)
        return root

    def _damaged(self, name: str) -> DocumentError:
        return DocumentError(f"is damaged: {name} cannot be read", place=self._path)

    def _declared(self, name: str) -> DocumentError:
        return DocumentError(f"is refused: {name} declares XML entities or a document type", place=self._path)
