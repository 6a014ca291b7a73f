"""What the text says of a row of a table: the same fact in two places, under exact keys.

A row is spoken of by its name, alone or after a place, or with a word of the caption after it (甜菜 + 产量). A whole
table is trusted where most of what is said of it agrees; else only the headline figures are. What agrees with one table
of a place and its parts is not held against another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from checker.claims import Claim, Fact, Group, Role
from checker.context import Reading
from checker.parsing.dating import months_of_base
from checker.parsing.grammar import words
from checker.parsing.periods import read_period
from checker.parsing.phrases import names_any
from checker.parsing.tables import TableReading
from checker.source import Span

Pair = tuple[Claim, Claim, bool]


def find(reading: Reading) -> Iterator[Group]:
    """Yield `restated` (first in the text, second in the table) for rows that the text speaks of."""
    told = [fact for fact in reading.facts if "TABLE" not in fact.marks and fact.subject]
    said = [list(_said(told, table)) for table in reading.tables]
    agreeing = [{at for at, (first, second, _) in pairs if first.interval.meets(second.interval)} for pairs in said]
    anywhere = set().union(*agreeing)
    for here, found in zip(agreeing, said, strict=True):
        pairs = [pair for at, pair in found if at in here or at not in anywhere]
        alike = [first for first, second, _ in pairs if first.interval.meets(second.interval)]
        for first, second, exact in pairs:
            vouched = len(alike) * 2 > len(pairs) or (exact and names_any(str(first.metric), "HEADLINE"))
            span = Span(min(first.span.start, second.span.start), max(first.span.end, second.span.end))
            members = {"first": first, "second": second, "subject": first.metric}
            yield Group("restated", span, members, frozenset({"vouched", "in_table"} if vouched else {"in_table"}))


def _said(told: Sequence[Fact], table: TableReading) -> Iterator[tuple[Span, Pair]]:
    """Yield what facts of the text say of rows of a table, with where the fact stands."""
    rows = _rows_by_name(table)
    return ((fact.span, pair) for fact in told for pair in _mentions(fact, rows, table.caption))


def _rows_by_name(table: TableReading) -> Mapping[str, Sequence[Fact]]:
    rows: dict[str, list[Fact]] = defaultdict(list)
    for fact in table.facts:
        if fact.subject:
            rows[str(fact.subject)].append(fact)
    return rows


def _mentions(fact: Fact, rows: Mapping[str, Sequence[Fact]], caption: str) -> Iterator[Pair]:
    """Yield (claim in the text, claim in the table, whether the names are equal) where a fact is one row of a table."""
    subject = str(fact.subject)
    names = [name for name in _names(subject, caption) if name in rows]
    found = [row for name in names for row in rows[name]]
    if len(set(names)) != 1 or len({row.place.sentence for row in found}) > 1:
        return
    found.sort(key=lambda entry: entry.place.clause)
    grown = [entry.fields["growth"] for entry in found if "growth" in entry.fields]
    for name in ("level", "growth"):
        ours, theirs = fact.fields.get(name), next((row.fields[name] for row in found if name in row.fields), None)
        if ours and name == "growth":
            theirs = _on_the_same_base(ours, grown)
        if ours and theirs and _plain(ours, theirs):
            yield ours, theirs, subject.endswith(str(found[0].subject))


def _on_the_same_base(growth: Claim, columns: Sequence[Claim]) -> Claim | None:
    """Return the first growth of a row that is measured from where `growth` is: 环比 beside 同比 is another, as is a
    month beside the year so far.
    """
    alike = [other for other in columns if _since(other) == _since(growth)]
    if not all(_same_months(other, columns[0]) for other in columns):
        alike = [other for other in alike if _same_months(other, growth)]
    return alike[0] if alike else None


def _since(growth: Claim) -> str:
    """Return what a growth is measured from, empty for the year before, which is what goes without saying."""
    base = str(growth.base) if growth.base else ""
    since = months_of_base(base)
    yearly = base in words("SAME_PERIOD") or (since is not None and since.year == -1)
    return "" if yearly else base


def _same_months(one: Claim, other: Claim) -> bool:
    first, second = (read_period(str(claim.period)) if claim.period else None for claim in (one, other))
    if first is None or second is None:
        return first is second
    return (first.first, first.last) == (second.first, second.last)


def _names(subject: str, caption: str) -> Iterator[str]:
    """Yield the names of rows that a subject may speak of."""
    yield from (subject[start:] for start in range(len(subject) - 3))
    for end in range(max(1, len(subject) - 3), len(subject)):
        if subject[end:] in caption:
            yield subject[:end]


def _plain(ours: Claim, theirs: Claim) -> bool:
    """Tell whether two claims can be held against each other: actual, of one dimension, with units, without hedges."""
    alike = ours.measure.unit.dimension == theirs.measure.unit.dimension and ours.role is Role.ACTUAL
    written = "unchanged" not in ours.traits and bool(ours.measure.unit_text and theirs.measure.unit_text)
    return alike and written and ours.measure.number.hedge == "none"
