"""Balances in running text: 收入a，加b、c，减d，可用财力T; and spending that a balanced budget sets equal to it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from checker.claims import Fact, Group
from checker.context import Passage, Reading
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any
from checker.source import Span
from checker.ties.wholes import Seen, breakdown, facts_of, subject_of


def find(text: str, reading: Reading) -> Iterator[Group]:
    """Yield `breakdown` (whole, parts) for what is added and taken away, `balanced` (revenue, spending)."""
    if not any(names_any(text, section) for section in ("BALANCE_RESULT", "BALANCED")):
        return
    for passage in reading.passages:
        said = passage.block.span.of(text)
        added, balanced = names_any(said, "BALANCE_RESULT"), names_any(said, "BALANCED")
        facts = [seen for seen in facts_of(passage, reading) if _is_amount(seen)] if added or balanced else []
        yield from _added_and_taken(facts)
        yield from _balanced(passage, facts)


def _is_amount(seen: Seen) -> bool:
    return "level" in seen.fact.fields and not seen.fact.place.depth and bool(subject_of(seen.fact))


# ---------------------------------------------------------------- 收入9亿元，加结转2亿元，减调出1亿元，可用财力10亿元
def _added_and_taken(facts: Sequence[Seen]) -> Iterator[Group]:
    for index, first in enumerate(facts[1:], 1):
        if "PLUS" not in first.fact.marks and not subject_of(first.fact).startswith(tuple(words("ADDED_SIGN"))):
            continue
        items = [facts[index - 1]]
        taken = False
        for seen in facts[index:]:
            name = subject_of(seen.fact)
            if seen.fact.place.sentence != first.fact.place.sentence or seen.dimension != first.dimension:
                break
            if name.endswith(tuple(words("BALANCE_RESULT"))):
                yield breakdown(seen, items, exhaustive=True, traits={"added_up", "balance"})
                break
            taken = name.startswith(tuple(words("TAKEN_SIGN"))) or (
                taken and not name.startswith(tuple(words("ADDED_SIGN")))
            )
            items.append(_negative(seen) if taken else seen)


def _negative(seen: Seen) -> Seen:
    """Return an amount that is taken away: it counts as negative in a sum."""
    level = seen.fact.fields["level"]
    fact: Fact = replace(seen.fact, fields={**seen.fact.fields, "level": replace(level, direction=-1)})
    return replace(seen, fact=fact)


# ---------------------------------------------------------------- 收入438万元。按照收支平衡的原则，安排支出438万元
def _balanced(passage: Passage, facts: Sequence[Seen]) -> Iterator[Group]:
    """Yield the spending of a sentence that speaks of balance with the last amount of the sentence before."""
    for first, second in pairwise(facts):
        earlier, later = first.fact.place, second.fact.place
        if later.sentence - earlier.sentence != 1 or first.dimension != second.dimension:
            continue
        clauses = passage.sentences[later.sentence].clauses[: later.clause]
        said = "".join(token.text for clause in clauses for token in clause.tokens)
        spent = subject_of(second.fact).endswith(tuple(words("SPENDING_NAME")))
        earned = subject_of(first.fact).endswith(tuple(words("REVENUE_NAME")))
        if names_any(said, "BALANCED") and spent and earned:
            revenue, spending = first.fact.fields["level"], second.fact.fields["level"]
            yield Group(
                "balanced", Span(revenue.span.start, spending.span.end), {"revenue": revenue, "spending": spending}
            )


__all__ = ["find"]
