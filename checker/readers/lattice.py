"""Find the tables that rules draw on a page: where rules cross there is a grid, where a rule is missing cells merge.

Reports often leave the two outer sides of a table open, so the ends of the level rules count as sides.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from checker.readers.pdfpage import Rule

_SNAP = 3.0
_MOST_LINES = 400
_MOST_CROSSINGS = 1_000_000


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a ruled table: its place on the grid."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: the positions of its grid lines, and its cells."""

    across: tuple[float, ...]
    """The x of the column edges, from the left."""
    down: tuple[float, ...]
    """The y of the row edges, from the top."""
    boxes: tuple[Box, ...]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """Return row and column of a point, None outside the table."""
        if not (self.across[0] <= x <= self.across[-1] and self.down[0] <= y <= self.down[-1]):
            return None
        row = min(bisect_right(self.down, y), len(self.down) - 1) - 1
        return row, min(bisect_right(self.across, x), len(self.across) - 1) - 1


def lattices(rules: Sequence[Rule]) -> list[Lattice]:
    """Return the ruled tables of a page from the top down; those of fewer than two rows or columns are left out."""
    level = _merged(rule for rule in rules if rule.level)
    upright = _merged(rule for rule in rules if not rule.level)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []  # a drawing
    found = [_lattice(group) for group in _crossing_groups(level, upright)]
    return sorted((lattice for lattice in found if lattice), key=lambda lattice: (lattice.down[0], lattice.across[0]))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return parallel rules with those that lie on one line and touch made one."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= _SNAP / 2:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[Rule] = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start, end = 0.0, float("-inf")
        for rule in sorted(line, key=lambda rule: rule.start):
            if rule.start <= end + _SNAP:
                end = max(end, rule.end)
                continue
            if end > start:
                merged.append(Rule(rule.level, at, start, end))
            start, end = rule.start, rule.end
        merged.append(Rule(line[0].level, at, start, end))
    return merged


def _crossing_groups(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the groups of rules that hang together by crossing or touching."""
    leader = list(range(len(level) + len(upright)))

    def top(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for number, rule in enumerate(level):
        for other_number, other in enumerate(upright, len(level)):
            if (
                rule.start - _SNAP <= other.at <= rule.end + _SNAP
                and other.start - _SNAP <= rule.at <= other.end + _SNAP
            ):
                leader[top(other_number)] = top(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, rule in enumerate([*level, *upright]):
        groups[top(number)][0 if number < len(level) else 1].append(rule)
    for levels, uprights in groups.values():
        if len(levels) > 1 and uprights:
            yield levels, uprights


def _edges(positions: Iterable[float]) -> tuple[float, ...]:
    """Return the positions in order, those closer than the snap distance as one."""
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > _SNAP:
            edges.append(position)
    return tuple(edges)


def _lattice(group: tuple[list[Rule], list[Rule]]) -> Lattice | None:
    level, upright = group
    ends = (min(rule.start for rule in level), max(rule.end for rule in level))
    across = _edges([*(rule.at for rule in upright), *ends])
    down = _edges(rule.at for rule in level)
    rows, columns = len(down) - 1, len(across) - 1
    if rows < 1 or columns < 2 or rows > _MOST_LINES or columns > _MOST_LINES:
        return None
    right_of = _barriers(upright, across, down)
    below = _barriers(level, down, across)
    leader = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def top(place: tuple[int, int]) -> tuple[int, int]:
        while leader[place] != place:
            place = leader[place]
        return place

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and (column + 1, row) not in right_of:
                leader[max(top((row, column)), top((row, column + 1)))] = min(
                    top((row, column)), top((row, column + 1))
                )
            if row + 1 < rows and (row + 1, column) not in below:
                leader[max(top((row, column)), top((row + 1, column)))] = min(
                    top((row, column)), top((row + 1, column))
                )
    members: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place in leader:
        members[top(place)].append(place)
    boxes = [box for places in members.values() for box in _boxes(places)]
    return Lattice(across, down, tuple(sorted(boxes, key=lambda box: (box.row, box.column))))


def _barriers(rules: Sequence[Rule], edges: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """Return the (edge, step) pairs at which one of the `rules` runs along the edge past the middle of the step."""
    found: set[tuple[int, int]] = set()
    middles = [(start + end) / 2 for start, end in pairwise(steps)]
    for rule in rules:
        edge = min(range(len(edges)), key=lambda index: abs(edges[index] - rule.at))
        found.update((edge, step) for step, middle in enumerate(middles) if rule.start <= middle <= rule.end)
    return found


def _boxes(places: Iterable[tuple[int, int]]) -> Iterator[Box]:
    """Yield the rectangles of a region from the top: a head over several columns, open to one below, ends above it."""
    left = set(places)
    while left:
        row, column = min(left)
        columns = rows = 1
        while (row, column + columns) in left:
            columns += 1
        while all((row + rows, other) in left for other in range(column, column + columns)):
            rows += 1
        left -= {(r, c) for r in range(row, row + rows) for c in range(column, column + columns)}
        yield Box(row, column, rows, columns)
