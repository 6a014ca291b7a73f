"""Places in an order: who is first or last of those named."""

from collections.abc import Iterator, Sequence

from checker.claims import Claim, Group, Kind
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import words
from checker.parsing.phrases import trailing
from checker.parsing.prose import Sentence
from checker.source import Document, Span

_VALUES = frozenset({Kind.LEVEL, Kind.COUNT, Kind.SHARE})


def find(document: Document, reading: Reading) -> Iterator[Group]:
    """Yield `first_of` (first, others)."""
    for passage in reading.passages:
        if not any(told.statement.run > 1 for told in passage.told):
            continue
        for number, sentence in enumerate(passage.sentences):
            yield from _firsts(document.normal, passage, number, sentence)


# ---------------------------------------------------------------- 甲、乙、丙分别为5家、4家、3家，乙居首位
def _firsts(text: str, passage: Passage, number: int, sentence: Sentence) -> Iterator[Group]:
    """Hold the one that a clause calls first against all that the run of values just before it names."""
    for index, clause in enumerate(sentence.clauses):
        said = clause.span.of(text).strip()
        for trait, section in (("highest", "AT_TOP"), ("lowest", "AT_BOTTOM")):
            ending = trailing(said, section)
            run = _run_before(passage.told, number, index) if ending else []
            name = said.removesuffix(ending).strip() if ending else ""
            first = [one.claim for one in run if name and one.claim.metric == name]
            if len(first) == 1:
                others = tuple(one.claim for one in run if one.claim.span != first[0].span)
                yield Group(
                    "first_of", _span(first[0], *others), {"first": first[0], "others": others}, frozenset({trait})
                )


def _run_before(told: Sequence[Told], sentence: int, clause: int) -> list[Told]:
    """Return a run of values, each with a name of its own, that ends in the clause before."""
    run = [
        one
        for one in told
        if one.place.sentence == sentence
        and one.place.clause == clause - 1
        and not one.place.depth
        and one.statement.run > 1
    ]
    alike = len({one.claim.measure.unit.dimension for one in run}) == 1 and all(
        one.claim.kind in _VALUES for one in run
    )
    named = {one.claim.metric for one in run}
    return run if alike and len(named) == len(run) and not words("AVERAGED").keys() & named else []


def _span(*claims: Claim) -> Span:
    return Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))
