"""Rule files → rules. One YAML file is one rule; folders are searched for *.yaml. Every mistake is named with its place.

Packaged rules are read without a schema check (the tests do that); a user's rule file is held against
rules/rule.schema.json first.
"""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from checker.errors import RuleError
from checker.finding import Certainty, Severity
from checker.resources import rules_home
from checker.rules.expectations import parse
from checker.rules.model import Example, Rule

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SCHEMA = "rule.schema.json"


def load(places: Sequence[Path]) -> tuple[Rule, ...]:
    """Return the rules in the files and folders `places`, by file name.

    Raises:
        RuleError: a file is missing, is no valid rule, or repeats the id of another.
    """
    rules: dict[str, Rule] = {}
    for place in places:
        for path in _files(place):
            rule = load_file(path, trusted=rules_home() in path.parents)
            if rule.id in rules:
                raise RuleError(f"rule id {rule.id!r} is also used by {rules[rule.id].path}", place=f"{path}:1")
            rules[rule.id] = rule
    return tuple(rules.values())


def _files(place: Path) -> Iterable[Path]:
    if place.is_dir():
        return sorted(place.rglob("*.yaml"))
    if place.is_file():
        return [place]
    raise RuleError("no such rule file or folder", place=str(place))


def load_file(path: Path, *, trusted: bool) -> Rule:
    """Return the rule in one file; one that is not `trusted` is validated and its expressions are parsed at once.

    Raises:
        RuleError: with path, line and column of the mistake.
    """
    try:
        text = path.read_text("utf-8")
        data = yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise RuleError(str(problem.problem), place=place) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise RuleError(str(problem), place=str(path)) from None
    if not trusted:
        validate(data, text, path)
    rule = _rule(data, path)
    if not trusted:
        for key in ("where", "unless", "expect"):
            _parse_key(rule, key, text)
    return rule


def _parse_key(rule: Rule, key: str, text: str) -> None:
    expression = getattr(rule, key)
    if expression:
        try:
            parse(expression)
        except RuleError as problem:
            line, column = _mark(text, [key])
            raise RuleError(f"{key}: {problem.message}", place=f"{rule.path}:{line}:{column}") from None


def _rule(data: Mapping[str, Any], path: Path) -> Rule:
    return Rule(
        id=data["id"],
        title=data["title"],
        severity=Severity(data["severity"]),
        certainty=Certainty(data["certainty"]),
        why=str(data["why"]).strip(),
        match=data["match"],
        expect=str(data["expect"]),
        message=data["message"],
        examples=tuple(_example(example) for example in data["examples"]),
        path=path,
        where=str(data.get("where", "")),
        unless=str(data.get("unless", "")),
        at=data.get("at", ""),
        labels=data.get("labels", {}),
        source=data.get("source", ""),
        preview=data.get("preview", False),
        only_slips=data.get("only_slips", ""),
    )


def _example(data: Mapping[str, Any]) -> Example:
    passes = "pass" in data
    said = str(data["pass"] if passes else data["fail"])
    return Example(
        data["text"],
        passes,
        "" if passes else said,
        said if passes else data.get("note", ""),
        data.get("format", "text"),
    )


# ---------------------------------------------------------------- validation
def schema() -> dict[str, Any]:
    """Return the JSON Schema of rule files."""
    return dict(json.loads((rules_home() / SCHEMA).read_text("utf-8")))


def validate(data: Any, text: str, path: Path) -> None:
    """Hold a rule file's content against the schema.

    Raises:
        RuleError: with the place of the first mistake and the nearest known key.
    """
    import jsonschema

    validator = jsonschema.Draft202012Validator(schema())
    problems = sorted(validator.iter_errors(data), key=lambda problem: [str(part) for part in problem.absolute_path])
    for problem in problems:
        keys = [part for part in problem.absolute_path]
        message = problem.message
        if problem.validator == "additionalProperties" and isinstance(problem.instance, dict):
            known = list(problem.schema.get("properties", {}))
            unknown = next(key for key in problem.instance if key not in known)
            near = difflib.get_close_matches(str(unknown), known, 1)
            message = f"unknown key {unknown!r}" + (f", did you mean {near[0]!r}?" if near else "")
            keys.append(unknown)
        line, column = _mark(text, keys)
        raise RuleError(message, place=f"{path}:{line}:{column}")


def _mark(text: str, keys: Sequence[Any]) -> tuple[int, int]:
    """Return line and column, from 1, of the YAML node at a path of keys."""
    node = yaml.compose(text, _Loader)
    line, column = 1, 1
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            pairs = {name.value: (name, value) for name, value in node.value}
            if str(key) not in pairs:
                break
            name, node = pairs[str(key)]
            line, column = name.start_mark.line + 1, name.start_mark.column + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line, column = node.start_mark.line + 1, node.start_mark.column + 1
    return line, column
