"""A number beside another one that it must keep to: softened and exact, an amount in two units, ends and middle,
a target and its result, a sample and its rate."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.claims import Claim, Group, Kind, Role
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import values, words
from checker.parsing.phrases import longest_first, metric_name, names_any
from checker.quantity import Hedge, Interval
from checker.source import Document, Span

_VALUES = frozenset({Kind.LEVEL, Kind.COUNT, Kind.SHARE, Kind.TARGET, Kind.RANGE})
_FEWEST = 2


def find(document: Document, reading: Reading) -> Iterator[Group]:
    """Yield `softened_aside` and `softened_sequel` (bound, value, limit), `converted` (written, again), `extremes`
    (highest, lowest, mean), `sampled` (sample, share), `people` (claim) and `part_shares` (shares)."""
    for passage in reading.passages:
        for one, other in zip(passage.told, passage.told[1:], strict=False):
            if one.place.sentence == other.place.sentence:
                yield from _softened(document.normal, one, other)
                yield from _converted(document.normal, one, other)
                yield from _sampled(one, other)
        yield from _divided(passage.told)
        yield from _extremes(passage)
        yield from _people(document.normal, passage)


def _span(*claims: Claim) -> Span:
    return Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))


def _alone_in_bracket(text: str, one: Claim, other: Claim) -> bool:
    """Tell whether `other` is all that stands in the bracket right after `one`, but for a word such as 合."""
    between = text[one.span.end : other.span.start].replace(" ", "")
    opened = between[:1] in words("OPEN") and (len(between) == 1 or between[1:] in words("CONVERTED"))
    return opened and text[other.span.end : other.span.end + 1] in words("CLOSE")


# ---------------------------------------------------------------- 近1200亿元（1222.62亿元）; 突破1300亿元，达…
def _softened(text: str, one: Told, other: Told) -> Iterator[Group]:
    bound, value = one.claim, other.claim
    hedge, exact = bound.measure.number.hedge, value.measure.number.hedge is Hedge.NONE
    alike = bound.measure.unit.dimension == value.measure.unit.dimension and {bound.kind, value.kind} <= _VALUES
    softened = hedge is not Hedge.NONE or bound.measure.number.spread
    if not softened or not exact or not alike or value.kind is Kind.RANGE or value.measure.number.spread:
        return
    if _alone_in_bracket(text, bound, value):
        kind = "softened_aside"
    elif _goes_on(text, one, other):
        kind = "softened_sequel"
    else:
        return
    unit = bound.measure.unit
    exactly = Interval.exactly(bound.measure.number.low * unit.factor)
    limit = replace(bound, measure=replace(bound.measure, interval=exactly))
    traits = {str(hedge), *(["rate"] if not unit.dimension else []), *(["few"] if bound.measure.number.spread else [])}
    yield Group(kind, _span(bound, value), {"bound": bound, "value": value, "limit": limit}, frozenset(traits))


def _goes_on(text: str, one: Told, other: Told) -> bool:
    """Tell whether nothing but a verb stands between: 突破1300亿元，达1222.62亿元."""
    between = text[one.claim.span.end : other.claim.span.start].replace(" ", "")
    verb = between[1:] in words("LEVEL_VERB") and between[:1] in words("COMMA")
    same = one.place.depth == other.place.depth == 0 and one.claim.role is other.claim.role is Role.ACTUAL
    return verb and same and not other.statement.subject


# ---------------------------------------------------------------- 1000亩（约66.67公顷）
def _converted(text: str, one: Told, other: Told) -> Iterator[Group]:
    written, again = one.claim, other.claim
    alike = written.measure.unit.dimension == again.measure.unit.dimension and written.measure.unit.dimension
    differs = written.measure.unit != again.measure.unit or _powers(written) != _powers(again)
    plain = written.measure.number.hedge is Hedge.NONE and {written.kind, again.kind} <= _VALUES - {Kind.RANGE}
    if alike and differs and plain and _alone_in_bracket(text, written, again):
        yield Group("converted", _span(written, again), {"written": written, "again": again})


def _powers(claim: Claim) -> str:
    return "".join(sign for sign in claim.measure.written if sign in {**values("HAN_PLACE"), **values("MYRIAD")})


# ---------------------------------------------------------------- 抽检40批次，合格率97.3%
def _sampled(one: Told, other: Told) -> Iterator[Group]:
    sample, share = one.claim, other.claim
    counts = sample.measure.unit.countable and not _powers(sample)
    exact = sample.interval.low == sample.interval.high and share.measure.number.hedge is Hedge.NONE
    near = other.place.clause - one.place.clause == 1 and one.place.depth == other.place.depth == 0
    named = names_any(one.statement.subject, "SAMPLED") and metric_name(other.statement.subject) in words(
        "COUNTED_RATE"
    )
    if sample.kind is Kind.COUNT and share.kind is Kind.SHARE and counts and exact and near and named:
        yield Group("sampled", _span(sample, share), {"sample": sample, "share": share})


# ---------------------------------------------------------------- 分三类，分别占40%、35%、25%
def _divided(told: Sequence[Told]) -> Iterator[Group]:
    """Yield the shares of all the kinds that something is said to be divided into: as many as there are kinds."""
    for index, one in enumerate(told[:-1]):
        first = told[index + 1]
        divides = one.claim.kind is Kind.COUNT and one.statement.subject.endswith(tuple(words("DIVIDED")))
        follows = first.place.sentence == one.place.sentence and first.place.clause - one.place.clause == 1
        all_of_them = one.claim.interval == Interval.exactly(first.statement.run) and "EACH" in first.statement.marks
        shares = tuple(each.claim for each in told[index + 1 : index + 1 + first.statement.run])
        if divides and follows and all_of_them and all(share.kind is Kind.SHARE for share in shares):
            yield Group("part_shares", _span(*shares), {"shares": shares})


# ---------------------------------------------------------------- 最高38℃、最低2℃、平均17℃
def _extremes(passage: Passage) -> Iterator[Group]:
    """Yield the ends and the middle of one measure that a sentence states, each once."""
    by_sentence: dict[int, list[Told]] = {}
    for one in passage.told:
        if not one.place.depth and one.claim.kind in _VALUES and one.claim.measure.number.hedge is Hedge.NONE:
            by_sentence.setdefault(one.place.sentence, []).append(one)
    for told in by_sentence.values():
        if len(told) < _FEWEST or not _named(told, "HIGHEST"):
            continue
        said = {role: _named(told, role.upper()) for role in ("highest", "lowest", "mean")}
        members = {role: found[0] for role, found in said.items() if len(found) == 1}
        if "highest" not in members or len(members) < _FEWEST or not _adjacent(told, list(members.values())):
            continue
        names = {_measured(one) for one in members.values()} - {""}
        if len({one.claim.measure.unit for one in members.values()}) == 1 and len(names) < _FEWEST:
            claims = {role: one.claim for role, one in members.items()}
            yield Group("extremes", _span(*claims.values()), dict(claims))


def _named(told: Sequence[Told], section: str) -> list[Told]:
    return [
        one
        for one in told
        if one.statement.subject.startswith(longest_first(section))
        or one.statement.subject.endswith(longest_first(section))
    ]


def _measured(one: Told) -> str:
    name = one.statement.subject
    for word in (*words("HIGHEST"), *words("LOWEST"), *words("MEAN")):
        name = name.replace(word, "")
    return name


def _adjacent(told: Sequence[Told], chosen: Sequence[Told]) -> bool:
    places = sorted(told.index(one) for one in chosen)
    return places[-1] - places[0] == len(places) - 1


# ---------------------------------------------------------------- 3.5人
def _people(text: str, passage: Passage) -> Iterator[Group]:
    def averaged(one: Told) -> bool:
        return names_any(passage.sentences[one.place.sentence].span.of(text), "AVERAGED")

    for one in passage.told:
        claim = one.claim
        whole = claim.measure.unit.dimension == (("person", 1),) and claim.kind is Kind.COUNT
        if whole and claim.measure.number.place < 1 and not _powers(claim) and not averaged(one):
            yield Group("people", claim.span, {"claim": claim}, frozenset({"malformed"}))
