"""How a number was read, for people: its value, what its ink stands for, and what it is about, each under its name."""

from collections.abc import Iterator

from checker.claims import NOTHING, Claim, Role
from checker.ink import like, scale_of
from checker.reports.claims import claim_record, value_of
from checker.reports.numbers import bounds, decimal, grouped
from checker.reports.wording import say
from checker.source import Document

_SAID = ("metric", "period", "scope", "base", "basis", "quantifier")


def reading(document: Document, claim: Claim, lang: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of all that is known of a number; what the report leaves unsaid is left out."""
    record = claim_record(document, claim)
    if claim.measure.number != NOTHING:
        hedge = " ({})".format(say(lang, f"hedge {record['hedge']}")) if record["hedge"] else ""
        yield say(lang, "how_read"), f"{value_of(record | {'hedge': None})} {record['unit_text']}".rstrip() + hedge
        stands_for = ends(claim)
        if stands_for:
            yield say(lang, "stands_for"), stands_for
    yield say(lang, "kind"), say(lang, f"kind {record['kind']}")
    for key in _SAID:
        if record[key]:
            yield say(lang, key), record[key]
    if claim.role is not Role.ACTUAL:
        yield say(lang, "role"), say(lang, f"role {claim.role}")


def ends(claim: Claim) -> str:
    """Return what a number stands for as it is written: ± where that is even, else both ends; empty if it is exact."""
    factor = claim.measure.unit.factor
    interval = claim.measure.interval.scaled(1 / factor)
    if interval.low is not None and interval.high is not None:
        half = (interval.high - interval.low) / 2
        if interval.middle == claim.measure.number.low == claim.measure.number.high:
            inked = like(claim, half * factor, more=1) if scale_of(claim) else ""
            return f"±{inked if inked.strip('0.')[:1].isdecimal() else grouped(decimal(half))}" if half else ""
    low, high = bounds(interval)
    return f"[{grouped(low) if low else '-∞'}, {grouped(high) if high else '∞'}]"
