"""The same fact said twice: equal subject, unit, period, role and kind, in two places of the document.

The key must be exact. Short or general subjects, other periods, changes with other bases and figures of a sample make
two facts different; when in doubt they are not tied.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checker.claims import UNSTATED, Claim, Fact, Group, Kind, Role
from checker.context import Reading, Told
from checker.parsing.grammar import words
from checker.parsing.phrases import leading, names_any
from checker.source import Span

_TOO_GENERAL = 4
"""A name of so few signs may vouch for its neighbours, but is too general to be one fact in two places (调出资金)."""


def find(reading: Reading) -> Iterator[Group]:
    """Yield `restated` (first, second) for each pair of neighbouring statements of one fact."""
    places: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for passage in reading.passages:
        for told in passage.told:
            key = _key(told, reading.facts[told.fact])
            if key:
                places[key].append(told)
    vouched, grown_alike = _vouched(places), _grown_alike(places)
    for same in places.values():
        blocks = {told.place.block: told for told in reversed(same)}
        if len(blocks) != len(same) or len(same) > 4:
            continue
        for first, second in itertools.pairwise(same):
            span = Span(first.claim.span.start, second.claim.span.end)
            restated = _alike(first.claim, second.claim)
            if restated is None:
                continue
            general = len(_thing(str(first.claim.metric))) <= _TOO_GENERAL
            if general and not first.claim.interval.meets(restated.interval):
                continue
            members = {"first": first.claim, "second": restated, "subject": first.claim.metric}
            traits = set(_traits(first.claim, second.claim))
            headline = names_any(str(first.claim.metric), "HEADLINE") and first.claim.kind is Kind.LEVEL
            grown = (first.fact, second.fact) in grown_alike and first.claim.kind is Kind.LEVEL
            if (_sentence(first), _sentence(second)) in vouched or headline or grown:
                traits.add("vouched")
            yield Group("restated", span, members, frozenset(traits))


def _sentence(told: Told) -> tuple[int, int]:
    return told.place.block, told.place.sentence


def _vouched(places: Mapping[tuple[object, ...], Sequence[Told]]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the pairs of sentences that say at least one thing alike with equal numbers: they restate one another."""
    pairs = set()
    for same in places.values():
        for first, second in itertools.pairwise(same):
            ink = "".join(sign for sign in first.claim.measure.written if sign.isdigit()).strip("0")
            counted = first.claim.kind is Kind.COUNT and len(_thing(str(first.claim.metric))) > 4
            if first.claim.measure.number == second.claim.measure.number and (len(ink) > 2 or counted):
                pairs.add((_sentence(first), _sentence(second)))
    return pairs


def _grown_alike(places: Mapping[tuple[object, ...], Sequence[Told]]) -> set[tuple[int, int]]:
    """Return the pairs of facts that are said to have grown alike, to a decimal: each is the other."""
    pairs = (pair for same in places.values() for pair in itertools.pairwise(same))
    return {
        (first.fact, second.fact)
        for first, second in pairs
        if first.claim.kind is Kind.GROWTH
        and first.claim.interval == second.claim.interval
        and first.claim.measure.number.place < 1
    }


def _key(told: Told, fact: Fact) -> tuple[object, ...] | None:
    claim = told.claim
    named = told.statement.subject or ("level" in fact.fields and fact.fields.get("growth") == claim)
    metric = "" if claim.metric is UNSTATED else _thing(str(claim.metric))
    if len(metric) < 4 or not named or claim.role is Role.COMPARATOR or told.statement.run > 1 or told.place.depth:
        return None
    if claim.basis is not UNSTATED or (claim.base is not UNSTATED and claim.kind.value in ("pp_change", "difference")):
        return None
    if claim.measure.number.hedge != "none":
        return None
    return (
        metric,
        "average" in claim.traits,
        claim.kind if claim.kind is Kind.COUNT else (claim.measure.unit.dimension, claim.kind),
        claim.period,
        claim.role,
        claim.base,
        claim.quantifier,
    )


def _thing(metric: str) -> str:
    """Return what a metric counts, without the examples before 等 and the verb of acquiring it:
    引进甲、乙等亿元级项目.
    """
    for word in words("ETC"):
        metric = metric.rpartition(word)[2] or metric
    return metric.removeprefix(leading(metric, "FLOW_VERB"))


def _alike(first: Claim, second: Claim) -> Claim | None:
    """Return the second claim in a unit that can be compared: a count that lost its measure word has the first's."""
    if first.measure.unit.dimension == second.measure.unit.dimension:
        return second
    if not second.measure.unit_text and first.measure.unit.countable:
        return replace(second, measure=replace(second.measure, unit=first.measure.unit))
    return None


def _traits(first: Claim, second: Claim) -> frozenset[str]:
    """Note a difference of an exact power of ten: 万 for 亿, or a shifted decimal point."""
    one, other = first.measure.number.low, second.measure.number.low
    if not one or not other:
        return frozenset()
    ratio = max(one / other, other / one)
    return frozenset({"power_of_ten"} if ratio in (10, 100, 1000, 10000, 100000000) else ())
