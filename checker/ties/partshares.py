"""The shares of all parts of a whole: each part of a breakdown has one, or a run of shares names them all at once."""

from collections.abc import Iterator, Sequence

from checker.claims import Claim, Fact, Group, Kind
from checker.context import Passage
from checker.parsing.phrases import names_any
from checker.source import Span


def with_shares(passage: Passage, breakdowns: Sequence[Group]) -> Iterator[Group]:
    """Yield `part_shares` (shares) where each part of an exhaustive breakdown is followed by one share of the same
    name.
    """
    for group in breakdowns:
        parts: tuple[Fact, ...] = group.members["parts"]
        starts = [min(claim.span.start for claim in part.fields.values()) for part in parts]
        ends = [*starts[1:], max(starts) + 120]
        shares = []
        for start, end in zip(starts, ends, strict=True):
            inside = [
                told.claim
                for told in passage.told
                if start < told.claim.span.start < end and told.claim.kind is Kind.SHARE
            ]
            shares += inside[:1]
        names = {(claim.metric, claim.quantifier) for claim in shares}
        same_sentence = len({part.place.sentence for part in parts}) == 1
        if (
            "exhaustive" in group.traits
            and len(shares) == len(parts)
            and same_sentence
            and len(names) == 1
            and _about_whole(shares[0])
        ):
            span = Span(shares[0].span.start, shares[-1].span.end)
            yield Group("part_shares", span, {"shares": tuple(shares)})


def in_run(passage: Passage) -> Iterator[Group]:
    """Yield `part_shares` for a run of shares of all members of a set named at once:
    三次产业占GDP的比重分别为x、y、z.
    """
    for index, told in enumerate(passage.told):
        run = [one.claim for one in passage.told[index : index + told.statement.run]]
        if (
            told.statement.listed
            or told.claim.kind is not Kind.SHARE
            or len(run) != 3
            or "EACH" not in told.statement.marks
        ):
            continue
        clause = passage.sentences[told.place.sentence].clauses[told.place.clause]
        said = "".join(token.text for token in clause.tokens if token.start < told.claim.span.start)
        if names_any(said, "ALL_SECTORS") and names_any(said, "SHARE_OF_WHOLE"):
            yield Group("part_shares", Span(run[0].span.start, run[-1].span.end), {"shares": tuple(run)})


def _about_whole(share: Claim) -> bool:
    """Tell whether a share is one of the whole (贡献率, 占比, 比重), not a rate of the part's own."""
    name = f"{share.metric if share.metric else ''}{share.quantifier if share.quantifier else ''}"
    return names_any(name, "SHARE_OF_WHOLE") or "by_share" in share.traits
