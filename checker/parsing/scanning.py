"""Find the places where a report says something with numbers: one pass of one regular expression built from
grammar/scan.lark.

The scanner knows no Chinese: words and shapes come from the grammar, and the name of the terminal is the kind of the
token.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from checker.keeping import kept
from checker.parsing.grammar import any_of, shapes, state, terminal, token_words
from checker.parsing.patterns import compiled
from checker.source import Span

_GRAMMAR = ("numerals", "scan")


class Token(NamedTuple):
    """A stretch of text and the kind of token that grammar/scan.lark says it is."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@cache
def _table() -> dict[str, Any]:
    """Return the words with their kinds, and the pattern that finds words and shapes; made once for each state of the
    grammar.
    """
    return dict(kept("scanner", state(), _build))


def _build() -> dict[str, Any]:
    """Put words in one alternation factored by common beginnings behind a cheap test of their first two signs, then the
    shapes behind one of their first.
    """
    words = token_words(*_GRAMMAR)
    forms = "|".join(f"(?P<{name}>{regex})" for name, regex in shapes(*_GRAMMAR))
    single = _one_of(word for word in words if len(word) == 1)
    first, second = (_one_of(word[place] for word in words if len(word) > 1) for place in (0, 1))
    not_a_word, starts = (terminal(name, *_GRAMMAR) for name in ("NOT_A_WORD", "SHAPE_START"))
    word = f"(?={single}|{first}{second})(?!{not_a_word})(?P<WORD>{any_of(words)})"
    return {"words": words, "pattern": f"{word}|(?={starts})(?:{forms})"}


def _one_of(signs: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(signs))))}]"


@cache
def _finder() -> re.Pattern[str]:
    return compiled(_table()["pattern"])


def scan(text: str, start: int = 0, end: int | None = None, only: frozenset[str] | None = None) -> list[Token]:
    """Return the tokens of `text[start:end]` in order, or those of some kinds only; what lies between is prose.

    `text` is already normalised.
    """
    words: dict[str, str] = _table()["words"]
    tokens: list[Token] = []
    for match in _finder().finditer(text, start, len(text) if end is None else end):
        kind, ink = match.lastgroup or "", match[0]
        if kind == "WORD":
            kind = words[ink]
        if kind in only if only else kind != "SKIP":
            at, after = match.span()
            tokens.append(Token(kind, at, after, ink))
    return tokens
