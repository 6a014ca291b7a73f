"""The documents of one publication held against one another: what each states under exact keys must be alike.

The documents are laid end to end in the order of the run, so that a span tells document and place and the engine need
not know that there are several. A finding belongs to the later document; the earlier one is named in its evidence.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import PurePath

from checker.claims import Account, Claim
from checker.engine import evaluate
from checker.finding import Evidence, Finding, Report, Verdict
from checker.rules.model import Rule
from checker.source import Span
from checker.ties import across


def compare(reports: Sequence[Report], rules: Callable[[Report], Sequence[Rule]], lang: str = "zh") -> list[Report]:
    """Return the reports, each with what it states otherwise than a report before it.

    `rules` says which rules hold for a document. Reports without an account take no part.
    """
    row = _Row.of(reports)
    told = [row.account(index) for index in range(len(reports))]
    compared = list(reports)
    for index, report in enumerate(reports):
        here, before = told[index], zip(reports[:index], told[:index], strict=True)
        others = [(_name(other, report), there) for other, there in before if there]
        groups = list(across.find(here, others)) if here else []
        findings, verdicts, failures = evaluate(groups, rules(report), row.text, lang)
        for verdict in verdicts:
            for at in {row.place(span)[0] for span in verdict.members}:
                compared[at] = replace(compared[at], verdicts=(*compared[at].verdicts, row.verdict(verdict, at)))
        own = [*compared[index].findings, *(row.finding(finding, index) for finding in findings)]
        compared[index] = replace(
            compared[index],
            findings=tuple(sorted(own, key=lambda finding: (finding.at.span, finding.rule))),
            failures=(*report.failures, *failures),
        )
    return compared


def _name(other: Report, report: Report) -> str:
    """Return what a document is called beside another: its name, its path where both have one name."""
    path, name = other.document.path, PurePath(other.document.path).name
    return path if name == PurePath(report.document.path).name else name


@dataclass(frozen=True, slots=True)
class _Row:
    """Documents laid end to end: where each starts in the text of all."""

    reports: Sequence[Report]
    starts: Sequence[int]
    text: str

    @classmethod
    def of(cls, reports: Sequence[Report]) -> "_Row":
        texts = [report.document.text for report in reports]
        return cls(reports, list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0)), "\n".join(texts))

    def account(self, index: int) -> Account | None:
        """Return the account of a document with the spans that its claims have in the row."""
        own, by = self.reports[index].account, self.starts[index]
        entries = own.entries.items() if own else ()
        moved = {key: replace(entry, claim=_moved(entry.claim, by)) for key, entry in entries}
        return Account(own.extent, moved) if own else None

    def place(self, span: Span) -> tuple[int, Span]:
        """Return which document a span of the row is in, and where there."""
        index = bisect_right(self.starts, span.start) - 1
        return index, Span(span.start - self.starts[index], span.end - self.starts[index])

    def _evidence(self, evidence: Evidence, index: int) -> Evidence:
        at, span = self.place(evidence.span)
        return Evidence(span, evidence.says, None if at == index else self.reports[at].document)

    def finding(self, finding: Finding, index: int) -> Finding:
        """Return a finding about the document at `index` with the places of the documents."""
        because = tuple(self._evidence(each, index) for each in finding.because)
        return replace(finding, at=self._evidence(finding.at, index), because=because)

    def verdict(self, verdict: Verdict, index: int) -> Verdict:
        """Return a verdict as the document at `index` sees it: its own members, and those beyond."""
        says = verdict.says or ("",) * len(verdict.members)
        members = [self._evidence(Evidence(*pair), index) for pair in zip(verdict.members, says, strict=True)]
        own = [each for each in members if each.document is None]
        return replace(
            verdict,
            members=tuple(each.span for each in own),
            says=tuple(each.says for each in own),
            beyond=tuple(each for each in members if each.document),
        )


def _moved(claim: Claim, by: int) -> Claim:
    word = claim.word and Span(claim.word.start + by, claim.word.end + by)
    return replace(claim, span=Span(claim.span.start + by, claim.span.end + by), word=word)
