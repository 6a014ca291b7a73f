"""What a finding brings as proof beside its places: the sum, what rounding allows, the repair."""

from collections.abc import Iterator

from checker.finding import Finding
from checker.reports.wording import say


def arithmetic(finding: Finding, lang: str) -> str:
    """Return the sum of a finding with what rounding allows behind it; empty where there is no sum."""
    allowed = say(lang, "allowed", allowance=finding.allowance) if finding.allowance else ""
    return finding.arithmetic and finding.arithmetic + allowed


def details(finding: Finding, lang: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of the sum, the allowance and the repair, of those that there are."""
    for key, text in (
        ("arithmetic", finding.arithmetic),
        ("allowance", finding.allowance),
        ("repair", finding.repair),
    ):
        if text:
            yield say(lang, key), text
