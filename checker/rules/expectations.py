"""The language of `where`, `unless` and `expect`: text → a typed tree, its mistakes found before it is evaluated.

Where a truth is due, a bare name is a trait that the group has or has not; where a value is due, it is a member of the
group. So a rule never mistakes a misspelt number for a trait, and no list of names is needed to tell them apart.
The grammar is grammar/expectations.lark, the functions are the two tables below; nothing else is callable.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import Any

from checker.errors import RuleError
from checker.parsing.parser import Leaf, Parser, Tree, UnreadError
from checker.parsing.quantities import read_quantity

FUNCTIONS: Mapping[str, int] = {
    "sum": 1, "min": 0, "max": 0, "count": 1, "abs": 1, "points": 1, "number": 1, "exact": 1, "loose": 1,
}  # fmt: skip
"""Functions that give a number, with how many arguments they take; 0 is any number of them."""

PREDICATES: Mapping[str, int] = {"stated": 1, "near": 2, "whole_count": 2}
"""Functions that give a truth."""

EACH = "each"
"""Sugar around a comparison of a list, which holds only if it holds for each element anyway."""


class ExpressionError(RuleError):
    """An expression is wrong at `offset`, counted in characters from its beginning."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


# ---------------------------------------------------------------- values
@dataclass(frozen=True, slots=True)
class Literal:
    """A number of the rule itself, exact, with the words of its unit if it has one."""

    value: Fraction
    written: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the rule itself."""

    words: str


@dataclass(frozen=True, slots=True)
class Path:
    """A member of the group, then perhaps its field, then perhaps what is said of that claim."""

    names: tuple[str, ...]
    offset: int = 0

    def __str__(self) -> str:
        return ".".join(self.names)


@dataclass(frozen=True, slots=True)
class Opposite:
    """A value with its sign turned."""

    operand: "Value"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two values joined by one of + - × ÷."""

    left: "Value"
    sign: str
    right: "Value"


@dataclass(frozen=True, slots=True)
class Call:
    """A function that gives a number."""

    function: str
    arguments: tuple["Value", ...]


Value = Literal | Text | Path | Opposite | Operation | Call


# ---------------------------------------------------------------- conditions
@dataclass(frozen=True, slots=True)
class Trait:
    """Whether the group has a trait."""

    name: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values and how they must compare."""

    left: Value
    sign: str
    right: Value


@dataclass(frozen=True, slots=True)
class Predicate:
    """A function that gives a truth."""

    function: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """What must not hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Both:
    """Conditions that must all hold."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Conditions of which one must hold."""

    conditions: tuple["Condition", ...]


Condition = Trait | Comparison | Predicate | Denial | Both | Either
Node = Value | Condition


# ---------------------------------------------------------------- parsing
@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """Return the condition that `text` spells.

    Raises:
        ExpressionError: it is none.
    """
    return _condition(_tree(text))


@lru_cache(maxsize=4096)
def parse_value(text: str) -> Value:
    """Return the value that `text` spells, as in the placeholders of a message.

    Raises:
        ExpressionError: it is none.
    """
    return _value(_tree(text))


def inside(node: Node) -> Iterator[Node]:
    """Yield a node and everything in it, from left to right."""
    yield node
    within: tuple[Node, ...] = ()
    match node:
        case Operation(left, _, right) | Comparison(left, _, right):
            within = (left, right)
        case Call(_, arguments) | Predicate(_, arguments):
            within = arguments
        case Both(conditions) | Either(conditions):
            within = conditions
        case Opposite(operand):
            within = (operand,)
        case Denial(condition):
            within = (condition,)
        case Literal() | Text() | Path() | Trait():
            pass
    for part in within:
        yield from inside(part)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint at the known word most like `word`, empty if none is."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1)
    return f", did you mean {near[0]!r}?" if near else ""


@cache
def _parser() -> Parser:
    return Parser("expectations", make=lambda name: partial(Tree, name))


def _tree(text: str) -> Tree:
    try:
        tree: Tree = _parser().read(text).children[0]
    except UnreadError as problem:
        if problem.start is not None:
            raise ExpressionError(f"{text[problem.start]!r} is no part of the language", problem.start) from None
        if isinstance(problem.found, Leaf):
            raise ExpressionError(f"did not expect {str(problem.found)!r} here", problem.found.start) from None
        raise ExpressionError("the expression ends too early", len(text)) from None
    return tree


def _condition(node: Tree) -> Condition:
    children = node.children
    match node.data:
        case "either":
            return Either(tuple(map(_condition, children)))
        case "both":
            return Both(tuple(map(_condition, children)))
        case "denial":
            return Denial(_condition(children[0]))
        case "comparison":
            return Comparison(_value(children[0]), str(children[1]), _value(children[2]))
        case "path" if len(children) == 1:
            return Trait(str(children[0]), children[0].start)
        case "call" if children[0] == EACH:
            _take(children, 1)
            return _condition(children[1])
        case "call" if children[0] in PREDICATES:
            return Predicate(str(children[0]), _arguments(children, PREDICATES))
        case _:
            _known_function(node)
            raise ExpressionError("a condition is needed here, this is a value", _offset(node))


def _value(node: Tree) -> Value:
    children = node.children
    match node.data:
        case "total" | "product":
            value = _value(children[0])
            for sign, operand in zip(children[1::2], children[2::2], strict=True):
                value = Operation(value, {"*": "×", "/": "÷"}.get(sign, str(sign)), _value(operand))
            return value
        case "opposite":
            return Opposite(_value(children[0]))
        case "number":
            written = str(children[0])
            return Literal(Fraction(written.rstrip("%")) / (100 if written.endswith("%") else 1), written)
        case "amount":
            return _amount(*children)
        case "string":
            return Text(str(children[0])[1:-1])
        case "path":
            return Path(tuple(map(str, children)), children[0].start)
        case "call" if children[0] in FUNCTIONS:
            return Call(str(children[0]), _arguments(children, FUNCTIONS))
        case _:
            _known_function(node)
            raise ExpressionError("a value is needed here, this is a condition", _offset(node))


def _amount(number: Leaf, unit: Leaf) -> Literal:
    """Return a number of the rule's own with its unit, read as a report's would be: 5 '亿元', 300 '千克/亩'."""
    written = f"{number}{str(unit)[1:-1]}"
    reading = read_quantity(written)
    if reading is None or not reading.measure.unit_text:
        raise ExpressionError(f"{unit} is no unit", unit.start)
    return Literal(reading.measure.number.low, written, reading.measure.unit_text)


def _arguments(children: list[Any], functions: Mapping[str, int]) -> tuple[Value, ...]:
    _take(children, functions[str(children[0])])
    return tuple(map(_value, children[1:]))


def _take(children: list[Any], wanted: int) -> None:
    given = len(children) - 1
    if given != wanted if wanted else given < 1:
        raise ExpressionError(f"{children[0]} takes {wanted or 'some'} arguments, not {given}", children[0].start)


def _known_function(node: Tree) -> None:
    functions = (*FUNCTIONS, *PREDICATES, EACH)
    name = str(node.children[0]) if node.data == "call" else EACH
    if name not in functions:
        raise ExpressionError(f"unknown function {name!r}{nearest(name, functions)}", _offset(node))


def _offset(node: Tree) -> int:
    first = node.children[0]
    return _offset(first) if isinstance(first, Tree) else int(first.start)
