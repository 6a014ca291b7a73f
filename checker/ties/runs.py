"""Amounts that run on after the first part of a whole, as far as the sentence goes.

其中 glued to a noun holds for its clause, and what follows may be further parts or something else: 291条，其中国际航线
23条，国内航线268条. The same holds of a sentence that views the amount before it from one side (分行业看，…). Where
such a run makes up the whole it is its parts; where it does not, only a slip that explains the difference says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice, takewhile

from checker.claims import Group
from checker.context import Passage
from checker.parsing.grammar import words
from checker.ties.wholes import Seen, added_on, beyond_chance, breakdown, make_up, role_of, subject_of

_MOST = 12
_NOT_A_PART = frozenset({"OF_WHICH", "TOTAL", "PLUS"})


def run_on(whole: Seen, following: Sequence[Seen]) -> Iterator[Group]:
    """Yield `run_on` (whole, parts) of a whole and what follows it from its first part on; also a `breakdown` where
    that cannot but make up the whole.
    """
    first = following[0]
    if not all("level" in seen.fact.fields for seen in (whole, first)):
        return
    sentence = first.fact.place.sentence
    here = takewhile(lambda seen: seen.fact.place.sentence == sentence and not added_on(seen.fact), following)
    parts = list(islice((seen for seen in here if seen is first or _goes_with(first, seen, whole)), _MOST))
    for size in range(len(parts), 1, -1):
        if make_up(parts[:size], whole):
            parts = parts[:size]
            break
    if len(parts) > 1:
        made_up = beyond_chance(parts, whole)
        found = breakdown(whole, parts, exhaustive=False, traits=made_up)
        if "exhaustive" not in found.traits:
            yield replace(found, kind="run_on")
        if "exhaustive" in found.traits or made_up:
            yield found


def views(passage: Passage, facts: Sequence[Seen]) -> Iterator[Group]:
    """Yield `run_on` for each sentence that begins with a view (分行业看) of the one amount before it."""
    told: list[Seen] = []
    for number, run in groupby(facts, lambda seen: seen.fact.place.sentence):
        here = list(run)
        amounts = [seen for seen in here if "level" in seen.fact.fields and not seen.fact.place.depth]
        if amounts and _is_view(passage, number):
            wholes = [seen for seen in told if seen.dimension == amounts[0].dimension and subject_of(seen.fact)]
            if len(wholes) == 1:
                yield from run_on(wholes[0], here[here.index(amounts[0]) :])
        else:
            told = here


def _is_view(passage: Passage, number: int) -> bool:
    """Tell whether a sentence begins with a clause without numbers that names a side to look from."""
    opening = passage.sentences[number].clauses[0]
    said = "".join(token.text for token in opening.tokens).strip()
    return said.startswith(tuple(words("VIEW_FROM"))) and said.endswith(tuple(words("VIEW_TO")))


def _goes_with(first: Seen, seen: Seen, whole: Seen) -> bool:
    """Tell whether an amount may be another part beside the first."""
    place, theirs = first.fact.place, seen.fact.place
    beside = (theirs.sentence, theirs.depth) == (place.sentence, place.depth) and seen.dimension == first.dimension
    named = subject_of(seen.fact) not in ("", subject_of(whole.fact))
    plain = not seen.fact.marks & _NOT_A_PART and "level" in seen.fact.fields
    return beside and named and plain and role_of(seen.fact) is role_of(first.fact)


__all__ = ["run_on", "views"]
