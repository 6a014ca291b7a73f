"""Cut a block into sentences and clauses at the punctuation, and each clause into tokens with prose between them.

Brackets are clauses of their own, one level deeper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import NamedTuple

from checker.parsing.clauses import Shape, read_clause
from checker.parsing.grammar import words
from checker.parsing.kinds import number_kind
from checker.parsing.quantities import NUMERIC_KINDS
from checker.parsing.scanning import Token
from checker.source import Block, Span

_PAUSES = frozenset({"COMMA", "SEMICOLON", "SEP", "BREAK"})
_STOPS = frozenset({"STOP", "FULL_STOP"})
_ENDS = _STOPS | {"COMMA", "SEMICOLON", "COLON"}
_CUTS = _ENDS | {"OPEN", "CLOSE"}
_LONGEST = 400
"""How many tokens a sentence has before it is cut at the next pause, and at twice as many anywhere."""
_LONGEST_BLOCK = 20_000
"""How many signs a paragraph has before it is cut."""
_DEEPEST = 8
"""How many brackets inside one another are told apart."""


class Clause(NamedTuple):
    """A run of tokens between two signs of punctuation; `closed_by` is the sign that ends it."""

    tokens: tuple[Token, ...]
    span: Span
    depth: int
    closed_by: str
    shape: Shape


def cut_block(text: str, block: Block) -> Iterator[Block]:
    """Cut a paragraph that is longer than anyone writes after a full stop, or anywhere: time must not grow with its
    square.
    """
    start, end = block.span
    while end - start > _LONGEST_BLOCK:
        limit = start + _LONGEST_BLOCK
        cut = max(text.rfind(sign, start, limit) for sign in words("STOP")) + 1 or limit
        yield replace(block, span=Span(start, cut))
        start = cut
    yield replace(block, span=Span(start, end)) if start > block.span.start else block


def cut_sentences(tokens: Sequence[Token], span: Span) -> Iterator[tuple[Span, list[Token]]]:
    """Cut at full stops, and what is longer than anyone writes at a comma: time must not grow with its square."""
    start, current = span.start, list[Token]()
    for token in tokens:
        current.append(token)
        too_long = len(current) > _LONGEST and (token.kind in _PAUSES or len(current) > 2 * _LONGEST)
        if token.kind in _STOPS or too_long:
            yield Span(start, token.end), current
            start, current = token.end, []
    if current or start < span.end:
        yield Span(start, span.end), current


@dataclass(slots=True)
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
        kind = token.kind
        if kind not in _CUTS:
            current.tokens.append(token)
        elif kind in _ENDS:
            done[current.index] = _clause(text, current, token.start, kind)
            current = _Open(count, token.end, current.depth, current.bracket)
            count += 1
        elif kind == "OPEN" and len(outer) == _DEEPEST:
            too_deep += 1
        elif kind == "OPEN":
            outer.append(current)
            current = _Open(count, token.end, len(outer), token.start)
            count += 1
        elif too_deep:
            too_deep -= 1
        elif outer:
            done[current.index] = _clause(text, current, token.start, kind)
            start = current.bracket
            current = outer.pop()
            current.tokens.append(Token("ASIDE", start, token.end, text[start : token.end]))
    for unfinished in (*outer, current):
        done[unfinished.index] = _clause(text, unfinished, span.end, "END")
    return (clause for _, clause in sorted(done.items()))


@cache
def _particles() -> frozenset[str]:
    return frozenset(words("PARTICLE"))


def _clause(text: str, draft: _Open, end: int, closed_by: str) -> Clause:
    """Fill the gaps between the tokens with NOUN tokens, name the kinds of number, and read the clause."""
    filled: list[Token] = []
    kinds: list[str] = []
    at = draft.start
    for token in draft.tokens:
        kind, start, after, _ = token
        if start > at and (noun := _noun(text, at, start)):
            filled.append(noun)
            kinds.append("NOUN")
        filled.append(token)
        kinds.append(number_kind(token) if kind in NUMERIC_KINDS else kind)
        at = after
    if end > at and (noun := _noun(text, at, end)):
        filled.append(noun)
        kinds.append("NOUN")
    span = Span(draft.start, max(draft.start, end))
    return Clause(tuple(filled), span, draft.depth, closed_by, read_clause(tuple(kinds)))


def _noun(text: str, start: int, end: int) -> Token | None:
    """Return the words of a gap, None where they are no noun."""
    gap = text[start:end]
    noun = gap.strip()
    if not noun or noun in _particles():
        return None
    if noun is not gap:
        start += gap.index(noun)
    return Token("NOUN", start, start + len(noun), noun)
