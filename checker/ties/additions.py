"""Which lines of a table add up which others: found by what agrees, believed where it could not agree by chance.

A line is held against the run of lines after it, and where it closes a run against those before it; what was added up
once counts as one line from then on, so that subtotals are not counted twice. The names of the lines (合计, 一、, 其中)
lower the evidence that is asked for. Where most entries disagree nothing is believed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log10

from checker.parsing.grammar import words
from checker.parsing.scanning import scan
from checker.ties.sheets import Ink, Matrix

_LONGEST_RUN = 80
_BEYOND_CHANCE = 7.0
"""The decimal digits that have to agree before an addition is believed that no name speaks for."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A line and those that add it up, with the entries in which they do (`fits`) and do not (`misfits`)."""

    whole: int
    parts: tuple[int, ...]
    fits: tuple[int, ...]
    misfits: tuple[int, ...]
    strength: float
    named: bool = False

    @property
    def believed(self) -> bool:
        """Whether it is beyond chance and most entries agree."""
        enough = bool(self.fits) if self.named else self.strength >= _BEYOND_CHANCE
        few = len(self.misfits) <= (len(self.fits) if len(self.fits) < 3 else len(self.fits) / 3)
        return enough and few


def is_total(label: str) -> bool:
    """Tell whether a line is named as one that adds up others."""
    return label.endswith(tuple(words("TOTAL_ROW"))) or label.startswith(tuple(words("TOTAL_ROW")))


def is_part(label: str) -> bool:
    """Tell whether a line is named as a part of the one above (其中, #)."""
    return label.startswith((*words("PART_ROW"), "#"))


def is_taken_away(label: str) -> bool:
    """Tell whether a line is named as one that is subtracted (减：)."""
    return label.startswith(tuple(words("MINUS_ROW")))


@cache
def level_of(label: str) -> int:
    """Return the rung of the enumerator that opens a label (一、 1, (一) 2, 1. 3, (1) 4), 0 if there is none."""
    first = next(iter(scan(label[:8])), None)
    if first is None or first.kind != "ENUMERATOR" or first.span.start:
        return 0
    return 1 + first.text.startswith("(") + 2 * any(sign.isdigit() for sign in first.text)


def additions(matrix: Matrix) -> list[Addition]:
    """Return the additions that are believed, and for a line named as a total without one the likeliest that is not."""
    found: dict[int, Addition] = {}
    units: list[int] = []
    for whole in reversed(range(len(matrix.labels))):
        best = _best(_runs_after(matrix, whole, units))
        taken = 0
        if best and best.believed:
            found[whole] = best
            taken = len(best.parts)
        elif units and is_part(matrix.labels[units[0]]):
            taken = 1
        units = [whole, *units[taken:]]
    heads: list[int] = []
    swallowed = {part for addition in found.values() for part in _below(found, addition.whole)}
    for whole in range(len(matrix.labels)):
        if whole in swallowed:
            continue
        if whole not in found and (best := _best(_runs_before(matrix, whole, heads))):
            if best.believed:
                found[whole] = best
                heads = heads[: len(heads) - len(best.parts)]
            elif is_total(matrix.labels[whole]) and len(best.parts) > 1:
                found[whole] = best
        heads.append(whole)
    return [_without_strangers(matrix, found[whole]) for whole in sorted(found)]


def _without_strangers(matrix: Matrix, addition: Addition) -> Addition:
    """Leave out the misfits with a part that is nowhere seen to be added: it may not belong to the whole."""
    seen = {part for part in addition.parts for place in addition.fits if _written(matrix, part, place)}
    kept = [
        place
        for place in addition.misfits
        if all(part in seen for part in addition.parts if _written(matrix, part, place))
    ]
    return replace(addition, misfits=tuple(kept))


def _written(matrix: Matrix, line: int, place: int) -> bool:
    ink = matrix.entries[line][place]
    return ink is not None and ink.value != 0


def _below(found: dict[int, Addition], whole: int) -> Iterator[int]:
    for part in found[whole].parts:
        yield part
        if part in found:
            yield from _below(found, part)


# ---------------------------------------------------------------- runs
def _runs_after(matrix: Matrix, whole: int, units: Sequence[int]) -> Iterator[Addition]:
    labels = matrix.labels
    level = level_of(labels[whole])
    reach = (
        next((at for at, unit in enumerate(units) if 0 < level_of(labels[unit]) <= level), len(units))
        if level
        else len(units)
    )
    named = is_total(labels[whole]) or bool(level)
    opened = bool(units) and is_part(labels[units[0]])
    for addition in _sums(matrix, whole, units[: min(reach, _LONGEST_RUN)], named=False):
        complete = named and len(addition.parts) == reach and not opened
        yield _as_named(addition) if complete else addition
    numbered = [unit for unit in units[:reach] if level_of(labels[unit]) > level]
    lowest = min((level_of(labels[unit]) for unit in numbered), default=0)
    if lowest and named:
        chosen = [unit for unit in numbered if level_of(labels[unit]) == lowest]
        yield from (_as_named(one) for one in _sums(matrix, whole, chosen, named=True) if len(one.parts) == len(chosen))


def _runs_before(matrix: Matrix, whole: int, heads: Sequence[int]) -> Iterator[Addition]:
    total = is_total(matrix.labels[whole])
    before = list(reversed(heads[-_LONGEST_RUN:]))
    last = next((at for at, head in enumerate(before) if is_total(matrix.labels[head])), len(before))
    for addition in _sums(matrix, whole, before, named=False):
        yield _as_named(addition) if total and len(addition.parts) in (last, len(before)) else addition
    rungs = [level_of(matrix.labels[head]) for head in before[:last]]
    highest = min((rung for rung in rungs if rung), default=0)
    if total and highest:
        chosen = [head for head, rung in zip(before, rungs, strict=False) if rung == highest]
        yield from (_as_named(one) for one in _sums(matrix, whole, chosen, named=True))


def _as_named(addition: Addition) -> Addition:
    return replace(addition, named=True)


def _best(candidates: Iterator[Addition]) -> Addition | None:
    """Return the likeliest addition: believed before not, then by what agrees, the shorter run of two alike."""
    return max(
        candidates,
        key=lambda one: (
            one.believed,
            one.named and bool(one.fits),
            len(one.fits) - len(one.misfits),
            one.strength,
            one.named,
            -len(one.parts),
        ),
        default=None,
    )


def _sums(matrix: Matrix, whole: int, run: Sequence[int], *, named: bool) -> Iterator[Addition]:
    """Yield the addition of each beginning of `run` that has two lines or more, all of it only if `named`."""
    goals = matrix.entries[whole]
    sums = [[0.0, 0.0, 0.0] for _ in goals]
    known = [goal is not None and (whole, place) not in matrix.unclear for place, goal in enumerate(goals)]
    parts: list[int] = []
    for line in run:
        parts.append(line)
        for place, ink in enumerate(matrix.entries[line]):
            if (line, place) in matrix.unclear:
                known[place] = False
            goal = goals[place]
            if ink and goal:
                if ink.claim.measure.unit.dimension != goal.claim.measure.unit.dimension:
                    known[place] = False
                    continue
                sums[place][0] += -ink.value if is_taken_away(matrix.labels[line]) else ink.value
                sums[place][1] += ink.half
                sums[place][2] += bool(ink.value)
        if len(parts) > 1 and (not named or len(parts) == len(run)):
            fits, misfits, strength = _judged(goals, sums, known)
            yield Addition(whole, tuple(parts), fits, misfits, strength)


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
