"""What each clause says with each of its numbers, before anything is filled in from around it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from checker.claims import UNSTATED, Claim, Kind, Measure
from checker.parsing.clauses import Item
from checker.parsing.grammar import words
from checker.parsing.kinds import claim_kind, ends_a_clause, tells_a_class
from checker.parsing.numerals import ordinal_of
from checker.parsing.phrases import is_foreign, keeps_ending
from checker.parsing.quantities import NUMERIC_KINDS, Reading, read_quantity
from checker.parsing.scanning import Token
from checker.parsing.segments import Clause
from checker.parsing.surroundings import (
    Surroundings,
    compared_from,
    rest_of_points,
    shared_unit,
    surroundings_of,
    than_of,
)
from checker.quantity import Hedge, Interval, Number
from checker.source import Span
from checker.units import PURE

_SILENT = frozenset(
    {
        "LEVEL_VERB",
        "SAME",
        "SHARE_OF",
        "PERIOD",
        "DATE",
        "BROKEN_DATE",
        "BASE",
        "BASIS_WORD",
        "EACH",
        "OF_WHICH",
        "TOTAL",
        "BREAK",
        "ENUMERATOR",
        "NOTE_MARK",
        "TARGET_WORD",
        "FALL_RATE",
        "RISE_RATE",
        "AVERAGE",
        "TURN_UP",
        "TURN_DOWN",
        "REST",
        "INCLUDING",
        "PLUS",
        "EXCLUDING",
    }
)
"""Kinds of token that are no part of the name of a metric."""
_NO_GROWTH = "0.0%"
_RISING = frozenset({"RISE", "RISE_SHORT", "RISE_TO", "RISE_RATE", "FASTER", "ABOVE"})
_CHANGES = frozenset({"RISE", "FALL", "RISE_SHORT", "FALL_SHORT", "NARROW", "WIDEN", "FASTER", "SLOWER"})
_FALLING = frozenset({"FALL", "FALL_SHORT", "FALL_TO", "FALL_RATE", "SLOWER", "BELOW"})
_DIRECTED = _RISING | _FALLING | {"NARROW", "WIDEN"}


class Statement(NamedTuple):
    """One number as its own clause states it.

    `subject` is the noun phrase before it, `tail` the one directly after it, `noun` the one inside its item; each may
    be empty. `marks` are the kinds of token that stand before the number in its clause, `listed` its place in a run of
    numbers that share one verb, `depth` how many brackets are around it. `than` is the period that a comparison names
    right before the number (比上年的100亿元), `verb` the word of a level or a total right before it. A number that
    tells a class of what follows it (60岁及以上人口) is `classed`.
    """

    claim: Claim
    reading: Reading
    rule: str
    clause: int
    depth: int
    subject: str = ""
    subject_span: Span | None = None
    tail: str = ""
    noun: str = ""
    marks: frozenset[str] = frozenset()
    listed: int = 0
    run: int = 1
    than: str = ""
    verb: str = ""
    tokens: tuple[Token, ...] = ()
    classed: bool = False


def statements_of(
    text: str, clause: Clause, index: int, opened: frozenset[str], base: Token | None = None
) -> Iterator[Statement]:  # fmt: skip
    """Yield what a clause states; `opened` are the structural words that the clause before hands to it, `base` is what
    the sentence has said that its changes are measured from.
    """
    tokens = clause.tokens
    used_to = 0
    marks: set[str] = set(opened)
    classed: Token | None = None
    around = surroundings_of(clause, base)
    for item in clause.shape.items:
        first, last, numbers = item.tokens[0], item.tokens[-1], item.numbers
        if not numbers:
            kind = tokens[first].kind
            if kind == "RANK":
                subject, subject_span = phrase_of(text, tokens, range(used_to, first))
                yield _ranked(clause, index, item, _with_rate(subject, tokens[used_to:first]), subject_span)
            elif kind == "SAME" and not text.startswith(tuple(words("POSSESSIVE")), tokens[first].end):
                same = _unchanged(text, clause, index, item, used_to, frozenset(marks))
                based = around.base_of(tokens[first])
                yield same._replace(claim=replace(same.claim, base=based or UNSTATED))
                used_to = last + 1
            marks |= item.kinds
            continue
        subject, subject_span = phrase_of(text, tokens, range(used_to, compared_from(text, tokens, first)))
        noun, _ = phrase_of(text, tokens, item.noun)
        tail = _tail(tokens, last) if numbers[-1] == last else ""
        own = item.marks | marks
        shared = shared_unit([tokens[position] for position in numbers]) if len(numbers) > 1 else ""
        taken = tokens[first : last + 1]
        if subject_span and classed and subject_span.start == classed.end:
            subject, subject_span = f"{classed.text}{subject}", Span(classed.start, subject_span.end)
        classed = tokens[numbers[-1]] if item.rule == "value" and tells_a_class(tokens[numbers[-1]], tail) else None
        for place, position in enumerate(numbers):
            unit = shared if place < len(numbers) - 1 else ""
            unit = unit or rest_of_points(tokens, position)
            statement = _statement(text, item, taken, tokens[position], unit, around)
            if statement:
                yield Statement(
                    claim=statement[0],
                    reading=statement[1],
                    rule=item.rule,
                    clause=index,
                    depth=clause.depth,
                    subject=subject,
                    subject_span=subject_span,
                    tail=tail if position == numbers[-1] else "",
                    noun=noun,
                    marks=own - {"OF_WHICH"} if place else own,
                    listed=place,
                    run=len(numbers),
                    than=than_of(text, tokens, position),
                    verb=_verb(tokens, first),
                    tokens=taken,
                    classed=classed is tokens[position],
                )
        used_to = last + 1 + _counted(tokens, last, tail)
        marks &= {"TARGET_WORD", "EACH"}


def phrase_of(text: str, tokens: Sequence[Token], positions: Sequence[int]) -> tuple[str, Span | None]:
    """Join the noun-like tokens at `positions` to one phrase; a one-sign verb inside a phrase is part of a word
    (拥有量), 总计 behind 收入 of the name.
    """
    if not positions:
        return "", None
    kept = [
        tokens[position]
        for position in positions
        if tokens[position].kind not in _SILENT or _inside(tokens, positions, position)
    ]
    kept = [token for token in kept if token.kind != "ASIDE" or _qualifies(token)]
    if not kept:
        return "", None
    phrase = "".join(token.text for token in kept).strip(" 、")
    return ("", None) if is_foreign(phrase) else (phrase, Span(kept[0].start, kept[-1].end))


def _verb(tokens: Sequence[Token], position: int) -> str:
    before = tokens[position - 1] if position else None
    return before.text if before is not None and before.kind in ("LEVEL_VERB", "TOTAL") else ""


def _with_rate(subject: str, tokens: Sequence[Token]) -> str:
    """Return the subject of a rank with the rate that is ranked where one stands behind it (收入增速居全国第三位)."""
    for name, rate in pairwise(tokens):
        if name.kind == "NOUN" and rate.kind in ("RISE_RATE", "FALL_RATE") and rate.start == name.end:
            return subject.replace(name.text, f"{name.text}{rate.text}", 1)
    return subject


def _ranked(clause: Clause, index: int, item: Item, subject: str, span: Span | None) -> Statement:
    """Return the statement that something holds a rank (居第三位)."""
    token = clause.tokens[item.tokens[0]]
    rank = Fraction(ordinal_of(token.text) or 0)
    number = Number(rank, rank, Fraction(1))
    reading = Reading(Measure(number, PURE, "", Interval.exactly(rank), token.text))
    claim = Claim(token.span, Kind.RANK, reading.measure)
    return Statement(claim, reading, "rank", index, clause.depth, subject, span, tokens=(token,))


def _unchanged(text: str, clause: Clause, index: int, item: Item, used_to: int, marks: frozenset[str]) -> Statement:
    """Return the statement that something did not change (与上年持平): a growth of nought, to a tenth of a percent."""
    token = clause.tokens[item.tokens[0]]
    reading = read_quantity(_NO_GROWTH)
    assert reading is not None
    claim = Claim(
        token.span, Kind.GROWTH, replace(reading.measure, written=token.text), traits=frozenset({"unchanged"})
    )
    subject, span = phrase_of(text, clause.tokens, range(used_to, item.tokens[0]))
    return Statement(claim, reading, "change", index, clause.depth, subject, span, marks=marks, tokens=(token,))


def _inside(tokens: Sequence[Token], positions: Sequence[int], position: int) -> bool:
    token = tokens[position]
    if position - 1 not in positions:
        return False
    if token.kind == "TOTAL":
        return keeps_ending(f"{tokens[position - 1].text}{token.text}")
    return position + 1 in positions and token.kind == "LEVEL_VERB" and len(token.text) == 1


def _qualifies(aside: Token) -> bool:
    """Tell whether a bracket narrows the metric before it (不含农户) rather than repeating it (GDP) or adding
    numbers.
    """
    inner = aside.text.strip("() ")
    return not inner.isascii() and not any(sign.isdigit() for sign in inner)


def _tail(tokens: Sequence[Token], last: int) -> str:
    """Return the noun phrase that directly follows a number, as in 6家跨国公司地区总部."""
    phrase: list[str] = []
    for token in tokens[last + 1 :]:
        if token.kind not in ("NOUN", "NAME", "LABEL") or (not phrase and token.start != tokens[last].end):
            break
        phrase.append(token.text)
    tail = "".join(phrase)
    return "" if is_foreign(tail) else tail


def _counted(tokens: Sequence[Token], last: int, tail: str) -> int:
    """Return how many tokens after a number are what it counts, where a list goes on behind them (3家企业和5个园区) or
    they only hold what comes next (4个方面16条措施).
    """
    for count, (token, following) in enumerate(pairwise(tokens[last + 1 :])):
        joins = (tail and token.kind in ("SEP", "AND")) or token.text in words("POINT")
        if joins and following.kind in NUMERIC_KINDS:
            return count + (token.kind != "SEP")
        if token.kind not in ("NOUN", "NAME", "LABEL"):
            break
    return 0


def _statement(
    text: str, item: Item, taken: Sequence[Token], token: Token, shared: str, around: Surroundings
) -> tuple[Claim, Reading] | None:
    reading = read_quantity(token.text + shared)
    if reading is None:
        return None
    kind = claim_kind(item.rule, token, reading)
    if kind is Kind.NUMBER and ends_a_clause(text, token):
        kind = Kind.DIFFERENCE if any(other.kind in ("NARROW", "WIDEN") for other in taken) else Kind.COUNT
    direction, word = (0, None) if item.kinds.isdisjoint(_DIRECTED) else _direction(taken)
    if item.rule not in ("change", "gap"):
        direction = 0
    about = item.rule == "share" and any(words("SHARE_OF").get(one.text) for one in taken)
    if about and reading.measure.number.hedge is Hedge.NONE:
        reading = replace(reading, measure=_about(reading.measure))
    traits = around.traits | {kind.lower() for kind in item.kinds & _CHANGES}
    if item.rule == "value" and around.glued & {token.start, token.end}:
        traits |= {"in_two_counts"}
    if reading.ambiguous:
        traits |= {"ambiguous"}
    base, basis = around.base_of(token) or UNSTATED, around.basis or UNSTATED
    claim = Claim(
        token.span, kind, reading.measure, direction=direction, base=base, basis=basis, traits=traits, word=word
    )
    return claim, reading


def _about(measure: Measure) -> Measure:
    """Return a measure softened by a word that stands away from its number (约占全部的80%)."""
    number = replace(measure.number, hedge=Hedge.ABOUT)
    return replace(measure, number=number, interval=number.interval().scaled(measure.unit.factor))


def _direction(taken: Sequence[Token]) -> tuple[int, Span | None]:
    for token in taken:
        if token.kind in _RISING:
            return 1, token.span
        if token.kind in _FALLING:
            return -1, token.span
        if token.kind in ("NARROW", "WIDEN"):
            return 0, token.span
    return 0, None
