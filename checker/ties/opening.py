"""What a report says of itself before its first chapter: its year, its session, the dates of the meeting and of
publication; and the five-year plans that it names.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.claims import Claim, Group, Kind, not_a_quantity
from checker.context import Passage, Reading
from checker.parsing.grammar import values, words
from checker.parsing.numerals import ordinal_of
from checker.parsing.phrases import names_any
from checker.parsing.scanning import Token
from checker.source import Document, Span
from checker.ties.damage import repairs

_TAIL = 11
"""How many signs after a year make what the year is of recognisable."""


def find(document: Document, reading: Reading) -> Iterator[Group]:
    """Yield `session` (first, second), `meeting` (held, published), `year_of` (first, second),
    `plan_year` (year, due).
    """
    opening = _opening(reading)
    yield from _sessions(document.normal, opening)
    yield from _dates(document.normal, opening)
    yield from _years(document.normal, opening)
    for passage in reading.passages:
        yield from _plan_years(passage)
    yield from _captions(document, opening)


def _opening(reading: Reading) -> list[Passage]:
    """Return the passages before the first numbered chapter, at most forty."""
    opening: list[Passage] = []
    for passage in reading.passages[:40]:
        tokens = _tokens(passage)
        if tokens and tokens[0].kind == "ENUMERATOR":
            break
        opening.append(passage)
    return opening


def _tokens(passage: Passage) -> list[Token]:
    return sorted(
        (token for sentence in passage.sentences for clause in sentence.clauses for token in clause.tokens), key=_start
    )


def _start(token: Token) -> int:
    return token.start


def _claim(token: Token, kind: Kind) -> Claim:
    return not_a_quantity(token.span, kind, token.text)


# ---------------------------------------------------------------- 第十七届人大常委会第三次会议
def _sessions(text: str, opening: Sequence[Passage]) -> Iterator[Group]:
    """Pair each 届 with the 次 that follows it closely, and hold all pairs of the opening against the first."""
    marks = [
        token
        for passage in opening
        if not names_any(passage.block.span.of(text), "NATION")
        for token in _tokens(passage)
    ]
    terms = [
        token
        for token in marks
        if token.kind in ("ORDINAL", "QUANTITY") and token.text.endswith(tuple(words("SESSION")))
    ]
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(terms)
        if one.text.endswith(_term())
        and other.text.endswith(_meeting())
        and other.span.start - one.span.end < 16
        and names_any(text[one.span.start : other.span.end], "ASSEMBLY")
    ]
    for pair in pairs[1:]:
        for first, second in zip(pairs[0], pair, strict=True):
            members = {
                "first": _claim(first, Kind.ORDINAL),
                "second": _claim(second, Kind.ORDINAL),
                "one": Fraction(ordinal_of(first.text) or 0),
                "other": Fraction(ordinal_of(second.text) or 0),
            }
            yield Group("session", second.span, members)


def _term() -> str:
    return next(iter(words("SESSION")))


def _meeting() -> str:
    return list(words("SESSION"))[1]


# ---------------------------------------------------------------- 发布时间：2026-02-11 … 2026年1月21日在…会议上
def _dates(text: str, opening: Sequence[Passage]) -> Iterator[Group]:
    dated: dict[str, tuple[Token, tuple[int, ...]]] = {}
    for passage in opening:
        line = passage.block.span.of(text)
        for token in _tokens(passage):
            day = _day(token)
            if not day:
                continue
            kind = "published" if names_any(line, "PUBLISHED") else "held" if names_any(line, "HELD") else ""
            if not kind and _is_dateline(text, passage, token):
                kind = "published"
            if kind:
                dated.setdefault(kind, (token, day))
    if {"published", "held"} <= dated.keys():
        yield Group("meeting", dated["held"][0].span, _order(dated["held"], dated["published"]))
    year = next((found for passage in opening[:6] if (found := _report_year(text, passage))), None)
    if year and "published" in dated:
        token, value = year
        members = _order((token, (value, 12, 31)), dated["published"])
        yield Group("annual", token.span, members)


def _is_dateline(text: str, passage: Passage, date: Token) -> bool:
    """Tell whether a date opens a line that states nothing: beside a figure it is the figure's date."""
    before = text[passage.block.span.start : date.start]
    return date.text[:1].isdigit() and len(before) < 3 and not any(map(str.isalpha, before)) and not passage.told


def _order(before: tuple[Token, tuple[int, ...]], after: tuple[Token, tuple[int, ...]]) -> dict[str, object]:
    return {
        "held": _claim(before[0], Kind.DATE),
        "published": _claim(after[0], Kind.DATE),
        "earlier": Fraction(before[1][0] * 10000 + before[1][1] * 100 + before[1][2]),
        "later": Fraction(after[1][0] * 10000 + after[1][1] * 100 + after[1][2]),
    }


def _day(token: Token) -> tuple[int, ...] | None:
    """Return year, month and day of a full date."""
    if token.kind not in ("DATE", "BROKEN_DATE"):
        return None
    written = repairs(token.text) if token.kind == "BROKEN_DATE" else token.text
    numbers = [int(run) for run in "".join(sign if sign.isdigit() else " " for sign in written).split()]
    return tuple(numbers) if len(numbers) == 3 and numbers[0] > 1900 else None


def _report_year(text: str, passage: Passage) -> tuple[Token, int] | None:
    """Return the year of an annual report from its title: 2025年国民经济和社会发展统计公报."""
    line = passage.block.span.of(text)
    if not names_any(line, "ANNUAL") or len(line) > 60:
        return None
    years = [
        token
        for token in _tokens(passage)
        if token.kind == "PERIOD" and token.text[:4].isdigit() and len(token.text.strip()) < 7
    ]
    return (years[0], int(years[0].text[:4])) if len(years) == 1 else None


# ---------------------------------------------------------------- 2025年地方财政预算执行情况
def _years(text: str, opening: Sequence[Passage]) -> Iterator[Group]:
    said: dict[str, list[tuple[Token, int]]] = defaultdict(list)
    for passage in opening:
        if not names_any(passage.block.span.of(text), "REQUEST"):
            continue
        for token in _tokens(passage):
            if token.kind == "PERIOD" and token.text[:4].isdigit() and len("".join(token.text.split())) < 7:
                tail = "".join(text[token.end : token.end + 18].split())[:_TAIL]
                if len(tail) == _TAIL and tail.isalpha():
                    said[tail].append((token, int(token.text[:4])))
    for same in said.values():
        for second in same[1:]:
            yield Group("year_of", second[0].span, _year_members(same[0], second))


def _year_members(first: tuple[Token, int], second: tuple[Token, int]) -> dict[str, object]:
    return {
        "first": _claim(first[0], Kind.PERIOD),
        "second": _claim(second[0], Kind.PERIOD),
        "one": Fraction(first[1]),
        "other": Fraction(second[1]),
    }


def _captions(document: Document, opening: Sequence[Passage]) -> Iterator[Group]:
    """Hold each caption's year against the title's, where most captions agree with it."""
    title = next((found for passage in opening[:6] if (found := _report_year(document.normal, passage))), None)
    captions = [table.caption for table in document.tables() if table.caption]
    years = [(span, int(span.of(document.normal)[:4])) for span in captions if _starts_with_year(document.normal, span)]
    if not title or len(years) < 3:
        return
    agreeing = sum(year == title[1] for _, year in years)
    for span, year in years:
        if agreeing * 2 > len(years):
            here = Token("PERIOD", span.start, span.start + 4, span.of(document.text)[:4])
            yield Group("year_of", here.span, _year_members(title, (here, year)), frozenset({"caption"}))


def _starts_with_year(text: str, span: Span) -> bool:
    start = span.of(text)[:6]
    return start[:4].isdigit() and start[:2] == "20" and any(sign in start for sign in words("YEAR_SIGN"))


# ---------------------------------------------------------------- 2026年是“十五五”开局之年
def _plan_years(passage: Passage) -> Iterator[Group]:
    for sentence in passage.sentences:
        for clause in sentence.clauses:
            if "PERIOD" not in clause.shape.kinds:
                continue
            years = [token for token in clause.tokens if token.kind == "PERIOD" and token.text[:4].isdigit()]
            plans = [(token, plan) for token in clause.tokens for plan in values("PLAN") if plan in token.text]
            if len(years) != 1 or clause.tokens[0] is not years[0]:
                continue
            for token, plan in plans:
                following = (other for other in clause.tokens if other.start >= token.span.end)
                after = "".join(
                    other.text for other in itertools.takewhile(lambda one: not names_any(one.text, "PLAN"), following)
                )[:6]
                start = values("PLAN")[plan]
                due = start if names_any(after, "FIRST_YEAR") else start + 4 if names_any(after, "LAST_YEAR") else None
                if due is None or (len(plans) > 1 and not any(sign in after for sign in words("YEAR_SIGN"))):
                    continue
                members = {
                    "here": _claim(years[0], Kind.PERIOD),
                    "plan": _claim(token, Kind.NAME),
                    "year": Fraction(int(years[0].text[:4])),
                    "due": due,
                }
                yield Group("plan_year", years[0].span, members)
