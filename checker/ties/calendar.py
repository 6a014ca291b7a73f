"""What the calendar fixes: days of the week, lengths of time, anniversaries, years of plans; and fixed counts."""

import datetime
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from checker.claims import Group, Kind
from checker.context import Reading
from checker.parsing.grammar import values
from checker.source import Document, Span
from checker.ties.shaped import found, members

_PLAN_YEARS = 5
_EITHER_WAY = ((), (("temperature", 1),))
"""What is told downwards too: rates and temperatures (夜间5℃至2℃)."""
RANGE_SIGNS = frozenset("~～%‰")
"""After these a hyphen is a minus."""


def find(document: Document, reading: Reading) -> Iterator[Group]:
    """Yield `weekday` (weekday, due), `days_span` (days, between), `plan_span` and
    `part_months` (first, last, start, end), `fixed_count` (count, most), `reversible` (first, last)."""
    yield from _weekdays(document)
    yield from _days(document)
    yield from _known(document)
    yield from _plans(document)
    yield from _parts(document)
    yield from _counts(document)
    yield from _ranges(document.normal, reading)


def _group(kind: str, match: re.Match[str], **more: object) -> Group:
    return Group(kind, Span(*match.span()), {**members(match), **more})


def _day(year: str | None, month: str, day: str) -> datetime.date | None:
    """Return a date, None if it does not exist; without a year, that of a year with a leap day."""
    try:
        return datetime.date(int(year or 2024), int(month), int(day))
    except ValueError:
        return None


# ---------------------------------------------------------------- 2024年3月1日（星期五）
def _weekdays(document: Document) -> Iterator[Group]:
    for match in found(document, "WEEKDAY"):
        date = _day(match["year"], match["month"], match["day"])
        if date:
            said = values("WEEKDAY_NAME")[match["weekday"]]
            yield _group("weekday", match, weekday=said, due=Fraction(date.isoweekday()), name=_name(date))


def _name(date: datetime.date) -> str:
    return next(word for word, number in values("WEEKDAY_NAME").items() if number == date.isoweekday())


# ---------------------------------------------------------------- 3月1日至15日，历时15天
def _days(document: Document) -> Iterator[Group]:
    """Count days from the first date to the last; without years, a last date that comes before is in the next year."""
    for match in found(document, "DAYS_SPAN"):
        first = _day(match["year"], match["month"], match["day"])
        last = _day(match["last_year"] or match["year"], match["last_month"] or match["month"], match["last_day"])
        if first and last and last < first and match["last_month"] and not match["last_year"]:
            last = _day(str(first.year + 1), match["last_month"], match["last_day"])
        if first and last and first <= last:
            yield _group("days_span", match, between=Fraction((last - first).days))


# ---------------------------------------------------------------- 2024年是新中国成立75周年
def _known(document: Document) -> Iterator[Group]:
    for match in found(document, "KNOWN_ANNIVERSARY"):
        event = max((word for word in values("FOUNDED") if word in match.group()), key=len)
        yield _group("anniversary", match, first=values("FOUNDED")[event])


# ---------------------------------------------------------------- “十四五”（2021—2025年）
def _plans(document: Document) -> Iterator[Group]:
    for form in ("PLAN_YEARS", "PLAN_END"):
        for match in found(document, form):
            start = values("PLAN").get(match["plan"])
            if start:
                yield _group("plan_span", match, plan=match["plan"], start=start, end=start + _PLAN_YEARS - 1)


# ---------------------------------------------------------------- 三季度（7—9月）
def _parts(document: Document) -> Iterator[Group]:
    for match in found(document, "PART_MONTHS"):
        start, end = divmod(int(values("PERIOD_PART")[match["part"]]), 100)
        yield _group("part_months", match, part=match["part"], start=Fraction(start), end=Fraction(end))


# ---------------------------------------------------------------- 全国31个省区市
def _counts(document: Document) -> Iterator[Group]:
    for form, most in values("MOST").items():
        for match in found(document, form):
            yield _group("fixed_count", match, most=most)


# ---------------------------------------------------------------- 10—2家
def _ranges(text: str, reading: Reading) -> Iterator[Group]:
    """Yield ranges of a unit; where only one end has a multiplier, the other may share it or not. 07-03 is a code."""
    told = (one for passage in reading.passages for one in passage.told)
    for claim in (one.claim for one in told if one.claim.kind is Kind.RANGE and one.claim.measure.unit_text):
        number, written = claim.measure.number, claim.measure.written
        plain = (
            written[:1] != "0" and len(_multipliers(written)) != 1 and not _signed(text[: claim.span.start], written)
        )
        if plain and claim.measure.unit.dimension not in _EITHER_WAY and number.low > 0 and number.high > 0:
            yield Group("reversible", claim.span, {"claim": claim, "first": number.low, "last": number.high})


def _signed(before: str, written: str) -> bool:
    """Tell whether an end of a range has a minus of its own: -1%~-2%."""
    joints = map("".join, pairwise(written))
    return before.endswith("-") or any(joint[1] == "-" and joint[0] in RANGE_SIGNS for joint in joints)


def _multipliers(text: str) -> list[str]:
    powers = {**values("HAN_PLACE"), **values("MYRIAD")}
    return [sign for before, sign in zip(" " + text, text, strict=False) if sign in powers and before not in powers]
