"""One metric over several periods: parts of a year that make up a longer one, and running totals that cannot fall."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from checker.claims import UNSTATED, Claim, Group, Kind, Role
from checker.context import Passage, Reading, Told
from checker.parsing.periods import Months, read_period
from checker.source import Span
from checker.ties.traits import traits_of


def find(reading: Reading) -> Iterator[Group]:
    """Yield `partition` (parts, whole) and `running_total` (shorter, longer), each within one passage."""
    for passage in reading.passages:
        said = _by_metric(passage)
        for dated in said.values():
            if len({months for months, _ in dated}) == 1:
                continue
            yield from _partitions(dated)
            yield from _running_totals(dated)
        yield from _runs(passage)


Dated = tuple[Months, Claim]


def _by_metric(passage: Passage) -> dict[object, list[Dated]]:
    said: dict[object, list[Dated]] = defaultdict(list)
    for told in passage.told:
        claim = told.claim
        months = read_period(str(claim.period)) if claim.period is not UNSTATED else None
        plain = (
            claim.kind in (Kind.LEVEL, Kind.COUNT)
            and claim.role is Role.ACTUAL
            and claim.measure.number.hedge == "none"
        )
        if months and plain and not told.place.depth and told.statement.run == 1 and told.statement.rule == "value":
            said[claim.metric, claim.measure.unit.dimension, claim.quantifier].append((months, claim))
    return said


def _partitions(dated: Sequence[Dated]) -> Iterator[Group]:
    """Yield each whole whose months are made up, without gap or overlap, by the other periods of the metric."""
    for whole, claim in dated:
        parts = sorted(((months, part) for months, part in dated if months.within(whole)), key=_first)
        edges = [whole.first - 1, *(months.last for months, _ in parts)]
        joined = all(months.first == edge + 1 for (months, _), edge in zip(parts, edges, strict=False))
        if len(parts) > 1 and joined and parts[-1][0].last == whole.last:
            yield _group([part for _, part in parts], claim)


def _first(dated: Dated) -> int:
    return dated[0].first


def _runs(passage: Passage) -> Iterator[Group]:
    """Yield 1—3月分别新增a、b、c，一季度共T: a run of as many values as the period has months, and its total."""
    for index, told in enumerate(passage.told):
        run = passage.told[index : index + told.statement.run]
        months = read_period(str(told.claim.period)) if told.claim.period is not UNSTATED else None
        if told.statement.listed or len(run) < 3 or months is None or months.last - months.first + 1 != len(run):
            continue
        total = _total_after(passage.told[index + len(run) :], told, months)
        if total and "EACH" in told.statement.marks:
            yield _group([one.claim for one in run], total)


def _total_after(following: Sequence[Told], told: Told, months: Months) -> Claim | None:
    for one in following[:1]:
        same = (
            one.place.sentence == told.place.sentence
            and one.claim.measure.unit.dimension == told.claim.measure.unit.dimension
        )
        covers = one.claim.period is not UNSTATED and read_period(str(one.claim.period)) == months
        if same and (covers or "TOTAL" in one.statement.marks):
            return one.claim
    return None


def _group(parts: Sequence[Claim], whole: Claim) -> Group:
    claims = (*parts, whole)
    span = Span(min(claim.span.start for claim in claims), max(claim.span.end for claim in claims))
    return Group("partition", span, {"parts": tuple(parts), "whole": whole, "subject": whole.metric}, _traits(whole))


def _running_totals(dated: Sequence[Dated]) -> Iterator[Group]:
    for months, shorter in dated:
        for other, longer in dated:
            if months.within(other):
                span = Span(min(shorter.span.start, longer.span.start), max(shorter.span.end, longer.span.end))
                members = {"shorter": shorter, "longer": longer, "subject": longer.metric}
                yield Group("running_total", span, members, _traits(longer))


def _traits(claim: Claim) -> frozenset[str]:
    return traits_of(str(claim.metric), "not_additive", "may_be_negative", "stock")
