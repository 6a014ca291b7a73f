"""Groups of one: every claim by its kind, every fact with more than one field, every ratio a:b:c."""

from collections.abc import Iterator
from fractions import Fraction

from checker.claims import UNSTATED, Claim, Fact, Group, Kind
from checker.context import Reading, Told
from checker.quantity import Interval
from checker.ties.traits import traits_of

_NAMES = {
    Kind.GROWTH: "growth",
    Kind.SHARE: "share",
    Kind.SHIFT: "shift",
    Kind.MULTIPLE: "multiple",
    Kind.LEVEL: "level",
}

_SAID_OF_NAMES = ("not_additive", "may_be_negative", "real", "rate", "within_whole", "over_hundred", "fine_particle")
"""Traits that a metric's name gives a fact."""


def find(reading: Reading) -> Iterator[Group]:
    """Yield one group a claim (kind: growth, share, shift, multiple, level), one a fact, one a composition."""
    for passage in reading.passages:
        for told in passage.told:
            yield from _claim(told, reading.facts[told.fact])
        facts = tuple(reading.facts[index] for index in sorted({told.fact for told in passage.told}))
        if facts:
            yield Group("passage", passage.block.span, {"facts": facts})
    for table in reading.tables:
        if table.facts:
            yield Group("passage", table.facts[0].span, {"facts": table.facts})
    for fact in reading.facts:
        level, growth = fact.fields.get("level"), fact.fields.get("growth")
        counted = level and "in_two_counts" not in level.traits
        if level and growth and counted and _whole_things(level) and growth.measure.number.hedge == "none":
            yield Group("count_growth", fact.span, {"level": level, "growth": growth}, _traits(fact))
        if len(fact.fields) > 1:
            yield Group("fact", fact.span, {**fact.fields, "subject": fact.subject}, _traits(fact))


def _whole_things(level: Claim) -> bool:
    """Tell whether a level counts few enough things for a growth rate to betray an impossible base."""
    exact = level.interval.low == level.interval.high
    return (
        exact
        and level.measure.written[:1].isdigit()
        and level.measure.unit.countable
        and 0 < level.measure.number.low < 500
        and level.role.value == "actual"
    )


def _claim(told: Told, fact: Fact) -> Iterator[Group]:
    claim = told.claim
    if claim.kind is Kind.COMPOSITION and told.statement.reading.parts:
        yield _composition(told)
    name = _NAMES.get(claim.kind)
    if claim.kind is Kind.TARGET:
        name = "target"
    if name:
        noun = str(claim.quantifier) if claim.quantifier else ""
        budgeted = traits_of(noun, "over_hundred")
        traits = (
            claim.traits
            | budgeted
            | ({"target"} if claim.kind is Kind.TARGET else set())
            | _traits(fact)
            | {f"by_{told.statement.rule}"}
        )
        yield Group(name, claim.span, {"claim": claim, "subject": fact.subject, "noun": claim.quantifier}, traits)


def _composition(told: Told) -> Group:
    reading = told.statement.reading
    halves = [place / 2 for place in reading.places]
    terms = tuple(Interval(term - half, term + half) for term, half in zip(reading.parts, halves, strict=True))
    total = sum(reading.parts, Fraction(0))
    traits = (
        {"near_hundred"} if abs(total - 100) <= 5 and len(terms) > 2 else {"near_hundred"} if total == 100 else set()
    )
    return Group("composition", told.claim.span, {"terms": terms, "claim": told.claim}, frozenset(traits))


def _traits(fact: Fact) -> frozenset[str]:
    traits = set(traits_of(str(fact.subject), *_SAID_OF_NAMES)) if fact.subject else set[str]()
    if any(claim.basis is not UNSTATED for claim in fact.fields.values()):
        traits.add("basis")
    shift = fact.fields.get("shift")
    if (
        shift
        and not fact.fields.keys() & {"growth", "share"}
        and shift.traits & {"rise", "fall"}
        and not shift.traits & {"fall_rate", "rise_rate", "gap"}
    ):
        traits.add("plain_change")
    return frozenset(traits)
