"""A fact as a whole or as one of its parts: what it is about, of which dimension, and the group that they make."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from checker.claims import UNSTATED, Claim, Fact, Group, Role
from checker.context import Passage, Reading
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any, trailing
from checker.quantity import Interval
from checker.source import Span
from checker.ties.closedsets import complete, known_sets, opposite, qualified
from checker.ties.traits import traits_of
from checker.units import Dimension

_TIMES = frozenset({"duration", "months", "years"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A fact of the passage at hand, with the dimension of its level, if it has one."""

    fact: Fact
    dimension: Dimension | None
    order: int


def facts_of(passage: Passage, reading: Reading) -> list[Seen]:
    """Return the facts of a passage in reading order."""
    indexes = sorted({told.fact for told in passage.told})
    seen = []
    for order, index in enumerate(indexes):
        fact = reading.facts[index]
        level = fact.fields.get("level")
        seen.append(Seen(fact, level.measure.unit.dimension if level else None, order))
    return seen


def role_of(fact: Fact) -> Role:
    """Return whether a fact was reached, is aimed at, or is there to be compared with."""
    return next(iter(fact.fields.values())).role


def subject_of(fact: Fact) -> str:
    """Return what a fact is about, empty where that is unstated."""
    return "" if fact.subject is UNSTATED else str(fact.subject)


def added_on(fact: Fact) -> bool:
    """Tell whether a fact is what a balance adds to an amount that it names (预算收入加转移性收入9亿元): no part."""
    return names_any(subject_of(fact), "ADDED_ON")


def counted_as(whole: Seen, part: Seen) -> Seen:
    """Return a whole that counts visits as one of people where its parts are people (144.96万人次，其中…44.62万人)."""
    level, other = whole.fact.fields.get("level"), part.fact.fields.get("level")
    if level is None or other is None or words("COUNTED_AS").get(level.measure.unit_text) != other.measure.unit_text:
        return whole
    measure = replace(level.measure, unit=other.measure.unit)
    fact = replace(whole.fact, fields={**whole.fact.fields, "level": replace(level, measure=measure)})
    return replace(whole, fact=fact, dimension=part.dimension)


def earlier_end(part: Seen, after: Seen | None) -> bool:
    """Tell whether an amount is what a part was before (税收由6500万元调整为3500万元): the later one is the part."""
    if after is None or "FROM" not in part.fact.marks & after.fact.marks:
        return False
    return part.fact.place == after.fact.place and subject_of(part.fact) == subject_of(after.fact)


def _is_ratio(whole: Seen) -> bool:
    """Tell whether an amount is one of something for each of another (公斤/公顷, 元/人); for each day it is a flow."""
    return any(power < 0 and base not in _TIMES for base, power in whole.dimension or ())


def peers(whole: Fact, part: Fact) -> bool:
    """Tell whether two names differ in their heads only (全市预算收入, 全市预算支出): neither is part of the other."""
    ours, theirs = subject_of(whole), subject_of(part)
    head = trailing(ours, "HEAD")
    stem = ours.removesuffix(head)
    return bool(head and stem) and theirs != ours and theirs.removeprefix(stem) in words("HEAD")


def outgrows(parts: Sequence[Seen], part: Seen, whole: Seen) -> bool:
    """Tell whether an amount behind a semicolon is more than the whole: what goes on there is another matter (其中机电
    6亿元；出口16亿元), unless it completes a closed set of parts.
    """
    levels = [seen.fact.fields.get("level") for seen in (whole, part)]
    if not parts or part.fact.place.stretch == parts[0].fact.place.stretch or levels[0] is None or levels[1] is None:
        return False
    more = levels[1].interval.middle > levels[0].interval.middle
    return more and not names_all(whole.fact, [*(seen.fact for seen in parts), part.fact])


def make_up(parts: Sequence[Seen], whole: Seen) -> bool:
    """Tell whether the levels of the parts may add up to that of the whole; every one of them has a level."""
    total = sum((part.fact.fields["level"].interval for part in parts), Interval.exactly(0))
    return total.meets(whole.fact.fields["level"].interval)


def beyond_chance(parts: Sequence[Seen], whole: Seen) -> set[str]:
    """Return `made_up` where all parts in a row add up to a whole of so many digits that it cannot be by chance."""
    stated = len(parts) > 1 and all("level" in seen.fact.fields for seen in (whole, *parts))
    return {"made_up"} if stated and _digits_of(whole.fact) > 3 and make_up(parts, whole) else set()


def names_all(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Tell whether the parts are all members of a closed set, and no sample of the whole."""
    names = [subject_of(part) for part in parts]
    if any(qualified(name) - qualified(subject_of(whole)) for name in names):
        return False
    return any(complete(closed, names) for closed in known_sets())


def shares_exhaust(parts: Sequence[Fact]) -> bool:
    """Tell whether each part has a share of the whole at hand and all these shares make up 100 %."""
    shares = [part.fields.get("share") for part in parts]
    said = [share for share in shares if share and "by_share" in share.traits and share.quantifier is UNSTATED]
    total = sum((share.interval for share in said), Interval.exactly(0))
    return len(said) == len(parts) > 1 and total.meets(Interval.exactly(1))


def breakdown(whole: Seen, parts: Sequence[Seen], exhaustive: bool, traits: set[str] | None = None) -> Group:
    """Return the group of a whole and its parts, with what their names say of it."""
    names = subject_of(whole.fact) + "".join(subject_of(part.fact) for part in parts)
    found = (traits or set()) | traits_of(names, "not_additive", "may_be_negative", "real")
    if exhaustive or shares_exhaust([part.fact for part in parts]):
        found.add("exhaustive")
    if _is_ratio(whole):
        found.add("not_additive")
    if names_any(subject_of(whole.fact), "STOCK") and any(_is_flow(part.fact) for part in parts):
        found.add("not_additive")
    if any(_with_basis(seen.fact) for seen in (whole, *parts)):
        found.add("basis")
    facts = tuple(part.fact for part in parts)
    if len(facts) == 1 and opposite(subject_of(whole.fact), subject_of(facts[0])):
        found.add("opposite_kind")
    if _digits_of(whole.fact) > 3 and len(facts) > 1:
        found.add("many_digits")
    if _telling_digits(whole.fact) > 5 and len(facts) > 1:
        found.add("very_many_digits")
    dated = [fact for fact in (whole.fact, *facts) if not _brought_over(fact)]
    if len({claim.period for fact in dated for claim in _levels(fact)}) > 1:
        found.add("mixed_periods")
    span = Span(
        min(fact.span.start for fact in (whole.fact, *facts)), max(fact.span.end for fact in (whole.fact, *facts))
    )
    return Group("breakdown", span, {"whole": whole.fact, "parts": facts}, frozenset(found))


def _brought_over(fact: Fact) -> bool:
    """Tell whether a fact is what was left of the period before, whose name that period is part of (上年结余)."""
    return names_any(subject_of(fact), "BROUGHT_OVER")


def _is_flow(fact: Fact) -> bool:
    """Tell whether a fact is what came in or went out over a period: no part of a balance (余额…，其中利息收入…)."""
    return subject_of(fact).endswith(tuple(words("FLOW")))


def _digits_of(fact: Fact) -> int:
    level = fact.fields.get("level")
    return sum(sign.isdigit() for sign in level.measure.written) if level else 0


def _telling_digits(fact: Fact) -> int:
    """Return how many digits of an amount are not the noughts of a round figure."""
    level = fact.fields.get("level")
    digits = "".join(sign for sign in level.measure.written if sign.isdigit()) if level else ""
    return len(digits.rstrip("0"))


def _levels(fact: Fact) -> list[Claim]:
    return [claim for name, claim in fact.fields.items() if name in ("level", "growth")]


def _with_basis(fact: Fact) -> bool:
    return any(claim.basis is not UNSTATED for claim in fact.fields.values())
