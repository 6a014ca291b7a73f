"""The arguments of the command line, as argparse knows them; what they do is in cli.py."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from checker.reports import FORMATS, version
from checker.reports.wording import LANGUAGES, say

COPIES = ("docx", "pdf", "xlsx")
"""Formats of review copies; the same as checker.review.FORMATS, which is not imported for the sake of --help."""
SEVERITIES = ("error", "warning", "info")
COMMANDS = ("check", "baseline", "claims", "explain", "rules", "rule", "lsp", "test")


def parser(lang: str, width: int = 100) -> argparse.ArgumentParser:
    """Return the parser of all commands, with help in `lang`; it ends the process with 2 on a wrong call."""
    word = partial(say, lang)
    formatter = partial(argparse.RawDescriptionHelpFormatter, width=max(40, width - 2))
    about, codes = word("about"), word("exit_codes")
    main = argparse.ArgumentParser(prog="checker", description=about, epilog=codes, formatter_class=formatter)
    main.add_argument("--version", action=_Version, help=word("help_version"))
    commands = main.add_subparsers(dest="command", metavar="COMMAND")
    add = partial(commands.add_parser, formatter_class=formatter)

    check = add("check", help=word("help_check"), description=word("help_check"), epilog=word("exit_codes"))
    _documents(check, word, fewest="*")
    _reporting(check, word)
    check.add_argument("--baseline", type=Path, metavar="FILE", help=word("help_known"))
    check.add_argument("--show-config", action="store_true", help=word("help_show_config"))

    baseline = add("baseline", help=word("help_baseline"), description=word("help_baseline"))
    baseline.add_argument("action", choices=("create", "check", "prune"), help=word("help_action"))
    # With * argparse takes no more paths than stand right behind the action, and none after an option.
    _documents(baseline, word, fewest="+")
    _reporting(baseline, word)
    baseline.add_argument("--baseline", type=Path, metavar="FILE", help=word("help_known"))

    claims = add("claims", help=word("help_claims"), description=word("help_claims"))
    claims.add_argument("file", metavar="FILE", help=word("help_file"))
    claims.add_argument("--format", choices=("table", "jsonl"), default="table", help=word("help_format"))
    claims.add_argument("--all", action="store_true", help=word("help_all"))

    explain = add("explain", help=word("help_explain"), description=word("help_explain"))
    explain.add_argument("place", metavar="FILE:LINE", help=word("help_place"))

    rules = add("rules", help=word("help_rules"), description=word("help_rules"))
    rule = add("rule", help=word("help_rule"), description=word("help_rule"))
    rule.add_argument("id", metavar="ID", help=word("help_id"))
    add("lsp", help=word("help_lsp"), description=word("help_lsp"))
    test = add("test", help=word("help_test"), description=word("help_test"))
    test.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=word("help_rule_paths"))
    test.add_argument("--on", action="append", default=[], metavar="DOCUMENT", help=word("help_on"))

    for command in (check, baseline, claims, explain):
        command.add_argument("--stdin-filename", default="-", metavar="NAME", help=word("help_stdin"))
    for command in (check, baseline, explain, rules, rule, test):
        _choosing_rules(command, word)
    for command in (check, baseline, claims, explain, rules, rule, test):
        command.add_argument("--lang", choices=LANGUAGES, help=word("help_lang"))
        command.add_argument("--color", choices=("auto", "always", "never"), default="auto", help=word("help_color"))
    return main


def _documents(command: argparse.ArgumentParser, word: Any, fewest: str) -> None:
    command.add_argument("paths", nargs=fewest, metavar="PATH", help=word("help_paths"))
    command.add_argument("--together", action="store_true", help=word("help_together"))
    command.add_argument("--no-cache", action="store_true", help=word("help_no_cache"))
    command.add_argument("--jobs", type=int, default=0, metavar="N", help=word("help_jobs"))


def _reporting(command: argparse.ArgumentParser, word: Any) -> None:
    form, formats = command.add_mutually_exclusive_group(), (*FORMATS, *COPIES)
    known = word("help_format_of", formats=", ".join(formats))
    form.add_argument("--format", choices=formats, metavar="FORMAT", help=known)
    form.add_argument("--output", action="append", type=_output, metavar="FORMAT[=FILE]", help=word("help_output"))
    command.add_argument("--fail-on", choices=SEVERITIES, help=word("help_fail_on"))
    command.add_argument("--exit-zero", action="store_true", help=word("help_exit_zero"))
    command.add_argument("--show-untied", action="store_true", help=word("help_show_untied"))
    command.add_argument("--statistics", action="store_true", help=word("help_statistics"))


def _choosing_rules(command: argparse.ArgumentParser, word: Any) -> None:
    command.add_argument("--select", action="extend", type=_words, metavar="RULE", help=word("help_select"))
    command.add_argument("--ignore", action="extend", type=_words, metavar="RULE", help=word("help_ignore"))
    command.add_argument("--rules", action="append", type=Path, metavar="PATH", help=word("help_extra_rules"))
    command.add_argument("--preview", action="store_true", help=word("help_preview"))
    command.add_argument("--config", type=Path, metavar="FILE", help=word("help_config"))


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _output(text: str) -> str:
    form, forms = text.partition("=")[0], (*FORMATS, *COPIES)
    if form not in forms:
        raise argparse.ArgumentTypeError(f"{form!r}: {', '.join(forms)}")
    return text


class _Version(argparse.Action):
    """Print the version; finding it out costs an import that no other command should pay."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest=argparse.SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *ignored: object) -> None:
        sys.stdout.write(f"checker {version()}\n")
        parser.exit(0)
