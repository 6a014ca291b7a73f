"""Which period the words of a sentence give a number: what a sentence opens with holds until its full stop, a single
month or day for its clause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from checker.claims import UNSTATED, Kind, Stated
from checker.parsing.grammar import values, words
from checker.parsing.periods import Months, read_period
from checker.parsing.phrases import first_named, longest_first, names_any
from checker.parsing.prose import Sentence, Statement
from checker.parsing.scanning import Token, scan
from checker.source import Document

_DECEMBER = 12
_LONGEST_TITLE = 60
_FRONT = 40
"""How many blocks from the beginning may be the title: web pages put their menus before it."""
_OPENING = 6
"""How many blocks from the beginning may open a report whose title is lost."""


def titled(document: Document) -> tuple[Stated, int]:
    """Return the period that the title of a report names, as far as it is the one reported on, and the year in which a
    work report is given, which its title names instead, 0 if it is none. Where no title is found, the year that the
    report opens with is its.
    """
    front = [*islice((block for block in document.prose() if block.kind != "caption"), _FRONT)]
    lines = [block.span.of(document.normal) for block in front]
    works = [*filter(_heads_work_report, lines)]
    given = next((year_of(year) for title in works for year in _years(title)), 0) or _delivered(lines)
    for title, below in pairwise([*lines, ""]):
        if _is_title(title) and names_any(f"{title}{below[:_LONGEST_TITLE]}", "REPORT_TITLE"):
            for year in _years(title):
                return year, given
    opening = [] if works else [*takewhile(lambda block: block.kind != "heading", front)][:_OPENING]
    years = (year for number, line in enumerate(lines[: len(opening)]) for year in _opened(line, number))
    return next(years, UNSTATED), given


def _delivered(lines: Sequence[str]) -> int:
    """Return the year of the day that a line below the title of a work report names (——2018年3月5日在…会议上), 0 if
    there is none.
    """
    for title, below in pairwise(lines):
        if _heads_work_report(title):
            day = next((token.text for token in scan(below, 0, _LONGEST_TITLE) if token.kind == "DATE"), "")
            return year_of("".join(day.split()))
    return 0


def _heads_work_report(line: str) -> bool:
    return _is_title(line) and names_any(line, "WORK_REPORT")


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.rstrip().endswith(tuple(words("STOP")))


def _years(text: str) -> Iterator[str]:
    for token in scan(text, 0, _LONGEST_TITLE):
        if token.kind == "PERIOD" and token.text[:4].isdigit():
            yield "".join(token.text.split())


def _opened(line: str, number: int) -> Iterator[str]:
    """Yield the year that one of the first lines opens with, or, the first of them being no chapter's, names."""
    chapter = names_any(line, "PLAN_HEADING") or names_any(line, "RESULT_HEADING")
    anywhere = number == 0 and _is_title(line) and not chapter
    for year in _years(line):
        if anywhere or (len(line) > _LONGEST_TITLE and line.lstrip().startswith(year)):
            yield year


_DATED = frozenset({"PERIOD", "DATE"})


def first_period(sentences: Sequence[Sentence], before: int | None = None) -> Stated:
    """Return the first period that the sentences name, before an offset if one is given."""
    return next(periods_of(sentences, before), UNSTATED)


def periods_of(sentences: Sequence[Sentence], before: int | None = None) -> Iterator[str]:
    """Yield the periods that the sentences name, before an offset if one is given."""
    for sentence in sentences:
        for clause in sentence.clauses:
            if "PERIOD" not in clause.shape.kinds:
                continue
            for position, token in enumerate(clause.tokens):
                early = token.kind == "PERIOD" and (before is None or token.start < before)
                if early and not _is_of_a_name(clause.tokens, position):
                    yield "".join(token.text.split())


def _is_of_a_name(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a period is part of the name behind it (上年结余) and says nothing of what comes later."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return following is not None and following.text.startswith(longest_first("BROUGHT_OVER"))


def months_of_base(base: str) -> Months | None:
    """Return the months that changes are measured from by the words for it (比上年, 与2020年相比), None if they name
    none.
    """
    named = (read_period(token.text) for token in scan(base[1:]) if token.kind == "PERIOD")
    return next(named, None)


def stated_now(sentence: Sentence) -> Stated:
    """Return the period that a sentence without numbers turns to where it is this year (今年要减少赤字。)."""
    named = first_period([sentence])
    return named if named in words("THIS_YEAR") else UNSTATED


def lasts(period: Stated, before: Stated = UNSTATED) -> bool:
    """Tell whether a period holds on after the full stop; a point in time and a look back (年末, 近三年) do not, unless
    it is what the whole report looks back on (过去一年) and no year is known before it.
    """
    if not isinstance(period, str) or (period in words("REVIEWED_PERIOD") and year_of(before)):
        return False
    return period in words("REVIEWED_PERIOD") or not period.startswith(longest_first("PASSING_PERIOD"))


def last_lasting(sentences: Sequence[Sentence]) -> Stated:
    """Return the period that the last of the sentences to open with a lasting one opens with."""
    stated = (first_period([sentence], first_number(sentence)) for sentence in reversed(sentences))
    return next((period for period in stated if lasts(period)), UNSTATED)


def year_of(period: Stated) -> int:
    """Return the year that a period begins with, 0 if it names none."""
    return int(period[:4]) if isinstance(period, str) and period[:4].isdecimal() else 0


def is_ahead(period: Stated, given: int) -> bool:
    """Tell whether a period lies ahead of the day on which a work report is `given`: the whole of that year, a later
    one, or a plan that begins with it (“十五五”时期).
    """
    if not given or not isinstance(period, str):
        return False
    plan = first_named(period, "PLAN")
    year = int(values("PLAN")[plan]) if plan else year_of(period)
    whole = read_period(period) in (None, Months(year, 1, _DECEMBER))
    return period in words("THIS_YEAR") or year > given or (year == given and whole)


def first_number(sentence: Sentence) -> int | None:
    """Return where the first number of a sentence starts, None if it has none."""
    return sentence.statements[0].claim.span.start if sentence.statements else None


def period_before(sentence: Sentence, statement: Statement) -> tuple[Stated, bool]:
    """Return the period that the clauses up to a number name since the number before it, and whether it holds for one
    clause only.

    A single month or day (6月当月) overrides for its clause, and so does what is part of a name (上年结余); everything
    else holds until the full stop.
    """
    period: Stated = UNSTATED
    passing = False
    for clause in sentence.clauses[: statement.clause + 1]:
        if clause.depth > statement.depth or clause.shape.kinds.isdisjoint(_DATED):
            continue
        for position, token in enumerate(clause.tokens):
            if token.kind in _DATED and token.end <= statement.claim.span.start:
                of_name = _is_of_a_name(clause.tokens, position)
                if of_name and (statement.subject_span is None or token.end != statement.subject_span.start):
                    continue
                period, passing = "".join(token.text.split()), token.kind == "DATE" or of_name
    return period, passing


def since_last_period(statement: Statement, since: Stated) -> Statement:
    """Return what 其中 opens as measured from where its whole is (环比上涨0.3%。其中，食品上涨0.8%)."""
    claim = statement.claim
    if claim.kind is not Kind.GROWTH or claim.base is not UNSTATED or since not in words("LAST_PERIOD"):
        return statement
    return statement._replace(claim=replace(claim, base=since))
