"""The language of `where`, `unless` and `expect`: evaluated with intervals, three-valued, and able to show its arithmetic.

A path names a member of the group (`whole`, `whole.level`); over several members it is a list (`parts.level`). A bare
name that is neither member nor function is a trait: true if the group has it. `=` means that the intervals meet; `<=`
fails only where the left side must be larger. What the text leaves unsaid, and units that cannot be compared, make the
relation not checked (`Abstention`), never broken.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NoReturn

from lark import Lark, Token, Tree
from lark.exceptions import LarkError, UnexpectedInput

from checker.claims import UNSTATED, Claim, Fact, Group
from checker.errors import RuleError
from checker.parsing.grammar import build
from checker.quantity import Interval
from checker.units import Dimension, combine, resolve

POINTS: Dimension = (("points", 1),)


class Abstention(Exception):
    """A relation that cannot be evaluated; the message says why."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number on its way through an expression: what it may be, its dimension, how it is written, the claim it came from."""

    interval: Interval
    dimension: Dimension = ()
    ink: str = ""
    claim: Claim | None = None
    compound: bool = False

    def enclosed(self) -> str:
        """Return the ink, in brackets if it is a calculation."""
        return f"({self.ink})" if self.compound else self.ink


Value = Amount | tuple[Amount, ...] | str | bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison as it was evaluated."""

    left: Value
    sign: str
    right: Value
    holds: bool


@dataclass
class Scope:
    """What an expression may speak of, and what it spoke of: the comparisons that it made and the claims that it used."""

    group: Group
    comparisons: list[Comparison] = field(default_factory=list)
    used: dict[Claim, str] = field(default_factory=dict)

    def value(self, names: tuple[str, ...]) -> Value:
        """Return what a path stands for."""
        head = names[0]
        if head not in self.group.members:
            if len(names) == 1 and not _member_of_kind(self.group.kind, head):
                return head in self.group.traits
            raise Abstention(f"{'.'.join(names)} is unstated")
        return self._amounts(self.group.members[head], ".".join(names), names[1:])

    def _amounts(self, member: Any, path: str, rest: tuple[str, ...]) -> Value:
        match member:
            case Fact():
                if rest == ("subject",) or not rest:
                    return "" if member.subject is UNSTATED else str(member.subject)
                claim = member.fields.get(rest[0])
                return self._amount(claim, path) if claim else _unsaid(path)
            case Claim():
                return self._amount(member, path)
            case Interval():
                return Amount(member, ink=_plain(member.middle))
            case Fraction():
                return Amount(Interval.exactly(member), ink=_plain(member))
            case tuple():
                items = [self._amounts(one, path, rest) for one in member]
                return tuple(item for item in items if isinstance(item, Amount))
            case str():
                return member
        return _unsaid(path)

    def _amount(self, claim: Claim, path: str) -> Amount:
        self.used.setdefault(claim, path)
        unit = claim.measure.unit
        return Amount(claim.interval, unit.dimension, signed_ink(claim), claim)


def signed_ink(claim: Claim) -> str:
    """Return a claim's number as written, with a minus sign for a fall and without the words around it."""
    return f"−{claim.measure.written}" if claim.direction < 0 else claim.measure.written.replace("-", "−")


def _member_of_kind(_kind: str, name: str) -> bool:
    return name in FIELDS


FIELDS = frozenset({"level", "growth", "difference", "shift", "share", "progress", "multiple", "previous", "budget", "index", "was"})
"""Members that a group may lack because the text leaves them unsaid."""


def _unsaid(path: str) -> NoReturn:
    raise Abstention(f"{path} is unstated")


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


# ---------------------------------------------------------------- parsing
@cache
def _parser() -> Lark:
    return build("expectations", start="start")


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree[Token]:
    """Return the syntax tree of an expression.

    Raises:
        RuleError: it is not one; `place` is the column.
    """
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as problem:
        raise RuleError(f"cannot read {text!r} from column {problem.column}", place=str(problem.column)) from None
    except LarkError as problem:
        raise RuleError(str(problem)) from None
    for call in tree.find_data("call"):
        name = str(call.children[0])
        if name not in _FUNCTIONS:
            raise RuleError(f"unknown function {name!r} in {text!r}")
    return tree


# ---------------------------------------------------------------- evaluation
def truth(text: str, scope: Scope) -> bool:
    """Return whether an expression holds in `scope`, noting the comparisons it made.

    Raises:
        Abstention: it needs something that is unstated or cannot be compared.
        RuleError: it is no expression, or no truth.
    """
    value = _evaluate(parse(text).children[0], scope)
    if not isinstance(value, bool):
        raise RuleError(f"{text!r} is no condition")
    return value


def _evaluate(node: Any, scope: Scope) -> Value:
    children = node.children
    match str(node.data):
        case "either":
            return _any_of(children, scope, want=True)
        case "both":
            return not _any_of(children, scope, want=False)
        case "negation":
            return not _evaluate(children[0], scope)
        case "comparison":
            return _compare(_evaluate(children[0], scope), str(children[1]), _evaluate(children[2], scope), scope)
        case "total" | "product":
            return _chain(children, scope)
        case "minus":
            return _minus(_evaluate(children[0], scope))
        case "number":
            return _number(str(children[0]))
        case "string":
            return str(children[0])[1:-1]
        case "call":
            return _FUNCTIONS[str(children[0])](scope, children[1:])
        case _:
            return scope.value(tuple(str(name) for name in children))


def _any_of(nodes: list[Any], scope: Scope, *, want: bool) -> bool:
    """Tell whether one of `nodes` is `want`; an abstention counts only if none is."""
    abstention: Abstention | None = None
    for node in nodes:
        try:
            if bool(_evaluate(node, scope)) is want:
                return True
        except Abstention as unsure:
            abstention = abstention or unsure
    if abstention:
        raise abstention
    return False


def _number(text: str) -> Amount:
    value = Fraction(text.rstrip("%"))
    return Amount(Interval.exactly(value / 100 if text.endswith("%") else value), ink=text)


def _chain(children: list[Any], scope: Scope) -> Value:
    result = _evaluate(children[0], scope)
    for sign, operand in zip(children[1::2], children[2::2], strict=True):
        result = _operate(result, str(sign), _evaluate(operand, scope))
    return result


def _operate(left: Value, sign: str, right: Value) -> Value:
    if isinstance(left, tuple) or isinstance(right, tuple):
        lefts, rights = _broadcast(left, right)
        return tuple(_binary(one, sign, other) for one, other in zip(lefts, rights, strict=True))
    return _binary(_single(left), sign, _single(right))


def _broadcast(left: Value, right: Value) -> tuple[tuple[Amount, ...], tuple[Amount, ...]]:
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left) != len(right):
            raise Abstention("the lists are not equally long")
        return left, right
    if isinstance(left, tuple):
        return left, (_single(right),) * len(left)
    assert isinstance(right, tuple)
    return (_single(left),) * len(right), right


def _single(value: Value) -> Amount:
    if isinstance(value, Amount):
        return value
    raise Abstention("a number is needed")


def _binary(left: Amount, sign: str, right: Amount) -> Amount:
    match sign:
        case "+" | "-":
            _same_dimension(left, right)
            interval = left.interval + right.interval if sign == "+" else left.interval - right.interval
            shown = right.enclosed() if sign == "-" or right.ink.startswith("−") else right.ink
            shown = f"({shown})" if shown.startswith("−") else shown
            return Amount(interval, left.dimension, f"{left.ink} {'+' if sign == '+' else '−'} {shown}", compound=True)
        case "*" | "×":
            dimension = combine(left.dimension, right.dimension, 1)
            return Amount(left.interval * right.interval, dimension, f"{left.enclosed()} × {right.enclosed()}", compound=True)
        case _:
            dimension = combine(left.dimension, right.dimension, -1)
            quotient = left.interval / right.interval
            return Amount(quotient, dimension, f"{left.enclosed()} ÷ {right.enclosed()}", compound=True)


def _minus(value: Value) -> Amount:
    amount = _single(value)
    return Amount(-amount.interval, amount.dimension, f"−{amount.enclosed()}")


def _same_dimension(left: Amount, right: Amount) -> None:
    if left.dimension != right.dimension:
        raise Abstention(f"the units of {left.ink} and {right.ink} differ")


# ---------------------------------------------------------------- comparison
def _compare(left: Value, sign: str, right: Value, scope: Scope) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        holds = (left == right) is (sign == "=")
    elif isinstance(left, tuple) or isinstance(right, tuple):
        lefts, rights = _broadcast(left, right)  # type: ignore[arg-type]
        return all([_compare(one, sign, other, scope) for one, other in zip(lefts, rights, strict=True)])
    else:
        one, other = _single(left), _single(right)
        _same_dimension(one, other)
        holds = _holds(one.interval, sign, other.interval)
    scope.comparisons.append(Comparison(left, sign, right, holds))
    return holds


def _holds(left: Interval, sign: str, right: Interval) -> bool:
    match sign:
        case "=":
            return left.meets(right)
        case "!=":
            return not (left == right and left.low == left.high)
        case "<=" | "<":
            return not left.must_exceed(right) and (sign == "<=" or left != right or left.low != left.high)
        case _:
            return not right.must_exceed(left) and (sign == ">=" or left != right or left.low != left.high)


# ---------------------------------------------------------------- functions
def _list(scope: Scope, node: Any) -> tuple[Amount, ...]:
    value = _evaluate(node, scope)
    return value if isinstance(value, tuple) else (_single(value),)


def _sum(scope: Scope, nodes: list[Any]) -> Amount:
    items = _list(scope, nodes[0])
    if not items:
        raise Abstention("there is nothing to add up")
    total = items[0]
    for item in items[1:]:
        total = _binary(total, "+", item)
    return total


def _extreme(pick: Callable[[Fraction, Fraction], Fraction]) -> Callable[[Scope, list[Any]], Amount]:
    def extreme(scope: Scope, nodes: list[Any]) -> Amount:
        items = [item for node in nodes for item in _list(scope, node)]
        if not items:
            raise Abstention("there is nothing to choose from")
        best = items[0]
        for item in items[1:]:
            _same_dimension(best, item)
            if pick(item.interval.middle, best.interval.middle) == item.interval.middle:
                best = item
        return best

    return extreme


def _count(scope: Scope, nodes: list[Any]) -> Amount:
    number = Fraction(len(_list(scope, nodes[0])))
    return Amount(Interval.exactly(number), ink=_plain(number))


def _each(scope: Scope, nodes: list[Any]) -> Value:
    return _evaluate(nodes[0], scope)


def _absolute(scope: Scope, nodes: list[Any]) -> Amount:
    amount = _single(_evaluate(nodes[0], scope))
    return Amount(abs(amount.interval), amount.dimension, amount.ink.removeprefix("−"), amount.claim)


def _points(scope: Scope, nodes: list[Any]) -> Amount:
    """The difference of two ratios, as percentage points."""
    amount = _single(_evaluate(nodes[0], scope))
    if amount.dimension:
        raise Abstention(f"{amount.ink} is no difference of ratios")
    return Amount(amount.interval.scaled(100), resolve("个百分点").dimension, amount.ink, compound=amount.compound)


def _number_of(scope: Scope, nodes: list[Any]) -> Amount:
    """A quantity without its unit, for counts of different things."""
    amount = _single(_evaluate(nodes[0], scope))
    return Amount(amount.interval, (), amount.ink, amount.claim)


def _stated(scope: Scope, nodes: list[Any]) -> bool:
    try:
        used = dict(scope.used)
        value = _evaluate(nodes[0], scope)
        scope.used.clear()
        scope.used.update(used)
    except Abstention:
        return False
    return value not in ("", ())


def _near(scope: Scope, nodes: list[Any]) -> bool:
    """Whether two numbers differ by no more than one unit of the last place of the second (a share forced to 100, a cut-off digit)."""
    left, right = (_single(_evaluate(node, scope)) for node in nodes)
    _same_dimension(left, right)
    place = right.claim.measure.number.place * right.claim.measure.unit.factor if right.claim else Fraction(0)
    return left.interval.meets(right.interval + Interval(-place / 2, place / 2))


def _whole_count(scope: Scope, nodes: list[Any]) -> bool:
    """Whether a share of a number of things can be a whole number of them (GRIM)."""
    share, whole = (_single(_evaluate(node, scope)) for node in nodes)
    possible = share.interval * whole.interval
    if possible.low is None or possible.high is None:
        raise Abstention("the share is not bounded")
    return -(-possible.low // 1) <= possible.high


_FUNCTIONS: Mapping[str, Callable[[Scope, list[Any]], Value]] = {
    "sum": _sum,
    "min": _extreme(min),
    "max": _extreme(max),
    "count": _count,
    "each": _each,
    "abs": _absolute,
    "points": _points,
    "number": _number_of,
    "stated": _stated,
    "near": _near,
    "whole_count": _whole_count,
}
