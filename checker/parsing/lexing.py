"""The basic lexer of lark on a pattern from the cache folder.

Compiling the words of a grammar takes longer than parsing all quantities of a report.
"""

from collections.abc import Iterator
from typing import Any

from lark import Token
from lark.exceptions import LexError
from lark.lexer import Lexer

from checker.parsing.patterns import compiled


class KeptLexer(Lexer):
    """Tokens by one alternation of all terminals: the highest priority first, then the widest, as in lark."""

    def __init__(self, configuration: Any) -> None:
        terminals = sorted(configuration.terminals, key=_rank)
        self._ignored = frozenset(configuration.ignore)
        self._pattern = compiled("|".join(f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in terminals))

    def lex(self, text: str) -> Iterator[Token]:  # type: ignore[override]
        """Yield the tokens of `text`.

        Raises:
            LexError: some of it is no token.
        """
        at = 0
        while match := self._pattern.match(text, at):
            kind, at = match.lastgroup or "", match.end()
            if kind not in self._ignored:
                yield Token(kind, match.group(), match.start())
        if at < len(text):
            raise LexError(text[at:])


def _rank(terminal: Any) -> tuple[int, int, int, str]:
    pattern = terminal.pattern
    return -terminal.priority, -pattern.max_width, -len(pattern.value), terminal.name
