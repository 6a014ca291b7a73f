"""A place as a person would name it: `报告.pdf · 第12页 · 二、主要指标`. Machines get offsets, in json.py."""

from pathlib import Path
from urllib.parse import quote

from checker.reports.terminal import visible
from checker.reports.wording import say
from checker.source import Document, Location, Span

LINES = frozenset({"text", "markdown"})
"""Formats whose lines are those of the file, so that `path:line:column` can be opened in an editor."""
_LONGEST = 24


def where(document: Document, span: Span, lang: str) -> str:
    """Return the path and the place of `span` in it: line and column, or page and cell, then the headings above."""
    location = document.locate(span)
    return " · ".join([path_of(document, location), *inside(location, lang)])


def path_of(document: Document, location: Location) -> str:
    """Return the path, with line and column where these are the file's own."""
    return visible(str(location) if document.format in LINES else document.path)


def inside(location: Location, lang: str) -> list[str]:
    """Return the parts of a place within its document: page, headings (the two nearest), table cell."""
    trail = " › ".join(_short(visible(heading)) for heading in location.trail[-2:])
    page = say(lang, "page", page=location.page) if location.page else ""
    return [part for part in (page, trail, visible(location.pointer)) if part]


def _short(heading: str) -> str:
    return heading if len(heading) <= _LONGEST else heading[: _LONGEST - 1] + "…"


def uri(path: str) -> str:
    """Return a path as consumers of machine formats want it: relative to the working folder if inside it, with /."""
    place = Path(path)
    if place.is_absolute():
        inside_here = place.is_relative_to(Path.cwd())
        return quote(place.relative_to(Path.cwd()).as_posix()) if inside_here else place.as_uri()
    return quote(place.as_posix())
