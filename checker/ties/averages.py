"""Growth between two ends: a year on average (年均增长), by a multiple, by doubling; and the average of two years."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from checker.claims import UNSTATED, Claim, Group, Kind
from checker.context import Passage, Reading, Told
from checker.parsing.phrases import names_any
from checker.quantity import Interval
from checker.source import Span
from checker.ties import changes

_FINE = 10**9
"""How finely a root is taken: far below the last place of any printed rate."""
_LONGEST = 60
_LONGER_THAN_A_YEAR = 7
"""How long a period is written that is no single year (2024年上半年)."""


def find(reading: Reading) -> Iterator[Group]:
    """Yield `average_growth` (was, now, growth, years, rate, rate_of_less), `two_years` (one, other, mean),
    `multiplied` (was, now, multiple), `doubled` (was, now, multiple, times)."""
    yield from _multiplied(reading)
    for passage in reading.passages:
        for index, one in enumerate(passage.told):
            if one.claim.kind is Kind.GROWTH and "average" in one.claim.traits and one.claim.basis is UNSTATED:
                yield from _between_ends(passage, passage.told[:index], one)
                yield from _two_years(passage.told[:index], one)


def _span(*claims: Claim) -> Span:
    return Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))


# ---------------------------------------------------------------- 五年由100亿元增至161.05亿元，年均增长10%
def _between_ends(passage: Passage, before: Sequence[Told], growth: Told) -> Iterator[Group]:
    ends = [one for one in before[-2:] if one.place.sentence == growth.place.sentence and not one.place.depth]
    if len(ends) < 2 or growth.statement.subject or growth.place.clause - ends[1].place.clause != 1:
        return
    was, now = (one.claim for one in ends)
    joined = ends[0].statement.rule == "transition" and ends[0].place.clause == ends[1].place.clause
    levels = was.measure.unit.dimension == now.measure.unit.dimension and was.kind in (Kind.LEVEL, Kind.COUNT)
    years = _years(passage, before, ends[0], growth)
    if joined and levels and years and all(end.interval.bounded and (end.interval.low or 0) > 0 for end in (was, now)):
        rate, otherwise = (_yearly(was, now, count) for count in years)
        members = {"was": was, "now": now, "growth": growth.claim, "years": Fraction(years[0])}
        members |= {"rate": rate, "rate_of_less": otherwise}
        real = names_any(str(growth.claim.metric or ""), "REAL_GROWTH")
        yield Group("average_growth", _span(was, growth.claim), members, frozenset({"real"} if real else ()))


def _years(passage: Passage, before: Sequence[Told], start: Told, growth: Told) -> tuple[int, int] | None:
    """Return how many steps lead from end to end, as it is said and as it may be meant, None where it is not said.

    五年 may be four steps, and 由2021年的…到2025年的… may be the five of a plan whose base is 2020.
    """
    sentence = passage.sentences[start.place.sentence]
    tokens = [token for clause in sentence.clauses[: growth.place.clause] for token in clause.tokens]
    periods = [token.text for token in tokens if token.kind == "PERIOD"]
    named = [int(text[:4]) for text in periods if text[:4].isdigit() and len(text.strip()) < _LONGER_THAN_A_YEAR]
    if len(named) == 2 and 0 < named[1] - named[0] < _LONGEST:
        return named[1] - named[0], named[1] - named[0] + 1
    lengths = [
        one.claim for one in before if one.place.sentence == start.place.sentence and one.claim.kind is Kind.DURATION
    ]
    plain = [claim.interval for claim in lengths if claim.measure.unit.name == "year" and claim.interval.bounded]
    said = int(plain[0].middle) if len(plain) == 1 and not named else 0
    return (said, said - 1) if 1 < said < _LONGEST else None


def _yearly(was: Claim, now: Claim, years: int) -> Interval:
    """Return by what each year multiplies on the way from one end to the other, as wide as the ends' ink."""
    ratio = now.interval / was.interval
    low, high = (None if end is None else _root(end, years) for end in (ratio.low, ratio.high))
    return Interval(low, high)


def _root(value: Fraction, degree: int) -> Fraction:
    return Fraction(round(float(value) ** (1 / degree) * _FINE), _FINE)


# ---------------------------------------------------------------- 2020年下降10%、2021年增长30%，两年平均增长8.2%
def _two_years(before: Sequence[Told], mean: Told) -> Iterator[Group]:
    """Hold an average of two years against the two rates right before it, each with a year of its own."""
    rates = [one for one in before[-2:] if one.place.sentence == mean.place.sentence and one.claim.kind is Kind.GROWTH]
    plain = len(rates) == 2 and all("average" not in one.claim.traits and not one.place.depth for one in rates)
    if not plain or mean.statement.subject or rates[0].claim.metric != rates[1].claim.metric:
        return
    years = [str(one.claim.period)[:4] for one in rates]
    if all(year.isdigit() for year in years) and int(years[1]) - int(years[0]) == 1:
        members = {"one": rates[0].claim, "other": rates[1].claim, "mean": mean.claim}
        yield Group("two_years", _span(*members.values()), members)


# ---------------------------------------------------------------- 由50家增至150家，增长2倍; 翻了两番
def _multiplied(reading: Reading) -> Iterator[Group]:
    for group in changes.find(reading):
        multiple = group.members.get("multiple") if group.kind == "transition" else None
        if not multiple:
            continue
        if multiple.measure.unit.name == "doubling" and multiple.measure.number.low.denominator == 1:
            times = Fraction(2) ** int(multiple.measure.number.low)
            yield replace(group, kind="doubled", members={**group.members, "times": times})
        elif multiple.measure.unit.name == "multiple":
            yield replace(group, kind="multiplied")
