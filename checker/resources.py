"""Where the rules and the grammar live: beside the package in a checkout, inside it in a wheel.

The only module that knows.
"""

from functools import cache
from pathlib import Path


@cache
def _home(name: str) -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "data" / name
    return installed if installed.is_dir() else package.parent / name


def grammar_home() -> Path:
    """Return the folder of the lark grammars, the unit file and the word lists."""
    return _home("grammar")


def rules_home() -> Path:
    """Return the folder of the packaged rule files and their JSON Schema."""
    return _home("rules")
