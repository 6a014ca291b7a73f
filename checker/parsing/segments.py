"""Cut a block into sentences and clauses at the punctuation, and each clause into tokens with prose between them.

Brackets are clauses of their own, one level deeper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
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
_place = attrgetter("span")
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


def cut_clauses(text: str, span: Span, tokens: Sequence[Token]) -> list[Clause]:
    """Cut at punctuation. A bracket is a clause of its own; to the clause around it, it is one ASIDE token.

    Brackets deeper than anyone writes are read as part of the one around them.
    """
    clauses: list[Clause] = []
    outer: list[tuple[int, list[Token], int]] = []
    start, own, too_deep = span.start, list[Token](), 0
    for token in tokens:
        kind = token.kind
        if kind not in _CUTS:
            own.append(token)
        elif kind in _ENDS:
            clauses.append(_clause(text, own, Span(start, token.start), len(outer), kind))
            start, own = token.end, []
        elif kind == "OPEN" and len(outer) == _DEEPEST:
            too_deep += 1
        elif kind == "OPEN":
            outer.append((start, own, token.start))
            start, own = token.end, []
        elif too_deep:
            too_deep -= 1
        elif outer:
            clauses.append(_clause(text, own, Span(start, token.start), len(outer), kind))
            start, own, opened = outer.pop()
            own.append(Token("ASIDE", opened, token.end, text[opened : token.end]))
    if outer or start < span.end:
        unfinished = [*outer, (start, own, span.end)]
        clauses += (
            _clause(text, had, Span(at, span.end), depth, "END") for depth, (at, had, _) in enumerate(unfinished)
        )
    clauses.sort(key=_place)
    return clauses


@cache
def _particles() -> frozenset[str]:
    return frozenset(words("PARTICLE"))


def _clause(text: str, tokens: Sequence[Token], span: Span, depth: int, closed_by: str) -> Clause:
    """Fill the gaps between the tokens with NOUN tokens, name the kinds of number, and read the clause."""
    filled: list[Token] = []
    kinds: list[str] = []
    at, end = span
    for token in tokens:
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
    return Clause(tuple(filled), span, depth, closed_by, read_clause(tuple(kinds)))


def _noun(text: str, start: int, end: int) -> Token | None:
    """Return the words of a gap, None where they are no noun."""
    gap = text[start:end]
    noun = gap.strip()
    if not noun or noun in _particles():
        return None
    if noun is not gap:
        start += gap.index(noun)
    return Token("NOUN", start, start + len(noun), noun)
