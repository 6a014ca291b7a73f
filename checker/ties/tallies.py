"""Small counts of the text's own words: 市县两级 against the levels it names, “七升三降” against the rises and falls
that follow.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from checker.claims import Claim, Group, Kind, not_a_quantity
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import values, words
from checker.parsing.scanning import Token
from checker.source import Span


def find(text: str, reading: Reading) -> Iterator[Group]:
    """Yield `levels` (here, count, named) and `tally` (here, rises, falls, ups, downs, count)."""
    for passage in reading.passages:
        yield from _levels(text, passage)
        for sentence in passage.sentences:
            for clause in sentence.clauses:
                for token in clause.tokens:
                    if token.kind in ("LABEL", "NAME"):
                        yield from _tally(passage, token)


# ---------------------------------------------------------------- 市县两级
def _levels(text: str, passage: Passage) -> Iterator[Group]:
    """Yield a count of levels of government with how many are named right before it; fewer may be meant
    (辖区街镇两级).
    """
    digits = values("HAN_DIGIT")
    span = passage.block.span
    for unit in words("LEVEL_UNIT"):
        place = text.find(unit, span.start, span.end)
        while place > 0:
            start = place - 1
            while start > span.start and text[start - 1] in words("LEVEL_SIGN"):
                start -= 1
            named = place - 1 - start
            goes_back = text[start - 1 : start] in (*words("SEP"), *words("JOINER"))
            if named > 1 and not goes_back and text[place - 1] in digits:
                here = Span(place - 1, place + 1)
                members = {
                    "here": not_a_quantity(here, Kind.COUNT, here.of(text)),
                    "count": Fraction(digits[text[place - 1]]),
                    "named": Fraction(named),
                }
                yield Group("levels", Span(start, place + 1), members)
            place = text.find(unit, place + 1, span.end)


# ---------------------------------------------------------------- 十个主要行业“七升三降”：…
def _tally(passage: Passage, token: Token) -> Iterator[Group]:
    rises, falls = _before_sign(token.text, "RISE_SIGN"), _before_sign(token.text, "FALL_SIGN")
    if rises is None or falls is None:
        return
    here = next((told for told in passage.told if told.claim.span.start > token.start), None)
    rates = _rates_after(passage.told, token, here.place.sentence) if here else []
    members = {
        "here": not_a_quantity(token.span, Kind.NAME, token.text),
        "rises": Fraction(rises),
        "falls": Fraction(falls),
        "ups": Fraction(sum(claim.direction > 0 for claim in rates)),
        "downs": Fraction(sum(claim.direction < 0 for claim in rates)),
    }
    before = [
        told.claim
        for told in passage.told
        if 0 <= token.start - told.claim.span.end < _NEAR and told.claim.kind is Kind.COUNT
    ]
    if before:
        members["count"] = before[-1]
    whole = abs(len(rates) - rises - falls) <= 1 and all(claim.direction for claim in rates)
    yield Group("tally", token.span, members, frozenset({"listed"} if whole else ()))


_NEAR = 12
"""A count so close before the tally is of what it tallies: 十个主要行业“七升三降”."""


def _before_sign(text: str, section: str) -> int | None:
    """Return the numeral right before a sign of rising or falling in a slogan, None if there is none."""
    digits = values("HAN_DIGIT")
    for sign in words(section):
        place = text.find(sign)
        if place > 0 and text[place - 1] in digits:
            return int(digits[text[place - 1]])
    return None


def _rates_after(told: Sequence[Told], token: Token, sentence: int) -> list[Claim]:
    """Return the growth rates of the sentence after a tally, one for each subject."""
    following = [one for one in told if one.claim.span.start > token.end and one.place.sentence == sentence]
    return [one.claim for one in following if one.claim.kind is Kind.GROWTH and not one.place.depth]
