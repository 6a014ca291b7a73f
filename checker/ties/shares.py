"""Rates with the two amounts that they are the quotient of: 占…的x%, 为预算的x%, growth on a base stated elsewhere,
index and change.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from checker.claims import UNSTATED, Claim, Fact, Group, Kind, Role
from checker.context import Reading, Told
from checker.parsing.grammar import words
from checker.parsing.phrases import longest_first, names_any, synonyms
from checker.source import Span


def find(reading: Reading, breakdowns: Sequence[Group]) -> Iterator[Group]:
    """Yield `share_of` (part, whole, share; also for the parts of `breakdowns`), `completion` (actual, budget,
    progress), `growth_on_base` (now, was, growth).
    """
    levels = _levels_by_name(reading)
    for passage in reading.passages:
        for index, told in enumerate(passage.told):
            fact = reading.facts[told.fact]
            if told.claim.kind is Kind.SHARE and "completion" in told.claim.traits:
                yield from _completion(passage.told[:index], told, fact)
            elif (
                told.claim.kind in (Kind.SHARE, Kind.TARGET)
                and told.statement.rule == "share"
                and told.claim.quantifier
            ):
                yield from _share_of(levels, told, fact, passage.block.span)
            elif told.claim.kind in (Kind.GROWTH, Kind.TARGET) and told.claim.base is not UNSTATED:
                yield from _growth_on_base(levels, told, fact)
    yield from _breakdown_shares(breakdowns, _shares_alone(reading))


def _span(*claims: Claim) -> Span:
    return Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))


def _name(claim: Claim) -> str:
    return "" if claim.metric is UNSTATED else str(claim.metric)


def _canonical(name: str) -> str:
    name = name.partition("(")[0]
    if names_any(name, "SAMPLE_WORD"):
        return name
    for place in words("WIDER_SCOPE"):
        if name.startswith(place) and len(name) > len(place) + 1:
            name = name[len(place) :]
            break
    return synonyms().get(name, name)


def _levels_by_name(reading: Reading) -> Mapping[str, list[Claim]]:
    levels: dict[str, list[Claim]] = defaultdict(list)
    for passage in reading.passages:
        for told in passage.told:
            plain = told.statement.rule == "value" and not told.place.depth and not told.claim.traits & {"cumulative"}
            if told.claim.kind in (Kind.LEVEL, Kind.COUNT, Kind.TARGET) and plain:
                levels[_canonical(_name(told.claim))].append(told.claim)
    return levels


# ---------------------------------------------------------------- 占一般公共预算支出的79.14%
def _share_of(levels: Mapping[str, Sequence[Claim]], told: Told, fact: Fact, block: Span) -> Iterator[Group]:
    part = fact.fields.get("level") or _elsewhere(levels, told.claim)
    if part is None or told.claim.measure.number.hedge != "none" or told.place.depth:
        return
    sample = max((word for word in words("SAMPLE_WORD") if word in _name(part)), key=len, default="")
    name = _whole_name(str(told.claim.quantifier))
    whole = _only(levels.get(sample + name, ()), part, part.role)
    if whole is None or whole.span == part.span:
        return
    near = block.covers(whole.span) and block.covers(part.span)
    if near or name not in words("FUND_HEAD"):
        members = {"part": part, "whole": whole, "share": told.claim}
        yield Group("share_of", _span(part, whole, told.claim), members, frozenset({"near"} if near else ()))


def _elsewhere(levels: Mapping[str, Sequence[Claim]], share: Claim) -> Claim | None:
    """Return the level that a share without one is said of (第一产业增加值占生产总值的5.0%), if it is stated once."""
    found = [claim for claim in levels.get(_canonical(_name(share)), ()) if claim.metric == share.metric]
    return _only(found, found[0], share.role) if found else None


def _whole_name(noun: str) -> str:
    name = "".join(noun.split())
    for ending in longest_first("SHARE_ENDING"):
        name = name.removesuffix(ending)
    return _canonical(name)


def _only(candidates: Sequence[Claim], like: Claim, role: Role) -> Claim | None:
    """Return the one candidate of the same dimension and role that could be meant, None if there are several different
    ones.
    """
    fitting = [
        claim
        for claim in candidates
        if claim.measure.unit.dimension == like.measure.unit.dimension
        and claim.role is role
        and claim.measure.number.hedge == "none"
    ]
    return fitting[0] if fitting and all(claim.interval.meets(fitting[0].interval) for claim in fitting) else None


# ---------------------------------------------------------------- 预算100亿元，完成110亿元，为预算的110%
def _completion(before: Sequence[Told], told: Told, fact: Fact) -> Iterator[Group]:
    actual = fact.fields.get("level")
    if actual is None or not names_any(str(told.claim.quantifier), "BUDGET_WORD"):
        return
    amounts = [
        one
        for one in before
        if one.place.sentence == told.place.sentence
        and one.claim.measure.unit.dimension == actual.measure.unit.dimension
        and one.statement.rule in ("value", "arrival")
        and one.claim.kind in (Kind.LEVEL, Kind.TARGET, Kind.COUNT)
    ]
    if (
        len(amounts) != 2
        or amounts[1].claim.span != actual.span
        or not _names_budget(amounts[0], str(told.claim.quantifier))
    ):
        return
    budget = amounts[0].claim
    traits = frozenset({"truncated"} if _truncated(actual, budget, told.claim) else ())
    members = {"budget": budget, "actual": actual, "progress": told.claim}
    yield Group("completion", _span(budget, told.claim), members, traits)


def _names_budget(one: Told, of: str) -> bool:
    """Tell whether an amount is the budget that a completion is of; an adjusted budget only answers to its own name."""
    name = one.statement.subject
    adjusted = [names_any(phrase, "ADJUSTED_WORD") for phrase in (name, of)]
    return name.endswith(tuple(words("BUDGET_WORD")) + tuple(words("BUDGET_ENDING"))) and adjusted[0] == adjusted[1]


def _truncated(actual: Claim, budget: Claim, progress: Claim) -> bool:
    """Tell whether a percentage was cut off where rounding would have carried: 119.19 written 119.1."""
    if not budget.measure.number.low:
        return False
    exact = actual.interval.middle / budget.interval.middle
    stated, place = progress.interval.middle, progress.measure.number.place * progress.measure.unit.factor
    return stated + place / 2 < exact < stated + place


# ---------------------------------------------------------------- 2026年安排151.16亿元，比上年完成数增长2%
def _growth_on_base(levels: Mapping[str, Sequence[Claim]], told: Told, fact: Fact) -> Iterator[Group]:
    now = fact.fields.get("level")
    if now is None or now.role is not Role.TARGET or told.claim.direction == 0 or told.claim.measure.unit.dimension:
        return
    if (
        told.claim.basis is not UNSTATED
        or names_any(str(told.claim.base), "BUDGET_WORD")
        or told.claim.measure.number.hedge != "none"
        or now.measure.number.hedge != "none"
    ):
        return
    candidates = [
        claim
        for claim in levels.get(_canonical(_name(now)), ())
        if claim.role is Role.ACTUAL and claim.metric == now.metric
    ]
    was = _only(candidates, now, Role.ACTUAL)
    if was:
        yield Group(
            "growth_on_base", told.claim.span, {"now": now, "was": was, "growth": told.claim, "subject": now.metric}
        )


# ---------------------------------------------------------------- 其中城镇151.93万人，占48.56%
def _breakdown_shares(breakdowns: Sequence[Group], alone: Mapping[tuple[object, ...], Claim]) -> Iterator[Group]:
    for group in breakdowns:
        if group.kind != "breakdown":
            continue
        whole = group.members["whole"].fields.get("level")
        for part in group.members["parts"]:
            level, share = part.fields.get("level"), part.fields.get("share")
            if share is None:
                share = alone.get((part.subject, part.place.block, part.place.sentence, part.place.stretch))
            elif "by_share" not in share.traits:
                continue
            plain = share is not None and share.measure.number.hedge == "none" and share.quantifier is UNSTATED
            if whole and level and share and plain:
                members = {"part": level, "whole": whole, "share": share}
                yield Group("share_of", _span(whole, level, share), members, group.traits)


def _shares_alone(reading: Reading) -> Mapping[tuple[object, ...], Claim]:
    """Return the shares that name their part again and no whole (税收收入102亿元，税收收入占比为67.8%), by name and
    stretch.
    """
    return {
        (fact.subject, fact.place.block, fact.place.sentence, fact.place.stretch): share
        for fact in reading.facts
        if len(fact.fields) == 1
        and (share := fact.fields.get("share"))
        and "SHARE_OF" in fact.marks
        and share.quantifier is UNSTATED
        and fact.subject
    }
