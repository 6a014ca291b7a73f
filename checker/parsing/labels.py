"""What the labels of a table say of its cells: the name of what is measured, the period, whether it is aimed at.

The words of a label that tell how a number stands to others (比上年增长, 决算数, 2024年末) are no part of a name.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from checker.parsing.columns import PERCENT, bracketed_units, is_unit
from checker.parsing.grammar import words
from checker.parsing.phrases import leading, names_any, trailing
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
_CHANGES = ("GROWTH_COLUMN", "CHANGE_COLUMN", "DIFFERENCE_COLUMN")
_DISTINCT = 0.9
_OPENING = ("(", "[", "【")
_NOTE = 3
"""The longest number of a note with the bracket behind it."""


@lru_cache(maxsize=16384)
def period_of(label: str) -> str:
    """Return the first period or date that a label names, empty if it names none; a bare 2024 is a year."""
    named = next(("".join(token.text.split()) for token in scan(label) if token.kind in _TIMES), "")
    return named or (as_year(int(label[:4])) if _is_bare_year(label) else "")


def as_year(number: int) -> str:
    """Return a year as it is written in prose."""
    return f"{number}{next(iter(words('YEAR_SIGN')))}"


@lru_cache(maxsize=16384)
def is_period(label: str) -> bool:
    """Tell whether a label is a period and nothing else, which names no metric."""
    return _is_bare_year(label) or [token.kind in _TIMES and token.text == label for token in scan(label)] == [True]


def _is_bare_year(label: str) -> bool:
    bare = label.partition("(")[0]
    return len(bare) == 4 and bare.isdigit() and bare[:2] in words("CENTURY")


@lru_cache(maxsize=16384)
def base_of(label: str) -> str:
    """Return what a label says that changes are measured from (比上年), empty if it says nothing."""
    return next((token.text for token in scan(label) if token.kind == "BASE"), "")


@lru_cache(maxsize=16384)
def row_name(label: str, *, dated: bool = False) -> str:
    """Return what a row's label names: without its item number, the period it begins with, a 其中 before it, and a unit
    in brackets behind it; empty for the letter or formula of a column that is reckoned (A=B+C).

    Where the row is `dated` by something else, its period is part of its name: 上年结余 under 2025年.
    """
    if bracketed_units(label)[-1:] and bracketed_units(label)[-1][1]:
        label = label.rpartition("(")[0] or label
    name = _bare(_without_lead(_without_notes(label), _LEADING - _TIMES if dated else _LEADING)) or label
    return "" if _is_formula(name) and name.isascii() else name


@lru_cache(maxsize=16384)
def column_name(parts: tuple[str, ...]) -> str:
    """Return what the lines of a column's header name, the highest first; empty where they only say what kind of number
    stands below.
    """
    return JOINT.join(name for name in map(_column_part, parts) if name)


def _column_part(part: str) -> str:
    if is_period(part):
        return ""
    rate = any(sign in part for sign in PERCENT)
    name = _without_lead(_without_asides(_without_notes(part)).rstrip("".join(PERCENT)))
    name = name.removesuffix(next(iter(words("POSSESSIVE")))) if rate else name
    name = _bare(_without_change(name, rate=rate))
    plain = leading(name, "PLAIN_HEAD")
    name = name.removeprefix(plain) if name[len(plain) :].startswith(tuple(words("SHARE_OF"))) else name
    return "" if _is_formula(name) or _says_only_how(name) else name


def _without_lead(label: str, opening: frozenset[str] = _LEADING) -> str:
    """Drop the item number and the period that a label begins with, or what else is `opening`."""
    start = 0
    for token in scan(label):
        if token.kind not in opening or not _leads_up(label[start : token.span.start]):
            break
        start = token.span.end
    return label[start:]


def _without_notes(label: str) -> str:
    """Drop the marks of notes behind a label: 乙², 乙[1], 乙(注1)."""
    for word in words("NOTE_LABEL"):
        before, _, after = label.rpartition(word)
        label = before[:-1] if before[-1:] in _OPENING and before[:-1] and len(after) <= _NOTE else label
    last = next(iter(scan(label)[-1:]), None)
    return label[: last.span.start] if last and last.kind == "NOTE_MARK" and last.span.start else label


def _leads_up(before: str) -> bool:
    return not before.strip("".join(words("EDGE_SIGN"))) or before in words("BEFORE_PERIOD")


def _without_change(name: str, *, rate: bool) -> str:
    """Drop what says that a change stands below: 比上年 and what comes with it, 增长 of a rate. 本期增加 is a flow."""
    tokens = scan(name)
    for token in tokens:
        if token.kind == "BASE" and _says_only_change(name[token.span.end :]):
            return _without_change(name[: token.span.start], rate=rate) if token.span.start else ""
    changing = rate or any(token.kind == "BASE" for token in tokens)
    telling = _TELLING if changing else _TIMES | {"BASE", "NOTE_MARK"}
    for token in reversed(tokens):
        if token.kind in telling and _at_edge(name, token.span.start, token.span.end):
            name = name[: token.span.start] + name[token.span.end :]
    return name


def _says_only_change(words_here: str) -> bool:
    for token in scan(words_here):
        if token.kind in _TIMES and not token.span.start:
            words_here = words_here[token.span.end :]
    return not words_here or any(words_here in words(section) for section in _CHANGES)


def _bare(name: str) -> str:
    """Return a name without the signs around it, the words before it that only lead up to it, and a 合计 behind it."""
    edges = "".join(words("EDGE_SIGN"))
    name = name.strip(edges)
    for word in words("LABEL_LEAD"):
        name = _without_lead(name.removeprefix(word).lstrip(edges)) if name.startswith(word) else name
    end = trailing(name, "LABEL_END")
    return name.removesuffix(end) if len(name) > len(end) + 1 else name


def _is_formula(name: str) -> bool:
    return len(name) == 1 or "=" in name


def _without_asides(part: str) -> str:
    """Drop brackets that hold a unit or a period or say what kind of number stands below (决算数)."""
    before, opened, rest = part.partition("(")
    inner, closed, after = rest.partition(")")
    if not opened or not closed:
        return part
    kept = "" if is_unit(inner) or is_period(inner) or _says_only_how(inner) else f"({inner})"
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


def is_part(label: str) -> bool:
    """Tell whether a line is named as a part of the one above (其中, #)."""
    return label.startswith(tuple(words("PART_ROW")))


@lru_cache(maxsize=16384)
def level_of(label: str) -> int:
    """Return the rung of the enumerator that opens a label (一、 1, (一) 2, 1. 3, (1) 4), 0 if there is none."""
    first = next(iter(scan(label[:8])), None)
    if first is None or first.kind != "ENUMERATOR" or first.span.start:
        return 0
    return 1 + first.text.startswith("(") + 2 * any(sign.isdigit() for sign in first.text)
