"""The YAML of rule files: numbers and dates stay as they are written."""

from pathlib import Path
from typing import Any, ClassVar

import yaml

from checker.errors import RuleError

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_TEXT = frozenset({"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"})


class RuleLoader(_SafeLoader):  # type: ignore[misc]
    """Reads numbers and dates as they are written: rules quote reports, and 5.10 is not 5.1."""

    yaml_implicit_resolvers: ClassVar = {
        sign: [(tag, shape) for tag, shape in resolvers if tag in _NOT_TEXT]
        for sign, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
    }


def parsed(text: str, path: Path) -> Any:
    """Return the data that a rule file's text stands for.

    Raises:
        RuleError: it is no YAML, with path, line and column of the mistake.
    """
    try:
        return yaml.load(text, RuleLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise RuleError(str(problem.problem), place=place) from None
    except yaml.YAMLError as problem:
        raise RuleError(str(problem), place=str(path)) from None
