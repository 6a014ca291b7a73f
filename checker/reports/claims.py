"""How every number was read: a table for people, JSON lines for programs (checker/schemas/claim.schema.json)."""

import json
from collections.abc import Iterable
from typing import Any

from checker.claims import NOTHING, Claim, Stated
from checker.quantity import Hedge
from checker.reports.numbers import bounds, decimal, grouped
from checker.reports.terminal import cells, visible
from checker.source import Document

COLUMNS = ("line", "text", "kind", "value", "unit", "period", "scope", "metric")
"""The metric is the longest and comes last."""


def render_jsonl(document: Document, claims: Iterable[Claim]) -> str:
    """Return one JSON object a line for each claim."""
    return "".join(json.dumps(claim_record(document, claim), ensure_ascii=False) + "\n" for claim in claims)


def claim_record(document: Document, claim: Claim) -> dict[str, Any]:
    """Return one claim as it was read; null is what the text leaves unsaid or what the kind has no use for."""
    location = document.locate(claim.span)
    number, quantity = claim.measure.number, claim.measure.number != NOTHING
    single = number.low == number.high
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "line": location.line,
        "column": location.column,
        "text": claim.span.of(document.text),
        "kind": claim.kind.value,
        "value": decimal(number.low) if quantity and single else None,
        "low": decimal(number.low) if quantity and not single else None,
        "high": decimal(number.high) if quantity and not single else None,
        "unit_text": claim.measure.unit_text,
        "unit": claim.measure.unit.name,
        "interval": bounds(claim.measure.interval) if quantity else None,
        "hedge": None if number.hedge is Hedge.NONE else number.hedge.value,
        "direction": claim.direction,
        "metric": _said(claim.metric),
        "period": _said(claim.period),
        "scope": _said(claim.scope),
        "role": claim.role.value,
        "base": _said(claim.base),
        "basis": _said(claim.basis),
        "quantifier": _said(claim.quantifier),
        "traits": sorted(claim.traits),
    }


def render_table(document: Document, claims: Iterable[Claim]) -> str:
    """Return the claims as aligned columns, the number as it was understood beside the ink."""
    rows = [COLUMNS, *(_row(claim_record(document, claim)) for claim in claims)]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return "".join("  ".join(map(_padded, row, widths)).rstrip() + "\n" for row in rows)


def value_of(record: dict[str, Any]) -> str:
    """Return the number of a claim record for people, with its hedge and direction."""
    if record["value"] is not None:
        value = grouped(record["value"])
    elif record["low"] is not None:
        value = f"{grouped(record['low'])}–{grouped(record['high'])}"
    else:
        return ""
    sign = {1: "+", -1: "-"}.get(record["direction"], "")
    return f"{sign}{value}" + (f" ({record['hedge']})" if record["hedge"] else "")


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    said = (record[key] or "" for key in COLUMNS[4:])
    return (str(record["line"]), visible(record["text"]), record["kind"], value_of(record), *map(visible, said))


def _said(words: Stated) -> str | None:
    return words if isinstance(words, str) else None


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
