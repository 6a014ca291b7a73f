"""Find a stretch of one text in another that says the same with other white space, numbers and order of blocks.

A reader writes a document's text anew: automatic numbers appear, layout goes, notes move. What stays is the ink around
a number, so a place is found by it: the occurrence whose neighbours on both sides agree longest.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from checker.readers.raised import lowered
from checker.source import Span

AROUND = 60
"""Characters on either side that are compared."""


@dataclass(frozen=True)
class Ink:
    """A text without its white space and with nothing raised, and where each of its characters stands in the text."""

    text: str
    signs: str = field(init=False)
    places: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        places = [place for place, sign in enumerate(self.text) if not sign.isspace()]
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "signs", lowered("".join(self.text[place] for place in places)))

    def within(self, span: Span) -> Span:
        """Return a span of the text as a span of its signs."""
        return Span(bisect_left(self.places, span.start), bisect_left(self.places, span.end))

    def outside(self, signs: Span) -> Span:
        """Return a span of its signs (not an empty one) as a span of the text."""
        return Span(self.places[signs.start], self.places[signs.end - 1] + 1)


def find(span: Span, here: Ink, there: Ink) -> Span | None:
    """Return where what `span` covers in the one text stands in the other, None if it does not."""
    signs = here.within(span)
    sought = signs.of(here.signs)
    if not sought:
        return None
    before, after = here.signs[max(0, signs.start - AROUND) : signs.start], here.signs[signs.end : signs.end + AROUND]
    depth = signs.start / len(here.signs)
    best, best_grade = -1, (-1, 0.0)
    at = there.signs.find(sought)
    while at >= 0:
        end = at + len(sought)
        left = _alike(reversed(before), reversed(there.signs[max(0, at - AROUND) : at]))
        right = _alike(after, there.signs[end : end + AROUND])
        grade = (left + right, -abs(at / len(there.signs) - depth))
        if grade > best_grade:
            best, best_grade = at, grade
        at = there.signs.find(sought, at + 1)
    return there.outside(Span(best, best + len(sought))) if best >= 0 else None


def _alike(left: Iterable[str], right: Iterable[str]) -> int:
    """Return how many signs the two have in common from their beginnings on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
