"""The ink of one cell: numbers broken by its edge, accountants' signs, noughts that mean nothing at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from checker.claims import Claim
from checker.parsing.grammar import words
from checker.parsing.phrases import leading
from checker.quantity import Interval

_NOUGHT = "0"


def with_plain_noughts(cells: Mapping[tuple[int, int], Claim]) -> dict[tuple[int, int], Claim]:
    """Take a bare 0 under a head of numbers with decimals for nothing at all, not for what was rounded to 0."""
    fine = {column for (_, column), claim in cells.items() if "." in claim.measure.written}
    return {
        (row, column): _nothing(claim) if column in fine and claim.measure.written == _NOUGHT else claim
        for (row, column), claim in cells.items()
    }


def _nothing(claim: Claim) -> Claim:
    return replace(claim, measure=replace(claim.measure, interval=Interval.exactly(0)))


def ink_of(content: str) -> str:
    """Return a cell's content as one number: 97,795,35 0 was broken at the edge of its cell, 12 34 are two numbers."""
    pieces = content.split()
    joined = "".join(pieces)
    apart = any(first[-1].isdigit() and second[0].isdigit() for first, second in pairwise(pieces))
    return "" if apart and not _was_broken(joined, pieces) else joined


def _was_broken(joined: str, pieces: Sequence[str]) -> bool:
    """Tell whether pieces make one number of money, which none of them is alone."""
    whole, _, decimals = joined.lstrip("-").partition(".")
    return _grouped(whole) and (len(decimals) == 2 or (not decimals and not all(map(_grouped, pieces))))


def _grouped(digits: str) -> bool:
    """Tell whether digits are grouped in threes by commas throughout."""
    first, *rest = digits.split(",")
    return bool(rest) and first.isdigit() and len(first) < 4 and all(len(group) == 3 for group in rest)


def signed(ink: str) -> str:
    """Return the ink with accountants' brackets and triangles, and 减少 before a number, written as a minus sign."""
    if ink.startswith("(") and ink.endswith(")"):
        return f"-{ink[1:-1]}"
    if ink[0] in words("NEGATIVE_MARK"):
        return f"-{ink[1:]}"
    for section, sign in (("FALL", "-"), ("RISE", "")):
        word = leading(ink, section)
        if word and ink[len(word) :][:1].isdigit():
            return f"{sign}{ink[len(word) :]}"
    return ink
