"""Groups that a table's shape makes: a total row over its rows, 其中 rows under their parent.

Where most of a table's columns do not add up, the table was misread or its rows are no partition: nothing is tied then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from checker.claims import Claim, Fact, Group, Place, Role
from checker.context import Reading
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any
from checker.parsing.tables import Column, Row, TableReading
from checker.quantity import Interval
from checker.source import Span
from checker.ties.breakdowns import in_table

_ADDITIVE = frozenset({"level", "previous", "budget", "difference"})


def find(reading: Reading) -> Iterator[Group]:
    """Yield `table_total` (whole, parts; both facts with the one field level) for each column of each total row, and 其中 breakdowns."""
    yield from in_text(reading)
    for table in reading.tables:
        for total, parts in _partitions(table.rows):
            yield from _totals(table, total, parts)
        yield from _row_parts(table)
        for first in {fact.place.clause for fact in table.facts}:
            column = [replace(fact, place=Place(fact.place.block, 0, 0)) for fact in table.facts if fact.place.clause == first]
            yield from in_table(column)


def _is_total(row: Row) -> bool:
    return row.label in words("TOTAL_ROW")


def _is_part(row: Row) -> bool:
    return row.label.startswith(tuple(words("PART_ROW")))


def _partitions(rows: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each total row with the rows that it adds up: those above it, or all below it where it comes first."""
    levels = [row for row in rows if row.role == "level" and row.label]
    totals = [position for position, row in enumerate(levels) if _is_total(row)]
    if len(totals) != 1 or any(_is_part(row) for row in levels):
        return
    position = totals[0]
    parts = levels[1:] if position == 0 else levels[:position]
    if len(parts) > 1 and (position == 0 or position == len(levels) - 1):
        yield levels[position], parts


def _totals(table: TableReading, total: Row, parts: Sequence[Row]) -> Iterator[Group]:
    groups = [group for column in table.columns if column.role in _ADDITIVE and (group := _total(table, total, parts, column))]
    agreeing = [group for group in groups if _agrees(group)]
    if len(agreeing) * 2 > len(groups) or len(groups) == 1:
        yield from groups


def _total(table: TableReading, total: Row, parts: Sequence[Row], column: Column) -> Group | None:
    whole = table.cells.get((total.index, column.index))
    claims = [table.cells.get((part.index, column.index)) for part in parts]
    present = [claim for claim in claims if claim]
    if not whole or len(present) < 2 or len({claim.measure.unit.dimension for claim in (whole, *present)}) > 1:
        return None
    facts = tuple(_fact(claim, table, column) for claim in present)
    traits = {"not_additive"} if any(word in column.label for word in words("NOT_ADDITIVE")) else set()
    return Group("table_total", whole.span, {"whole": _fact(whole, table, column), "parts": facts}, frozenset(traits))


def in_text(reading: Reading) -> Iterator[Group]:
    """Yield `restated` (first in the text, second in the table) for rows that the text speaks of by the name of row and caption."""
    for table in reading.tables:
        pairs = [pair for fact in reading.facts if "TABLE" not in fact.marks for pair in _mentions(fact, table)]
        alike = [first for first, second, _ in pairs if first.interval.meets(second.interval)]
        for first, second, exact in pairs:
            vouched = len(alike) * 2 > len(pairs) or (exact and names_any(str(first.metric), "HEADLINE"))
            span = Span(min(first.span.start, second.span.start), max(first.span.end, second.span.end))
            members = {"first": first, "second": second, "subject": first.metric}
            yield Group("restated", span, members, frozenset({"vouched", "in_table"} if vouched else {"in_table"}))


def _mentions(fact: Fact, table: TableReading) -> Iterator[tuple[Claim, Claim, bool]]:
    """Yield (claim in the text, claim in the table, whether the names are equal) where a fact is a row of the table."""
    subject = str(fact.subject) if fact.subject else ""
    rows = [entry for entry in table.facts if entry.subject and _same_name(subject, str(entry.subject), table.caption)]
    if not rows or len({str(row.subject) for row in rows}) > 1 or len({row.place.sentence for row in rows}) > 1:
        return
    row = min(rows, key=lambda entry: entry.place.clause)
    for name in ("level", "growth"):
        ours, theirs = fact.fields.get(name), row.fields.get(name)
        if ours and theirs and ours.measure.unit.dimension == theirs.measure.unit.dimension and ours.role is Role.ACTUAL:
            if ours.measure.number.hedge == "none" and "unchanged" not in ours.traits and ours.measure.unit_text and theirs.measure.unit_text:
                yield ours, theirs, subject.endswith(str(row.subject))


def _same_name(subject: str, row: str, caption: str) -> bool:
    """Tell whether a subject is the row's name, alone, after a place, or with a word of the caption after it (甜菜 + 产量)."""
    if len(row) > 3 and subject.endswith(row):
        return True
    rest = subject.removeprefix(row)
    return rest != subject and 0 < len(rest) < 4 and rest in caption


def _fact(claim: Claim, table: TableReading, column: Column) -> Fact:
    return Fact(claim.metric, claim.span, {"level": claim}, Place(0, 0, column.index), frozenset({"TABLE"}))


def _agrees(group: Group) -> bool:
    total = Interval.exactly(Fraction(0))
    for part in group.members["parts"]:
        total = total + part.fields["level"].interval
    return total.meets(group.members["whole"].fields["level"].interval)


def _row_parts(table: TableReading) -> Iterator[Group]:
    """Yield a breakdown for each 其中 row and the row above it, a column at a time.

    Only the first 其中 of a table: the parent of a later one may be the same row or the one above it.
    """
    opened = [position for position, row in enumerate(table.rows) if _is_part(row)]
    for position in opened[:1]:
        above, row = table.rows[position - 1], table.rows[position]
        if not position or above.role != "level" or names_any(above.label, "MAY_BE_NEGATIVE"):
            continue
        for column in table.columns:
            whole, part = table.cells.get((above.index, column.index)), table.cells.get((row.index, column.index))
            if column.role == "level" and whole and part and whole.measure.unit.dimension == part.measure.unit.dimension:
                facts = (_fact(part, table, column),)
                traits = {"in_table"} | {
                    trait
                    for trait, section in (("not_additive", "NOT_ADDITIVE"), ("may_be_negative", "MAY_BE_NEGATIVE"))
                    if any(word in above.label + column.label + row.label for word in words(section))
                }
                span = Span(whole.span.start, part.span.end)
                yield Group("breakdown", span, {"whole": _fact(whole, table, column), "parts": facts}, frozenset(traits))
