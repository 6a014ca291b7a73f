"""One run over the documents that a user names: find the files, check each, keep what went wrong beside what was found.

A file that cannot be checked is a failure of its own and never keeps the others from being checked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from checker.config import Configuration, Pairs, chosen, configuration_for, ignored_at
from checker.errors import CheckerError, ConfigurationError, DocumentError, GrammarError
from checker.reports import OWN, Failure
from checker.reports.refusals import said_by_reader
from checker.reports.wording import language_of_locale, say

if TYPE_CHECKING:
    from checker.finding import Report
    from checker.rules.model import Rule
    from checker.source import Document

Result = TypeVar("Result")
STDIN = Path("-")
_LARGE = 64 * 1024 * 1024
"""Documents beyond this are not looked for in the cache: the readers refuse them."""
_REFUSED = frozenset({".doc", ".wps", ".rtf", ".odt"})
"""Suffixes of documents that no reader takes: those in a folder are failures, since silence would mean checked."""
ALONE = 16
"""Up to so many documents one process is faster than starting several."""


class Settings(NamedTuple):
    """Where the configuration of each document comes from, the language of messages, and what `-` goes by."""

    given: Path | None = None
    overrides: Pairs = ()
    lang: str = "zh"
    stdin_name: str = "-"
    cached: bool = False
    """Whether reports of unchanged documents may come from the cache."""

    def at(self, path: Path) -> Configuration:
        """Return the configuration of the document at `path`."""
        return configuration_for(path.parent, self.given, self.overrides)


# ---------------------------------------------------------------- checking
def check_paths(paths: Sequence[Path], settings: Settings, jobs: int = 0) -> Iterator[Report | Failure]:
    """Yield the report of each document, or why it was not checked, in the order of `paths`.

    `jobs` processes share the work; 0 lets the number of documents and processors decide.
    """
    check = partial(_check_path, settings=settings)
    processes = jobs or (os.cpu_count() or 1 if len(paths) > ALONE else 1)
    if processes == 1 or STDIN in paths:
        yield from map(check, paths)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(check, paths, chunksize=max(1, min(16, len(paths) // (4 * processes))))


def check_document(document: Document, configuration: Configuration, lang: str) -> Report:
    """Return the report of one document by itself, under one configuration, with its suppressions applied."""
    return _suppressed(_unsettled(document, configuration, lang), configuration, lang)


def settle_together(results: Sequence[Report | Failure], settings: Settings) -> list[Report | Failure]:
    """Hold the documents whose settings want it against one another, and only then apply their suppressions: what one
    of them keeps may be a finding that it takes two to make.
    """

    def settle(report: Report) -> Report | Failure:
        configuration = settings.at(Path(report.document.path))
        return attempt(report.document.path, lambda: _suppressed(report, configuration, settings.lang), settings.lang)

    def rules(report: Report) -> tuple[Rule, ...]:
        configuration, path = settings.at(Path(report.document.path)), report.document.path
        return chosen(known_rules(configuration.rules), configuration, path)

    waiting = {at: each for at, each in enumerate(results) if not isinstance(each, Failure) and each.account}
    if not waiting:
        return list(results)
    from checker.api import compare

    compared = attempt("--together", lambda: compare([*waiting.values()], rules, settings.lang), settings.lang)
    settled = list(results)
    for at, report in zip(waiting, waiting.values() if isinstance(compared, Failure) else compared, strict=True):
        settled[at] = settle(report)
    return [*settled, compared] if isinstance(compared, Failure) else settled


def _unsettled(document: Document, configuration: Configuration, lang: str, *, together: bool = False) -> Report:
    """Return the report of a document before its suppressions; with `together`, ready to be held against others."""
    from checker.api import check

    use_units(configuration)
    rules = chosen(known_rules(configuration.rules), configuration, document.path)
    return check(document, rules, lang, together=True) if together else check(document, rules, lang)


def _suppressed(report: Report, configuration: Configuration, lang: str) -> Report:
    from checker.suppression import suppress

    enabled = enabled_rules(configuration, report.document.path, together=report.account is not None)
    known = {rule.id for rule in known_rules(configuration.rules)}
    return suppress(report, enabled=set(enabled), known=known, lang=lang)


def enabled_rules(configuration: Configuration, path: str, *, together: bool = False) -> tuple[str, ...]:
    """Return the ids of all that may be found in the document at `path`, known without reading it; what takes several
    documents only where they are checked together.
    """
    from checker.suppression import RULES

    rules = chosen(known_rules(configuration.rules), configuration, path)
    ignored = ignored_at(path, configuration)
    held = (rule.id for rule in rules if together or not rule.compares_documents)
    return (*held, *(rule for rule in RULES if rule not in ignored))


def use_units(configuration: Configuration) -> None:
    """Make the unit words of a configuration known to the grammar, and to the grammar alone of all that is read next.

    Raises:
        ConfigurationError: one of them is not defined in terms of what is known, or is known already.
    """
    from checker import units

    try:
        units.use([_definition(word, meaning) for word, meaning in configuration.units])
        units.unit_words()
    except GrammarError as error:
        if not configuration.units:
            raise
        problem = say(language_of_locale(), "bad_units", problem=_one_line(error.message))
        raise ConfigurationError(problem, place=str(configuration.source or "")) from error


def _definition(word: str, meaning: str) -> str:
    """Return a line of the unit file; a word in Latin letters needs a name beside it that no text holds."""
    if not word.isidentifier() or not meaning.strip() or set(meaning) & set("=#@\n"):
        raise GrammarError(f"{word} = {meaning}")
    return f"own_{word} = {meaning} = {word}" if word.isascii() else f"{word} = {meaning}"


@cache
def known_rules(extra: tuple[Path, ...]) -> tuple[Rule, ...]:
    """Return the packaged rules and those at `extra`."""
    from checker.api import load_rules

    for path in extra:
        if not path.exists():
            raise ConfigurationError(say(language_of_locale(), "no_rules_path"), place=str(path))
    return load_rules(extra)


def _check_path(path: Path, settings: Settings) -> Report | Failure:
    def work() -> Report:
        configuration = settings.at(Path(name))
        make = partial(_unsettled, together=True) if configuration.together else check_document
        if settings.cached and path != STDIN:
            return _from_cache(path, configuration, settings.lang, make)
        document = open_document(path, settings.stdin_name, configuration)
        return make(document, configuration, settings.lang)

    name = settings.stdin_name if path == STDIN else str(path)
    return attempt(name, work, settings.lang)


def _from_cache(
    path: Path, configuration: Configuration, lang: str, make: Callable[[Document, Configuration, str], Report]
) -> Report:
    """Return the report of a document from the cache, where it is kept once made.

    It is that of the document by itself: what others have to do with it is found anew in every run.
    """
    from checker import cache

    limit = dict(configuration.limits).get("bytes", _LARGE)
    data = path.read_bytes() if path.is_file() and path.stat().st_size <= limit else b""
    name = cache.key(data, str(path), configuration, lang)
    report = cache.recall(name) if data else None
    if report is None:
        report = make(open_document(path, configuration=configuration), configuration, lang)
        if not report.failures and data:
            cache.keep(name, report)
    return report


def open_document(path: Path, stdin_name: str = "-", configuration: Configuration | None = None) -> Document:
    """Read the document at `path`, or from standard input under the name `stdin_name` where the path is `-`.

    The limits are those of `configuration`.

    Raises:
        DocumentError: it cannot be read.
    """
    from checker.readers import Limits, read, read_bytes

    limits = Limits(**dict(configuration.limits)) if configuration else Limits()
    if path == STDIN:
        return read_bytes(sys.stdin.buffer.read(limits.bytes + 1), stdin_name, limits=limits)
    return read(path, limits=limits)


def attempt(path: str, work: Callable[[], Result], lang: str) -> Result | Failure:
    """Return what `work` returns, or the failure that stands for what it raised: the document's fault or our own.

    Raises:
        ConfigurationError: the settings are wrong; that ends the whole run.
        ImportError: the installation is not complete, which ends it as well.
    """
    try:
        return work()
    except (ConfigurationError, ImportError):
        raise
    except DocumentError as error:
        return Failure(path, said_by_reader(_one_line(error.message), lang))
    except CheckerError as error:
        return Failure(path, _one_line(str(error)))
    except Exception as error:
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        return Failure(path, say(lang, "own_fault", error=_one_line(f"{type(error).__name__}: {error}"), where=where))


def _one_line(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- finding the documents
def find_documents(arguments: Iterable[str], lang: str) -> Iterator[Path | Failure]:
    """Yield the files that the arguments name, in order and once each; folders and globs give their readable files.

    An argument that names nothing is a failure: a check that silently checks nothing is worse than none.
    """
    seen: set[Path] = set()
    for argument in arguments:
        paths = list(_named(argument))
        if not paths:
            yield Failure(argument, say(lang, "nothing_in" if Path(argument).is_dir() else "no_file"))
        for path in paths:
            if path not in seen:
                seen.add(path)
                yield path


def _named(argument: str) -> Iterator[Path]:
    path = Path(argument)
    if path == STDIN:
        yield path
    elif path.exists():
        yield from _in_folder(path) if path.is_dir() else [path]
    elif has_magic(argument):
        for name in sorted(glob(argument, recursive=True)):  # noqa: PTH207 (Path.glob takes no absolute pattern)
            yield from _in_folder(Path(name)) if Path(name).is_dir() else [Path(name)]


def _in_folder(folder: Path) -> Iterator[Path]:
    """Yield the documents in a folder; hidden files, those open in Word, and what the checker wrote itself are none."""
    from checker.readers import SUFFIXES

    suffixes = _REFUSED.union(SUFFIXES)
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.suffix.lower() in suffixes and not hidden and path.is_file() and not _written_here(path):
            yield path


def _written_here(path: Path) -> bool:
    """Tell whether a file is a report or a review copy of an earlier run, by its name or its first bytes."""
    from checker.review import MARK

    if path.stem.endswith(MARK):
        return True
    if path.suffix.lower() not in {".html", ".htm", ".md", ".markdown"}:
        return False
    with suppress(OSError), path.open("rb") as file:
        return OWN.encode() in file.read(400)
    return False
