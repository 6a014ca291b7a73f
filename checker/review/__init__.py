"""Copies of a document with each finding written beside its number, in the program that the authors work in.

A copy is made of the original file and never in its place. The libraries that write the formats are extras; reading a
report does not need them. Each format is a module here with `annotate(report, target, lang)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import ConfigurationError
from checker.reports.wording import say

if TYPE_CHECKING:
    from checker.finding import Report

FORMATS = ("docx", "pdf", "xlsx")
LIBRARIES = {"docx": "python-docx", "pdf": "pypdf", "xlsx": "openpyxl"}
MARK = ".checked"
"""Stands before the suffix of a copy that is named after its original, so that it is not taken for a document."""


def spare_originals(target: Path, originals: Iterable[str], lang: str) -> None:
    """Raise `ConfigurationError` where a file to be written is one of the documents."""
    if target.exists() and any(Path(each).exists() and target.samefile(each) for each in originals):
        raise ConfigurationError(say(lang, "own_place"), place=str(target))


def write(form: str, reports: Sequence[Report], target: str, lang: str) -> Iterator[str]:
    """Write a copy of each document of the format `form`; yield a line for each copy, and one on documents without.

    `target` is a file, a folder (one that exists, or a name that ends in /), or empty for a place beside the original.

    Raises:
        ConfigurationError: the library is not installed, a copy would take its original's place, or cannot be written.
    """
    fitting = [report for report in reports if report.document.format == form]
    others = [report.document.path for report in reports if report.document.format != form]
    if others:
        named = others[0] if len(others) == 1 else say(lang, "so_many", count=len(others))
        yield say(lang, "no_copy", documents=named, format=form)
    if not fitting:
        return
    try:
        module = import_module(f"checker.review.{form}")
    except ImportError as error:
        raise ConfigurationError(say(lang, "no_library", format=form, library=LIBRARIES[form])) from error
    for report in fitting:
        original = Path(report.document.path)
        copy = _copy_of(original, target, many=len(fitting) > 1)
        if not original.is_file():
            raise ConfigurationError(say(lang, "no_original", format=form), place=str(original))
        spare_originals(copy, (each.document.path for each in reports), lang)
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            module.annotate(report, copy, lang)
        except OSError as error:
            raise ConfigurationError(error.strerror or str(error), place=str(copy)) from error
        except ValueError as error:
            raise ConfigurationError(say(lang, "not_copied", error=error), place=str(original)) from error
        yield say(lang, "copied", path=copy, count=len(report.findings))


def _copy_of(original: Path, target: str, *, many: bool) -> Path:
    marked = f"{original.stem}{MARK}{original.suffix}"
    if not target:
        return original.with_name(marked)
    folder = target.endswith(("/", "\\")) or Path(target).is_dir() or many
    return Path(target) / marked if folder else Path(target)
