"""How one line was understood: its tokens as the grammar reads them, its numbers with all their fields, and what the
rules that looked at them said.
"""

from collections.abc import Iterator, Sequence

from checker.claims import NOT_QUANTITIES, Claim, Phrase
from checker.finding import Outcome, Report, Verdict
from checker.reports import Style
from checker.reports.claims import claim_record, value_of
from checker.reports.terminal import paint, visible
from checker.reports.wording import say
from checker.source import Document

_PLACED = frozenset({"start", "end", "line", "column", "text", "kind", "value", "low", "high"})
_UNREAD = "other"
"""The rule of the clause grammar for a token that no number takes in."""
_TINTS = {Outcome.HOLDS: "good", Outcome.BROKEN: "error", Outcome.NOT_CHECKED: "dim"}


def render(report: Report, line: int, phrases: Sequence[Sequence[Phrase]], style: Style) -> str:
    """Return an account of the numbers on `line` of the document; `phrases` are the clauses there, each as the grammar
    reads it.
    """
    document = report.document
    claims = sorted([*report.claims, *report.names], key=lambda claim: claim.span)
    lines: list[str] = []
    for claim in claims:
        if document.locate(claim.span).line == line:
            lines += [*_read(document, claim, style), *_verdicts(report, claim, style), ""]
    for span in report.unread:
        if document.locate(span).line == line:
            ink = paint(visible(span.of(document.text)), "bold", style.color)
            lines += [f"{ink}  {say(style.lang, 'not_read')}", ""]
    if not lines:
        lines = [say(style.lang, "no_claims", line=line)]
    return "\n".join([*_clauses(phrases, style), *lines]) + "\n"


def _clauses(phrases: Sequence[Sequence[Phrase]], style: Style) -> Iterator[str]:
    """Yield a line for each clause: the rules of the grammar that take in several tokens or a number are named."""
    for clause in phrases:
        yield paint("  ".join(_phrase(phrase) for phrase in clause), "dim", style.color)
    if phrases:
        yield ""


def _phrase(phrase: Phrase) -> str:
    tokens = " ".join(f"{kind}:{visible(ink)}" for kind, ink in phrase.tokens)
    return tokens if phrase.rule == _UNREAD else f"{phrase.rule}({tokens})"


def _read(document: Document, claim: Claim, style: Style) -> Iterator[str]:
    record = claim_record(document, claim)
    place = f"{record['line']}:{record['column']}"
    ink = paint(visible(record["text"]), "bold", style.color)
    yield f"{place}  {ink}  {record['kind']}  {value_of(record)}".rstrip()
    if claim.kind in NOT_QUANTITIES:
        return
    for key, value in record.items():
        if key not in _PLACED and value not in (None, "", 0, []):
            shown = ", ".join("∞" if each is None else each for each in value) if isinstance(value, list) else value
            yield f"    {key}: {visible(str(shown))}"


def _verdicts(report: Report, claim: Claim, style: Style) -> Iterator[str]:
    looked = [verdict for verdict in report.verdicts if claim.span in verdict.members]
    if not looked and claim in report.claims:
        yield f"    {paint(say(style.lang, 'untied'), 'dim', style.color)}"
    for verdict in looked:
        outcome = paint(say(style.lang, verdict.outcome), _TINTS[verdict.outcome], style.color)
        yield f"    {outcome} {_why(report, verdict)}"


def _why(report: Report, verdict: Verdict) -> str:
    members = " · ".join(visible(span.of(report.document.text)) for span in verdict.members)
    reasons = [visible(text) for text in (verdict.arithmetic, verdict.reason) if text]
    return f"{verdict.rule}: {'; '.join(reasons) or members}"
