"""The report for a person at a terminal: each finding with its source framed, its evidence, its sum and what to do.

The frames are those of rustc: ^^^ under the claim, --- under what it was held against, other lines after :::.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.finding import Finding, Report
from checker.reports import Failure, Style
from checker.reports.frames import Frame, Label, Mark, frames, in_rows
from checker.reports.places import LINES, where
from checker.reports.summary import summary
from checker.reports.sums import arithmetic
from checker.reports.terminal import ambiguous, cells, paint, visible, widest
from checker.reports.wording import say
from checker.source import Document
from checker.suppression import RULES, SIDECAR

_GUTTER = "   | "


def render(reports: Sequence[Report], failures: Sequence[Failure], style: Style) -> str:
    """Return every finding in frames, then the summary."""
    parts = [render_finding(report.document, each, style) for report in reports for each in report.findings]
    footer = "".join(f"{line}\n" for line in summary(reports, failures, style))
    return "\n".join([*parts, footer] if footer else parts)


def render_finding(document: Document, finding: Finding, style: Style) -> str:
    """Return one finding as it is shown on the command line; the text ends with a line break."""
    head = paint(f"{say(style.lang, finding.severity)}[{finding.rule}]", finding.severity, style.color)
    lines = [f"{head} {paint(visible(finding.message), 'bold', style.color)}"]
    shown, hidden = frames(document, finding, max(20, style.width - len(_GUTTER) - 6))
    for index, frame in enumerate(shown):
        arrow = paint("  :::" if index else "  -->", "rail", style.color)
        at = frame.marks[_leading(frame)].span
        beside = finding.at.span if index and frame.document is document else None
        lines.append(f"{arrow} {where(frame.document, at, style.lang, style.width - len(_GUTTER) - 1, beside)}")
        lines += [paint(_GUTTER, "rail", style.color) + line for line in _framed(frame, finding, style)]
    rail = paint("   =", "rail", style.color)
    lines += [f"{rail} {say(style.lang, 'hidden', count=hidden)}"] if hidden else []
    lines += [f"{rail} {note}" for note in _notes(document, finding, style)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _leading(frame: Frame) -> int:
    """Return the index of the mark that gives a frame its place: the claim, or the first piece of evidence."""
    return next((index for index, mark in enumerate(frame.marks) if mark.primary), 0)


def _framed(frame: Frame, finding: Finding, style: Style) -> Iterator[str]:
    text = frame.text()
    yield text
    tint = {True: finding.severity.value, False: "rail"}
    runs = [(sign, "".join(run)) for sign, run in groupby(_signs(frame))]
    underline = "".join(paint(run, tint[sign == "^"], style.color and sign != " ") for sign, run in runs)
    said = [_label(frame, mark, text) for mark in frame.marks]
    room = style.width - len(_GUTTER)
    if len(said) == 1 and sum(len(run) for _, run in runs) + 1 + cells(said[0].says) <= room:
        yield f"{underline} {paint(said[0].says, tint[said[0].primary], style.color)}"
        return
    yield underline
    for row in in_rows((label for label in said if label.says), room):
        line, end = "", 0
        for label in row:
            line += " " * (label.column - end) + paint(label.says, tint[label.primary], style.color)
            end = label.column + cells(label.says)
        yield line


def _signs(frame: Frame) -> str:
    """Return ^^^ under the claim and --- under the evidence; where they overlap the claim wins."""
    signs: dict[int, str] = {}
    for mark in sorted(frame.marks, key=lambda mark: mark.primary):
        start = frame.column(mark.span.start)
        end = frame.column(min(mark.span.end, frame.window.end))
        signs |= dict.fromkeys(range(start, max(end, start + 1)), "^" if mark.primary else "-")
    return "".join(signs.get(column, " ") for column in range(max(signs) + 1))


def _label(frame: Frame, mark: Mark, text: str) -> Label:
    """Return what a mark says; where signs of uncertain width may shift it, it repeats the text that it points at."""
    says, quoted = visible(mark.says), visible(mark.span.of(frame.document.text))
    if says and ambiguous(text) and quoted not in says and len(quoted) <= 20:
        says = f"{says} {quoted}".strip()
    return Label(frame.column(mark.span.start), says, mark.primary)


def _notes(document: Document, finding: Finding, style: Style) -> Iterator[str]:
    """Yield the sum with what rounding allows, the repair, and how to keep the finding or to learn more of its rule."""
    if finding.arithmetic:
        yield f"{say(style.lang, 'arithmetic')}: {visible(arithmetic(finding, style.lang))}"
    if finding.repair:
        yield f"{say(style.lang, 'repair')}: {paint(visible(finding.repair), 'bold', style.color)}"
    if finding.rule in RULES:
        return
    ignore = f"{say(style.lang, 'ignore')}: {how_to_ignore(document, finding, style.lang)}"
    more = f"{say(style.lang, 'more')}: checker rule {finding.rule}"
    both = f"{ignore}   {more}"
    yield from [both] if widest(both) + len("   = ") <= style.width else [ignore, more]


def how_to_ignore(document: Document, finding: Finding, lang: str) -> str:
    """Return what to write, and where, to keep this finding from being reported."""
    reason = say(lang, "reason")
    if document.format in LINES or document.format == "html":
        return f"<!-- checker: ignore[{finding.rule}] {reason} -->"
    if document.format == "docx":
        return say(lang, "word_comment", text=f"checker: ignore[{finding.rule}] {reason}")
    return f"{visible(document.path)}{SIDECAR} ← {finding.fingerprint} {finding.rule} {reason}"
