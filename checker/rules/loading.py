"""Rule files → rules. One YAML file is one rule; folders are searched for *.yaml; a mistake is named with its place.

Packaged rules are read unvalidated, the tests do that; a user's rule file is validated first.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import yaml

from checker.errors import RuleError
from checker.finding import Certainty, Severity
from checker.resources import rules_home
from checker.rules.model import Example, Rule

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_TEXT = frozenset({"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"})


class RuleLoader(_SafeLoader):  # type: ignore[misc]
    """Reads numbers and dates as they are written: rules quote reports, and 5.10 is not 5.1."""

    yaml_implicit_resolvers: ClassVar = {
        sign: [(tag, shape) for tag, shape in resolvers if tag in _NOT_TEXT]
        for sign, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
    }


def load(places: Sequence[Path]) -> tuple[Rule, ...]:
    """Return the rules in the files and folders `places`, by file name; a file named twice is one rule.

    Raises:
        RuleError: a file is missing, is no valid rule, or repeats the id of another.
    """
    rules: dict[str, Rule] = {}
    for place in places:
        for path in _files(place):
            rule = load_file(path, trusted=rules_home() in path.parents)
            if rule.id in rules and path.samefile(rules[rule.id].path):
                continue
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
    """Return the rule in one file; one that is not `trusted` is validated.

    Raises:
        RuleError: with path, line and column of the mistake.
    """
    try:
        text = path.read_text("utf-8")
        data = yaml.load(text, RuleLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise RuleError(str(problem.problem), place=place) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise RuleError(str(problem), place=str(path)) from None
    if not trusted:
        from checker.rules.validation import validate

        validate(data, text, path)
    return _rule(data, path)


def _rule(data: Mapping[str, Any], path: Path) -> Rule:
    return Rule(
        id=data["id"],
        title=data["title"],
        severity=Severity(data["severity"]),
        certainty=Certainty(data["certainty"]),
        why=data["why"].strip(),
        match=data["match"],
        expect=data["expect"],
        message=data["message"],
        examples=tuple(_example(example) for example in data["examples"]),
        path=path,
        where=data.get("where", ""),
        unless=data.get("unless", ""),
        at=data.get("at", ""),
        labels=data.get("labels", {}),
        source=data.get("source", ""),
        preview=data.get("preview", False),
        only_slips=data.get("only_slips", ""),
    )


def _example(data: Mapping[str, Any]) -> Example:
    form = data.get("format", "text")
    if "pass" in data:
        return Example(data["text"], True, note=data["pass"], format=form)
    return Example(data["text"], False, quote=data["fail"], note=data.get("note", ""), format=form)
