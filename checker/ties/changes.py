"""Numbers that speak of change: a rate against another place's rate, a rate against its earlier self, 由A到B, a word of
mood before a rate.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.claims import UNSTATED, Claim, Fact, Group, Kind, Place, Role
from checker.context import Passage, Reading, Told
from checker.parsing.grammar import words as listed
from checker.source import Span
from checker.ties.traits import traits_of

_MOODS = frozenset({"MOOD_UP", "MOOD_DOWN"})
_RATES = frozenset({Kind.GROWTH, Kind.SHARE})


def find(reading: Reading) -> Iterator[Group]:
    """Yield comparisons (own, other, gap), trends (now, was, shift), transitions (was, now, change) and moods (rate,
    word).
    """
    for passage in reading.passages:
        told = passage.told
        for index, one in enumerate(told):
            if "gap" in one.claim.traits and one.claim.kind is Kind.SHIFT:
                yield from _comparison(told, index)
            elif one.claim.kind in (Kind.SHIFT, Kind.GROWTH):
                yield from _trend(told, index)
        yield from _transitions(told, reading)
        yield from _compared(told, reading)
        yield from _moods(passage)
        yield from _turns(told)


def _span(*claims: Claim) -> Span:
    return Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))


# ---------------------------------------------------------------- 降幅小于全市10.87个百分点(全市下降19.8%)
def _comparison(told: Sequence[Told], index: int) -> Iterator[Group]:
    gap = told[index]
    own = _rate_before(told, index, gap)
    other = _other_rate(told, index, gap)
    if not own or not other:
        return
    traits = set(gap.claim.traits)
    if own.claim.direction < 0 and other.claim.direction < 0:
        traits.add("both_fall")
    yield Group(
        "comparison",
        _span(own.claim, gap.claim, other.claim),
        {"own": own.claim, "other": other.claim, "gap": gap.claim, "subject": own.claim.metric},
        frozenset(traits),
    )


def _rate_before(told: Sequence[Told], index: int, gap: Told) -> Told | None:
    """Return the rate that the gap speaks of: the last one of the same fact, outside brackets, in the same sentence."""
    for one in reversed(told[:index]):
        if one.place.sentence != gap.place.sentence:
            return None
        if one.claim.kind in _RATES and one.place.depth == gap.place.depth and one.claim.role is gap.claim.role:
            return one if one.claim.metric == gap.claim.metric else None
    return None


def _other_rate(told: Sequence[Told], index: int, gap: Told) -> Told | None:
    """Return the other place's rate, from the bracket right after the gap (or after the place's name inside it)."""
    for one in told[index + 1 : index + 2]:
        near = one.place.sentence == gap.place.sentence and one.place.clause - gap.place.clause == 1
        named = one.claim.scope is not UNSTATED and one.claim.scope == gap.claim.quantifier
        if near and one.place.depth == gap.place.depth + 1 and one.claim.kind in _RATES and named:
            return one
    return None


# ---------------------------------------------------------------- 下降23.3%，降幅比1—5月（下降24.9%）收窄1.6个百分点
def _trend(told: Sequence[Told], index: int) -> Iterator[Group]:
    shift = told[index]
    words = {token.kind for token in shift.statement.tokens}
    about_rate = shift.claim.traits & {"fall_rate", "rise_rate"}
    if not words & {"NARROW", "WIDEN", "FASTER", "SLOWER", "RISE", "FALL"} or shift.statement.rule != "change":
        return
    now = _rate_before(told, index, shift)
    if not now or now.claim.kind is not Kind.GROWTH:
        if now and shift.claim.kind is Kind.SHIFT:
            yield from _share_trend(told, index, now, shift)
        return
    traits = set(shift.claim.traits) | {word.lower() for word in words}
    claim = replace(shift.claim, direction=_shift_sign(words, about_rate, now.claim))
    traits.add("now_falls" if now.claim.direction < 0 else "now_rises")
    members = {"now": now.claim, "shift": claim, "subject": now.claim.metric}
    was = _rate_in_bracket_before(told, index)
    if was:
        members["was"] = _moving_as(now.claim, was.claim) if "fall_rate" in about_rate else was.claim
    if words & {"NARROW", "WIDEN"} or about_rate or was:
        yield Group("trend", _span(now.claim, claim), members, frozenset(traits))


def _moving_as(now: Claim, was: Claim) -> Claim:
    """Return a rate that 降幅 introduced without a verb (降幅比上半年（3.4%）扩大) as a fall, like the present one."""
    bare = was.direction == 0 and was.measure.number.low > 0 and now.direction < 0
    return replace(was, direction=-1) if bare else was


def _share_trend(told: Sequence[Told], index: int, now: Told, shift: Told) -> Iterator[Group]:
    was = _rate_in_bracket_before(told, index)
    if was:
        yield Group("trend", _span(now.claim, shift.claim), {"now": now.claim, "was": was.claim, "shift": shift.claim})


def _shift_sign(words: set[str], about: frozenset[str], now: Claim) -> int:
    """Return which way the rate itself moved: a fall that narrows rises, a rise that narrows falls."""
    if words & {"NARROW", "WIDEN"}:
        towards_zero = 1 if "NARROW" in words else -1
        return towards_zero if "fall_rate" in about or (not about and now.direction < 0) else -towards_zero
    return 1 if words & {"RISE", "FASTER", "RISE_SHORT"} else -1


def _rate_in_bracket_before(told: Sequence[Told], index: int) -> Told | None:
    """Return the earlier rate that stands in a bracket between the period compared with and the shift."""
    if index == 0:
        return None
    one, shift = told[index - 1], told[index]
    near = one.place.sentence == shift.place.sentence and one.place.clause - shift.place.clause == 1
    return one if near and one.place.depth == shift.place.depth + 1 and one.claim.kind in _RATES else None


# ---------------------------------------------------------------- 由40%提升至50%
def _transitions(told: Sequence[Told], reading: Reading) -> Iterator[Group]:
    for index, one in enumerate(told):
        if one.statement.rule != "transition" or one.statement.run != 2 or one.statement.listed != 0:
            continue
        was, now = one.claim, told[index + 1].claim
        words = {token.kind for token in one.statement.tokens}
        traits = {word.lower() for word in words}
        if now.measure.unit_text in listed("RANK_UNIT"):
            traits.add("ranked")
        members: dict[str, Claim] = {"was": was, "now": now}
        follower = told[index + 2] if index + 2 < len(told) else None
        if follower and _follows(one, follower):
            name = _CHANGED.get(follower.claim.kind)
            if name:
                members[name] = follower.claim
                traits |= {token.kind.lower() for token in follower.statement.tokens}
                if follower.claim.basis is not UNSTATED or "average" in follower.claim.traits:
                    traits.add("basis")
        if was.measure.unit.dimension == now.measure.unit.dimension:
            yield Group("transition", _span(*members.values()), members, frozenset(traits))


# ---------------------------------------------------------------- 1286件，较2023年的1512件减少226件
_CHANGED = {Kind.GROWTH: "growth", Kind.SHIFT: "shift", Kind.DIFFERENCE: "difference", Kind.MULTIPLE: "multiple"}


def _compared(told: Sequence[Told], reading: Reading) -> Iterator[Group]:
    """Tie a level, the earlier value that stands behind 较 and a period, and the change that is said right behind it;
    or the change, and the earlier value in a bracket (增长7.3%（上年同期6280亿元）). Only growth is of another price
    basis by its name: an increase is the difference of what is written.
    """
    for one, other in itertools.pairwise(told):
        was, change = (one, other) if one.statement.than else (other, one)
        name = _CHANGED.get(change.claim.kind)
        fields = reading.facts[change.fact].fields
        now = fields.get("level") or fields.get("share")
        said = change.statement.rule == "change" and not (was is one and change.statement.subject)
        if not (name and now and said and _beside(was.place, change.place, bracketed=was is other)):
            continue
        comparable = was.statement.than and was.claim.role is Role.COMPARATOR and change.claim.role is Role.ACTUAL
        if comparable and now.measure.unit.dimension == was.claim.measure.unit.dimension:
            traits = {token.kind.lower() for token in change.statement.tokens}
            real = name != "difference" and "real" in traits_of(str(now.metric), "real")
            if real or change.claim.basis is not UNSTATED or now.basis is not UNSTATED:
                traits.add("basis")
            members = {"was": was.claim, "now": now, name: change.claim}
            yield Group("transition", _span(*members.values()), members, frozenset(traits))


def _beside(was: Place, change: Place, *, bracketed: bool) -> bool:
    """Tell whether an earlier value stands in the clause of the change or the one before, or in a bracket behind it."""
    if (was.block, was.sentence, was.stretch) != (change.block, change.sentence, change.stretch):
        return False
    if bracketed:
        return (was.depth - change.depth, was.clause - change.clause) == (1, 1)
    return was.depth == change.depth and change.clause - was.clause in (0, 1)


def _follows(one: Told, follower: Told) -> bool:
    same = follower.place.sentence == one.place.sentence and follower.place.depth == one.place.depth
    return same and follower.place.clause - one.place.clause == 1 and not follower.statement.subject


# ---------------------------------------------------------------- 逆势上扬，上半年同比增长11.5%
def _moods(passage: Passage) -> Iterator[Group]:
    for number, sentence in enumerate(passage.sentences):
        for index, clause in enumerate(sentence.clauses[:-1]):
            if clause.shape.kinds.isdisjoint(_MOODS):
                continue
            moods = [token for token in clause.tokens if token.kind in _MOODS]
            if not moods or moods[-1] is not clause.tokens[-1] or clause.depth:
                continue
            rate = _first_rate(passage.told, number, index + 1, sentence.clauses[index + 1].span.start)
            if rate:
                trait = "mood_up" if moods[-1].kind == "MOOD_UP" else "mood_down"
                yield Group("mood", _span(rate), {"rate": rate, "word": moods[-1].text}, frozenset({trait}))


def _first_rate(told: Sequence[Told], sentence: int, clause: int, start: int) -> Claim | None:
    """Return the first number of the next clause if it is a growth rate without a subject of its own."""
    for one in told:
        if one.place.sentence == sentence and one.place.clause == clause and not one.place.depth:
            own = one.statement.subject_span is not None and one.statement.subject_span.start >= start
            return one.claim if one.claim.kind is Kind.GROWTH and not own and one.claim.direction else None
    return None


# ---------------------------------------------------------------- 上年下降3.2%，今年增长1.1%，由负转正
def _turns(told: Sequence[Told]) -> Iterator[Group]:
    for before, after in itertools.pairwise(told):
        turned = {mark.lower() for mark in after.statement.marks & {"TURN_UP", "TURN_DOWN"}}
        both = before.claim.kind is Kind.GROWTH and after.claim.kind is Kind.GROWTH and before.claim.role is Role.ACTUAL
        near = before.place.sentence == after.place.sentence and before.place.depth == after.place.depth == 0
        if (
            turned
            and both
            and near
            and before.claim.metric == after.claim.metric
            and not before.statement.marks & {"TURN_UP", "TURN_DOWN"}
        ):
            yield Group(
                "turn", _span(before.claim, after.claim), {"was": before.claim, "now": after.claim}, frozenset(turned)
            )


__all__ = ["Fact", "find"]
