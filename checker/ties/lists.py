"""Lists and their counts: A、B、C等6个, A、B、C、D四级, 分别 with as many values as subjects, 三方面：一是…二是…三是, a
share of two counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checker.claims import Group, Kind
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any, split_list
from checker.parsing.prose import Clause, Sentence
from checker.parsing.scanning import Token
from checker.source import Span


@dataclass(frozen=True, slots=True)
class _Listing:
    items: int
    span: Span
    joined: bool
    """Whether 和 stands in it, which may join two items or stand inside one."""


def find(text: str, reading: Reading) -> Iterator[Group]:
    """Yield `listing` (items, count), `parallel` (subjects, values) and `counted_share` (part, whole, share)."""
    for passage in reading.passages:
        counts = {told.claim.span.start: told for told in passage.told}
        for sentence in passage.sentences:
            for clause in sentence.clauses if counts else ():
                if clause.shape.numeric:
                    yield from _listings(text, clause, counts)
        yield from _parallels(passage)
        yield from _counted_shares(passage.told)


# ---------------------------------------------------------------- A、B、C等6个
def _listings(text: str, clause: Clause, counts: dict[int, Told]) -> Iterator[Group]:
    for index, token in enumerate(clause.tokens):
        told = counts.get(token.start)
        if token.kind != "QUANTITY" or not told or told.claim.kind not in (Kind.COUNT, Kind.TARGET):
            continue
        number = told.claim.measure.number
        if number.hedge != "none" or number.spread or index == 0:
            continue
        open_ended = clause.tokens[index - 1].kind == "ETC"
        listing = _items_before(clause.tokens[: index - 1 if open_ended else index]) or _Listing(
            0, token.span, joined=False
        )
        closed = clause.tokens[index - 1].span.end == token.start and told.claim.measure.unit_text in words(
            "CLOSED_COUNT"
        )
        quoted = _quoted_before(text, token)
        if quoted:
            members = {"items": Fraction(quoted.items), "count": told.claim, "list": quoted.span.of(text)}
            yield Group("listing", Span(quoted.span.start, token.end), members, frozenset({"quoted"}))
        elif (listing.items > 1 and open_ended) or (closed and not token.text[0].isdigit() and listing.items > 2):
            traits = {"open_ended" if open_ended else "closed"}
            if listing.items == number.low - 1 and not listing.joined:
                traits.add("one_short")
            members = {
                "items": Fraction(listing.items),
                "count": told.claim,
                "list": text[listing.span.start : listing.span.end],
            }
            yield Group("listing", Span(listing.span.start, token.end), members, frozenset(traits))


def _quoted_before(text: str, token: Token) -> _Listing | None:
    """Return the list in quotation marks that a count in characters directly follows: “健康、安全”两个."""
    opening, closing = words("QUOTES")
    if token.text[0].isdigit() or text[token.start - 1 : token.start] != closing:
        return None
    start = text.rfind(opening, max(0, token.start - 80), token.start)
    inner = text[start + 1 : token.start - 1]
    items = split_list(inner)
    flat = start >= 0 and not any(sign in inner for sign in words("NO_LIST"))
    return _Listing(len(items), Span(start, token.start), joined=False) if flat and len(items) > 1 else None


def _items_before(tokens: Sequence[Token]) -> _Listing | None:
    """Count the nouns joined by 、 that end where the number stands; 和 may join two items or stand inside one, so it
    adds none.

    A run with numbers or names of numbers in it is no list.
    """
    items, expecting, start, joined = 0, True, -1, False
    end = tokens[-1].span.end if tokens else 0
    for token in reversed(tokens):
        if token.kind in ("NOUN", "NAME", "AND"):
            items, expecting, start = items + expecting, False, token.start
            joined = joined or token.kind == "AND"
        elif token.kind == "SEP" and not expecting:
            expecting = True
        else:
            break
    return _Listing(items, Span(start, end), joined) if items and not expecting else None


# ---------------------------------------------------------------- A、B分别增长x、y
def _parallels(passage: Passage) -> Iterator[Group]:
    for index, told in enumerate(passage.told):
        statement = told.statement
        if statement.listed or statement.run < 2 or "EACH" not in statement.marks or statement.depth:
            continue
        fewest, most = _subjects(statement.subject)
        run = [one.claim for one in passage.told[index : index + statement.run]]
        span = statement.subject_span
        sentence = passage.sentences[told.place.sentence]
        if fewest < 2 or span is None or _more_values_follow(sentence, told) or _list_goes_back(sentence, told):
            continue
        members = {"fewest": Fraction(fewest), "most": Fraction(most), "values": tuple(run), "list": statement.subject}
        yield Group("parallel", Span(span.start, run[-1].span.end), members)


def _subjects(phrase: str) -> tuple[int, int]:
    """Return how many subjects a flat list has at least and at most: 、 parts two, 和 may part two or stand
    inside one.
    """
    if names_any(phrase, "ENCLOSING"):
        return 0, 0
    parted = sum(phrase.count(sign) for sign in words("SEP")) + 1
    return parted, max(parted, len(split_list(phrase)))


def _list_goes_back(sentence: Sentence, told: Told) -> bool:
    """Tell whether the clause before is a bare noun, so that the list of subjects may have begun there."""
    before = [clause for clause in sentence.clauses[: told.place.clause] if clause.depth == told.place.depth][-1:]
    return any(
        clause.closed_by == "COMMA"
        and bool(clause.tokens)
        and not any(token.kind == "QUANTITY" for token in clause.tokens)
        for clause in before
    )


def _more_values_follow(sentence: Sentence, told: Told) -> bool:
    """Tell whether the values go on past the clause (分别为3个，5个，7个), so that this run is not all of them."""
    following = sentence.clauses[told.place.clause + 1 : told.place.clause + 2]
    return any(
        clause.shape.items and clause.shape.items[0].rule in ("value", "change") and not clause.depth
        for clause in following
    )


# ---------------------------------------------------------------- 23个项目中9个立项，立项率39%
def _counted_shares(told: Sequence[Told]) -> Iterator[Group]:
    for index, one in enumerate(told):
        if one.claim.kind is not Kind.SHARE or one.claim.measure.number.hedge != "none" or one.place.depth:
            continue
        if not one.statement.subject.endswith(tuple(words("RATE_ENDING"))) or one.statement.noun:
            continue
        before = [other for other in told[:index] if other.place.sentence == one.place.sentence]
        counts = [other.claim for other in before if other.claim.kind is Kind.COUNT]
        if len(counts) != 2 or len(before) != 2 or counts[0].measure.unit_text != counts[1].measure.unit_text:
            continue
        whole, part = counts
        if part.measure.number.low <= whole.measure.number.low:
            yield Group(
                "counted_share",
                Span(whole.span.start, one.claim.span.end),
                {"whole": whole, "part": part, "share": one.claim},
            )
