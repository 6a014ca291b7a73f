"""The checker in an editor: findings while one writes, how each number was read, and what to do about a finding.

A language server on standard streams for texts, Markdown and the source of web pages; an editor shows no others.
Nothing is changed in a text that its author does not choose.
"""

from __future__ import annotations

import asyncio
import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from checker.config import discover, load
from checker.errors import CheckerError, ConfigurationError
from checker.finding import Finding, Outcome, Report
from checker.margins.hypertext import Page
from checker.readers import read_bytes
from checker.reports import version
from checker.reports.frames import numbered
from checker.reports.places import LINES
from checker.reports.reading import reading
from checker.reports.sums import arithmetic
from checker.reports.wording import language_of_locale, say
from checker.run import Settings, check_document
from checker.source import Span
from checker.suppression import RULES

PAUSE = 0.3
"""Seconds without a key before a text is checked."""
_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}
_BREAK = re.compile(r"\r\n|\r|\n")


class Checked(NamedTuple):
    """A text as an editor holds it and what was found in it."""

    text: str
    version: int | None
    report: Report
    lines: Lines


class Lines:
    """Turns places of a document into positions of its text as a client counts them, and back.

    `page` tells where the document stands in a text that is its source; it is None where the two are the same.
    """

    def __init__(self, text: str, codec: PositionCodec, page: Page | None = None) -> None:
        self._text, self._codec, self._page = text, codec, page
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def position(self, offset: int) -> lsp.Position:
        """Return the position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return lsp.Position(line, self._codec.client_num_units(self._text[self._starts[line] : offset]))

    def offset(self, position: lsp.Position) -> int:
        """Return the offset of a position, of one beyond its line the end of that."""
        start, end = self.line(position.line)
        units, at = 0, start
        while at < end and units < position.character:
            units += self._codec.client_num_units(self._text[at])
            at += 1
        return at

    def line(self, number: int) -> tuple[int, int]:
        """Return where a line begins and where it ends, its break left out."""
        start = self._starts[min(number, len(self._starts) - 1)]
        found = _BREAK.search(self._text, start)
        return start, found.start() if found else len(self._text)

    def shown(self, span: Span) -> Span:
        """Return where a stretch of the document stands in the text."""
        return self._page.shown(span) if self._page else span

    def read(self, offset: int) -> int | None:
        """Return where an offset of the text stands in the document, None if it does not."""
        return self._page.read(offset) if self._page else offset

    def range(self, span: Span) -> lsp.Range:
        """Return the range that a stretch of the text covers."""
        return lsp.Range(self.position(span.start), self.position(span.end))


def serve() -> int:
    """Serve one client on standard input and output until it leaves."""
    make().start_io()
    return 0


def make() -> LanguageServer:
    """Return a server that has yet to be started."""
    server = LanguageServer("checker", version())
    lang = language_of_locale()
    checked: dict[str, Checked] = {}
    in_sight: set[str] = set()

    async def check(uri: str, *, at_once: bool) -> None:
        text_document = server.workspace.get_text_document(uri)
        number = text_document.version
        if not at_once:
            await asyncio.sleep(PAUSE)
            if uri not in in_sight or text_document.version != number:
                return
        text = text_document.source
        try:
            report = _report(text, text_document.path, lang)
        except ConfigurationError as error:
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"checker: {error}"))
            return
        except CheckerError:
            report = None
        diagnostics: list[lsp.Diagnostic] = []
        checked.pop(uri, None)
        if report:
            page = None if report.document.format in LINES else Page(report.document.text, text)
            lines = Lines(text, server.workspace.position_codec, page)
            checked[uri] = Checked(text, number, report, lines)
            diagnostics = [_diagnostic(uri, report, finding, lines, lang) for finding in report.findings]
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, diagnostics, number))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        in_sight.add(params.text_document.uri)
        await check(params.text_document.uri, at_once=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        await check(params.text_document.uri, at_once=False)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        discover.cache_clear()
        load.cache_clear()
        for uri in sorted(in_sight):
            await check(uri, at_once=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        checked.pop(params.text_document.uri, None)
        in_sight.discard(params.text_document.uri)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        known = checked.get(params.text_document.uri)
        return _hover(known, params.position, lang) if known else None

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        known = checked.get(params.text_document.uri)
        return list(_actions(params.text_document.uri, known, params, lang)) if known else []

    return server


def _report(text: str, path: str, lang: str) -> Report | None:
    """Return the report of a text under the settings of its folder; None for what an editor cannot show as it is."""
    document = read_bytes(text.encode(), path)
    if document.format != "html" and (document.format not in LINES or document.text != text):
        return None
    configuration = Settings().at(Path(path))
    report = check_document(document, configuration, configuration.lang or lang)
    if configuration.baseline:
        from checker.baseline import load as known
        from checker.baseline import without_known

        (report,), _ = without_known([report], known(configuration.baseline, lang))
    return report


# ---------------------------------------------------------------- findings
def _diagnostic(uri: str, report: Report, finding: Finding, lines: Lines, lang: str) -> lsp.Diagnostic:
    repair = f"{say(lang, 'repair')}: {finding.repair}" if finding.repair else ""
    labels = numbered([each.says for each in finding.because])
    return lsp.Diagnostic(
        range=lines.range(lines.shown(finding.at.span)),
        message="\n".join(filter(None, [finding.message, arithmetic(finding, lang), repair])),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source="checker",
        related_information=[
            lsp.DiagnosticRelatedInformation(
                lsp.Location(uri, lines.range(lines.shown(each.span))),
                f"{label} {each.span.of(report.document.text)}".strip(),
            )
            for each, label in zip(finding.because, labels, strict=True)
        ],
        data=finding.fingerprint,
    )


def _actions(uri: str, known: Checked, params: lsp.CodeActionParams, lang: str) -> Iterator[lsp.CodeAction]:
    """Yield, for each finding in the range, its repair if one is proposed, and the comment that keeps it."""
    asked = Span(known.lines.offset(params.range.start), known.lines.offset(params.range.end))
    for finding in known.report.findings:
        at = known.lines.shown(finding.at.span)
        if finding.rule in RULES or asked.end < at.start or at.end < asked.start:
            continue
        diagnostic = _diagnostic(uri, known.report, finding, known.lines, lang)
        # A number with tags of a page inside it is not written over.
        if finding.repair and at.of(known.text) == finding.at.span.of(known.report.document.text):
            edit = lsp.TextEdit(known.lines.range(at), finding.repair)
            yield _action(uri, say(lang, "write_instead", repair=finding.repair), edit, diagnostic)
        place = at.end
        if known.report.document.format in LINES:
            start, end = known.lines.line(known.lines.position(at.start).line)
            place = start + len(known.text[start:end].rstrip())
        comment = f" <!-- checker: ignore[{finding.rule}] -->"
        edit = lsp.TextEdit(known.lines.range(Span(place, place)), comment)
        yield _action(uri, say(lang, "keep_it", rule=finding.rule), edit, diagnostic)


def _action(uri: str, title: str, edit: lsp.TextEdit, diagnostic: lsp.Diagnostic) -> lsp.CodeAction:
    edits = lsp.WorkspaceEdit(changes={uri: [edit]})
    return lsp.CodeAction(title, kind=lsp.CodeActionKind.QuickFix, diagnostics=[diagnostic], edit=edits)


# ---------------------------------------------------------------- numbers
def _hover(known: Checked, position: lsp.Position, lang: str) -> lsp.Hover | None:
    """Return how the number at a position was read and what it is tied to."""
    at, report = known.lines.read(known.lines.offset(position)), known.report
    if at is None:
        return None
    claims = [claim for claim in (*report.claims, *report.names) if claim.span.start <= at <= claim.span.end]
    if not claims:
        return None
    claim = min(claims, key=lambda claim: (at == claim.span.end, claim.span.end - claim.span.start))
    lines = [f"**{_plain(claim.span.of(report.document.text))}**"]
    lines += [f"{name}: {_plain(text)}" for name, text in reading(report.document, claim, lang)]
    verdicts = [verdict for verdict in report.verdicts if claim.span in verdict.members]
    lines += [say(lang, "untied")] if claim in report.claims and not verdicts else []
    signs = {Outcome.HOLDS: "✓", Outcome.BROKEN: "✗", Outcome.NOT_CHECKED: "–"}
    for verdict in verdicts:
        members = " · ".join(span.of(report.document.text) for span in verdict.members)
        said = _plain(verdict.arithmetic or verdict.reason or members)
        lines.append(f"{signs[verdict.outcome]} {say(lang, verdict.outcome)} `{verdict.rule}`: {said}")
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, "  \n".join(lines))
    return lsp.Hover(content, known.lines.range(known.lines.shown(claim.span)))


def _plain(text: str) -> str:
    """Keep signs of the report from being read as Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>()#|~!])", r"\\\1", " ".join(text.split()))
