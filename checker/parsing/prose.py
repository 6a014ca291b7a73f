"""From running text to sentences with what they state: a block is scanned once, cut at the punctuation, and each
clause is read by the clause grammar. Words that stand in a clause of their own open what the next one says.
"""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from checker.claims import Claim, Kind, not_a_quantity
from checker.parsing.grammar import words
from checker.parsing.phrases import first_named, longest_first, trailing
from checker.parsing.scanning import Token, scan
from checker.parsing.segments import Clause, cut_clauses, cut_sentences
from checker.parsing.statements import Statement, phrase_of, statements_of
from checker.parsing.surroundings import carried_base
from checker.source import Span

NAMED = {
    "NAME": Kind.NAME,
    "LABEL": Kind.NAME,
    "NOTE_MARK": Kind.NAME,
    "DATE": Kind.DATE,
    "BROKEN_DATE": Kind.DATE,
    "PERIOD": Kind.PERIOD,
    "BASE": Kind.PERIOD,
    "ORDINAL": Kind.ORDINAL,
    "ENUMERATOR": Kind.IDENTIFIER,
}
"""Tokens that are no quantities but name something, with the kind of what they name."""
_NAMED = frozenset(NAMED)
_OPENERS = frozenset({"OF_WHICH", "TOTAL", "EACH", "INCLUDING", "REST", "TURN_UP", "TURN_DOWN"})
"""Words that may stand in a clause of their own and open what the next one says."""
NAMING = frozenset({"NOUN", "NAME", "LABEL", "ASIDE", "SEP", "AND", "PERIOD"})
"""Kinds of token of a clause that only names something."""
_COURSES = frozenset({"TURN_UP", "TURN_DOWN", "MOOD_UP", "MOOD_DOWN"})
"""Words of the course that things took, without a number."""


class Sentence(NamedTuple):
    """What one sentence states, with its clauses for whoever needs the words between the numbers."""

    span: Span
    clauses: tuple[Clause, ...]
    statements: tuple[Statement, ...] = ()
    plain: tuple[Claim, ...] = ()
    """The bare numbers, which state nothing."""

    @property
    def named(self) -> list[Claim]:
        """Every date, name, ordinal and identifier, and every bare number."""
        named = [
            not_a_quantity(token.span, NAMED[token.kind], token.text)
            for clause in self.clauses
            if not clause.shape.kinds.isdisjoint(_NAMED)
            for token in clause.tokens
            if token.kind in NAMED
        ]
        return [*named, *self.plain]


def read_prose(text: str, span: Span) -> list[Sentence]:
    """Return the sentences of `text` within `span`; `text` is normalised and offsets stay those of the whole text."""
    return [_sentence(text, *cut) for cut in cut_sentences(scan(text, *span), span)]


def _sentence(text: str, span: Span, tokens: Sequence[Token]) -> Sentence:
    clauses = tuple(cut_clauses(text, span, tokens))
    if not any(clause.shape.telling for clause in clauses):
        return Sentence(span, clauses)
    statements: list[Statement] = []
    opened: frozenset[str] = frozenset()
    lead: tuple[str, Span | None] = "", None
    base: Token | None = None
    for index, clause in enumerate(clauses):
        if clause.shape.telling:
            found = list(statements_of(text, clause, index, opened, base))
            if found and lead[0] and not found[0].subject:
                found[0] = found[0]._replace(subject=lead[0], subject_span=lead[1])
            statements += found
        base = carried_base(clause, base)
        opened, lead = _opened(clause, opened), _turned(text, clause)
    statements.sort(key=lambda statement: statement.claim.span.start)
    plain = tuple(statement.claim for statement in statements if statement.claim.kind is Kind.NUMBER)
    if plain:
        statements = [statement for statement in statements if statement.claim.kind is not Kind.NUMBER]
    return Sentence(span, clauses, tuple(statements), plain)


def _turned(text: str, clause: Clause) -> tuple[str, Span | None]:
    """Return the subject of a clause without numbers that the next clause speaks of: one that says how things went
    (利润由负转正), or that only names (低保的覆盖人数，由…).
    """
    if clause.shape.numeric or not clause.tokens:
        return "", None
    if clause.tokens[-1].kind in _COURSES:
        return phrase_of(text, clause.tokens, range(len(clause.tokens) - 1))
    names = clause.closed_by == "COMMA" and clause.tokens[-1].text.endswith(longest_first("SHARED_HEAD"))
    if names and clause.shape.kinds <= NAMING:
        return phrase_of(text, clause.tokens, range(len(clause.tokens)))
    return "", None


def _opened(clause: Clause, before: frozenset[str]) -> frozenset[str]:
    """Return the structural words that a clause without numbers hands to the next one with the sign between, as in
    其中：税收收入…
    """
    if clause.shape.numeric:
        return frozenset()
    if not clause.tokens:
        return before
    last = clause.tokens[-1].kind
    return frozenset({last, clause.closed_by}) if last in _OPENERS else frozenset()


def sample_of(sentence: Sentence) -> tuple[int, str]:
    """Return the clause and the word that restrict the rest of a sentence to a sample (限额以上零售总额按经营地统计,
    城镇…), an empty word if there is none.
    """
    for index, clause in enumerate(sentence.clauses):
        if clause.shape.numeric or not clause.tokens:
            continue
        opens = clause.closed_by == "COLON" or clause.tokens[-1].text.endswith(_looking_on())
        for token in clause.tokens if opens else ():
            if found := first_named(token.text, "SAMPLE_WORD"):
                return index, found
    return 0, ""


def measured_among(sentence: Sentence, before: str) -> str:
    """Return what a sentence measures of all that it names (限额以上单位零售额中，…), or what was measured `before`
    where it only looks at that from another side (分行业看，…).
    """
    for clause in sentence.clauses:
        if clause.shape.numeric or not clause.tokens:
            continue
        last = clause.tokens[-1].text
        if last.endswith(_looking_on()):
            among = last.endswith(longest_first("AMONG_ENDING"))
            return trailing(last[:-1], "SHARED_HEAD") if among else before
    return ""


@cache
def _looking_on() -> tuple[str, ...]:
    """Return how a clause ends that says among what, or from which side, the next ones look at things."""
    return (*words("AMONG_ENDING"), *words("VIEW_TO"))


def stretches_of(sentence: Sentence) -> list[int]:
    """Return for each clause how many semicolons of the sentence, outside brackets, stand before it."""
    ends = (clause.closed_by == "SEMICOLON" and not clause.depth for clause in sentence.clauses)
    return list(accumulate(ends, initial=0))


__all__ = ["Clause", "Sentence", "Statement", "measured_among", "read_prose", "sample_of", "stretches_of"]
