"""Findings → text, one module and one function a format. Reporters know nothing of rules, files or exit codes.

Each format is a module here with `render(reports, failures, style) -> str`. It is imported when it is asked for, so
that no user pays for the formats of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from checker.finding import Report

FORMATS = ("full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html")
_MODULES = {"full": "console"}
OWN = "numeric-claim-checker:report"
"""Stands at the head of reports that could be read as documents, so that none is checked by the next run."""


class Failure(NamedTuple):
    """Something that kept a document, or one rule on it, from being checked."""

    path: str
    message: str


class Style(NamedTuple):
    """How a report is to look: its language, and for terminals colour and width in cells."""

    lang: str = "zh"
    color: bool = False
    width: int = 100
    show_untied: bool = False
    statistics: bool = False


def render(form: str, reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return the reports in the format named `form`, one of `FORMATS`; the text ends with a line break."""
    text: str = import_module(f"checker.reports.{_MODULES.get(form, form)}").render(reports, failures, style)
    return text


def version() -> str:
    """Return the installed version, or 0 in a tree that was never installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("numeric-claim-checker")
    except PackageNotFoundError:
        return "0"
