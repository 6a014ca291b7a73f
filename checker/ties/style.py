"""Whether numbers are written alike: with as many decimals, in digits of one width, grouped or not."""

import string
from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.claims import Claim, Group, Kind, not_a_quantity
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import words
from checker.source import Document, Span

_ENOUGH = 3
"""How many items a list has, or how often a way of writing occurs, before it is called the report's own."""
_LONG = 5


def find(document: Document, reading: Reading) -> Iterator[Group]:
    """Yield `decimals` (fewest, most), `full_width` and `ungrouped` (fewer, more)."""
    for passage in reading.passages:
        yield from _decimals(passage)
    yield from _full_width(document)
    yield from _ungrouped(document, reading)


# ---------------------------------------------------------------- 12.5%、13%、12.35%
def _decimals(passage: Passage) -> Iterator[Group]:
    run: list[Told] = []
    for one in (*passage.told, None):
        if one and one.statement.run >= _ENOUGH and (not run or one.statement.listed == len(run)):
            run.append(one)
            continue
        if len(run) >= _ENOUGH and len({_after(told.claim) for told in run if _after(told.claim)}) == 1:
            yield _listed(run)
        run = [one] if one and one.statement.run >= _ENOUGH else []


def _listed(run: Sequence[Told]) -> Group:
    counts = [len(_number(one.claim).partition(".")[2]) for one in run]
    odd = run[counts.index(min(counts))].claim
    members = {"here": odd, "fewest": Fraction(min(counts)), "most": Fraction(max(counts))}
    return Group("decimals", Span(run[0].claim.span.start, run[-1].claim.span.end), members)


def _after(claim: Claim) -> str:
    """Return the multiplier and unit as they are written."""
    return claim.measure.written.lstrip("-0123456789., ")


def _number(claim: Claim) -> str:
    return "".join(sign for sign in claim.measure.written if sign.isdigit() or sign == ".")


# ---------------------------------------------------------------- ２０２４年
def _full_width(document: Document) -> Iterator[Group]:
    """Set the first full-width digits against how many digits of each width the report has."""
    text, digits = document.text, tuple(words("FULL_WIDTH"))
    wide = sum(map(text.count, digits))
    if wide:
        start = min(at for at in map(text.find, digits) if at >= 0)
        end = start + 1
        while text[end : end + 1] in digits:
            end += 1
        narrow = sum(map(text.count, string.digits))
        here = not_a_quantity(Span(start, end), Kind.NUMBER, text[start:end])
        yield Group("full_width", here.span, {"here": here, "fewer": Fraction(wide), "more": Fraction(narrow)})


# ---------------------------------------------------------------- 12,345元 … 12345元
def _ungrouped(document: Document, reading: Reading) -> Iterator[Group]:
    """Set the first number written in the rarer way against how many long ones are grouped and are not."""
    long = [claim for claim in _in_prose(reading) if len(_number(claim).partition(".")[0]) >= _LONG]
    commas = tuple(words("COMMA"))
    marked = [any(sign in claim.measure.written for sign in commas) for claim in long]
    grouped = [claim for claim, has in zip(long, marked, strict=True) if has]
    plain = [claim for claim, has in zip(long, marked, strict=True) if not has]
    fewer, more = sorted((grouped, plain), key=len)
    if len(more) >= _ENOUGH:
        here = fewer[0] if fewer else more[0]
        members = {"here": here, "fewer": Fraction(len(fewer)), "more": Fraction(len(more))}
        yield Group("ungrouped", here.span, members)


def _in_prose(reading: Reading) -> Iterator[Claim]:
    exact = (Kind.LEVEL, Kind.COUNT, Kind.DIFFERENCE, Kind.TARGET)
    return (one.claim for passage in reading.passages for one in passage.told if one.claim.kind in exact)
