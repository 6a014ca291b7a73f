"""Where the text of a web page stands in its source, and back: an editor shows the source."""

import re

from checker.margins.alignment import Ink, find
from checker.source import Span

_UNSHOWN = re.compile(r"<!--.*?-->|<(script|style|template|title)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class Page:
    """A page as it was read, and its source."""

    def __init__(self, text: str, source: str) -> None:
        self._text = Ink(text)
        self._source = Ink(_UNSHOWN.sub(lambda tag: " " * len(tag[0]), source))

    def shown(self, span: Span) -> Span:
        """Return where a stretch of the text stands in the source; the beginning where it does not as it is."""
        return find(span, self._text, self._source) or Span(0, 0)

    def read(self, offset: int) -> int | None:
        """Return where a character of the source stands in the text, None if it is not read."""
        found = find(Span(offset, offset + 1), self._source, self._text)
        return found.start if found else None
