"""What the labels of a table say of its cells: the name of what is measured, the period, whether it is aimed at.

The words of a label that tell how a number stands to others (比上年增长, 决算数, 2024年末) are no part of a name.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from checker.parsing.columns import bracketed_units, is_unit
from checker.parsing.grammar import words
from checker.parsing.phrases import metric_name, names_any
from checker.parsing.scanning import scan

JOINT = "·"
"""Stands between the name of a row and that of a column."""
_TIMES = frozenset({"PERIOD", "DATE"})
_LEADING = _TIMES | {"ENUMERATOR"}
_TELLING = _TIMES | {"BASE", "RISE", "FALL", "RISE_RATE", "FALL_RATE", "NOTE_MARK"}
_PLAIN = (
    "PLAIN_HEAD", "GROWTH_COLUMN", "CHANGE_COLUMN", "DIFFERENCE_COLUMN", "SHARE_COLUMN", "COMPLETION_COLUMN",
    "QUOTIENT_COLUMN", "PREVIOUS_COLUMN", "BUDGET_COLUMN", "UNIT_COLUMN",
)  # fmt: skip
_DISTINCT = 0.9


@cache
def period_of(label: str) -> str:
    """Return the first period or date that a label names, empty if it names none; a bare 2024 is a year."""
    named = next(("".join(token.text.split()) for token in scan(label) if token.kind in _TIMES), "")
    return named or (f"{label[:4]}{next(iter(words('YEAR_SIGN')))}" if _is_bare_year(label) else "")


@cache
def is_period(label: str) -> bool:
    """Tell whether a label is a period and nothing else, which names no metric."""
    return _is_bare_year(label) or [token.kind in _TIMES and token.text == label for token in scan(label)] == [True]


def _is_bare_year(label: str) -> bool:
    bare = label.partition("(")[0]
    return len(bare) == 4 and bare.isdigit() and bare[:2] in words("CENTURY")


@cache
def base_of(label: str) -> str:
    """Return what a label says that changes are measured from (比上年), empty if it says nothing."""
    return next((token.text for token in scan(label) if token.kind == "BASE"), "")


@cache
def row_name(label: str) -> str:
    """Return what a row's label names: without its item number, the period it begins with, a 其中 before it, and a unit
    in brackets behind it.
    """
    if bracketed_units(label)[-1:] and bracketed_units(label)[-1][1]:
        label = label.rpartition("(")[0] or label
    start = 0
    for token in scan(label):
        if token.kind not in _LEADING or label[start : token.span.start].strip():
            break
        start = token.span.end
    return metric_name(label[start:]) or label


@cache
def column_name(parts: tuple[str, ...]) -> str:
    """Return what the lines of a column's header name, the highest first; empty where they only say what kind of number
    stands below.
    """
    return JOINT.join(name for name in map(_column_part, parts) if name)


def _column_part(part: str) -> str:
    if is_period(part):
        return ""
    name = _without_asides(part)
    for token in reversed(scan(name)):
        if token.kind in _TELLING and _at_edge(name, token.span.start, token.span.end):
            name = name[: token.span.start] + name[token.span.end :]
    name = metric_name(name)
    return "" if len(name) == 1 or "=" in name or _says_only_how(name) else name


def _without_asides(part: str) -> str:
    """Drop brackets that hold a unit or say what kind of number stands below (决算数)."""
    before, opened, rest = part.partition("(")
    inner, closed, after = rest.partition(")")
    if not opened or not closed:
        return part
    kept = "" if is_unit(inner) or _says_only_how(inner) else f"({inner})"
    return before + kept + _without_asides(after)


def _says_only_how(words_here: str) -> bool:
    quotient = any(words_here.startswith(word) for word in words("QUOTIENT_COLUMN") if len(word) > 1)
    return quotient or any(words_here in words(section) for section in _PLAIN)


def _at_edge(name: str, start: int, end: int) -> bool:
    return not name[:start].strip() or not name[end:].strip()


def name_depth(rows: Iterable[Sequence[str]]) -> int:
    """Return how many of the label columns, from the left, it takes to tell the rows apart."""
    rows = [tuple(row) for row in rows]
    width = max(map(len, rows), default=0)
    apart = [len({row[:depth] for row in rows}) for depth in range(1, width + 1)]
    return next((depth for depth, count in enumerate(apart, 1) if count >= _DISTINCT * apart[-1]), 1)


def aims(column: str, caption: str, *, plan: bool) -> bool:
    """Tell whether what stands under a column is a budget or a plan: its header says so, or the table's title or, by
    `plan`, what stands around does, and the header does not say that it was reached.
    """
    for phrase, meant in words("NOT_A_ROLE").items():
        column = column.replace(phrase, meant)
    if names_any(column, "COMPLETION_COLUMN"):
        return False
    if names_any(column, "BUDGET_COLUMN"):
        return True
    planned = plan or (names_any(caption, "PLAN_CAPTION") and not reached(caption))
    return planned and not reached(column) and not names_any(column, "PREVIOUS_COLUMN")


def reached(label: str) -> bool:
    """Tell whether a label says that a plan was carried out."""
    return names_any(label, "REACHED")
