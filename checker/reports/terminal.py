"""Text on a terminal: how many cells it takes, which of it may be shown, and its colours.

A full-width character takes two cells. The signs “ ” … — ± × are ambiguous (one cell in most terminals, two in some):
they count as one here, as in rich and wcwidth, and a label beside such a sign repeats what it points at.
"""

import os
import re
import unicodedata
from functools import lru_cache

# Legible on dark and on light ground alike, which yellow and cyan are not.
_CODES = {"error": "1;31", "warning": "1;35", "info": "1;34", "bold": "1", "dim": "2", "rail": "1;34", "good": "32"}
# Control characters and bidirectional overrides: a hostile document could otherwise repaint the reader's terminal.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@lru_cache(maxsize=8192)
def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """Return how many terminal cells `text` takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def widest(text: str) -> int:
    """Return how many cells `text` takes where a terminal gives two to every ambiguous sign."""
    return cells(text) + (0 if text.isascii() else sum(unicodedata.east_asian_width(sign) == "A" for sign in text))


def ambiguous(text: str) -> bool:
    """Tell whether terminals disagree on the width of `text`."""
    return not text.isascii() and any(unicodedata.east_asian_width(character) == "A" for character in text)


def visible(text: str) -> str:
    """Return `text` with each control character as a space, so that widths hold and nothing acts on the terminal."""
    return _CONTROLS.sub(" ", text)


def paint(text: str, style: str, color: bool) -> str:
    """Return `text` in the colour of `style`, or as it is without `color`."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and text else text


def wants_color(choice: str, is_terminal: bool) -> bool:
    """Decide on colour: `choice` (always, never) first, then NO_COLOR, FORCE_COLOR and TERM=dumb, as rich does."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal and os.environ.get("TERM", "").lower() not in {"dumb", "unknown"}
