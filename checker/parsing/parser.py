"""Run the LALR tables that lark makes of a grammar.

Lark makes them once for each state of the grammar, and they are kept as data: a start neither imports lark nor builds
its objects anew, and the few lines that run them are several times as fast as an engine that serves every kind of
grammar.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from checker.parsing.grammar import END, tables
from checker.parsing.patterns import compiled


class Leaf(str):
    """A token: its text, with the terminal that it is and where it starts."""

    __slots__ = ("start", "type")

    start: int
    type: str


class Tree(NamedTuple):
    """What a rule took in: trees and tokens, in order."""

    data: str
    children: list[Any]


class UnreadError(Exception):
    """The grammar has no reading for a text: `found` is what it does not go on with, empty at the end of the text and
    where no token begins.
    """

    def __init__(self, found: Any = "", start: int | None = None) -> None:
        super().__init__(found)
        self.found = found
        self.start = start
        """Where no token begins, None where a token is not expected."""


class Parser:
    """A grammar of LALR tables; `make` says for the name of a rule what becomes of the list of its parts."""

    def __init__(self, *names: str, make: Callable[[str], Callable[[list[Any]], Any]]) -> None:
        made = tables(*names)
        self._states: list[dict[str, int]] = made["states"]
        self._start: int = made["start"]
        self._rules = [
            (origin, size, parts, one, None if one and size == 1 and parts is None else _made(name, make))
            for origin, name, size, parts, one in made["rules"]
        ]
        self._terminals: str = made["terminals"]
        self._ignored = frozenset(made["ignored"])

    def parse(self, tokens: Iterable[tuple[str, Any]]) -> Any:
        """Return what is made of a run of tokens, each with its terminal.

        Raises:
            UnreadError: the grammar has no reading for it.
        """
        states, values = [self._start], list[Any]()
        every, rules = self._states, self._rules
        for kind, value in chain(tokens, [(END, "")]):
            while (action := every[states[-1]].get(kind)) is not None and action < 0:
                origin, size, parts, one, make = rules[~action]
                if make:
                    children = values[len(values) - size :]
                    del values[len(values) - size :]
                    if parts is not None:
                        children = _picked(children, parts)
                    values.append(children[0] if one and len(children) == 1 else make(children))
                del states[len(states) - size :]
                states.append(every[states[-1]][origin])
            if action is None:
                raise UnreadError(value)
            states.append(action)
            values.append(value)
        return values[0]

    def read(self, text: str) -> Any:
        """Return what is made of a text, of tokens by one alternation of all terminals.

        Raises:
            UnreadError: the grammar has no reading for it.
        """
        return self.parse(self._lexed(text))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return compiled(self._terminals)

    def _lexed(self, text: str) -> Iterator[tuple[str, Leaf]]:
        at, match = 0, self._pattern.match
        while found := match(text, at):
            kind = found.lastgroup or ""
            if kind not in self._ignored:
                leaf = Leaf(found[0])
                leaf.type, leaf.start = kind, at
                yield kind, leaf
            at = found.end()
        if at < len(text):
            raise UnreadError(text[at], at)


def _made(name: str, make: Callable[[str], Callable[[list[Any]], Any]]) -> Callable[[list[Any]], Any]:
    """Return what becomes of a rule; one whose name begins with _ hands its parts to the rule around it."""
    return list if name.startswith("_") else make(name)


def _picked(children: list[Any], parts: list[tuple[int, bool]]) -> list[Any]:
    """Return the parts of a rule that it keeps; those of rules without a name of their own stand in their place."""
    picked: list[Any] = []
    for place, nameless in parts:
        if nameless:
            picked += children[place]
        else:
            picked.append(children[place])
    return picked
