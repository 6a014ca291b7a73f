"""A whole in one paragraph and its parts in the numbered ones after it: 财力构成是：（1）…，占可用财力的20.6%；（2）….

`exhaustive` where the words before the list say that it is what the whole is composed of, or where the shares of all
items make up all of it.
"""

from collections.abc import Iterator, Sequence

from checker.claims import Claim, Group, Kind
from checker.context import Passage, Reading
from checker.parsing.grammar import words
from checker.parsing.numerals import ordinal_of
from checker.parsing.prose import Clause
from checker.quantity import Interval
from checker.source import Span
from checker.ties.wholes import Seen, breakdown, facts_of, role_of, subject_of

_FEWEST, _MOST = 2, 30
_ALL = Interval.exactly(1)


def find(reading: Reading) -> Iterator[Group]:
    """Yield `breakdown` (whole, parts), `part_shares` (shares), `share_of` (part, whole, share) of numbered items."""
    for index, passage in enumerate(reading.passages):
        last = _last_clause(passage)
        closing = _closing(last[1]) if last else ""
        whole = _whole(passage, last[0], reading) if last and closing else None
        if whole is None:
            continue
        items = list(_items(reading.passages[index + 1 : index + 1 + _MOST], reading))
        if len(items) >= _FEWEST and all(_part_of(item, whole) for item in items):
            yield from _list(whole, items, composed=closing == "composed")


def _last_clause(passage: Passage) -> tuple[int, Clause] | None:
    """Return the last clause that says something, and the number of its sentence."""
    for number in range(len(passage.sentences) - 1, -1, -1):
        for clause in reversed(passage.sentences[number].clauses):
            if clause.tokens:
                return number, clause
    return None


def _closing(clause: Clause) -> str:
    """Return how a clause opens a list: `composed` (财力构成是：), `opened` (其中：), or empty."""
    if clause.closed_by != "COLON" or clause.depth:
        return ""
    said = "".join(token.text for token in clause.tokens).strip()
    if said.endswith(tuple(words("COMPOSED_OF"))):
        return "composed"
    return "opened" if said.endswith(tuple(words("OF_WHICH"))) else ""


def _whole(passage: Passage, sentence: int, reading: Reading) -> Seen | None:
    """Return the last amount of the paragraph, if it has a name and stands in its last two sentences that speak."""
    amounts = [seen for seen in facts_of(passage, reading) if "level" in seen.fact.fields and not seen.fact.place.depth]
    near = [seen for seen in amounts if sentence - seen.fact.place.sentence <= 1]
    return near[-1] if near and subject_of(near[-1].fact) else None


def opens_list(passage: Passage) -> bool:
    """Tell whether a paragraph ends with a colon behind words for what the list after it is."""
    last = _last_clause(passage)
    return last is not None and bool(_closing(last[1]))


def numbered(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the paragraphs that carry the numbers 1, 2, 3 on in one style."""
    style = ""
    for expected, passage in enumerate(passages, 1):
        clauses = passage.sentences[0].clauses if passage.sentences else ()
        first = clauses[0].tokens[0] if clauses and clauses[0].tokens else None
        if first is None or first.kind != "ENUMERATOR" or ordinal_of(first.text) != expected:
            return
        bare = "".join(sign for sign in first.text if not sign.isdigit())
        if style and bare != style:
            return
        style = bare
        yield passage


def _items(passages: Sequence[Passage], reading: Reading) -> Iterator[Seen]:
    """Yield the first amount of each paragraph of a numbered list, as far as they have one."""
    for passage in numbered(passages):
        facts = facts_of(passage, reading)
        if not facts or "level" not in facts[0].fact.fields:
            return
        yield facts[0]


def _part_of(item: Seen, whole: Seen) -> bool:
    named = subject_of(item.fact) not in ("", subject_of(whole.fact))
    return named and item.dimension == whole.dimension and role_of(item.fact) is role_of(whole.fact)


def _list(whole: Seen, parts: Sequence[Seen], *, composed: bool) -> Iterator[Group]:
    shares = [share for part in parts if (share := part.fact.fields.get("share")) and _is_share(share, whole)]
    every = len(shares) == len(parts)
    total = sum((share.interval for share in shares), Interval.exactly(0))
    exhaustive = composed or (every and total.meets(_ALL))
    yield breakdown(whole, parts, exhaustive=exhaustive, traits={"opened"})
    if every and composed:
        yield Group("part_shares", Span(shares[0].span.start, shares[-1].span.end), {"shares": tuple(shares)})
    level = whole.fact.fields["level"]
    for part in parts:
        share = part.fact.fields.get("share")
        if share in shares:
            span = Span(level.span.start, part.fact.span.end)
            yield Group("share_of", span, {"part": part.fact.fields["level"], "whole": level, "share": share})


def _is_share(share: Claim, whole: Seen) -> bool:
    """Tell whether a share is said of the whole by its name (占可用财力的, 占支出的)."""
    of = str(share.quantifier or "")
    for ending in words("POSSESSIVE"):
        of = of.removesuffix(ending)
    plain = share.kind in (Kind.SHARE, Kind.TARGET) and share.measure.number.hedge == "none"
    return plain and bool(of) and subject_of(whole.fact).endswith(of)


__all__ = ["find", "numbered", "opens_list"]
