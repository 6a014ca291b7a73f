"""Turns of phrase whose whole form is telling: the grammar names their numbers, rules say how these must agree.

A terminal of grammar/formats.lark is a form, and its named groups are the members of the group that it makes, of the
kind that [KIND_OF] names. So a new check of this sort is a form and a rule, and no code. Forms that [KIND_OF] leaves
out need more than their numbers; the modules that reckon with them ask for them by name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from checker.claims import Claim, Group, Kind, not_a_quantity
from checker.parsing.grammar import terminal, values, words
from checker.parsing.numerals import number
from checker.parsing.patterns import compiled
from checker.parsing.quantities import read_quantity
from checker.source import Document, Span

HERE = "here"
"""The member that is underlined; `here_too` is another place for it in a form of two shapes."""
RAW = "RAW_"
"""How the name of a form begins that is looked for in the text as written."""


_pattern = cache(compiled)


def found(document: Document, form: str) -> Iterator[re.Match[str]]:
    """Yield where a form stands in the running text.

    Raises:
        GrammarError: there is no such form.
    """
    regex = terminal(form, "numerals", "formats")
    text = document.text if form.startswith(RAW) else document.normal
    signs = words("SIGN_OF").get(form, "").split()
    for span in _holding(text, signs, document.runs) if signs else document.runs:
        yield from _pattern(regex).finditer(text, *span)


def _holding(text: str, signs: Sequence[str], runs: Sequence[Span]) -> Iterator[Span]:
    """Yield the runs of prose in which one of the signs stands: from sign to sign, not from run to run."""
    places = [(text.find(sign), sign) for sign in signs]
    while places := [(at, sign) for at, sign in places if at >= 0]:
        at = min(places)[0]
        index = bisect_right(runs, at, key=_start) - 1
        if index >= 0 and at < runs[index].end:
            yield runs[index]
            at = runs[index].end - 1
        places = [(text.find(sign, at + 1) if place <= at else place, sign) for place, sign in places]


def _start(span: Span) -> int:
    return span.start


def members(match: re.Match[str]) -> dict[str, object]:
    """Return the named groups that took part: claims where a unit is written, else numbers, else words; and `here`."""
    named = {name: Span(*match.span(name)) for name, text in match.groupdict().items() if text}
    places = [named.pop(name) for name in (HERE, f"{HERE}_too") if name in named]
    here = places[0] if places else Span(*match.span())
    said = {name: _member(match[name], span) for name, span in named.items()}
    return {HERE: not_a_quantity(here, Kind.NUMBER, match.string[here.start : here.end]), **said}


def _member(text: str, span: Span) -> Claim | Fraction | str:
    reading = read_quantity(text)
    if reading and reading.measure.unit_text:
        return Claim(span, Kind.LEVEL, reading.measure)
    spelled = {**values("HAN_DIGIT"), **values("HAN_PLACE")}
    numeral = text.replace(".", "", 1).isdigit() or all(sign in spelled for sign in text)
    return number(text).value if numeral else text


def find(document: Document) -> Iterator[Group]:
    """Yield a group for each place where a form stands that makes one by itself; the names of what took part are its
    traits too.
    """
    for form, said in words("KIND_OF").items():
        kind, *traits = said.split()
        for match in found(document, form):
            named = (name for name, text in match.groupdict().items() if text)
            yield Group(kind, Span(*match.span()), members(match), frozenset({*traits, *named}))


__all__ = ["HERE", "find", "found", "members"]
