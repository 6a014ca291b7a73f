"""Amounts of one sentence that each have a share of a whole that is not stated: all must imply the same whole.

直销渠道17.6亿元，占比30%；代理渠道18.2亿元，占比31%；经纪渠道22.9亿元，占比39%: 17.6 ÷ 30% = 18.2 ÷ 31% = 22.9 ÷ 39%.
A whole that all but one of the pairs agree on is taken for theirs. Where more differ, they may be of several wholes.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from checker.claims import UNSTATED, Claim, Group, Kind, Role
from checker.context import Reading, Told
from checker.quantity import Hedge, Interval, share_a_value
from checker.source import Span

_FEWEST = 3
"""Of two pairs that differ, neither is known to be the wrong one."""
_WIDEST = Fraction(1, 50)
"""What a pair leaves open of its whole, as a part of it, beyond which agreement may be chance."""


class _Pair(NamedTuple):
    part: Claim
    share: Claim

    @property
    def whole(self) -> Interval:
        """What the whole must be; a share may have been rounded up or down to make all of them sum to 100 %."""
        measure = self.share.measure
        place = measure.number.place * measure.unit.factor
        loose = Interval(
            measure.number.low * measure.unit.factor - place, measure.number.high * measure.unit.factor + place
        )
        return self.part.interval / loose


def find(reading: Reading) -> Iterator[Group]:
    """Yield `fellow_shares` (part, share, fellow, fellow_share): each pair with the one that tells the whole best."""
    for passage in reading.passages:
        alike: dict[Hashable, list[_Pair]] = defaultdict(list)
        for key, pair in _pairs(passage.told):
            alike[key].append(pair)
        for pairs in alike.values():
            yield from _held(pairs)


def _pairs(told: Sequence[Told]) -> Iterator[tuple[Hashable, _Pair]]:
    """Yield each amount with the share said right behind it, in its clause's own right or in a bracket."""
    amount: Told | None = None
    for one in told:
        if one.claim.kind in (Kind.LEVEL, Kind.COUNT) and one.statement.rule == "value" and not one.place.depth:
            amount = one
        elif amount and one.claim.kind is Kind.SHARE and _share_of(amount, one) and _plain(amount.claim, one.claim):
            part, share = amount.claim, one.claim
            whole = "" if share.quantifier is UNSTATED else str(share.quantifier)
            place = amount.place.sentence, one.place.depth
            yield (*place, part.measure.unit.dimension, part.period, whole), _Pair(part, share)
            amount = None


def _share_of(amount: Told, share: Told) -> bool:
    if amount.place.sentence != share.place.sentence or amount.claim.role is not Role.ACTUAL:
        return False
    bracketed = (
        share.place.depth == 1 and share.place.clause - amount.place.clause == 1 and share.statement.rule == "value"
    )
    said = share.statement.rule == "share" and not share.place.depth and share.fact == amount.fact
    return said or (bracketed and not share.statement.subject)


def _plain(part: Claim, share: Claim) -> bool:
    exact = all(claim.measure.number.hedge is Hedge.NONE for claim in (part, share))
    within = part.interval.low is not None and part.interval.low > 0
    return exact and within and share.measure.number.low > share.measure.number.place


def _held(pairs: Sequence[_Pair]) -> Iterator[Group]:
    """Yield the pairs where all, or all but one, agree on a whole."""
    wholes = [pair.whole for pair in pairs]
    if len(pairs) < _FEWEST:
        return
    if share_a_value(wholes):
        yield from (_group(pair, _best(pairs, pair)) for pair in pairs)
        return
    outliers = [at for at in range(len(pairs)) if share_a_value([*wholes[:at], *wholes[at + 1 :]])]
    telling = len(outliers) == 1 and all(_narrow(whole) for at, whole in enumerate(wholes) if at != outliers[0])
    if telling:
        yield _group(pairs[outliers[0]], _best(pairs, pairs[outliers[0]]))


def _narrow(whole: Interval) -> bool:
    width = None if whole.low is None or whole.high is None else whole.high - whole.low
    return width is not None and width <= whole.middle * _WIDEST


def _best(pairs: Sequence[_Pair], but: _Pair) -> _Pair:
    """Return the pair whose share is written to the most places, the one held against it left out."""
    return max((pair for pair in pairs if pair is not but), key=lambda pair: pair.share.measure.number.low)


def _group(pair: _Pair, fellow: _Pair) -> Group:
    span = Span(min(claim.span.start for claim in (*pair, *fellow)), max(claim.span.end for claim in (*pair, *fellow)))
    members = {"part": pair.part, "share": pair.share, "fellow": fellow.part, "fellow_share": fellow.share}
    return Group("fellow_shares", span, members)
