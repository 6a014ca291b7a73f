"""Reports as tests: each rule on a document is an item that fails with its findings, each example of a rule file too.

Off unless `--checker` is given or the ini option `checker` is true; then documents that match `checker_files` are
collected, and rule files below `checker_rules`. The items of a document are `read` and the rules that its settings
enable: known without reading it, so that the workers of pytest-xdist agree, and chosen with -k or --deselect like any
test. It is read once. Every pytest run imports this module, so it imports only pytest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

    from checker.finding import Finding, Report
    from checker.rules.model import Example
    from checker.source import Document


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, all of them named after the checker."""
    group = parser.getgroup("checker", "numeric claims")
    group.addoption("--checker", action="store_true", help="check the numbers of documents that match checker_files")
    group.addoption("--checker-files", action="append", default=[], metavar="GLOB", help="more of checker_files")
    group.addoption("--checker-lang", choices=("zh", "en"), help="language of the checker's messages")
    parser.addini("checker", "check documents in every run", type="bool", default=False)
    parser.addini("checker_files", "globs of the documents to check, from the root folder", type="args", default=[])
    parser.addini("checker_rules", "folders of rule files whose examples are to be tested", type="args", default=[])


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what is checked, and that nothing is where no glob is given."""
    if not _wanted(config):
        return None
    globs = [*_globs(config), *config.getini("checker_rules")]
    return f"checker: {', '.join(globs) or 'only documents that are named; checker_files or --checker-files adds more'}"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a document or a rule file by its path alone: named on the command line, or matched by the ini options."""
    config = parent.config
    if not _wanted(config):
        return None
    from checker.config import matches
    from checker.readers import SUFFIXES
    from checker.review import MARK

    named = parent.session.isinitpath(file_path) and file_path.suffix.lower() in SUFFIXES
    copy = file_path.stem.endswith(MARK)
    if named or (not copy and any(matches(file_path, pattern, config.rootpath) for pattern in _globs(config))):
        return _DocumentFile.from_parent(parent, path=file_path)
    folders = (config.rootpath / folder for folder in config.getini("checker_rules"))
    if file_path.suffix in {".yaml", ".yml"} and any(file_path.is_relative_to(folder) for folder in folders):
        return _RuleFile.from_parent(parent, path=file_path)
    return None


def _wanted(config: pytest.Config) -> bool:
    return bool(config.getoption("checker") or config.getini("checker"))


def _globs(config: pytest.Config) -> list[str]:
    return [*config.getini("checker_files"), *config.getoption("checker_files")]


class _DocumentFile(pytest.File):
    known: Report | None = None
    refused = False

    def collect(self) -> Iterator[pytest.Item]:
        from checker.config import configuration_for
        from checker.run import enabled_rules

        yield _ReadItem.from_parent(self, name="read")
        for rule in enabled_rules(configuration_for(self.path.parent), str(self.path)):
            yield _DocumentItem.from_parent(self, name=rule)

    def report(self) -> Report:
        self.known = self.known or _report(self.path, _language(self.config))
        return self.known


class _ReadItem(pytest.Item):
    """Whether a document could be read and every rule held against it."""

    parent: _DocumentFile

    def runtest(self) -> None:
        self.parent.refused = True
        report = self.parent.report()
        self.parent.refused = False
        for note in report.document.unread:
            self.add_report_section("call", "checker", note)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        return _shown(excinfo.value, _language(self.config)) or super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, _undotted(f"{self.name} in {self.path.name}")


class _DocumentItem(_ReadItem):
    """One rule on one document: it passes if there is no finding at or above the `fail-on` of its configuration."""

    def runtest(self) -> None:
        if self.parent.refused:
            pytest.skip("the document could not be read")
        report = self.parent.report()
        found = [finding for finding in report.findings if finding.rule == self.name]
        self.user_properties.extend(("checker", finding.fingerprint) for finding in found)
        failing = _failing(found, self.path)
        if failing:
            raise NumbersDisagree(report, failing, _language(self.config))


class _RuleFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        from checker.api import load_rules

        for rule in load_rules((self.path,)):
            if rule.path.resolve() == self.path.resolve():
                for number, example in enumerate(rule.examples):
                    yield _ExampleItem.from_parent(self, name=_sentence(rule.id, example), rule=rule, number=number)


class _ExampleItem(pytest.Item):
    """One example of a rule file: it passes if the rule does with its text what the file says."""

    def __init__(self, *, rule: Any, number: int, **others: Any) -> None:
        super().__init__(**others)
        self.rule, self.number = rule, number

    def runtest(self) -> None:
        from checker.api import test_rules

        _, example, problem = list(test_rules((self.rule,)))[self.number]
        if problem:
            raise ExampleFails(f"{self.rule.id}: {example.text.strip()}\n    {problem}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        return _shown(excinfo.value, _language(self.config)) or super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, _undotted(self.name)


# ---------------------------------------------------------------- the fixture
@pytest.fixture(scope="session")
def checker(pytestconfig: pytest.Config) -> Checker:
    """Check texts and documents from within tests: `checker.check_text("…")`, `checker.check(path)`, `assert_clean`."""
    return Checker(_language(pytestconfig))


class Checker:
    """Checks texts and documents as the command line does, with the configuration closest to them."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def check_text(self, text: str, name: str = "text.md") -> Report:
        """Return the report on `text`, read as the format that `name` ends with."""
        from checker.readers import read_bytes

        return _checked(read_bytes(text.encode(), name), Path(name), self._lang)

    def check(self, path: str | Path) -> Report:
        """Return the report on the document at `path`; raises DocumentError if it cannot be read."""
        return _report(Path(path), self._lang)

    def assert_clean(self, subject: str | Path | Report) -> None:
        """Fail, with the findings as the command line shows them, unless a path, text or report has none that count.

        A string is taken as text; give a `Path` for a document.
        """
        __tracebackhide__ = True
        report = self._of(subject)
        failing = _failing(report.findings, Path(report.document.path))
        if failing:
            pytest.fail(str(NumbersDisagree(report, failing, self._lang)), pytrace=False)

    def _of(self, subject: str | Path | Report) -> Report:
        if isinstance(subject, str):
            return self.check_text(subject)
        return self.check(subject) if isinstance(subject, Path) else subject


# ---------------------------------------------------------------- failures
class NumbersDisagree(AssertionError):
    """A document has findings that its configuration does not let pass."""

    def __init__(self, report: Report, findings: Iterable[Finding], lang: str) -> None:
        from checker.reports import Style
        from checker.reports.console import render_finding

        shown = [render_finding(report.document, finding, Style(lang)) for finding in findings]
        super().__init__("\n".join(shown))


class ExampleFails(AssertionError):
    """A rule does not do with an example what its file says."""


def _shown(error: BaseException, lang: str) -> str | None:
    from checker.errors import CheckerError, DocumentError
    from checker.reports.refusals import said_by_reader

    if isinstance(error, DocumentError):
        return f"{error.place}: {said_by_reader(error.message, lang)}"
    return str(error) if isinstance(error, NumbersDisagree | ExampleFails | CheckerError) else None


# ---------------------------------------------------------------- checking
def _report(path: Path, lang: str) -> Report:
    from checker.config import configuration_for
    from checker.run import open_document

    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    return _checked(open_document(shown, configuration=configuration_for(path.parent)), path, lang)


def _checked(document: Document, path: Path, lang: str) -> Report:
    from checker.config import configuration_for
    from checker.errors import InternalError
    from checker.run import check_document

    configuration = configuration_for(path.parent)
    report = check_document(document, configuration, lang)
    if report.failures:
        raise InternalError("; ".join(report.failures), place=str(path))
    if configuration.baseline:
        from checker.baseline import load, without_known

        (report,), _ = without_known([report], load(configuration.baseline, lang))
    return report


def _failing(findings: Iterable[Finding], path: Path) -> list[Finding]:
    from checker.config import configuration_for

    configuration = configuration_for(path.parent)
    return [finding for finding in findings if configuration.fails(finding.severity)]


def _language(config: pytest.Config) -> str:
    from checker.config import configuration_for
    from checker.reports.wording import language_of_locale

    lang: str | None = config.getoption("checker_lang")
    return lang or configuration_for(config.rootpath).lang or language_of_locale()


def _sentence(rule: str, example: Example) -> str:
    text = " ".join(example.text.split())
    return f"{rule} {'passes' if example.passes else 'flags'} {text if len(text) <= 60 else text[:59] + '…'}"


def _undotted(name: object) -> str:
    """Return a name without dots: pytest prints them as ::."""
    return str(name).replace(".", "․")
