"""Findings that the authors have looked at and keep: each with a reason, each accounted for.

A comment `<!-- checker: ignore[rule] reason -->` in the text speaks for its own line, or, alone on a line, for the next
line of text; in HTML for its paragraph or cell, or, between two, for the next. A Word comment `checker: ignore[rule]
reason` speaks for what it is attached to. Other formats have a file beside the document, `<document>.checker-ignore`,
with lines of `fingerprint rule reason`. A suppression without a reason does not work, and one that suppresses nothing
is reported: otherwise old ones would hide new mistakes.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path

from checker.errors import ConfigurationError
from checker.finding import Certainty, Evidence, Finding, Report, Severity, fingerprint
from checker.source import Document, Span

SIDECAR = ".checker-ignore"
UNUSED = "unused-suppression"
REASONLESS = "suppression-without-reason"
RULES = (UNUSED, REASONLESS)
"""The ids of the findings that this module makes itself."""

_COMMENT = re.compile(r"<!--[ \t]*checker:[ \t]*ignore\[(?P<rules>[^\]\n]*)\](?P<reason>[^\n]*?)-->")
_REMARK = re.compile(r"\s*checker[:：]\s*ignore\[(?P<rules>[^\]\n]*)\](?P<reason>.*)", re.DOTALL)
_TITLES = {
    UNUSED: {"zh": "忽略标记没有用处", "en": "suppression that suppresses nothing"},
    REASONLESS: {"zh": "忽略标记没有写理由", "en": "suppression without a reason"},
}
_MESSAGES = {
    UNUSED: {"zh": "{rule} 在这里没有发现问题，请删去忽略标记", "en": "{rule} finds nothing here: remove this"},
    REASONLESS: {"zh": "忽略 {rule} 须写明理由，否则不起作用", "en": "ignoring {rule} takes a reason to work"},
}
_NO_RULE = {"zh": ("没有规则 {}", "，是否指 {}？"), "en": ("there is no rule {}", ", did you mean {}?")}
_LINE = {"zh": "每行应为：指纹 规则 理由", "en": "a line is: fingerprint rule reason"}


@dataclass(frozen=True, slots=True)
class Suppression:
    """One rule not to be reported at one place: a line, a stretch of text, or a finding known by its fingerprint.

    `place` says where it is written if that is not in the text.
    """

    rule: str
    reason: str
    span: Span
    line: int | None = None
    fingerprint: str = ""
    place: str = ""
    stretch: Span | None = None

    def covers(self, finding: Finding, line: int) -> bool:
        """Tell whether this suppression, reason given, speaks for a finding on `line`."""
        if self.stretch:
            here = finding.at.span.meets(self.stretch)
        else:
            here = finding.fingerprint == self.fingerprint if self.fingerprint else line == self.line
        return bool(self.reason) and here and finding.rule == self.rule


def suppress(report: Report, *, enabled: Set[str], known: Set[str], lang: str = "zh") -> Report:
    """Return the report without the findings that are suppressed, and with a finding for each idle suppression.

    `enabled` are the rules that ran, and those of `RULES` that are wanted. A suppression of a rule in `known` that did
    not run is neither used nor unused.

    Raises:
        ConfigurationError: a line of the file beside the document is not `fingerprint rule reason`.
    """
    suppressions = [*in_text(report.document), *in_source(report.document), *beside(report.document, lang)]
    if not suppressions:
        return report
    kept, used = [], set()
    for finding in report.findings:
        line = report.document.locate(finding.at.span).line
        speaking = [suppression for suppression in suppressions if suppression.covers(finding, line)]
        used.update(speaking)
        kept += [] if speaking else [finding]
    for suppression in suppressions:
        if not suppression.reason:
            kept.append(_finding(REASONLESS, Severity.ERROR, suppression, report.document, lang, known))
        elif suppression not in used and (suppression.rule in enabled or suppression.rule not in known):
            kept.append(_finding(UNUSED, Severity.WARNING, suppression, report.document, lang, known))
    kept = [finding for finding in kept if finding.rule in enabled or finding.rule not in RULES]
    return replace(report, findings=tuple(sorted(kept, key=lambda finding: finding.at.span.start)))


def in_text(document: Document) -> Iterator[Suppression]:
    """Yield the suppressions that stand in the text as comments."""
    if "<!--" not in document.text:
        return
    lines = document.text.splitlines()
    for match in _COMMENT.finditer(document.text):
        span = Span(match.start(), match.end())
        line = _line_spoken_for(lines, document.locate(span).line)
        for rule in filter(None, map(str.strip, match["rules"].split(","))):
            yield Suppression(rule, match["reason"].strip(), span, line=line)


def _line_spoken_for(lines: list[str], line: int) -> int:
    """Return the comment's own line, or the next line of text if there is nothing but comments on it (1-based)."""
    for number in range(line, len(lines) + 1):
        if _COMMENT.sub("", lines[number - 1]).strip():
            return number
    return line


def in_source(document: Document) -> Iterator[Suppression]:
    """Yield the suppressions that stand in comments of a Word document or in the source of a web page."""
    found: Iterable[tuple[str, Span]] = document.remarks
    if document.format == "docx" and Path(document.path).is_file():
        from checker.margins.remarks import remarks

        found = remarks(document)
    for text, stretch in found:
        match = _REMARK.match(text)
        for rule in filter(None, map(str.strip, match["rules"].split(","))) if match else ():
            yield Suppression(rule, match["reason"].strip(), stretch, stretch=stretch)  # type: ignore[index]


def beside(document: Document, lang: str = "zh") -> Iterator[Suppression]:
    """Yield the suppressions of the file beside the document; they have no place in the text and stand at its start."""
    path = Path(document.path + SIDECAR)
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        mark, _, rest = line.strip().partition(" ")
        rule, _, reason = rest.strip().partition(" ")
        place = f"{path}:{number}"
        if not rule:
            raise ConfigurationError(_LINE[lang], place=place)
        yield Suppression(rule, reason.strip(), Span(0, 0), fingerprint=mark, place=place)


def _finding(
    rule: str, severity: Severity, suppression: Suppression, document: Document, lang: str, known: Set[str]
) -> Finding:
    quoted = suppression.span.of(document.text) or f"{suppression.fingerprint} {suppression.rule}"
    message = _MESSAGES[rule][lang].format(rule=suppression.rule)
    if rule == UNUSED and suppression.rule not in {*known, *RULES}:
        message = _no_such_rule(suppression.rule, known, lang)
    return Finding(
        rule=rule,
        title=_TITLES[rule][lang],
        message=f"{suppression.place}: {message}" if suppression.place else message,
        severity=severity,
        certainty=Certainty.CERTAIN,
        at=Evidence(suppression.span),
        fingerprint=fingerprint(rule, quoted, 0),
    )


def _no_such_rule(rule: str, known: Set[str], lang: str) -> str:
    from difflib import get_close_matches

    said, hint = _NO_RULE[lang]
    near = get_close_matches(rule, sorted(known), n=1)
    return said.format(rule) + (hint.format(near[0]) if near else "")
