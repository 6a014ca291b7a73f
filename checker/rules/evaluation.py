"""Evaluate a condition over a group: it holds, it is broken, or it cannot be checked, and by which comparison.

Three-valued throughout (Kleene): what the text leaves unsaid, and units that cannot be compared, make a relation not
checked, never broken; but a conjunction with one broken part is broken whatever the rest may be. A path over several
members is a list. A comparison with a list is the conjunction of the comparisons of its elements, while a sum, least or
largest needs them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from checker.claims import UNSTATED, Claim, Fact, Group
from checker.finding import Outcome
from checker.quantity import Interval
from checker.rules import amounts
from checker.rules.amounts import Amount, Item, Reason, Result, Unknown
from checker.rules.expectations import (
    Both,
    Call,
    Comparison,
    Condition,
    Denial,
    Either,
    Literal,
    Operation,
    Opposite,
    Path,
    Predicate,
    Text,
    Trait,
    Value,
)
from checker.source import Span
from checker.units import resolve

SUBJECT = "subject"
CLAIM_WORDS = ("metric", "period", "scope", "base", "basis", "quantifier", "unit_text")
"""What a path may ask of a claim beside its number."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as it was made."""

    left: Item
    sign: str
    right: Item


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of a condition: the comparison that decided it, or what could not be known."""

    outcome: Outcome
    compared: Compared | None = None
    unknown: Unknown | None = None


@dataclass(slots=True)
class Scope:
    """The group that an expression speaks of, and the claims that it spoke of, each with the path that led to it."""

    group: Group
    used: dict[Span, tuple[Claim, Path]] = field(default_factory=dict)

    def find(self, path: Path) -> Result:
        """Return what a path stands for."""
        return self._follow(self.group.members.get(path.names[0], UNSTATED), path.names[1:], path)

    def _follow(self, member: object, rest: tuple[str, ...], path: Path) -> Result:
        match member:
            case Claim() if rest:
                return self._follow(
                    getattr(member, rest[0], UNSTATED) if rest[0] in CLAIM_WORDS else UNSTATED, (), path
                )
            case Claim():
                self.used.setdefault(member.span, (member, path))
                return amounts.of_claim(member)
            case Fact(subject) if rest in ((), (SUBJECT,)):
                return "" if subject is UNSTATED else str(subject)
            case Fact():
                return self._follow(member.fields.get(rest[0], UNSTATED), rest[1:], path)
            case tuple():
                items = [self._follow(one, rest, path) for one in member]
                return tuple(item for item in items if not isinstance(item, tuple))
            case Interval():
                return amounts.of_value(member)
            case Fraction():
                return amounts.of_value(Interval.exactly(member))
            case str() if member:
                return member
        return Unknown(Reason.UNSTATED, (str(path),))


# ---------------------------------------------------------------- conditions
def judge(condition: Condition, scope: Scope) -> Judgement:
    """Return what comes of `condition` in `scope`."""
    match condition:
        case Trait(name):
            return _judgement(name in scope.group.traits)
        case Comparison(left, sign, right):
            return _compare(evaluate(left, scope), sign, evaluate(right, scope))
        case Predicate(function, arguments):
            return _judgement(_predicate(function, arguments, scope))
        case Denial(denied):
            judgement = judge(denied, scope)
            return replace(judgement, outcome=_OPPOSITES[judgement.outcome], compared=None)
        case Both(conditions):
            return _first(conditions, scope, Outcome.BROKEN)
        case Either(conditions):
            return _first(conditions, scope, Outcome.HOLDS)


_OPPOSITES = {
    Outcome.HOLDS: Outcome.BROKEN,
    Outcome.BROKEN: Outcome.HOLDS,
    Outcome.NOT_CHECKED: Outcome.NOT_CHECKED,
}


def _judgement(truth: bool | Unknown, compared: Compared | None = None) -> Judgement:
    if isinstance(truth, Unknown):
        return Judgement(Outcome.NOT_CHECKED, unknown=truth)
    return Judgement(Outcome.HOLDS if truth else Outcome.BROKEN, compared)


def _first(conditions: tuple[Condition, ...], scope: Scope, decisive: Outcome) -> Judgement:
    """Return the first judgement that decides the whole, else the first that is unknown, else the first of all."""
    judgements = []
    for condition in conditions:
        judgement = judge(condition, scope)
        if judgement.outcome is decisive:
            return judgement
        judgements.append(judgement)
    return _undecided(judgements)


def _undecided(judgements: list[Judgement]) -> Judgement:
    unknown = next((one for one in judgements if one.outcome is Outcome.NOT_CHECKED), None)
    return unknown or next((one for one in judgements if one.compared), judgements[0])


def _compare(left: Result, sign: str, right: Result) -> Judgement:
    pairs = _pairs(left, right)
    if isinstance(pairs, Unknown):
        return _judgement(pairs)
    judgements = [_judgement(amounts.compare(one, sign, other), Compared(one, sign, other)) for one, other in pairs]
    broken = next((one for one in judgements if one.outcome is Outcome.BROKEN), None)
    return broken or _undecided(judgements)


def _pairs(left: Result, right: Result) -> list[tuple[Item, Item]] | Unknown:
    """Return what stands against what: lists element by element, a single value against each."""
    if () in (left, right):
        return Unknown(Reason.NOTHING_LISTED)
    length = max(len(_items(left)), len(_items(right)))
    lefts, rights = (side if isinstance(side, tuple) else (side,) * length for side in (left, right))
    return list(zip(lefts, rights, strict=True)) if len(lefts) == len(rights) else Unknown(Reason.LENGTHS_DIFFER)


def _predicate(function: str, arguments: tuple[Value, ...], scope: Scope) -> bool | Unknown:
    match function, arguments:
        case "stated", (argument,):
            said = _items(evaluate(argument, Scope(scope.group)))
            return bool(said) and not any(isinstance(item, Unknown) or item == "" for item in said)
        case "near", (left, right):
            return amounts.near(_single(left, scope), _single(right, scope))
        case "whole_count", (share, whole):
            return amounts.whole_count(_single(share, scope), _single(whole, scope))
    raise LookupError(f"predicate {function} with {len(arguments)} arguments")


# ---------------------------------------------------------------- values
def evaluate(value: Value, scope: Scope) -> Result:
    """Return what `value` is in `scope`."""
    match value:
        case Path():
            return scope.find(value)
        case Literal(number, written, unit):
            return amounts.of_rule(number, written, unit)
        case Text(words):
            return words
        case Operation(left, sign, right):
            return _operate(evaluate(left, scope), sign, evaluate(right, scope))
        case Opposite(operand):
            return _each(amounts.opposite, evaluate(operand, scope))
        case Call(function, arguments):
            return _call(function, [evaluate(argument, scope) for argument in arguments])


def _items(result: Result) -> tuple[Item, ...]:
    return result if isinstance(result, tuple) else (result,)


def _single(value: Value, scope: Scope) -> Item:
    result = evaluate(value, scope)
    return Unknown(Reason.NOT_COMPARABLE, (str(value),)) if isinstance(result, tuple) else result


def _operate(left: Result, sign: str, right: Result) -> Result:
    if not isinstance(left, tuple) and not isinstance(right, tuple):
        return amounts.operate(left, sign, right)
    pairs = _pairs(left, right)
    return pairs if isinstance(pairs, Unknown) else tuple(amounts.operate(one, sign, other) for one, other in pairs)


def _call(function: str, arguments: list[Result]) -> Result:
    items = [item for argument in arguments for item in _items(argument)]
    match function:
        case "sum":
            return amounts.total(items)
        case "min" | "max":
            return amounts.extreme(items, largest=function == "max")
        case "count":
            return amounts.of_value(Interval.exactly(sum(not isinstance(item, Unknown) for item in items)))
    change = _CHANGES[function]
    return _each(change, arguments[0])


def _each(change: Callable[[Amount], Item], result: Result) -> Result:
    """Apply `change` to a number, or to each of a list."""
    changed = [change(item) if isinstance(item, Amount) else amounts.not_a_number(item) for item in _items(result)]
    return tuple(changed) if isinstance(result, tuple) else changed[0]


def _points(amount: Amount) -> Item:
    """Return a difference of ratios in percentage points."""
    if amount.dimension:
        return Unknown(Reason.UNITS_DIFFER, (amount.show(), "%"))
    unit = resolve("个百分点")
    return replace(amount, interval=amount.interval.scaled(100 * unit.factor), dimension=unit.dimension)


_CHANGES: Mapping[str, Callable[[Amount], Item]] = {
    "abs": amounts.magnitude,
    "points": _points,
    "number": lambda amount: replace(amount, dimension=()),
    "exact": lambda amount: replace(amount, interval=Interval.exactly(amount.interval.middle)),
    "loose": amounts.loose,
}
"""Functions of one number: without its sign, as points, without its unit, without its rounding."""
