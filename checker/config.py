"""What a project decides for itself: which rules run, how bad their findings are, what fails a run.

The settings stand in `checker.toml`, or in `[tool.checker]` of `pyproject.toml`; the file closest to a document wins,
and files farther up are not merged in. What may be written is said once, in schemas/config.schema.json; the few
keywords of JSON Schema that it uses are interpreted here, since importing a full validator takes longer than a check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fnmatch import fnmatch
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import ConfigurationError
from checker.reports.wording import language_of_locale, say

if TYPE_CHECKING:
    from checker.rules.model import Rule

FILE = "checker.toml"
PROJECT_FILE = "pyproject.toml"
SEVERITIES = ("error", "warning", "info")
"""The worst first."""
Pairs = tuple[tuple[str, Any], ...]
_TABLES = frozenset({"per_file_ignores", "severity", "units", "limits"})


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings that hold for one document, hashable so that the rules chosen by it can be kept.

    `per_file_ignores` pairs globs with rule patterns, `severity` rule ids with severities, `units` words with what one
    of them is, `limits` names of `readers.Limits` with numbers; `source` is the file that says so, None for none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Pairs = ()
    severity: Pairs = ()
    fail_on: str = "error"
    exit_zero: bool = False
    preview: bool = False
    together: bool = False
    rules: tuple[Path, ...] = ()
    lang: str | None = None
    baseline: Path | None = None
    units: Pairs = ()
    limits: Pairs = ()
    required_version: str | None = None
    source: Path | None = None

    def fails(self, severity: str) -> bool:
        """Tell whether a finding of `severity` makes the run fail."""
        return not self.exit_zero and SEVERITIES.index(severity) <= SEVERITIES.index(self.fail_on)


def configuration_for(folder: Path, given: Path | None = None, overrides: Pairs = ()) -> Configuration:
    """Return the settings for documents in `folder`: those of `given` or of the closest file, with `overrides` on top.

    `overrides` pairs fields with values; `ignore` and `rules` add to what the file says, the others replace it.

    Raises:
        ConfigurationError: a file is not valid, with its place and the nearest word.
    """
    source = given or discover(folder.absolute())
    configuration = load(source) if source else Configuration()
    added = {name: getattr(configuration, name) + value for name, value in overrides if name in {"ignore", "rules"}}
    return replace(configuration, **(dict(overrides) | added))


@cache
def discover(folder: Path) -> Path | None:
    """Return the configuration file that is closest above `folder`, or None."""
    for path in (folder / FILE, folder / PROJECT_FILE):
        if path.is_file() and _settings(path, _text(path)) is not None:
            return path
    return None if folder.parent == folder else discover(folder.parent)


@cache
def load(path: Path) -> Configuration:
    """Return the settings that `path` holds.

    Raises:
        ConfigurationError: it cannot be read, is not TOML, or holds what the schema does not allow.
    """
    from checker.schemas import schema

    text = _text(path)
    settings = _settings(path, text)
    for keys, problem in _problems(settings or {}, schema("config")):
        raise ConfigurationError(problem, place=f"{path}:{_line(text, keys)}")
    _must_allow((settings or {}).get("required-version"), path, text)
    return _configuration(path, settings or {})


def _must_allow(required: str | None, path: Path, text: str) -> None:
    """Raise `ConfigurationError` unless this version of the checker is one that a file asks for."""
    if required is None:
        return
    from checker.reports import version
    from checker.required_version import allows

    place = f"{path}:{_line(text, ('required-version',))}"
    try:
        allowed = allows(required, version())
    except ValueError:
        problem = _say("must_be", key="required-version", what=">=0.1,<1", value=repr(required))
        raise ConfigurationError(problem, place=place) from None
    if not allowed:
        raise ConfigurationError(_say("other_version", required=required, version=version()), place=place)


def chosen(rules: Sequence[Rule], configuration: Configuration, path: str) -> tuple[Rule, ...]:
    """Return the rules that the settings enable for the document at `path`, with the severities that they set.

    Raises:
        ConfigurationError: the settings name a rule that does not exist.
    """
    from checker.finding import Severity

    ignored = ignored_at(path, configuration)
    _must_exist([*configuration.select, *ignored, *(rule for rule, _ in configuration.severity)], rules, configuration)
    severity = {rule: Severity(value) for rule, value in configuration.severity}
    return tuple(
        replace(rule, severity=severity[rule.id]) if rule.id in severity else rule
        for rule in rules
        if _selected(rule, configuration) and not any(_names(pattern, rule) for pattern in ignored)
    )


def ignored_at(path: str, configuration: Configuration) -> list[str]:
    """Return the patterns of rules that the settings ignore for the document at `path`."""
    home = configuration.source.parent if configuration.source else Path.cwd()
    here = (rules for pattern, rules in configuration.per_file_ignores if matches(Path(path), pattern, home))
    return [*configuration.ignore, *chain.from_iterable(here)]


def matches(path: Path, pattern: str, home: Path) -> bool:
    """Tell whether a glob, relative to `home`, means `path`; `*` crosses folders, and a bare name matches anywhere."""
    place, home = path.absolute(), home.absolute()
    inside = (place.relative_to(home) if place.is_relative_to(home) else place).as_posix()
    return any(fnmatch(inside, each) for each in (pattern, pattern.replace("**/", ""))) or fnmatch(place.name, pattern)


def shown(configuration: Configuration) -> str:
    """Return the settings as TOML, with the file that they come from."""
    lines = [f"# {configuration.source or '-'}"]
    tables = []
    for field in fields(configuration):
        key, value = field.name.replace("_", "-"), getattr(configuration, field.name)
        if field.name in _TABLES:
            tables += [f"\n[{key}]", *(f"{_toml(name)} = {_toml(item)}" for name, item in value)] if value else []
        elif value is not None and field.name != "source":
            lines.append(f"{key} = {_toml(value)}")
    return "\n".join([*lines, *tables]) + "\n"


# ---------------------------------------------------------------- reading
def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(str(error), place=str(path)) from error


def _settings(path: Path, text: str) -> dict[str, Any] | None:
    """Return the settings in `text`, None for a project file that has none of ours, as most have not."""
    if path.name == PROJECT_FILE and not any(table in text.replace(" ", "") for table in ("tool.checker", "[tool]")):
        return None
    import tomllib

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(error) + _unquoted(text), place=str(path)) from error
    return content.get("tool", {}).get("checker") if path.name == PROJECT_FILE else content


def _unquoted(text: str) -> str:
    """Return a hint where a key is written in Chinese without quotes, which TOML does not take."""
    keys = (line.partition("=")[0].strip() for line in text.splitlines() if "=" in line)
    return next((_say("quote_it", key=key) for key in keys if not key.isascii() and key[0] not in "\"'#"), "")


def _configuration(path: Path, settings: Mapping[str, Any]) -> Configuration:
    home = path.parent
    values: dict[str, Any] = {key.replace("-", "_"): _frozen(value) for key, value in settings.items()}
    if "rules" in values:
        values["rules"] = tuple(home / name for name in values["rules"])
    if "baseline" in values:
        values["baseline"] = home / values["baseline"]
    return Configuration(**values, source=path)


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((key, _frozen(item)) for key, item in value.items())
    return tuple(value) if isinstance(value, list) else value


_TYPES = {"array": list, "object": dict, "string": str, "boolean": bool, "integer": int}


def _problems(value: Any, rule: Mapping[str, Any], keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the keys that lead to each thing that the schema does not allow, and what is wrong with it."""
    if not isinstance(value, _TYPES[rule["type"]]) or (rule["type"] == "integer" and not _counts(value)):
        yield keys, _say("must_be", key=".".join(keys), what=rule["type"], value=repr(value))
    elif isinstance(value, str) and value not in rule.get("enum", [value]):
        yield keys, _say("one_of", key=".".join(keys), what=", ".join(rule["enum"]), value=repr(value))
    elif isinstance(value, list):
        for item in value:
            yield from _problems(item, rule["items"], keys)
    elif isinstance(value, dict):
        known, others = rule.get("properties", {}), rule["additionalProperties"]
        for key, item in value.items():
            if key in known or others:
                yield from _problems(item, known.get(key, others), (*keys, key))
            else:
                yield (*keys, key), _say("unknown_key", key=key, near=_nearest(key, known))


def _counts(value: Any) -> bool:
    return not isinstance(value, bool) and value >= 1


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return _say("nearest", word=near[0]) if near else ""


def _say(key: str, /, **values: object) -> str:
    """Settings are read before the language is settled; what is wrong with them is said in that of the locale."""
    return say(language_of_locale(), key, **values)


def _line(text: str, keys: tuple[str, ...]) -> int:
    """Return the line where the last of `keys` is written, 1 if it cannot be told; tomllib keeps no positions."""
    for number, line in enumerate(text.splitlines(), 1):
        if keys and line.strip().lstrip("[\"'").removeprefix("tool.checker.").startswith(keys[-1]):
            return number
    return 1


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


# ---------------------------------------------------------------- choosing rules
def _selected(rule: Rule, configuration: Configuration) -> bool:
    if rule.id in configuration.select:
        return True
    named = not configuration.select or any(_names(pattern, rule) for pattern in configuration.select)
    return named and (configuration.preview or not rule.preview)


def _names(pattern: str, rule: Rule) -> bool:
    return fnmatch(rule.id, pattern) or pattern.rstrip("/") == rule.family


def _must_exist(patterns: Iterable[str], rules: Sequence[Rule], configuration: Configuration) -> None:
    from checker.suppression import RULES

    for pattern in patterns:
        if pattern not in RULES and not any(_names(pattern, rule) for rule in rules):
            problem = _say(
                "no_such_rule",
                rule=pattern,
                near=_nearest(pattern, {name for rule in rules for name in (rule.id, rule.family)}),
            )
            raise ConfigurationError(problem, place=str(configuration.source or ""))
