"""The command line: arguments → api → exit code. 0 clean, 1 findings at or above fail-on, 2 something was not checked.

Only argparse is imported before a command runs, so that `checker --help` costs little more than starting Python.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.arguments import COMMANDS, parser
from checker.errors import CheckerError, ConfigurationError, DocumentError
from checker.publishing import columns, publish, style
from checker.reports import Failure
from checker.reports.wording import language_of_locale, say

if TYPE_CHECKING:
    from argparse import Namespace

    from checker.finding import Report
    from checker.rules.model import Rule
    from checker.run import Settings
    from checker.source import Document

CLEAN, FOUND, NOT_CHECKED = 0, 1, 2
HERE = Path("report")
"""A document in the working folder, for settings that hold for a whole run."""
OVERRIDES = ("select", "ignore", "rules", "preview", "together", "fail_on", "exit_zero")
"""Options that stand over the same setting of a configuration file."""
MANY = 16
"""More documents than this are worth a progress bar."""
Item = TypeVar("Item")


COLLECTED_AFTER = 1_000_000
"""Objects made between two searches for cycles: claims have none, and looking for them costs a start its twentieth."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` defaults to the arguments of the process."""
    _speak_unicode()
    gc.set_threshold(COLLECTED_AFTER)
    lang, given = language_of_locale(), sys.argv[1:] if argv is None else list(argv)
    program = parser(lang, columns())
    if not given or (given[0] not in COMMANDS and Path(given[0]).exists()):
        sys.stderr.write(f"checker: {say(lang, 'no_command', path=given[0])}\n" if given else program.format_help())
        return NOT_CHECKED
    arguments = program.parse_args(given)
    command: Callable[[Namespace], int] = globals()[f"_{arguments.command}"]
    try:
        code = command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_CHECKED
    except KeyboardInterrupt:
        return NOT_CHECKED
    except DocumentError as error:
        from checker.reports.refusals import said_by_reader

        told = said_by_reader(error.message, getattr(arguments, "lang", None) or lang)
        sys.stderr.write(f"checker: {error.place}: {told}\n")
        return NOT_CHECKED
    except CheckerError as error:
        sys.stderr.write(f"checker: {error}\n")
        return NOT_CHECKED
    except ImportError as error:
        sys.stderr.write(f"checker: {say(lang, 'incomplete', module=error.name or error)}\n")
        return NOT_CHECKED
    return code


# ---------------------------------------------------------------- commands
def _check(arguments: Namespace) -> int:
    from checker.config import shown

    settings = _settings(arguments)
    if arguments.show_config:
        return _write(shown(settings.at(Path(arguments.paths[0]) if arguments.paths else HERE)))
    reports, failures = _checked(arguments, settings)
    known = arguments.baseline or settings.at(HERE).baseline
    if known:
        from checker.baseline import load, without_known

        found = sum(len(report.findings) for report in reports)
        reports, stale = without_known(reports, load(known, settings.lang))
        hidden = found - sum(len(report.findings) for report in reports)
        if hidden:
            sys.stderr.write(say(settings.lang, "known", count=hidden, baseline=known) + "\n")
        if stale:
            sys.stderr.write(say(settings.lang, "stale", count=len(stale), baseline=known) + "\n")
    publish(reports, failures, arguments, settings.lang)
    return _exit_code(reports, failures, settings)


def _baseline(arguments: Namespace) -> int:
    from checker import baseline

    settings = _settings(arguments)
    reports, failures = _checked(arguments, settings)
    path: Path = arguments.baseline or settings.at(HERE).baseline or Path(baseline.FILE)
    if arguments.action == "create":
        kept = baseline.create(reports, path)
        _write(say(settings.lang, "baseline_created", count=sum(entry.count for entry in kept), baseline=path) + "\n")
        return NOT_CHECKED if failures else CLEAN
    fresh, stale = baseline.without_known(reports, baseline.load(path, settings.lang))
    if arguments.action == "prune":
        baseline.prune(path, stale)
        _write(say(settings.lang, "baseline_pruned", count=sum(entry.count for entry in stale), baseline=path) + "\n")
        return NOT_CHECKED if failures else CLEAN
    publish(fresh, failures, arguments, settings.lang)
    for entry in stale:
        said = say(settings.lang, "stale_entry", document=entry.document, rule=entry.rule, text=entry.text)
        sys.stderr.write(f"{said}\n")
    return max(_exit_code(fresh, failures, settings), FOUND if stale else CLEAN)


def _claims(arguments: Namespace) -> int:
    from checker.api import claims
    from checker.claims import NOT_QUANTITIES
    from checker.reports.claims import render_jsonl, render_table

    settings = _settings(arguments)
    document = _document(arguments.file, arguments, settings)
    wanted = [claim for claim in claims(document) if arguments.all or claim.kind not in NOT_QUANTITIES]
    return _write((render_jsonl if arguments.format == "jsonl" else render_table)(document, wanted))


def _explain(arguments: Namespace) -> int:
    from checker.api import phrases
    from checker.reports.explain import render as explained
    from checker.run import check_document

    name, _, line = arguments.place.rpartition(":")
    settings = _settings(arguments)
    if not name or not line.isdecimal():
        raise ConfigurationError(say(settings.lang, "no_place", place=arguments.place))
    document = _document(name, arguments, settings)
    report = check_document(document, settings.at(Path(document.path)), settings.lang)
    return _write(explained(report, int(line), phrases(document, int(line)), style(arguments, settings.lang)))


def _rules(arguments: Namespace) -> int:
    from checker.reports.rules import render_list

    settings = _settings(arguments)
    return _write(render_list(_known(settings), style(arguments, settings.lang)))


def _rule(arguments: Namespace) -> int:
    from difflib import get_close_matches

    from checker.reports.rules import render_rule

    settings = _settings(arguments)
    rules = {rule.id: rule for rule in _known(settings)}
    if arguments.id not in rules:
        near = get_close_matches(arguments.id, list(rules), n=3, cutoff=0.4)
        raise ConfigurationError(say(settings.lang, "no_rule", rule=arguments.id, near=", ".join(near) or "–"))
    return _write(render_rule(rules[arguments.id], style(arguments, settings.lang)))


def _test(arguments: Namespace) -> int:
    from checker.api import load_rules, test_rules
    from checker.config import chosen
    from checker.reports.rules import render_tests, render_trial

    paths = tuple(path.resolve() for path in arguments.paths)
    own = (("rules", paths), ("preview", True)) if paths else (("preview", True),)
    settings = _settings(arguments)
    settings = settings._replace(overrides=(*settings.overrides, *own))
    rules = load_rules(paths) if paths else _known(settings)
    if arguments.select or arguments.ignore:
        rules = chosen(rules, settings.at(HERE), str(HERE))
    asked = [rule for rule in rules if not paths or any(rule.path.resolve().is_relative_to(path) for path in paths)]
    if not asked:
        raise ConfigurationError(say(settings.lang, "no_rules_at", paths=", ".join(map(str, arguments.paths))))
    results = list(test_rules(asked, settings.lang))
    _write(render_tests(asked, results, style(arguments, settings.lang)))
    failures: list[Failure] = []
    if arguments.on:
        arguments.paths, arguments.jobs = arguments.on, 0
        reports, failures = _checked(arguments, settings)
        _write(render_trial(asked, reports, style(arguments, settings.lang)))
    if failures:
        return NOT_CHECKED
    return FOUND if any(problem for _, _, problem in results) else CLEAN


def _lsp(arguments: Namespace) -> int:
    try:
        from checker.language_server import serve
    except ImportError as error:
        raise ConfigurationError(say(language_of_locale(), "no_server")) from error
    return serve()


# ---------------------------------------------------------------- checking
def _settings(arguments: Namespace) -> Settings:
    """Gather what the command line says over what the configuration files say."""
    from checker.config import configuration_for
    from checker.run import Settings

    given = getattr(arguments, "config", None)
    asked = {name: getattr(arguments, name, None) for name in OVERRIDES}
    overrides = tuple((name, tuple(said) if isinstance(said, list) else said) for name, said in asked.items() if said)
    lang = arguments.lang or configuration_for(Path.cwd(), given).lang or language_of_locale()
    cached = not getattr(arguments, "no_cache", True)
    return Settings(given, overrides, lang, getattr(arguments, "stdin_filename", "-"), cached)


def _checked(arguments: Namespace, settings: Settings) -> tuple[list[Report], list[Failure]]:
    """Check every document that is named; failures are told at once, each on a line of stderr."""
    from checker.run import check_paths, find_documents, settle_together

    if not arguments.paths:
        raise ConfigurationError(say(settings.lang, "no_paths"))
    found = list(find_documents(arguments.paths, settings.lang))
    paths = [path for path in found if isinstance(path, Path)]
    results: list[Report | Failure] = [each for each in found if isinstance(each, Failure)]
    results += _shown_progress(check_paths(paths, settings, arguments.jobs), len(paths), settings.lang)
    results = settle_together(results, settings)
    reports = [result for result in results if not isinstance(result, Failure)]
    failures = [result for result in results if isinstance(result, Failure)]
    failures += [Failure(report.document.path, crash) for report in reports for crash in report.failures]
    for failure in failures:
        sys.stderr.write(f"{failure.path}: {failure.message}\n")
    return reports, failures


def _exit_code(reports: Iterable[Report], failures: Sequence[Failure], settings: Settings) -> int:
    if failures:
        return NOT_CHECKED
    for report in reports:
        configuration = settings.at(Path(report.document.path))
        if any(configuration.fails(finding.severity) for finding in report.findings):
            return FOUND
    return CLEAN


def _document(name: str, arguments: Namespace, settings: Settings) -> Document:
    from checker.run import open_document, use_units

    configuration = settings.at(Path(name))
    use_units(configuration)
    return open_document(Path(name), arguments.stdin_filename, configuration)


def _known(settings: Settings) -> tuple[Rule, ...]:
    from checker.run import known_rules

    return known_rules(settings.at(HERE).rules)


def _write(text: str) -> int:
    sys.stdout.write(text)
    return CLEAN


def _shown_progress(results: Iterator[Item], total: int, lang: str) -> Iterator[Item]:
    """Pass the results on, with a progress bar on stderr where there are many and a person is watching."""
    if total <= MANY or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(results, description=say(lang, "checking"), total=total, console=console, transient=True)


def _speak_unicode() -> None:
    """Write UTF-8 into files and pipes on every system, and never stop at a sign that a terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace", newline="\n")
