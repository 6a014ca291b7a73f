"""Cut a block into sentences and clauses at the punctuation, and each clause into tokens with prose between them.

Brackets are clauses of their own, one level deeper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from checker.parsing.clauses import Item, read_clause
from checker.parsing.grammar import words
from checker.parsing.kinds import number_kind
from checker.parsing.quantities import NUMERIC_KINDS
from checker.parsing.scanning import Token
from checker.source import Span

_PAUSES = frozenset({"COMMA", "SEMICOLON", "SEP", "BREAK"})
_LONGEST = 400
"""How many tokens a sentence has before it is cut at the next pause, and at twice as many anywhere."""
_DEEPEST = 8
"""How many brackets inside one another are told apart."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of tokens between two signs of punctuation; `closed_by` is the sign that ends it."""

    tokens: tuple[Token, ...]
    span: Span
    depth: int
    closed_by: str
    items: tuple[Item, ...] = ()


def cut_sentences(tokens: Sequence[Token], span: Span) -> Iterator[tuple[Span, list[Token]]]:
    """Cut at full stops, and what is longer than anyone writes at a comma: time must not grow with its square."""
    start, current = span.start, list[Token]()
    for token in tokens:
        current.append(token)
        too_long = len(current) > _LONGEST and (token.kind in _PAUSES or len(current) > 2 * _LONGEST)
        if token.kind == "STOP" or too_long:
            yield Span(start, token.span.end), current
            start, current = token.span.end, []
    if current or start < span.end:
        yield Span(start, span.end), current


@dataclass
class _Open:
    """A clause while it is being gathered: its place among its fellows, where it starts, how deep it is, its tokens.

    `bracket` is where the bracket around it was opened.
    """

    index: int
    start: int
    depth: int
    bracket: int = 0
    tokens: list[Token] = field(default_factory=list)


def cut_clauses(text: str, span: Span, tokens: Sequence[Token]) -> Iterator[Clause]:
    """Cut at punctuation. A bracket is a clause of its own; to the clause around it, it is one ASIDE token.

    Brackets deeper than anyone writes are read as part of the one around them.
    """
    done: dict[int, Clause] = {}
    outer: list[_Open] = []
    current = _Open(0, span.start, 0)
    count, too_deep = 1, 0
    for token in tokens:
        if token.kind == "OPEN" and len(outer) == _DEEPEST:
            too_deep += 1
        elif token.kind == "OPEN":
            outer.append(current)
            current = _Open(count, token.span.end, len(outer), token.span.start)
            count += 1
        elif token.kind == "CLOSE" and too_deep:
            too_deep -= 1
        elif token.kind == "CLOSE" and outer:
            done[current.index] = _clause(text, current, token)
            inner = Span(current.bracket, token.span.end)
            current = outer.pop()
            current.tokens.append(Token("ASIDE", inner, inner.of(text)))
        elif token.kind in ("COMMA", "SEMICOLON", "COLON", "STOP"):
            done[current.index] = _clause(text, current, token)
            current = _Open(count, token.span.end, current.depth, current.bracket)
            count += 1
        elif token.kind != "CLOSE":
            current.tokens.append(token)
    end = Token("END", Span(span.end, span.end), "")
    for unfinished in (*outer, current):
        done[unfinished.index] = _clause(text, unfinished, end)
    return (clause for _, clause in sorted(done.items()))


@cache
def _particles() -> frozenset[str]:
    return frozenset(words("PARTICLE"))


def _clause(text: str, draft: _Open, closed_by: Token) -> Clause:
    """Fill the gaps between the tokens with NOUN tokens, name the kinds of number, and read the clause."""
    span = Span(draft.start, max(draft.start, closed_by.span.start))
    filled: list[Token] = []
    at = span.start
    particles = _particles()
    for token in [*draft.tokens, None]:
        end = token.span.start if token else span.end
        noun = text[at:end].strip() if at < end else ""
        if noun and noun not in particles:
            start = text.index(noun, at)
            filled.append(Token("NOUN", Span(start, start + len(noun)), noun))
        if token:
            filled.append(token)
            at = token.span.end
    kinds = tuple(number_kind(token) if token.kind in NUMERIC_KINDS else token.kind for token in filled)
    return Clause(tuple(filled), span, draft.depth, closed_by.kind, read_clause(kinds))
