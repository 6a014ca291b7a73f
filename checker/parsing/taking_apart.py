"""How the grammar takes running text apart, for whoever wants to see it: clauses, the rules that read their parts, and
the tokens in them.
"""

from collections.abc import Iterator

from checker.claims import Phrase
from checker.parsing.kinds import number_kind
from checker.parsing.quantities import NUMERIC_KINDS
from checker.parsing.scanning import Token, scan
from checker.parsing.segments import Clause, cut_clauses, cut_sentences
from checker.source import Span


def clauses_of(text: str, span: Span) -> Iterator[tuple[Span, tuple[Phrase, ...]]]:
    """Yield for each clause of `text` within `span` where it stands and its phrases; `text` is normalised."""
    for sentence, tokens in cut_sentences(scan(text, *span), span):
        for clause in cut_clauses(text, sentence, tokens):
            if clause.tokens:
                yield _inked(clause), tuple(_phrases(clause))


def _inked(clause: Clause) -> Span:
    return Span(clause.tokens[0].start, clause.tokens[-1].end)


def _phrases(clause: Clause) -> Iterator[Phrase]:
    for item in clause.shape.items:
        tokens = [clause.tokens[position] for position in item.tokens]
        yield Phrase(item.rule, tuple((_kind(token), token.text) for token in tokens))


def _kind(token: Token) -> str:
    return number_kind(token) if token.kind in NUMERIC_KINDS else token.kind
