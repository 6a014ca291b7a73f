"""Resolve what Word text inherits from its style: outline level, automatic numbering, whether hidden or raised."""

import re
from dataclasses import dataclass

from lxml import etree

from checker.readers.numbering import W, value

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])\Z", re.IGNORECASE)
_TITLE_NAME = re.compile(r"(?:title|标题)\Z", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*[1-9]\Z", re.IGNORECASE)
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What counts of one style, its ancestors included."""

    level: int = 0
    list_id: str = ""
    depth: int = 0
    is_hidden: bool = False
    is_raised: bool = False
    is_contents: bool = False
    """Whether it sets the lines of a table of contents, which only repeat the headings and page numbers."""


class Styles:
    """The styles of one document by their identifiers."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else root.findall(f"{W}style")
        self._elements = {element.get(f"{W}styleId", ""): element for element in elements}
        self._resolved: dict[str, Style] = {}
        default = next(
            (e for e in elements if e.get(f"{W}type") == "paragraph" and e.get(f"{W}default") in ("1", "true")), None
        )
        self._default = "" if default is None else default.get(f"{W}styleId", "")

    def of(self, identifier: str) -> Style:
        """Return the style `identifier`, the plain one where there is none of that name."""
        if identifier not in self._resolved:
            self._resolved[identifier] = self._resolve(identifier)
        return self._resolved[identifier]

    def outline_level(self, properties: etree._Element | None) -> int:
        """Return the heading level of a paragraph, 0 for body text."""
        if properties is None:
            return 0
        own = properties.find(f"{W}outlineLvl")
        if own is not None:
            return _level(own)
        return self.of(value(properties.find(f"{W}pStyle"))).level

    def numbering(self, properties: etree._Element | None) -> tuple[str, int]:
        """Return list and depth of a paragraph's automatic number, an empty list for none."""
        if properties is None:
            style = self.of(self._default)
            return style.list_id, style.depth
        style = self.of(value(properties.find(f"{W}pStyle")) or self._default)
        own = properties.find(f"{W}numPr")
        if own is None:
            return style.list_id, style.depth
        list_id, depth = _list(own)
        list_id = style.list_id if list_id is None else list_id
        return ("" if list_id == "0" else list_id), (style.depth if depth is None else depth)

    def _resolve(self, identifier: str) -> Style:
        level: int | None = None
        list_id: str | None = None
        depth: int | None = None
        hidden: bool | None = None
        raised: bool | None = None
        contents = False
        seen = 0
        element = self._elements.get(identifier)
        while element is not None and seen < _LONGEST_CHAIN:  # a style may be based on itself
            seen += 1
            name = value(element.find(f"{W}name"))
            contents = contents or _CONTENTS_NAME.match(name) is not None
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if level is None and outline is not None:
                level = _level(outline)
            elif level is None and (heading := _HEADING_NAME.match(name)):
                level = int(heading[1])
            elif level is None and _TITLE_NAME.match(name):
                level = 1
            numbering = element.find(f"{W}pPr/{W}numPr")
            if numbering is not None:
                own_list, own_depth = _list(numbering)
                list_id = own_list if list_id is None else list_id
                depth = own_depth if depth is None else depth
            vanish = element.find(f"{W}rPr/{W}vanish")
            if hidden is None and vanish is not None:
                hidden = is_on(vanish)
            align = element.find(f"{W}rPr/{W}vertAlign")
            if raised is None and align is not None:
                raised = value(align) == "superscript"
            element = self._elements.get(value(element.find(f"{W}basedOn")))
        list_id = "" if list_id in (None, "0") else list_id
        return Style(level or 0, list_id or "", depth or 0, bool(hidden), bool(raised), contents)


def is_on(element: etree._Element) -> bool:
    """Tell whether a switch such as w:vanish is on, which it is unless it says otherwise."""
    return value(element) not in ("0", "false", "off")


def _level(element: etree._Element) -> int:
    text = value(element)
    return int(text) + 1 if text.isdecimal() and int(text) < _BODY_LEVEL else 0


def _list(properties: etree._Element) -> tuple[str | None, int | None]:
    list_id, depth = properties.find(f"{W}numId"), value(properties.find(f"{W}ilvl"))
    return (None if list_id is None else value(list_id)), (int(depth) if depth.isdecimal() and len(depth) < 3 else None)
