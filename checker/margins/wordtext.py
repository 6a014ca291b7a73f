"""The text of a Word document as its XML holds it, each character with the element that it stands in.

For finding places again, not for reading: what a reader makes of numbering and layout is not looked at.
"""

from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{W}moveFrom", f"{W}del", _FALLBACK})


class Piece(NamedTuple):
    """A text element, and where its first character stands in the whole text."""

    element: etree._Element
    start: int


def pieces(body: etree._Element) -> list[Piece]:
    """Return the text elements in the order of paragraphs, those of a text box after the paragraph that holds it."""
    by_paragraph: dict[etree._Element, list[etree._Element]] = {}
    for each in body.iter(f"{W}p"):
        by_paragraph[each] = []
    for element in body.iter(f"{W}t"):
        ancestors = list(element.iterancestors())
        if not any(ancestor.tag in _GONE for ancestor in ancestors):
            paragraph = next((ancestor for ancestor in ancestors if ancestor.tag == f"{W}p"), None)
            if paragraph is not None and ancestors[0].tag == f"{W}r":
                by_paragraph[paragraph].append(element)
    found, start = [], 0
    for elements in by_paragraph.values():
        for element in elements:
            found.append(Piece(element, start))
            start += len(element.text or "")
    return found


def text_of(found: list[Piece]) -> str:
    """Return the whole text."""
    return "".join(piece.element.text or "" for piece in found)
