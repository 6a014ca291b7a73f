"""Rule files → rules. One YAML file is one rule; folders are searched for *.yaml; a mistake is named with its place.

Packaged rules are read unvalidated, the tests do that; a user's rule file is validated first.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.errors import RuleError
from checker.finding import Certainty, Severity
from checker.keeping import kept
from checker.resources import rules_home
from checker.rules.model import Example, Rule


def load(places: Sequence[Path]) -> tuple[Rule, ...]:
    """Return the rules in the files and folders `places`, by file name; a file named twice is one rule.

    Raises:
        RuleError: a file is missing, is no valid rule, or repeats the id of another.
    """
    rules: dict[str, Rule] = {}
    packaged: Mapping[Path, Mapping[str, Any]] = _packaged() if rules_home() in places else {}
    for place in places:
        for path in _files(place):
            data = packaged.get(path)
            rule = _rule(data, path) if data else load_file(path, trusted=rules_home() in path.parents)
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


def _packaged() -> dict[Path, Mapping[str, Any]]:
    """Return the data of the packaged rules, from the cache folder if their files are the same as before."""
    texts = {path: _text(path) for path in _files(rules_home())}
    data = kept("rules", "\0".join(texts.values()), lambda: [_parsed(text, path) for path, text in texts.items()])
    return dict(zip(texts, data, strict=True))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise RuleError(str(problem), place=str(path)) from None


def _parsed(text: str, path: Path) -> Any:
    from checker.rules.notation import parsed

    return parsed(text, path)


def load_file(path: Path, *, trusted: bool) -> Rule:
    """Return the rule in one file; one that is not `trusted` is validated.

    Raises:
        RuleError: with path, line and column of the mistake.
    """
    text = _text(path)
    data = _parsed(text, path)
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
        within=data.get("within", "passage"),
        labels=data.get("labels", {}),
        source=data.get("source", ""),
        preview=data.get("preview", False),
        only_slips=data.get("only_slips", ""),
    )


def _example(data: Mapping[str, Any]) -> Example:
    form, beside = data.get("format", "text"), data.get("beside", "")
    if "pass" in data:
        return Example(data["text"], True, note=data["pass"], format=form, beside=beside)
    return Example(data["text"], False, quote=data["fail"], note=data.get("note", ""), format=form, beside=beside)
