"""Which columns of a table a column of rates follows from: found by what most of its rows say.

为预算%, 比上年增长%, 占比 and 增减额 are written in many wordings, and which columns they compare is seldom said.
So each pair of amount columns is tried, and the pair that most rows agree with is what the column means. Where most
rows agree with none, nothing is tied.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.claims import Claim, Group
from checker.parsing.columns import AMOUNTS, Column
from checker.parsing.phrases import names_any
from checker.source import Span
from checker.ties.additions import is_total
from checker.ties.sheets import Ink, Sheet

Ends = tuple[float, float]
_HUNDRED = 1.0


@dataclass(frozen=True, slots=True)
class _Family:
    """A way in which a column may follow from two amounts: the kind of group, its members, the arithmetic."""

    kind: str
    members: tuple[str, str, str]
    follows: Callable[[Ink, Ink], Ends | None]


def _quotient(left: Ink, right: Ink) -> Ends | None:
    if (
        right.value - right.half <= 0
        or left.value < 0
        or left.claim.measure.unit.dimension != right.claim.measure.unit.dimension
    ):
        return None
    return max(0.0, left.value - left.half) / (right.value + right.half), (left.value + left.half) / (
        right.value - right.half
    )


def _growth(left: Ink, right: Ink) -> Ends | None:
    ends = _quotient(left, right)
    return (ends[0] - 1, ends[1] - 1) if ends else None


def _difference(left: Ink, right: Ink) -> Ends | None:
    if left.claim.measure.unit.dimension != right.claim.measure.unit.dimension:
        return None
    slack = left.half + right.half
    return left.value - right.value - slack, left.value - right.value + slack


_COMPLETION = _Family("table_completion", ("actual", "budget", "progress"), _quotient)
_GROWTH = _Family("table_growth", ("now", "base", "growth"), _growth)
_DIFFERENCE = _Family("table_difference", ("now", "base", "difference"), _difference)
_FAMILIES = {
    "growth": (_GROWTH,), "progress": (_COMPLETION,), "share": (_COMPLETION,), "rate": (_COMPLETION,),
    "difference": (_DIFFERENCE,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a column may mean: its family, and the two inks of each row that it follows from, with whether it does."""

    family: _Family
    rows: tuple[tuple[Ink, Ink, Ink, bool], ...]
    likely: bool
    distance: int

    @property
    def fits(self) -> int:
        """How many rows agree."""
        return sum(agrees for *_, agrees in self.rows)

    @property
    def believed(self) -> bool:
        """Whether most rows agree: three in four where no header says that the columns belong together."""
        misfits = len(self.rows) - self.fits
        if self.likely and len(self.rows) < 4:
            return self.fits >= misfits and self.fits > 0
        return self.fits >= 3 and misfits * (3 if self.likely else 4) <= self.fits


def find(sheet: Sheet) -> Iterator[Group]:
    """Yield a group a row for each column of rates whose meaning is plain, and one without bases where it is not."""
    for place, column in enumerate(sheet.columns):
        meanings = list(_meanings(sheet, place, column))
        best = max(meanings, key=lambda one: (one.believed, one.fits, one.likely, -one.distance), default=None)
        if best is None or not best.fits:
            continue
        left, right, rate = best.family.members
        for one, other, stated, _ in best.rows if best.believed else best.rows[:1]:
            if best.family is _GROWTH and names_any(str(one.claim.metric), "REAL_GROWTH"):
                continue
            members = (
                {left: one.claim, right: other.claim, rate: stated.claim} if best.believed else {rate: stated.claim}
            )
            yield Group(best.family.kind, _span(*members.values()), members, frozenset({"in_table"}))


def _span(*claims: Claim) -> Span:
    return Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))


# ---------------------------------------------------------------- meanings
def _meanings(sheet: Sheet, place: int, column: Column) -> Iterator[_Meaning]:
    if names_any(column.label, "BASIS_WORD") or names_any(sheet.caption, "BASIS_WORD"):
        return
    amounts = [at for at, other in enumerate(sheet.columns) if other.role in AMOUNTS and at != place]
    for family in _FAMILIES.get(column.role, ()):
        for left in amounts:
            for right in amounts:
                if left != right:
                    yield _across(sheet, family, place, (left, right))
    if column.role in ("share", "rate"):
        for left in amounts:
            yield from _down(sheet, place, left)


def _across(sheet: Sheet, family: _Family, place: int, pair: tuple[int, int]) -> _Meaning:
    rows = []
    for row in range(len(sheet.rows)):
        stated, left, right = (sheet.inks.get((row, at)) for at in (place, *pair))
        if stated and left and right and sheet.rows[row].role == "level":
            ends = family.follows(left, right)
            if ends is not None:
                rows.append((left, right, stated, _agrees(stated, ends)))
    left_column, right_column, column = (sheet.columns[at] for at in (*pair, place))
    distance = abs(place - pair[0]) + abs(place - pair[1])
    return _Meaning(family, tuple(rows), _likely(family, left_column, right_column, column), distance)


def _likely(family: _Family, left: Column, right: Column, column: Column) -> bool:
    """Tell whether the headers say that a column compares these two."""
    if family is _COMPLETION:
        return column.role == "progress" and right.role == "budget" and left.role != "budget"
    later = right.role == "previous" and left.role != "previous"
    return later and (not left.year or not right.year or int(left.year) == int(right.year) + 1)


def _down(sheet: Sheet, place: int, left: int) -> Iterator[_Meaning]:
    """Yield the meanings of a share as a part of the amount of a total row: the one of 100 %, or one named so."""
    for whole in range(len(sheet.rows)):
        total, hundred = sheet.inks.get((whole, left)), sheet.inks.get((whole, place))
        if total is None or not (
            (hundred and abs(hundred.value - _HUNDRED) <= hundred.half) or is_total(sheet.rows[whole].label)
        ):
            continue
        family = _Family("table_share", ("part", "whole", "share"), _quotient)
        rows = []
        for row in range(len(sheet.rows)):
            stated, part = sheet.inks.get((row, place)), sheet.inks.get((row, left))
            ends = family.follows(part, total) if stated and part and row != whole else None
            if stated and part and ends is not None:
                rows.append((part, total, stated, _agrees(stated, ends)))
        yield _Meaning(family, tuple(rows), bool(hundred and hundred.value == _HUNDRED), abs(place - left))


def _agrees(stated: Ink, ends: Ends) -> bool:
    """Tell whether a rate follows, a digit cut off where it should have been rounded allowed."""
    slack = 2 * stated.half + 1e-12
    return ends[0] - slack <= stated.value <= ends[1] + slack
