"""What a review copy says of a finding: the same words as on the command line, without frames."""

from checker.finding import Finding
from checker.reports.frames import numbered
from checker.reports.places import inside, where
from checker.reports.sums import arithmetic
from checker.reports.terminal import visible
from checker.reports.wording import say
from checker.source import Document, Span

AUTHOR = "checker"


def notes(document: Document, finding: Finding, lang: str) -> list[tuple[Span, str]]:
    """Return what is to be written where: at the claim the whole finding, and at evidence out of its sight a way back.

    Evidence in the same paragraph or table, or in another document, is named in the note on the claim; more notes would
    be in the way.
    """
    home = _block(document, finding.at.span)
    labels = numbered([each.says for each in finding.because])
    written = [(finding.at.span, note(document, finding, lang))]
    for each, label in zip(finding.because, labels, strict=True):
        if each.document is None and _block(document, each.span) != home:
            place = " · ".join(inside(document, finding.at.span, lang))
            back = f"{visible(finding.at.span.of(document.text))} ({place}): {visible(finding.message)}"
            written.append((each.span, f"{say(lang, 'evidence')}: {label} ← {back}"))
    return written


def _block(document: Document, span: Span) -> Span | None:
    return next((block.span for block in document.blocks if block.span.covers(span)), None)


def note(document: Document, finding: Finding, lang: str) -> str:
    """Return what is wrong, the sum, the evidence with its places, the repair, and which rule says so."""
    lines = [f"{say(lang, finding.severity)}: {visible(finding.message)}"]
    if finding.arithmetic:
        lines.append(f"{say(lang, 'arithmetic')}: {visible(arithmetic(finding, lang))}")
    lines += _evidence(document, finding, lang)
    if finding.repair:
        lines.append(f"{say(lang, 'repair')}: {visible(finding.repair)}")
    lines.append(f"{say(lang, 'rule')}: {finding.rule} ({say(lang, finding.certainty)})")
    return "\n".join(lines)


def _evidence(document: Document, finding: Finding, lang: str) -> list[str]:
    """Return the evidence in one line where it stands where the claim stands, else in a line each with its place."""
    home = " · ".join(inside(document, finding.at.span, lang))
    says = numbered([each.says for each in finding.because])
    shown = []
    apart = False
    for each, label in zip(finding.because, says, strict=True):
        place = " · ".join(inside(each.home(document), each.span, lang))
        if each.document:
            place = where(each.document, each.span, lang)
        ink = " ".join(visible(each.quoted(document)).split())
        apart = apart or place != home
        shown.append(f"{label} {ink}".strip() + (f" ({place})" if place and place != home else ""))
    if not shown:
        return []
    if apart:
        return [f"{say(lang, 'evidence')}:", *(f"· {each}" for each in shown)]
    return [f"{say(lang, 'evidence')}: {'; '.join(shown)}"]
