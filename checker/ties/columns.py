"""What a column of a table says of itself: ranks that follow its values, an average between them, a copied year."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.claims import Claim, Group
from checker.parsing.columns import RATES
from checker.parsing.grammar import words
from checker.source import Span
from checker.ties.additions import is_total
from checker.ties.sheets import Ink, Sheet

COPIED = RATES | {"level", "previous"}
"""What a column may hold if it should differ from year to year; plans often repeat."""
_FEWEST = 5
"""A column is a copy of another only if so many different numbers are the same."""


def find(sheet: Sheet) -> Iterator[Group]:
    """Yield `table_rank` (rank, best, worst), `table_average` (average, values), `table_copy` (now, before)."""
    yield from _ranks(sheet)
    yield from _averages(sheet)
    yield from _copies(sheet)


def _span(claims: Sequence[Claim]) -> Span:
    return Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))


# ---------------------------------------------------------------- ranks
def _ranks(sheet: Sheet) -> Iterator[Group]:
    for place, column in enumerate(sheet.columns):
        if column.role != "rank" or not place:
            continue
        rows = [
            (rank, value)
            for row in range(len(sheet.rows))
            if (rank := sheet.inks.get((row, place))) and (value := sheet.inks.get((row, place - 1)))
        ]
        if (
            len(rows) < 3
            or len({rank.value for rank, _ in rows}) < 2
            or max(rank.value for rank, _ in rows) > len(rows)
        ):
            continue
        orders = [[(rank, *_places(value, rows, sign)) for rank, value in rows] for sign in (1, -1)]
        ranked = min(orders, key=_wrong)
        if _wrong(ranked) * 3 <= len(ranked):
            for rank, best, worst in ranked:
                members = {"rank": rank.claim, "best": Fraction(best), "worst": Fraction(worst)}
                yield Group("table_rank", rank.claim.span, members, frozenset({"in_table"}))


def _places(value: Ink, rows: Sequence[tuple[Ink, Ink]], sign: int) -> tuple[int, int]:
    """Return the best and the worst place that a value may have among all, the largest first if `sign` is 1."""
    above = sum(sign * other.value > sign * value.value for _, other in rows)
    equal = sum(other.value == value.value for _, other in rows)
    return above + 1, above + equal


def _wrong(ranked: Sequence[tuple[Ink, int, int]]) -> int:
    return sum(not best <= rank.value <= worst for rank, best, worst in ranked)


# ---------------------------------------------------------------- averages
def _averages(sheet: Sheet) -> Iterator[Group]:
    for row, one in enumerate(sheet.rows):
        if not one.label.endswith(tuple(words("AVERAGE_ROW"))) and one.label not in words("AVERAGE_ROW"):
            continue
        for place, average in sheet.row(row):
            others = [
                other
                for at, line in enumerate(sheet.rows)
                if at != row and not is_total(line.label) and (other := sheet.inks.get((at, place)))
            ]
            alike = [
                other for other in others if other.claim.measure.unit.dimension == average.claim.measure.unit.dimension
            ]
            if len(alike) > 2 and len(alike) == len(others):
                values = tuple(other.claim for other in alike)
                yield Group(
                    "table_average",
                    _span([average.claim, *values]),
                    {"average": average.claim, "values": values},
                    frozenset({"in_table"}),
                )


# ---------------------------------------------------------------- copies
def _copies(sheet: Sheet) -> Iterator[Group]:
    """Yield columns of two years that hold the same numbers throughout."""
    amounts = [place for place, column in enumerate(sheet.columns) if column.role in COPIED]
    for place in amounts:
        for other in amounts:
            now, before = sheet.columns[place], sheet.columns[other]
            if not (now.year and before.year and int(now.year) == int(before.year) + 1) or now.label.replace(
                now.year, ""
            ) != before.label.replace(before.year, ""):
                continue
            pairs = [
                (one, two)
                for row in range(len(sheet.rows))
                if (one := sheet.inks.get((row, place))) and (two := sheet.inks.get((row, other)))
            ]
            different = {one.value for one, _ in pairs if one.value}
            if len(different) >= _FEWEST and all(one.claim.interval == two.claim.interval for one, two in pairs):
                members = {"now": tuple(one.claim for one, _ in pairs), "before": tuple(two.claim for _, two in pairs)}
                yield Group(
                    "table_copy", _span([*members["now"], *members["before"]]), members, frozenset({"in_table"})
                )
