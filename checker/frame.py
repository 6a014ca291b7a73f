"""Every number of a report as one row of a pandas table, for whoever goes on calculating with them.

Exact arithmetic ends here: values are floats. The exact ones are in the claims themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from checker.claims import Claim, Stated
from checker.quantity import End, Hedge
from checker.source import Document, Span

if TYPE_CHECKING:
    import pandas

COLUMNS = {
    "line": "line of the document, from 1",
    "start": "where the number starts in Document.text, in code points",
    "end": "where it ends, exclusive",
    "text": "the number as written",
    "kind": "what it is: level, count, growth_rate, pp_change, difference, share, multiple, range, rank, duration, "
    "composition or target",
    "value": "the number with 万 and 亿 applied, in the unit as written; missing for a range",
    "unit_text": "the unit as written, without 万 and 亿",
    "low": "the least that it may stand for, in base units, with rounding, hedge and direction; -inf where open",
    "high": "the most that it may stand for; inf where open",
    "unit": "the unit's name; low and high are in its base unit (元, 人, 米, a rate in hundredths is 0.01)",
    "hedge": "none, about, nearly, over, at_least, under or at_most",
    "direction": "1 for a rise, -1 for a fall, 0 where none is said",
    "metric": "what it is a number of; missing where the text does not say",
    "period": "the time that it is of; missing where the text does not say",
    "scope": "the place or circle that it is of, where it is another than the report's",
    "role": "actual, target or comparator",
    "base": "what a change is measured from",
    "basis": "the words that keep a rate from being recomputed, such as 可比价",
    "quantifier": "the whole of a share, the other of a gap, the header of a cell",
    "traits": "further words of the grammar, such as average or cumulative, joined by commas",
    "tied": "whether it took part in a relation that was held against the text",
    "trail": "the headings above it, joined by ' > '",
}
"""The columns of the table, in order, with what they hold."""

_WORDS = (
    "text",
    "kind",
    "unit_text",
    "unit",
    "hedge",
    "metric",
    "period",
    "scope",
    "role",
    "base",
    "basis",
    "quantifier",
    "traits",
    "trail",
)


def claims_frame(document: Document, claims: Sequence[Claim], tied: Collection[Span]) -> pandas.DataFrame:
    """Return the claims of a document, one a row, in reading order; `tied` are the spans of those that are tied."""
    import pandas

    rows = [_row(document, claim, claim.span in tied) for claim in claims]
    frame = pandas.DataFrame(rows, columns=list(COLUMNS))
    kinds: dict[str, str] = dict.fromkeys(_WORDS, "string")
    kinds |= dict.fromkeys(("line", "start", "end", "direction"), "int64")
    kinds |= dict.fromkeys(("value", "low", "high"), "float64") | {"tied": "bool"}
    return frame.astype(kinds)


def _row(document: Document, claim: Claim, tied: bool) -> tuple[object, ...]:
    location, number = document.locate(claim.span), claim.measure.number
    return (
        location.line,
        claim.span.start,
        claim.span.end,
        claim.span.of(document.text),
        claim.kind.value,
        float(number.low) if number.low == number.high else None,
        claim.measure.unit_text,
        _end(claim.interval.low, "-inf"),
        _end(claim.interval.high, "inf"),
        claim.measure.unit.name,
        Hedge(number.hedge).value,
        claim.direction,
        _said(claim.metric),
        _said(claim.period),
        _said(claim.scope),
        claim.role.value,
        _said(claim.base),
        _said(claim.basis),
        _said(claim.quantifier),
        ",".join(sorted(claim.traits)),
        tied,
        " > ".join(location.trail),
    )


def _end(end: End, unbounded: str) -> float:
    return float(unbounded) if end is None else float(end)


def _said(words: Stated) -> str | None:
    return words if isinstance(words, str) else None
