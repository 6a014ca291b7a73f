"""Text that lost characters around a number: impossible and malformed dates, fused numbers, numbers whose unit or
separator is gone.
"""

import datetime
import itertools
import re
from collections.abc import Iterator, Sequence

from checker.claims import Claim, Group, Kind, not_a_quantity
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import words
from checker.parsing.scanning import Token
from checker.source import Span

_DATES = frozenset({"DATE", "BROKEN_DATE"})


def find(text: str, reading: Reading) -> Iterator[Group]:
    """Yield `date` (here, repairs), `fused` (first, second), `unit_lost` (here, sibling), `separator_lost` (here,
    next), `code` (here).
    """
    for passage in reading.passages:
        for sentence in passage.sentences:
            for clause in sentence.clauses:
                kinds = clause.shape.kinds
                if not kinds.isdisjoint(_DATES):
                    yield from _dates(clause.tokens)
                if "PERCENT" in kinds:
                    yield from _fused(text, clause.tokens)
                if "LABEL" in kinds:
                    yield from _codes(clause.tokens)
        yield from _units_lost(text, passage)
        yield from _separators_lost(text, passage)


def _named(token: Token, kind: Kind) -> Claim:
    return not_a_quantity(token.span, kind, token.text)


# ---------------------------------------------------------------- dates
def _dates(tokens: Sequence[Token]) -> Iterator[Group]:
    for token in tokens:
        if token.kind == "BROKEN_DATE":
            members = {"here": _named(token, Kind.DATE), "repairs": repairs(token.text)}
            yield Group("date", token.span, members, frozenset({"malformed"}))
        elif token.kind == "DATE":
            traits = {"possible"} if _possible(token.text) else {"impossible"}
            yield Group("date", token.span, {"here": _named(token, Kind.DATE)}, frozenset(traits))


def _possible(text: str) -> bool:
    """Tell whether a written date exists; a date without a year may fall into a leap year."""
    clock = re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", text)
    if clock:
        return int(clock[1]) <= 24 and int(clock[2]) < 60 and int(clock[3] or 0) < 60
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if re.match(r"\d{4}[-/.]", text) and len(numbers) == 3:
        return _exists(*numbers)
    full = re.match(r"(?:(\d{4}) ?年)? ?(\d{1,2}) ?月 ?(\d{1,3}) ?日", text)
    if full:
        return _exists(int(full[1] or 2024), int(full[2]), int(full[3]))
    month = re.match(r"(?:\d{4} ?年 ?)?(\d{1,2}) ?月", text)
    return not month or 1 <= int(month[1]) <= 12


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def repairs(text: str) -> str:
    """Return the legal ways to put the lost 年 and 月 back, joined by ' / '."""
    span = re.match(r"[^\d]?(\d{1,2})[-—–~～](\d{1,2})$", text)
    if span:
        return f"{span[1]}-{span[2]}月"
    digits = re.sub(r"\D", "", text)
    year = ""
    if len(digits) >= 6 and digits[:2] in ("19", "20"):
        year, digits = f"{digits[:4]}年", digits[4:]
    ways = []
    for cut in range(1, len(digits)):
        month, day = digits[:cut], digits[cut:]
        if month[0] != "0" and day[0] != "0" and _exists(2024, int(month), int(day)):
            ways.append(f"{year}{month}月{day}日")
    return " / ".join(ways)


# ---------------------------------------------------------------- 11.5%64.1%
def _fused(text: str, tokens: Sequence[Token]) -> Iterator[Group]:
    for first, second in itertools.pairwise(tokens):
        if first.span.end != second.span.start or first.kind != "QUANTITY" or not first.text.endswith(("%", "‰")):
            continue
        if (second.kind in ("QUANTITY", "DATE", "PERIOD", "BROKEN_DATE") and second.text[0].isdigit()) or (
            second.kind == "LABEL" and second.text[0].isalpha()
        ):
            yield Group(
                "fused",
                Span(first.span.start, second.span.end),
                {"first": _named(first, Kind.NUMBER), "second": _named(second, Kind.NUMBER)},
            )


# ---------------------------------------------------------------- "550100"
def _codes(tokens: Sequence[Token]) -> Iterator[Group]:
    for token in tokens:
        if token.kind != "LABEL":
            continue
        quoted = re.fullmatch(r"[“\"‘](\d{6,})[”\"’]", token.text)
        if quoted:
            yield Group("code", token.span, {"here": _named(token, Kind.NAME)}, frozenset({"quoted"}))
        number = re.fullmatch(r"(\d{6,})(?:弄|号|室)", token.text)
        if number:
            yield Group("code", token.span, {"here": _named(token, Kind.NAME)}, frozenset({"address"}))


# ---------------------------------------------------------------- 公共泊位2222个、充电桩239个、共享泊位170
def _units_lost(text: str, passage: Passage) -> Iterator[Group]:
    for index, told in enumerate(passage.told):
        claim = told.claim
        bare = claim.measure.written.replace("-", "").replace("—", "").isdigit() and not claim.measure.unit_text
        if not bare or claim.kind not in (Kind.COUNT, Kind.RANGE, Kind.TARGET) or told.place.depth:
            continue
        after = text[claim.span.end : min(claim.span.end + 2, passage.block.span.end)]
        if after[:1] in ("\r", "\n") or (after[:1] in words("SEP") and after[1:2].isdigit()):
            continue
        sibling = _sibling(passage.told, index)
        traits = {"parallel"} if sibling else {"alone"}
        counted = (
            claim.kind is Kind.COUNT
            and claim.measure.number.low > 0
            and not text[claim.span.start - 1 : claim.span.start].isascii()
        )
        if counted and claim.span.end >= passage.block.span.end - 1 and index and len(passage.told) > 1:
            traits.add("at_end")
        members = {"here": claim, **({"sibling": sibling, "unit": sibling.measure.unit_text} if sibling else {})}
        yield Group("unit_lost", claim.span, members, frozenset(traits))


# ---------------------------------------------------------------- 同比下降10.3%新产业新赛道
def _separators_lost(text: str, passage: Passage) -> Iterator[Group]:
    for told in passage.told:
        claim = told.claim
        if (
            claim.kind is not Kind.GROWTH
            or told.statement.rule != "change"
            or told.place.depth
            or "unchanged" in claim.traits
        ):
            continue
        tail = text[claim.span.end : min(claim.span.end + 8, passage.block.span.end)]
        runs_on = len(tail) > 3 and all(sign.isalpha() and not sign.isascii() for sign in tail[:4])
        if runs_on and claim.base and not tail.startswith(tuple(words("AFTER_PERCENT"))):
            yield Group("separator_lost", claim.span, {"here": claim})


def _sibling(passage: Sequence[Told], index: int) -> Claim | None:
    """Return the count before this one in the same sentence, if it has a measure word."""
    told = passage[index]
    for place in range(index - 1, -1, -1):
        one = passage[place]
        if one.place.sentence != told.place.sentence:
            return None
        if one.place.depth == told.place.depth and one.claim.measure.unit_text:
            return one.claim if one.claim.measure.unit.countable else None
    return None


__all__ = ["find"]
