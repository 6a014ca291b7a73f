"""What a check has to say: evidence, verdicts, findings and the report.

Severity (how bad) and certainty (how sure) are two axes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.claims import Account, Claim
from checker.source import Document, Span

if TYPE_CHECKING:
    import pandas


class Severity(StrEnum):
    """How bad it is if it is true."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Certainty(StrEnum):
    """How sure the rule is that it read the report rightly."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the document and what it contributes; `says` is a short label in the report's language.

    `document` is where the place is, if that is another document of the run than the one that the finding is about.
    """

    span: Span
    says: str = ""
    document: Document | None = None

    def home(self, about: Document) -> Document:
        """Return the document that the place is in, as evidence for a finding about the document `about`."""
        return self.document or about

    def quoted(self, about: Document) -> str:
        """Return the text at the place."""
        return self.span.of(self.home(about).text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken relation. `at` is where the claim stands, `because` the other places it was held against.

    `arithmetic` is the calculation in words and signs, `stated` and `computed` its two sides as a person writes them,
    `allowance` how far rounding may carry it, `repair` what the text should probably say; each is empty if it has none.
    """

    rule: str
    title: str
    message: str
    severity: Severity
    certainty: Certainty
    at: Evidence
    because: tuple[Evidence, ...] = ()
    arithmetic: str = ""
    stated: str = ""
    computed: str = ""
    allowance: str = ""
    repair: str = ""
    fingerprint: str = ""


def fingerprint(rule: str, quoted: str, ordinal: int) -> str:
    """Return a name for a finding that survives edits elsewhere: rule, quoted text and its ordinal among equals."""
    return hashlib.sha256(f"{rule}\0{''.join(quoted.split())}\0{ordinal}".encode()).hexdigest()[:16]


class Outcome(StrEnum):
    """What came of holding one relation against the text."""

    HOLDS = "holds"
    BROKEN = "broken"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule said of one match: the outcome, the claims that took part, and why it was not checked if so.

    `says` labels the members, one by one, as the rule calls them; `beyond` are members in other documents of the run.
    """

    rule: str
    outcome: Outcome
    members: tuple[Span, ...]
    reason: str = ""
    arithmetic: str = ""
    says: tuple[str, ...] = ()
    beyond: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that the checker has to say of one document.

    Every number of the document is in `claims` (quantities), in `names` (dates, ordinals, identifiers, names and other
    named non-claims) or in `unread`. `failures` are rules that crashed: our fault or the rule's, never the report's.
    `account` is what it states to the other documents of a run, None unless they are checked together.
    """

    document: Document
    claims: tuple[Claim, ...]
    names: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    unread: tuple[Span, ...] = ()
    failures: tuple[str, ...] = ()
    account: Account | None = None

    @property
    def tied(self) -> tuple[Claim, ...]:
        """The claims that took part in at least one relation that was evaluated: held against another place, not only
        against what such a number may be."""
        held = (verdict for verdict in self.verdicts if verdict.outcome is not Outcome.NOT_CHECKED)
        spans = {span for verdict in held if len(verdict.members + verdict.beyond) > 1 for span in verdict.members}
        return tuple(claim for claim in self.claims if claim.span in spans)

    @property
    def untied(self) -> tuple[Claim, ...]:
        """The claims that nothing vouches for."""
        tied = {claim.span for claim in self.tied}
        return tuple(claim for claim in self.claims if claim.span not in tied)

    def to_frame(self) -> pandas.DataFrame:
        """Return the claims as a table, one a row; `checker.frame.COLUMNS` says what each column holds."""
        from checker.frame import claims_frame

        return claims_frame(self.document, self.claims, {claim.span for claim in self.tied})
