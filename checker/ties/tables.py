"""Groups that a table's shape makes: totals over their rows and columns, rates beside their amounts, 其中 rows.

Where most of a table's numbers do not agree with a structure, the table was misread or has another one: nothing is
tied then.
"""

from collections.abc import Iterator
from dataclasses import replace

from checker.claims import Claim, Fact, Group, Place
from checker.context import Reading
from checker.parsing.labels import is_part
from checker.parsing.phrases import names_any
from checker.parsing.tables import TableReading
from checker.source import Span
from checker.ties import columns, mentions, products, quotients
from checker.ties.additions import additions, is_taken_away
from checker.ties.breakdowns import in_table
from checker.ties.sheets import Matrix, sheets
from checker.ties.traits import traits_of


def find(reading: Reading) -> Iterator[Group]:
    """Yield `table_total` and `row_total` (whole, parts), what the columns say, what the text says, 其中 breakdowns."""
    yield from mentions.find(reading)
    for sheet in sheets(reading.tables):
        yield from _totals("table_total", sheet.by_rows)
        yield from _totals("row_total", sheet.by_columns)
        yield from quotients.find(sheet)
        yield from columns.find(sheet)
        yield from products.find(sheet)
    for table in reading.tables:
        yield from _row_parts(table)
        for first in {fact.place.clause for fact in table.facts}:
            column = [
                replace(fact, place=Place(fact.place.block, 0, 0)) for fact in table.facts if fact.place.clause == first
            ]
            yield from in_table(column)


def _totals(kind: str, matrix: Matrix) -> Iterator[Group]:
    """Yield a group for each entry of each addition; where an addition is not believed one without parts, to say so."""
    for addition in additions(matrix):
        if not addition.believed:
            place = next(iter((*addition.misfits, *addition.fits)), None)
            whole = None if place is None else matrix.entries[addition.whole][place]
            if whole:
                yield Group(kind, whole.claim.span, {"whole": _fact(whole.claim)}, frozenset({"in_table"}))
            continue
        for place in (*addition.fits, *addition.misfits):
            whole = matrix.entries[addition.whole][place]
            inks = [(part, ink) for part in addition.parts if (ink := matrix.entries[part][place])]
            parts = tuple(
                _fact(_taken_away(ink.claim) if is_taken_away(matrix.labels[part]) else ink.claim) for part, ink in inks
            )
            if whole and parts:
                yield Group(
                    kind, whole.claim.span, {"whole": _fact(whole.claim), "parts": parts}, frozenset({"in_table"})
                )


def _taken_away(claim: Claim) -> Claim:
    return replace(claim, direction=-1)


def _fact(claim: Claim) -> Fact:
    return Fact(claim.metric, claim.span, {"level": claim}, Place(0, 0, 0), frozenset({"TABLE"}))


def _row_parts(table: TableReading) -> Iterator[Group]:
    """Yield a breakdown for each 其中 row and the row above it, a column at a time.

    Only the first 其中 of a table: the parent of a later one may be the same row or the one above it.
    """
    opened = [position for position, row in enumerate(table.rows) if is_part(row.label)]
    for position in opened[:1]:
        above, row = table.rows[position - 1], table.rows[position]
        if not position or above.role != "level" or names_any(above.label, "MAY_BE_NEGATIVE"):
            continue
        for column in table.columns:
            whole, part = table.cells.get((above.index, column.index)), table.cells.get((row.index, column.index))
            if (
                column.role == "level"
                and whole
                and part
                and whole.measure.unit.dimension == part.measure.unit.dimension
            ):
                facts = (_fact(part),)
                names = above.label + column.label + row.label
                traits = {"in_table"} | traits_of(names, "not_additive", "may_be_negative")
                span = Span(whole.span.start, part.span.end)
                yield Group("breakdown", span, {"whole": _fact(whole), "parts": facts}, frozenset(traits))
