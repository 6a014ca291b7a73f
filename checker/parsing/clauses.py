"""Read a clause as items: which words belong to which number.

The grammar is grammar/clauses.lark, over kinds of token, not characters.

Clauses of the same shape are read once: the result holds positions, so it serves every clause with that run of kinds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, Tree
from lark.lexer import Lexer

from checker.parsing.grammar import build

NUMBER_KINDS = frozenset({"PERCENT", "POINTS", "TIMES", "AMOUNT", "PLAIN", "RATIO"})


@dataclass(frozen=True, slots=True)
class Item:
    """One rule of the clause grammar with the positions of the tokens it took in, in order.

    `noun` are the positions of the noun phrase inside the item, such as 全市 in 落后全市0.4个百分点, `numbers` those of
    the numbers.
    """

    rule: str
    tokens: tuple[int, ...]
    noun: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How every clause with one run of kinds is read: its items and the kinds of its tokens."""

    items: tuple[Item, ...]
    kinds: frozenset[str]
    numeric: bool
    """Whether it holds a number."""


class _Kinds(Lexer):
    """Hands the parser one token a kind; the token's value is its position."""

    def __init__(self, _configuration: Any) -> None: ...

    def lex(self, kinds: Sequence[str]) -> Iterator[Token]:  # type: ignore[override]
        for position, kind in enumerate(kinds):
            yield Token(kind, position)


@cache
def _parser() -> Lark:
    return build("clauses", lexer=_Kinds)


@lru_cache(maxsize=16384)
def read_clause(kinds: tuple[str, ...]) -> Shape:
    """Return how a clause whose tokens are of these kinds is read; every token is in exactly one item."""
    tree = _parser().parse(kinds)
    items = tuple(_item(child, kinds) for child in tree.children if isinstance(child, Tree))
    return Shape(items, frozenset(kinds), not NUMBER_KINDS.isdisjoint(kinds))


def _item(tree: Tree[Token], kinds: Sequence[str]) -> Item:
    positions: list[int] = []
    noun: list[int] = []
    for child in tree.children:
        if isinstance(child, Tree):
            inner = [int(token.value) for token in child.children if isinstance(token, Token)]
            positions += inner
            if child.data == "noun":
                noun += inner
        else:
            positions.append(int(child.value))
    numbers = tuple(position for position in positions if kinds[position] in NUMBER_KINDS)
    return Item(str(tree.data), tuple(positions), tuple(noun), numbers)
