"""Undo what layout did to running text: breaks inside a sentence, runs of white space.

Chinese has no space between words, so a break beside a Chinese character or mark leaves nothing behind, while a break
between two words or numbers in Latin letters leaves a space.
"""

import re
from collections.abc import Iterable

_WIDE = "\u2014-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_IS_WIDE = re.compile(rf"[{_WIDE}]").match
_BREAK = re.compile(r"[ \t\r\f\v]*\n[ \t\r\n\f\v]*")
_SPACES = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")


def joined(lines: Iterable[str]) -> str:
    """Return the lines as one: a space goes between two of them only where neither edge is Chinese."""
    pieces: list[str] = []
    for line in lines:
        if pieces and line and not _IS_WIDE(pieces[-1][-1]) and not _IS_WIDE(line):
            pieces.append(" ")
        if line:
            pieces.append(line)
    return "".join(pieces)


def flowed(text: str) -> str:
    """Return `text` as it reads when set anew: line breaks undone, runs of blanks one blank, edges trimmed."""
    if "\n" in text:
        text = joined(piece for piece in _BREAK.split(text) if piece)
    return _SPACES.sub(" ", text).strip()
