"""Which lines of a table add up which others: found by what agrees, believed where it could not agree by chance.

A line is held against the run of lines after it, and where it closes a run against those before it; what was added up
once counts as one line from then on, so that subtotals are not counted twice. The names of the lines (合计, 一、, 其中)
lower the evidence that is asked for. Where most entries disagree nothing is believed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from math import log10

from checker.parsing.grammar import words
from checker.parsing.labels import is_part, level_of
from checker.ties.sheets import Ink, Matrix

_LONGEST_RUN = 80
_MANY = 8
_SEVERAL = 3
_BEYOND_CHANCE = 7.0
"""The decimal digits that have to agree before an addition is believed that no name speaks for."""
_HALFWAY = 3.5
"""As many suffice where a name speaks for it but 其中 may not list all parts, and in a table that adds up elsewhere."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A line and those that add it up, with the entries in which they do (`fits`) and do not (`misfits`)."""

    whole: int
    parts: tuple[int, ...]
    fits: tuple[int, ...]
    misfits: tuple[int, ...]
    strength: float
    needed: float = _BEYOND_CHANCE
    """The digits that have to agree."""
    complete: bool = False
    """Whether its name says what the parts are, and these are all of them."""
    trusted: bool = False
    """Whether enough others of the table that are complete add up, so that one entry alone need not."""

    @property
    def believed(self) -> bool:
        """Whether it is beyond chance and most entries agree."""
        if self.trusted and not self.fits and len(self.misfits) == 1:
            return True
        enough = bool(self.fits) and self.strength >= self.needed
        few = len(self.misfits) <= (len(self.fits) if len(self.fits) < 3 else len(self.fits) / 3)
        return enough and few


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is asked of an addition in one table: digits where no name speaks for it, and whether names are trusted."""

    needed: float = _BEYOND_CHANCE
    trusted: bool = False

    def of(self, addition: Addition, named: float | None) -> Addition:
        """Return the addition with the evidence asked of it; `named` is that where a name says it is complete."""
        if named is None:
            return replace(addition, needed=self.needed)
        return replace(addition, needed=named, complete=True, trusted=self.trusted)


def is_total(label: str) -> bool:
    """Tell whether a line is named as one that adds up others."""
    return label.endswith(tuple(words("TOTAL_ROW"))) or label.startswith(tuple(words("TOTAL_ROW")))


def is_taken_away(label: str) -> bool:
    """Tell whether a line is named as one that is subtracted (减：)."""
    return label.startswith(tuple(words("MINUS_ROW")))


def additions(matrix: Matrix) -> list[Addition]:
    """Return the additions of a table; one that adds up without fault in many places needs less evidence in others."""
    found = _found(matrix, _Evidence())
    believed = [one for one in found if one.believed]
    fits, misfits = (sum(len(getattr(one, name)) for one in believed) for name in ("fits", "misfits"))
    complete = [one for one in believed if one.complete and not one.misfits]
    sound = fits >= _MANY and misfits * 10 <= fits
    evidence = _Evidence(_HALFWAY if sound else _BEYOND_CHANCE, trusted=len(complete) >= _SEVERAL)
    return found if evidence == _Evidence() else _found(matrix, evidence)


def _found(matrix: Matrix, evidence: _Evidence) -> list[Addition]:
    """Return the additions that are believed, and for a line named as a total without one the likeliest that is not."""
    found: dict[int, Addition] = {}
    swallowed: set[int] = set()
    units: list[int] = []
    for whole in reversed(range(len(matrix.labels))):
        best = _best(_runs_after(matrix, whole, units, evidence))
        taken = 0
        if best and best.believed:
            found[whole] = best
            taken = len(best.parts)
        elif units and is_part(matrix.labels[units[0]]):
            taken = 1
        swallowed.update(units[:taken])
        units = [whole, *units[taken:]]
    heads: list[int] = []
    for whole in range(len(matrix.labels)):
        if whole in swallowed:
            continue
        if whole not in found and (best := _best(_runs_before(matrix, whole, heads, evidence))):
            if best.believed:
                found[whole] = best
                heads = heads[: len(heads) - len(best.parts)]
            elif is_total(matrix.labels[whole]) and len(best.parts) > 1:
                found[whole] = best
        heads.append(whole)
    return [
        _without_strangers(matrix, one) if one.fits and one.believed and not one.complete else one
        for _, one in sorted(found.items())
    ]


def _without_strangers(matrix: Matrix, addition: Addition) -> Addition:
    """Leave out the misfits with a part that may not belong to the whole.

    That is a part that is seen to be added less often than not, or one that repeats the part before it: its only child.
    """
    seen = {part for part in addition.parts if _added(matrix, part, addition)}
    seen -= {part for before, part in pairwise(addition.parts) if _repeats(matrix, before, part)}
    misfits = (
        place
        for place in addition.misfits
        if all(part in seen for part in addition.parts if _written(matrix, part, place))
    )
    return replace(addition, misfits=tuple(misfits))


def _added(matrix: Matrix, part: int, addition: Addition) -> bool:
    fits, misfits = (
        sum(_written(matrix, part, place) for place in places) for places in (addition.fits, addition.misfits)
    )
    return fits > 0 and fits >= misfits


def _repeats(matrix: Matrix, line: int, other: int) -> bool:
    pairs = zip(matrix.entries[line], matrix.entries[other], strict=True)
    return all((one.value if one else 0) == (two.value if two else 0) for one, two in pairs)


def _written(matrix: Matrix, line: int, place: int) -> bool:
    ink = matrix.entries[line][place]
    return ink is not None and ink.value != 0


# ---------------------------------------------------------------- runs
def _runs_after(matrix: Matrix, whole: int, units: Sequence[int], evidence: _Evidence) -> Iterator[Addition]:
    """Yield what the lines after a line may add up to: each beginning of them, and those of the next rung alone."""
    labels = matrix.labels
    level = level_of(labels[whole])
    named = is_total(labels[whole]) or bool(level)
    own = list(takewhile(lambda unit: not _closes(labels[unit], level), units)) if named else list(units)
    sure = _HALFWAY if own and is_part(labels[own[0]]) else 0.0
    for addition in _prefixes(matrix, whole, own[:_LONGEST_RUN]):
        complete = named and len(addition.parts) == len(own)
        yield evidence.of(addition, sure if complete else None)
    if named:
        yield from _rung(matrix, whole, own, evidence, above=level)


def _runs_before(matrix: Matrix, whole: int, heads: Sequence[int], evidence: _Evidence) -> Iterator[Addition]:
    """Yield what the lines before a line may add up to: each end of them, their highest rung, the subtotals alone."""
    total = is_total(matrix.labels[whole])
    before = list(reversed(heads[-_LONGEST_RUN:]))
    own = list(takewhile(lambda head: not is_total(matrix.labels[head]), before))
    for addition in _prefixes(matrix, whole, before):
        complete = total and len(addition.parts) in (len(own), len(before))
        yield evidence.of(addition, 0.0 if complete else None)
    if total:
        yield from _rung(matrix, whole, own, evidence, above=0)
        subtotals = [head for head in before if is_total(matrix.labels[head])]
        yield from (evidence.of(one, 0.0) for one in list(_prefixes(matrix, whole, subtotals))[-1:])


def _closes(label: str, level: int) -> bool:
    """Tell whether a line closes the run under one of `level`: a total, or a line of its rung or a higher one."""
    return 0 < level_of(label) <= level or (not level and is_total(label))


def _rung(matrix: Matrix, whole: int, lines: Sequence[int], evidence: _Evidence, *, above: int) -> Iterator[Addition]:
    """Yield the addition of the numbered lines of the first rung below that of the whole."""
    rungs = [level_of(matrix.labels[line]) for line in lines]
    first = min((rung for rung in rungs if rung > above), default=0)
    chosen = [line for line, rung in zip(lines, rungs, strict=True) if first and rung == first]
    yield from (evidence.of(one, 0.0) for one in list(_prefixes(matrix, whole, chosen))[-1:])


def _best(candidates: Iterator[Addition]) -> Addition | None:
    """Return the likeliest addition: believed, named, agreeing in more entries, the shorter of two alike."""
    return max(
        candidates,
        key=lambda one: (
            one.believed,
            -one.needed if one.fits else -_BEYOND_CHANCE,
            len(one.fits) - len(one.misfits),
            one.strength,
            -one.needed,
            -len(one.parts),
        ),
        default=None,
    )


def _prefixes(matrix: Matrix, whole: int, run: Sequence[int]) -> Iterator[Addition]:
    """Yield the addition of each beginning of `run` that has two lines or more."""
    goals = matrix.entries[whole]
    sums = [[0.0, 0.0, 0.0] for _ in goals]
    known = [goal is not None and (whole, place) not in matrix.unclear for place, goal in enumerate(goals)]
    for number, line in enumerate(run, 1):
        sign = -1 if is_taken_away(matrix.labels[line]) else 1
        for place, (ink, goal) in enumerate(zip(matrix.entries[line], goals, strict=True)):
            if (line, place) in matrix.unclear:
                known[place] = False
            elif ink and goal:
                if ink.claim.measure.unit.dimension != goal.claim.measure.unit.dimension:
                    known[place] = False
                sums[place][0] += sign * ink.value
                sums[place][1] += ink.half
                sums[place][2] += bool(ink.value)
        if number > 1:
            fits, misfits, strength = _judged(goals, sums, known)
            yield Addition(whole, tuple(run[:number]), fits, misfits, strength)


def _judged(
    goals: Sequence[Ink | None], sums: Sequence[Sequence[float]], known: Sequence[bool]
) -> tuple[tuple[int, ...], tuple[int, ...], float]:
    fits, misfits, strength = [], [], 0.0
    for place, goal in enumerate(goals):
        if goal is None or not known[place]:
            continue
        total, half, written = sums[place]
        slack = half + goal.half
        if abs(total - goal.value) <= slack * (1 + 1e-9) + abs(goal.value) * 1e-12:
            if written > 1:
                fits.append(place)
                strength += max(
                    0.0, log10((abs(goal.value) or 1.0) / max(slack, float(goal.claim.measure.unit.factor) / 2))
                )
        elif written:
            misfits.append(place)
    return tuple(fits), tuple(misfits), strength
