"""Hold a user's rule file against the schema, and its expressions against the vocabulary, before it is used.

The vocabulary is the schema's: rules/rule.schema.json lists the kinds of group with their members, the fields of a fact
and the traits, so that an editor completes what this module accepts. Packaged rules are held against it in the tests.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import Any, NamedTuple

import yaml

from checker.errors import RuleError
from checker.parsing.grammar import word_lists
from checker.resources import rules_home
from checker.rules.evaluation import CLAIM_WORDS, SUBJECT
from checker.rules.expectations import ExpressionError, Node, Path, Trait, inside, nearest, parse, parse_value
from checker.rules.messages import SHOWN, placeholders
from checker.rules.notation import RuleLoader

SCHEMA = "rule.schema.json"
Keys = Sequence[str | int]


@cache
def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of rule files."""
    return dict(json.loads((rules_home() / SCHEMA).read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that the expressions of one rule may use."""

    members: frozenset[str]
    fields: frozenset[str]
    traits: frozenset[str]


def kinds() -> Mapping[str, frozenset[str]]:
    """Return each kind of group with the names of its members."""
    return {kind["const"]: frozenset(kind["members"]) for kind in schema()["$defs"]["kind"]["oneOf"]}


def vocabulary(match: str | Mapping[str, Any]) -> Vocabulary:
    """Return the names that a rule may use which matches a kind of group, or indicators by name."""
    members = kinds()[match] if isinstance(match, str) else frozenset(match)
    return Vocabulary(members, frozenset(schema()["$defs"]["field"]["enum"]), traits())


def traits() -> frozenset[str]:
    """Return every trait: those of the schema, and one for each section of the word lists."""
    return frozenset(schema()["$defs"]["trait"]["enum"]) | {section.lower() for section in word_lists()}


def validate(data: Any, text: str, path: File) -> None:
    """Hold a rule file's content against the schema, then its expressions against the vocabulary of what it matches.

    Raises:
        RuleError: with the place of the first mistake and the nearest known word.
    """
    import jsonschema

    for problem in jsonschema.Draft202012Validator(schema()).iter_errors(data):
        keys, message = _said(problem)
        raise RuleError(message, place=f"{path}:{_place(text, keys)}")
    known = vocabulary(data["match"])
    for expression in _expressions(data):
        try:
            _check_names(expression.read(expression.source), known)
        except ExpressionError as problem:
            place = _place(text, expression.keys, expression.start + problem.offset)
            message = f"{expression.keys[0]}: {problem.message} in {expression.source!r}"
            raise RuleError(message, place=f"{path}:{place}") from None


# ---------------------------------------------------------------- the schema
def _said(problem: Any) -> tuple[list[str | int], str]:
    """Return where in the file a problem with the schema is, and what to say of it."""
    keys: list[str | int] = list(problem.absolute_path)
    if problem.validator == "additionalProperties" and isinstance(problem.instance, dict):
        known = list(problem.schema.get("properties", {}))
        unknown = next((str(key) for key in problem.instance if key not in known), "")
        return [*keys, unknown], f"unknown key {unknown!r}{nearest(unknown, known)}"
    if problem.validator == "enum":
        return keys, f"{problem.instance!r} is none of {', '.join(problem.validator_value)}"
    if problem.validator == "oneOf" and keys == ["match"]:
        if isinstance(problem.instance, str):
            return keys, f"unknown kind of group {problem.instance!r}{nearest(problem.instance, kinds())}"
        return _said(next(inner for inner in problem.context if inner.schema_path[0] == _INDICATORS))
    return keys, _PLAINLY.get(problem.validator, str(problem.message))


_INDICATORS = 1
"""Which of the two forms of `match` names indicators."""
_PLAINLY = {"oneOf": "an example has either pass or fail", "contains": "examples need at least one pass and one fail"}


# ---------------------------------------------------------------- the expressions
class _Expression(NamedTuple):
    """An expression of a rule: where it is, what it says, how to read it, and how far into its value it begins."""

    keys: Keys
    source: str
    read: Callable[[str], Node]
    start: int = 0


def _expressions(data: Mapping[str, Any]) -> Iterator[_Expression]:
    for key in ("where", "unless", "expect"):
        if key in data:
            yield _Expression((key,), data[key], parse)
    if "at" in data:
        yield _Expression(("at",), data["at"], parse_value)
    for role in data.get("labels", {}):
        yield _Expression(("labels", role), role, parse_value)
    for lang, template in data["message"].items():
        for name in placeholders(template):
            if name not in SHOWN:
                yield _Expression(("message", lang), name, parse_value, template.index("{" + name) + 1)


def _check_names(tree: Node, known: Vocabulary) -> None:
    for node in inside(tree):
        match node:
            case Path((member, *rest), offset):
                _among(member, known.members, "member", offset)
                for name in rest:
                    _among(name, {*known.fields, SUBJECT, *CLAIM_WORDS}, "field", offset + len(member) + 1)
            case Trait(name, offset):
                _among(name, known.traits, "trait", offset)


def _among(name: str, known: Iterable[str], what: str, offset: int) -> None:
    if name not in set(known):
        raise ExpressionError(f"unknown {what} {name!r}{nearest(name, known)}", offset)


# ---------------------------------------------------------------- places
def _place(text: str, keys: Keys, offset: int | None = None) -> str:
    """Return line:column, from 1, of the key at the end of `keys`, or of a character of its value on the same line."""
    node, mark = yaml.compose(text, RuleLoader), None
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            pairs = {name.value: (name, value) for name, value in node.value}
            if key not in pairs:
                break
            mark, node = pairs[str(key)][0].start_mark, pairs[str(key)][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            node = node.value[key]
            mark = node.start_mark
    if offset is not None and isinstance(node, yaml.ScalarNode) and node.start_mark.line == node.end_mark.line:
        mark = node.start_mark
        return f"{mark.line + 1}:{mark.column + 1 + offset + bool(node.style)}"
    return f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
