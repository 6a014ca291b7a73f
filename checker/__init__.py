"""Find the numbers of a Chinese report that cannot be true.

    from checker import check

    report = check("全县收入70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。")
    report.findings      # what is wrong, with its evidence
    report.to_frame()    # every number as it was read, a pandas table

Everything else of the package may change. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.finding import Finding, Report
    from checker.source import Document

__all__ = ["Document", "Finding", "Report", "check"]

_HOMES = {"Document": "checker.source", "Finding": "checker.finding", "Report": "checker.finding"}


def check(
    source: str | PathLike[str] | Document,
    *,
    rules: Iterable[str | PathLike[str]] = (),
    lang: str = "zh",
    suffix: str = ".txt",
) -> Report:
    """Return what the checker has to say of a document, with messages in `lang` (zh or en).

    A `str` is the text itself, in the format that `suffix` stands for (.txt, .md, .html); a path is a file to be read.
    `rules` are rule files or folders to be held against it beside the packaged ones. What the document itself asks to
    ignore is left out; configuration files are not looked for.

    Raises:
        checker.errors.DocumentError: the file cannot be read.
        checker.errors.RuleError: one of `rules` is wrong, with its place.
    """
    from pathlib import Path

    from checker.config import Configuration
    from checker.readers import read, read_bytes
    from checker.run import check_document

    if isinstance(source, str):
        document = read_bytes(source.encode(), f"text{suffix}")
    elif isinstance(source, PathLike):
        document = read(Path(source))
    else:
        document = source
    return check_document(document, Configuration(rules=tuple(Path(place) for place in rules)), lang)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
