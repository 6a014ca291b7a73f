"""Which period the words of a sentence give a number: what a sentence opens with holds until its full stop, a single
month or day for its clause.
"""

from collections.abc import Sequence

from checker.claims import UNSTATED, Stated
from checker.parsing.prose import Sentence, Statement


def first_period(sentences: Sequence[Sentence], before: int | None = None) -> Stated:
    """Return the first period that the sentences name, before an offset if one is given."""
    for sentence in sentences:
        for clause in sentence.clauses:
            for token in clause.tokens:
                if token.kind == "PERIOD" and (before is None or token.start < before):
                    return "".join(token.text.split())
    return UNSTATED


def first_number(sentence: Sentence) -> int | None:
    """Return where the first number of a sentence starts, None if it has none."""
    return sentence.statements[0].claim.span.start if sentence.statements else None


def period_before(sentence: Sentence, statement: Statement) -> tuple[Stated, bool]:
    """Return the period that the clauses up to a number name since the number before it, and whether it holds for one
    clause only.

    A single month or day (6月当月) overrides for its clause; everything else holds until the full stop.
    """
    period: Stated = UNSTATED
    passing = False
    for clause in sentence.clauses[: statement.clause + 1]:
        if clause.depth > statement.depth:
            continue
        for token in clause.tokens:
            if token.kind in ("PERIOD", "DATE") and token.end <= statement.claim.span.start:
                period, passing = "".join(token.text.split()), token.kind == "DATE"
    return period, passing
