"""What the columns of a table hold: their labels, units and roles, and where a table is two tables side by side.

A column's role follows from the words of its header and from its cells: a column of percentages is never an amount.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from checker.parsing.cells import signed
from checker.parsing.grammar import words
from checker.parsing.phrases import longest_first, names_any
from checker.parsing.quantities import read_quantity
from checker.parsing.scanning import scan
from checker.source import Cell, Table

Grid = Mapping[tuple[int, int], Cell]
PERCENT = ("%", "‰")
RATES = frozenset({"growth", "share", "progress", "rate", "shift"})
AMOUNTS = frozenset({"level", "previous", "budget"})
_UNSAID_PERCENT = (("progress", "COMPLETION_COLUMN"), ("share", "SHARE_COLUMN"), ("growth", "GROWTH_COLUMN"))
_PERCENT = (
    ("shift", "SHIFT_COLUMN"), ("progress", "COMPLETION_COLUMN"), ("growth", "GROWTH_COLUMN"),
    ("growth", "CHANGE_COLUMN"), ("share", "SHARE_COLUMN"), ("progress", "QUOTIENT_COLUMN"),
)  # fmt: skip
_PLAIN = (
    ("rank", "RANK_COLUMN"),
    ("index", "INDEX_COLUMN"),
    ("difference", "DIFFERENCE_COLUMN"),
    ("difference", "CHANGE_COLUMN"),
)
_AMOUNT = (("previous", "PREVIOUS_COLUMN"), ("budget", "BUDGET_COLUMN"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its label, what it holds (level, previous, budget, growth, share …), the unit written for it.

    `head` is the label without its lowest line, `year` the year that the label names, empty if it names none.
    """

    index: int
    label: str
    role: str
    unit: str
    head: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Half:
    """Columns of values that share the label columns to their left; two halves are two tables side by side."""

    labels: tuple[int, ...]
    columns: tuple[Column, ...]


def grid_of(table: Table) -> Grid:
    """Return the cell that covers each place of a table."""
    return {(cell.row + down, cell.column + right): cell for cell in table.cells
            for down in range(cell.rows) for right in range(cell.columns)}  # fmt: skip


def size_of(grid: Grid) -> tuple[int, int]:
    """Return how many rows and columns a grid has."""
    return max((row for row, _ in grid), default=-1) + 1, max((column for _, column in grid), default=-1) + 1


def written(text: str, cell: Cell | None) -> str:
    """Return the words of a cell without white space."""
    return "".join(cell.span.of(text).split()) if cell else ""


def says_nothing(words_here: str) -> bool:
    """Tell whether a cell is empty or says by a dash or dots that there is no value."""
    return not words_here or words_here in words("BLANK_CELL")


def has_digit(words_here: str) -> bool:
    """Tell whether a digit is written."""
    return any(sign.isdigit() for sign in words_here)


@lru_cache(maxsize=16384)
def is_unit(text: str) -> bool:
    """Tell whether `text` is the name of a unit; 1-3月 is a period."""
    reading = None if text[:1].isdigit() else read_quantity(f"1{text}")
    return reading is not None and bool(reading.measure.unit_text)


@lru_cache(maxsize=16384)
def bracketed_units(label: str) -> tuple[tuple[str, bool], ...]:
    """Return the units that stand in brackets in `label`, each with whether it ends the label."""
    found = []
    for piece in label.split("(")[1:]:
        inner, closed, rest = piece.partition(")")
        if closed and is_unit(inner) and not has_digit(inner[:1]):
            found.append((inner, not rest))
    return tuple(found)


@lru_cache(maxsize=16384)
def declared_unit(line: str) -> str:
    """Return the unit that a line declares for a table (单位:万元), the first that is no percentage; empty if none."""
    line = _closed_up(line)
    for word in longest_first("UNIT_LINE"):
        _, found, rest = line.partition(word)
        if found:
            for sign in words("UNIT_SEPARATOR"):
                rest = rest.replace(sign, " ")
            pieces = [_without_currency(piece) for piece in rest.lstrip(": ").split()]
            if unit := next((piece for piece in pieces if is_unit(piece) and piece not in PERCENT), ""):
                return unit
    return ""


def _closed_up(line: str) -> str:
    """Return a line without the spaces that spread a word over it (单 位:万 元)."""
    closed = before = ""
    for piece in line.replace(":", ": ").split():
        spread = before in words("MYRIAD") or len(piece.rstrip(":")) == len(before) == 1
        closed, before = f"{closed}{piece}" if spread else f"{closed} {piece}", piece
    return closed.lstrip()


def _without_currency(piece: str) -> str:
    """Return what a unit line declares without the name of the money that stands before its unit (人民币万元)."""
    return next(
        (piece.removeprefix(name) for name in words("CURRENCY_FIRST") if is_unit(piece.removeprefix(name))), piece
    )


def caption_unit(caption: str) -> str:
    """Return the unit that a caption declares, in words or in the bracket at its end (主要品种价格（元/吨）)."""
    ending = next((unit for unit, last in bracketed_units(caption) if last and unit not in PERCENT), "")
    return declared_unit(caption) or ending


# ---------------------------------------------------------------- halves
def halves(text: str, grid: Grid, table: Table, unit: str, of_all: str = "") -> Iterator[Half]:
    """Yield the halves of a table, from left to right; words without values to their right belong to none.

    `of_all` is the unit of money where the table names none: a column is of money if all it says has two decimals.
    """
    height, width = size_of(grid)
    labels: list[int] = []
    columns: list[Column] = []
    for index in range(width):
        cells = [written(text, grid.get((row, index))) for row in range(table.header_rows, height)]
        if index < table.stub_columns or _of_words(cells):
            if columns:
                yield Half(tuple(labels), _dated(columns))
                labels, columns = [], []
            labels.append(index)
        else:
            money = unit or (of_all if _is_money(cells) else "")
            columns.append(_column(text, grid, table, index, money, cells))
    if columns:
        yield Half(tuple(labels), _dated(columns))


def _is_money(cells: Sequence[str]) -> bool:
    said = [cell.strip("()") for cell in cells if has_digit(cell)]
    return bool(said) and all(cell[-3:-2] == "." and cell[-2:].isdigit() for cell in said)


def _of_words(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if not says_nothing(cell)]
    wordy = [cell for cell in said if not has_digit(cell) or read_quantity(signed(cell)) is None]
    return len(wordy) * 2 > len(said)


# ---------------------------------------------------------------- labels
def label_parts(text: str, grid: Grid, table: Table, index: int) -> list[str]:
    """Return the lines of a column's header, the highest first; a blank under a shared line is the word to its left."""
    parts: list[str] = []
    for row in range(table.header_rows):
        part, left = written(text, grid.get((row, index))), index
        while not part and left > table.stub_columns and row < table.header_rows - 1 and _shares(text, grid, row, left):
            left -= 1
            part = written(text, grid.get((row, left)))
        if part and part not in parts:
            parts.append(part)
    return parts


def _shares(text: str, grid: Grid, row: int, index: int) -> bool:
    """Tell whether a column stands under the same line of the header as the one to its left."""
    above = grid.get((row - 1, index))
    return row == 0 or not written(text, above) or above == grid.get((row - 1, index - 1))


def _column(text: str, grid: Grid, table: Table, index: int, unit: str, cells: Sequence[str]) -> Column:
    parts = label_parts(text, grid, table, index)
    label = "".join(parts)
    own = [found for found, _ in bracketed_units(label)] or _counted(parts, unit)
    said = [cell for cell in cells if has_digit(cell)]
    signed = sum(cell.endswith(PERCENT) for cell in said) * 2 > len(said)
    percent = signed or any(sign in label for sign in PERCENT)
    role = _role(label, own[-1] if own else "", percent=percent)
    if role in RATES:
        return Column(
            index, label, role, "" if signed else "‰" if "‰" in label else "%", "".join(parts[:-1]), _year(label)
        )
    return Column(index, label, role, own[-1] if own else unit, "".join(parts[:-1]), _year(label))


def _counted(parts: Sequence[str], unit: str) -> list[str]:
    """Return the unit that a header names by what it counts (年龄), unless the unit of the table is one of those."""
    named = [said for word, said in words("HEAD_UNIT").items() if parts and parts[-1].endswith(word)]
    return [said for said in named if not unit.endswith(said)]


def _role(label: str, unit: str, *, percent: bool) -> str:
    if percent:
        return _first(label, _PERCENT, "rate")
    role = _first(label, _PLAIN[:2], "") or ("" if unit else _first(label, _UNSAID_PERCENT, ""))
    if role or (role := _first(label, _PLAIN[2:], "")):
        return role
    if unit and names_any(label, "GROWTH_COLUMN"):
        return "difference"
    return _first(label, _AMOUNT, "level")


def _first(label: str, table: Sequence[tuple[str, str]], otherwise: str) -> str:
    for phrase, meant in words("NOT_A_ROLE").items():
        label = label.replace(phrase, meant)
    return next((role for role, section in table if names_any(label, section)), otherwise)


# ---------------------------------------------------------------- years
@lru_cache(maxsize=16384)
def _year(label: str) -> str:
    for token in scan(label):
        if token.kind in ("DATE", "PERIOD", "BASE") and token.text[:4].isdigit():
            return token.text[:4]
    return label[:4] if label[:2] in words("CENTURY") and label[:4].isdigit() else ""


def _dated(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Call amounts of the year before the latest one previous, where no word of the header says what they are."""
    years = [column.year for column in columns if column.role in AMOUNTS and column.year]
    latest = max(years, default="")
    return tuple(
        replace(column, role="previous") if column.role == "level" and column.year and column.year < latest else column
        for column in columns
    )
