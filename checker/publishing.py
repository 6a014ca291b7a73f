"""Reports written where they were asked for: in several formats at once, to files and to the terminal."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from checker.arguments import COPIES
from checker.errors import ConfigurationError
from checker.reports import Failure, Style, render

if TYPE_CHECKING:
    from checker.finding import Report


def publish(reports: Sequence[Report], failures: Sequence[Failure], arguments: Namespace, lang: str) -> None:
    """Write the reports in every format that was asked for, each to its file or to standard output."""
    from checker.review import spare_originals, write

    read = [*(report.document.path for report in reports), *(failure.path for failure in failures)]
    usual = "full" if sys.stdout.isatty() else "concise"
    asked = arguments.output or [arguments.format or usual]
    for output in asked if any(each.partition("=")[0] not in COPIES for each in asked) else [usual, *asked]:
        form, _, file = output.partition("=")
        if form in COPIES:
            for line in write(form, reports, file, lang):
                sys.stderr.write(f"{line}\n")
            continue
        text = render(form, reports, failures, style(arguments, lang, file))
        if not file:
            sys.stdout.write(text)
            continue
        spare_originals(Path(file), read, lang)
        try:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            Path(file).write_text(text, "utf-8", errors="replace", newline="\n")
        except OSError as error:
            raise ConfigurationError(error.strerror or str(error), place=file) from error


def style(arguments: Namespace, lang: str, file: str = "") -> Style:
    """Return how a report is to look in `file`, or on standard output where there is none."""
    from checker.reports.terminal import wants_color

    terminal = not file and sys.stdout.isatty()
    return Style(
        lang=lang,
        color=wants_color(arguments.color, terminal),
        width=columns() if terminal else 100,
        show_untied=getattr(arguments, "show_untied", False),
        statistics=getattr(arguments, "statistics", False),
    )


def columns() -> int:
    """Return the width of the terminal, as shutil does, which takes a sixth of the time of --help to import."""
    if os.environ.get("COLUMNS", "").isdecimal() and int(os.environ["COLUMNS"]):
        return int(os.environ["COLUMNS"])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 100
    except (AttributeError, ValueError, OSError):
        return 100
