"""Read a clause as items: which words belong to which number.

The grammar is grammar/clauses.lark, over kinds of token, not characters.

Clauses of the same shape are read once: the result holds positions, so it serves every clause with that run of kinds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise

from checker.parsing.parser import Parser, Tree

NUMBER_KINDS = frozenset({"PERCENT", "POINTS", "TIMES", "AMOUNT", "PLAIN", "RATIO"})
_TELLING = NUMBER_KINDS | {"RANK", "SAME"}
"""Kinds of token that a statement is made of."""


@dataclass(frozen=True, slots=True)
class Item:
    """One rule of the clause grammar with the positions of the tokens it took in, in order.

    `noun` are the positions of the noun phrase inside the item, such as 全市 in 落后全市0.4个百分点, `numbers` those of
    the numbers, `kinds` the kinds of all its tokens, `marks` those of the tokens outside the noun.
    """

    rule: str
    tokens: tuple[int, ...]
    noun: tuple[int, ...]
    numbers: tuple[int, ...]
    kinds: frozenset[str]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """How every clause with one run of kinds is read: its items and the kinds of its tokens; `pairs` are the positions
    of the numbers that another follows.
    """

    items: tuple[Item, ...]
    kinds: frozenset[str]
    numeric: bool
    """Whether it holds a number."""
    telling: bool
    """Whether it states anything."""
    pairs: tuple[int, ...]


@cache
def _parser() -> Parser:
    return Parser("clauses", make=lambda name: partial(Tree, name))


@lru_cache(maxsize=16384)
def read_clause(kinds: tuple[str, ...]) -> Shape:
    """Return how a clause whose tokens are of these kinds is read; every token is in exactly one item."""
    tree: Tree = _parser().parse((kind, position) for position, kind in enumerate(kinds))
    items = tuple(_item(child, kinds) for child in tree.children)
    pairs = tuple(at for at, pair in enumerate(pairwise(kinds)) if NUMBER_KINDS.issuperset(pair))
    return Shape(items, frozenset(kinds), not NUMBER_KINDS.isdisjoint(kinds), not _TELLING.isdisjoint(kinds), pairs)


def _item(tree: Tree, kinds: Sequence[str]) -> Item:
    positions: list[int] = []
    noun: list[int] = []
    for child in tree.children:
        if isinstance(child, Tree):
            positions += child.children
            if child.data == "noun":
                noun += child.children
        else:
            positions.append(child)
    numbers = tuple(position for position in positions if kinds[position] in NUMBER_KINDS)
    marks = frozenset(kinds[position] for position in positions if position not in noun)
    return Item(tree.data, tuple(positions), tuple(noun), numbers, frozenset(kinds[at] for at in positions), marks)
