"""What each number of a table is about: metric, period, base and role, from the labels of its row and column, the
caption, and what stands around the table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checker.claims import UNSTATED, Claim, Kind, Role, Stated
from checker.parsing import labels
from checker.parsing.columns import AMOUNTS, Column
from checker.parsing.dating import year_of
from checker.parsing.grammar import words
from checker.parsing.periods import read_period
from checker.parsing.rows import Row

_FIRST_YEAR = 1900
_QUANTITIES = (Kind.LEVEL, Kind.COUNT)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a table and holds for its cells where its labels say nothing: the period, and whether plans
    are spoken of.
    """

    period: Stated = UNSTATED
    plan: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a column, and the name and the period that it gives; `amount` is the name of the amount beside
    it, which a rate without a name of its own is of.
    """

    label: str
    name: str
    amount: str
    period: str


def tell(
    cells: Mapping[tuple[int, int], Claim], rows: Sequence[Row], heads: Mapping[int, Head], caption: str, around: Around
) -> Iterator[tuple[tuple[int, int], Claim]]:
    """Yield each claim with its metric, period, base and role."""
    depth = labels.name_depth(row.names for row in rows if row.names)
    names = {row.index: row.names[:depth] for row in rows}
    dates = {row.index: row.date for row in rows}
    own = labels.period_of(caption) or labels.period_of("".join(caption.split()))
    for (row, column), claim in cells.items():
        head = heads[column]
        of_row = _row_names(names[row], head.period)
        name = head.name or ("" if of_row else head.amount)
        metric = labels.JOINT.join(dict.fromkeys((*of_row, *filter(None, (name,)))))
        period = _dated(_own_period(claim, head) or dates[row] or own, own, around.period)
        plan = around.plan and year_of(period) in (0, year_of(around.period)) and not labels.reached(caption)
        told = replace(
            claim,
            metric=metric or UNSTATED,
            period=period or around.period,
            role=Role.TARGET if labels.aims(head.label, caption, plan=plan) else Role.ACTUAL,
            base=labels.base_of(head.label) or UNSTATED,
        )
        yield (row, column), told


def _row_names(names: Sequence[str], period: str) -> list[str]:
    """Return what the label of a row names, under a header of some period or of none; a year is a name where the header
    says of when the number is.
    """
    apart = (name for name in names if period or not labels.is_period(name))
    named = (labels.row_name(name, dated=period not in ("", labels.period_of(name))) for name in apart)
    return [name for name in named if name]


def heads_of(columns: Sequence[Column], lines: Mapping[int, Sequence[str]]) -> Mapping[int, Head]:
    """Return what stands above each column; a nameless rate is of the amount to its left, where several are named."""
    names = {column.index: labels.column_name(tuple(lines[column.index])) for column in columns}
    several = len({name for column in columns if column.role in AMOUNTS and (name := names[column.index])}) > 1
    heads, amount = dict[int, Head](), ""
    for column in columns:
        parts, name = lines[column.index], names[column.index]
        amount = name if column.role in AMOUNTS and name else amount
        period = labels.period_of("".join(parts)) or next(filter(None, map(labels.period_of, parts)), "")
        heads[column.index] = Head("".join(parts), name or (amount if several else ""), amount, period)
    return heads


def _dated(period: str, *around: Stated) -> str:
    """Return a part of a year with its year, where the title or else what stands around names one: 年末 of 2025年 is
    2025年末; 本期 is the period that is reported on.
    """
    whole = next((said for said in around if said and said not in words("THIS_PERIOD")), "")
    year, part = read_period(str(whole)), read_period(period)
    if whole and (period in words("THIS_PERIOD") or (period and str(whole).endswith(period))):
        return str(whole)
    if year is None or year.year is None or year.year < _FIRST_YEAR or (year.first, year.last) != (1, 12):
        return period
    if period in words("YEAR_POINT"):
        return f"{labels.as_year(year.year)}{words('YEAR_POINT')[period]}"
    return f"{labels.as_year(year.year)}{period}" if part is not None and part.year is None else period


def _own_period(claim: Claim, head: Head) -> str:
    """Return the period that a header gives to a cell; the year before, above a rate, is what it is measured from."""
    before = head.period in words("YEAR_WORD") and int(words("YEAR_WORD")[head.period]) < 0
    return "" if before and claim.kind not in _QUANTITIES else head.period
