"""From running text to statements: what each clause says with each of its numbers, before anything is filled in from
around it.

A block is scanned once, cut into sentences and clauses at the punctuation, and each clause is read by the clause
grammar. Brackets are clauses of their own, one level deeper.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache

from checker.claims import Claim, Kind, Measure, not_a_quantity
from checker.parsing.clauses import Item, read_clause
from checker.parsing.grammar import words
from checker.parsing.numerals import ordinal_of
from checker.parsing.quantities import NUMERIC_KINDS, Reading, read_quantity
from checker.parsing.scanning import Token, scan
from checker.quantity import Hedge, Interval, Number
from checker.source import Span
from checker.units import PURE

NAMED = {
    "NAME": Kind.NAME,
    "LABEL": Kind.NAME,
    "DATE": Kind.DATE,
    "BROKEN_DATE": Kind.DATE,
    "PERIOD": Kind.PERIOD,
    "BASE": Kind.PERIOD,
    "ORDINAL": Kind.ORDINAL,
    "ENUMERATOR": Kind.IDENTIFIER,
}
"""Tokens that are no quantities but name something, with the kind of what they name."""
_SILENT = frozenset(
    {
        "LEVEL_VERB",
        "SAME",
        "SHARE_OF",
        "PERIOD",
        "DATE",
        "BROKEN_DATE",
        "BASE",
        "BASIS_WORD",
        "EACH",
        "OF_WHICH",
        "TOTAL",
        "BREAK",
        "ENUMERATOR",
        "TARGET_WORD",
        "FALL_RATE",
        "RISE_RATE",
        "AVERAGE",
        "TURN_UP",
        "TURN_DOWN",
        "REST",
        "INCLUDING",
        "PLUS",
        "EXCLUDING",
    }
)
"""Kinds of token that are no part of the name of a metric."""
_NO_GROWTH = "0.0%"
_PAUSES = frozenset({"COMMA", "SEMICOLON", "SEP", "BREAK"})
_LONGEST = 400
"""How many tokens a sentence has before it is cut at the next pause, and at twice as many anywhere."""
_TRAITS = frozenset({"FALL_RATE", "RISE_RATE", "AVERAGE", "TURN_UP", "TURN_DOWN"})
"""Kinds of token that say more of every number in their clause."""
_DEEPEST = 8
"""How many brackets inside one another are told apart."""
_NUMERIC = NUMERIC_KINDS
_TELLING = _NUMERIC | {"RANK", "SAME"}
"""Kinds of token that a statement is made of."""
_OPENERS = frozenset({"OF_WHICH", "TOTAL", "EACH", "INCLUDING", "REST", "TURN_UP", "TURN_DOWN"})
"""Words that may stand in a clause of their own and open what the next one says."""
_COURSES = frozenset({"TURN_UP", "TURN_DOWN", "MOOD_UP", "MOOD_DOWN"})
"""Words of the course that things took, without a number."""
_RISING = frozenset({"RISE", "RISE_SHORT", "RISE_TO", "FASTER", "ABOVE"})
_CHANGES = frozenset({"RISE", "FALL", "RISE_SHORT", "FALL_SHORT", "NARROW", "WIDEN", "FASTER", "SLOWER"})
_FALLING = frozenset({"FALL", "FALL_SHORT", "FALL_TO", "SLOWER", "BELOW"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One number as its own clause states it.

    `subject` is the noun phrase before it, `tail` the one directly after it, `noun` the one inside its item; each may
    be empty. `marks` are the kinds of token that stand before the number in its clause, `listed` its place in a run of
    numbers that share one verb, `depth` how many brackets are around it.
    """

    claim: Claim
    reading: Reading
    rule: str
    clause: int
    depth: int
    subject: str = ""
    subject_span: Span | None = None
    tail: str = ""
    noun: str = ""
    marks: frozenset[str] = frozenset()
    listed: int = 0
    run: int = 1
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of tokens between two signs of punctuation; `closed_by` is the sign that ends it."""

    tokens: tuple[Token, ...]
    span: Span
    depth: int
    closed_by: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one sentence states, with its clauses for whoever needs the words between the numbers."""

    span: Span
    clauses: tuple[Clause, ...]
    statements: tuple[Statement, ...]
    named: tuple[Claim, ...] = field(default=())


def read_prose(text: str, span: Span) -> list[Sentence]:
    """Return the sentences of `text` within `span`; `text` is normalised and offsets stay those of the whole text."""
    return [_sentence(text, tokens) for tokens in _sentences(scan(text, span.start, span.end), span)]


def _sentences(tokens: Sequence[Token], span: Span) -> Iterator[tuple[Span, list[Token]]]:
    """Cut at full stops, and what is longer than anyone writes at a comma: time must not grow with its square."""
    start, current = span.start, list[Token]()
    for token in tokens:
        current.append(token)
        too_long = len(current) > _LONGEST and (token.kind in _PAUSES or len(current) > 2 * _LONGEST)
        if token.kind == "STOP" or too_long:
            yield Span(start, token.span.end), current
            start, current = token.span.end, []
    if current or start < span.end:
        yield Span(start, span.end), current


# ---------------------------------------------------------------- clauses
def _sentence(text: str, cut: tuple[Span, list[Token]]) -> Sentence:
    span, tokens = cut
    clauses = list(_clauses(text, span, tokens))
    statements: list[Statement] = []
    opened: frozenset[str] = frozenset()
    lead: tuple[str, Span | None] = "", None
    for index, clause in enumerate(clauses):
        found = list(_statements(text, clause, index, opened))
        if found and lead[0] and not found[0].subject:
            found[0] = replace(found[0], subject=lead[0], subject_span=lead[1])
        statements += found
        opened, lead = _opened(clause, opened), _turned(text, clause)
    statements.sort(key=lambda statement: statement.claim.span.start)
    named = [
        not_a_quantity(token.span, NAMED[token.kind], token.text)
        for clause in clauses
        for token in clause.tokens
        if token.kind in NAMED
    ]
    plain = [statement.claim for statement in statements if statement.claim.kind is Kind.NUMBER]
    return Sentence(
        span, tuple(clauses), tuple(s for s in statements if s.claim.kind is not Kind.NUMBER), (*named, *plain)
    )


def _turned(text: str, clause: Clause) -> tuple[str, Span | None]:
    """Return the subject of a clause without numbers that says how things went (利润由负转正): the next clause speaks
    of it.
    """
    if (
        not clause.tokens
        or clause.tokens[-1].kind not in _COURSES
        or any(token.kind in _NUMERIC for token in clause.tokens)
    ):
        return "", None
    return _phrase(text, clause.tokens, range(len(clause.tokens) - 1))


def _opened(clause: Clause, before: frozenset[str]) -> frozenset[str]:
    """Return the structural words that a clause without numbers hands to the next one with the sign between, as in
    其中：税收收入…
    """
    if any(token.kind in _NUMERIC for token in clause.tokens):
        return frozenset()
    if not clause.tokens:
        return before
    opened = frozenset(token.kind for token in clause.tokens[-1:] if token.kind in _OPENERS)
    return opened | {clause.closed_by} if opened else frozenset()


@dataclass
class _Open:
    """A clause while it is being gathered: its place among its fellows, where it starts, how deep it is, its tokens.

    `bracket` is where the bracket around it was opened.
    """

    index: int
    start: int
    depth: int
    bracket: int = 0
    tokens: list[Token] = field(default_factory=list)


def _clauses(text: str, span: Span, tokens: Sequence[Token]) -> Iterator[Clause]:
    """Cut at punctuation. A bracket is a clause of its own; to the clause around it, it is one ASIDE token.

    Brackets deeper than anyone writes are read as part of the one around them.
    """
    done: dict[int, Clause] = {}
    outer: list[_Open] = []
    current = _Open(0, span.start, 0)
    count, too_deep = 1, 0
    for token in tokens:
        if token.kind == "OPEN" and len(outer) == _DEEPEST:
            too_deep += 1
        elif token.kind == "OPEN":
            outer.append(current)
            current = _Open(count, token.span.end, len(outer), token.span.start)
            count += 1
        elif token.kind == "CLOSE" and too_deep:
            too_deep -= 1
        elif token.kind == "CLOSE" and outer:
            done[current.index] = _clause(text, current, token)
            inner = Span(current.bracket, token.span.end)
            current = outer.pop()
            current.tokens.append(Token("ASIDE", inner, inner.of(text)))
        elif token.kind in ("COMMA", "SEMICOLON", "COLON", "STOP"):
            done[current.index] = _clause(text, current, token)
            current = _Open(count, token.span.end, current.depth, current.bracket)
            count += 1
        elif token.kind != "CLOSE":
            current.tokens.append(token)
    end = Token("END", Span(span.end, span.end), "")
    for unfinished in (*outer, current):
        done[unfinished.index] = _clause(text, unfinished, end)
    return (clause for _, clause in sorted(done.items()))


@cache
def _particles() -> frozenset[str]:
    return frozenset(words("PARTICLE"))


def _clause(text: str, draft: _Open, closed_by: Token) -> Clause:
    """Fill the gaps between the tokens with NOUN tokens, name the kinds of number, and read the clause."""
    span = Span(draft.start, max(draft.start, closed_by.span.start))
    filled: list[Token] = []
    at = span.start
    particles = _particles()
    for token in [*draft.tokens, None]:
        end = token.span.start if token else span.end
        noun = text[at:end].strip() if at < end else ""
        if noun and noun not in particles:
            start = text.index(noun, at)
            filled.append(Token("NOUN", Span(start, start + len(noun)), noun))
        if token:
            filled.append(token)
            at = token.span.end
    kinds = tuple(_number_kind(token) if token.kind in _NUMERIC else token.kind for token in filled)
    return Clause(tuple(filled), span, draft.depth, closed_by.kind, read_clause(kinds))


def _number_kind(token: Token) -> str:
    reading = read_quantity(token.text)
    if token.kind == "RATIO":
        return "RATIO"
    return "PLAIN" if reading is None or _is_bare(reading) else _class_of(reading)


def _is_bare(reading: Reading) -> bool:
    """Tell whether nothing says what a number counts; a fraction such as 1/3 says it by itself."""
    return not reading.measure.unit_text and reading.measure.number.place > 0


def _class_of(reading: Reading) -> str:
    """Return the kind of number that a unit makes."""
    unit = reading.measure.unit
    if unit.name in ("percentage_point", "basis_point", "permille_point"):
        return "POINTS"
    if unit.name in ("multiple", "doubling"):
        return "TIMES"
    return "AMOUNT" if unit.dimension else "PERCENT"


# ---------------------------------------------------------------- statements
def _statements(text: str, clause: Clause, index: int, opened: frozenset[str]) -> Iterator[Statement]:
    tokens = clause.tokens
    if not any(token.kind in _TELLING for token in tokens):
        return
    used_to = 0
    marks: set[str] = set(opened)
    around = _around(clause)
    for item in clause.items:
        numbers = [position for position in item.tokens if tokens[position].kind in _NUMERIC]
        if not numbers:
            kind = tokens[item.tokens[0]].kind
            if kind == "RANK":
                subject, subject_span = _phrase(text, tokens, range(used_to, item.tokens[0]))
                yield _ranked(clause, index, item, subject, subject_span)
            elif kind == "SAME":
                yield _unchanged(text, clause, index, item, used_to, frozenset(marks))
                used_to = item.tokens[-1] + 1
            marks.update(tokens[position].kind for position in item.tokens)
            continue
        noun_positions = set(item.noun)
        subject, subject_span = _phrase(text, tokens, range(used_to, item.tokens[0]))
        noun, _ = _phrase(text, tokens, sorted(noun_positions))
        tail = _tail(tokens, numbers[-1]) if numbers[-1] == item.tokens[-1] else ""
        own = frozenset(marks | {tokens[position].kind for position in item.tokens if position not in noun_positions})
        shared = _shared_unit([tokens[position] for position in numbers])
        taken = tuple(tokens[position] for position in item.tokens)
        for place, position in enumerate(numbers):
            unit = shared if place < len(numbers) - 1 else ""
            statement = _statement(text, item, taken, tokens[position], unit, around)
            if statement:
                yield Statement(
                    claim=statement[0],
                    reading=statement[1],
                    rule=item.rule,
                    clause=index,
                    depth=clause.depth,
                    subject=subject,
                    subject_span=subject_span,
                    tail=tail if position == numbers[-1] else "",
                    noun=noun,
                    marks=own,
                    listed=place,
                    run=len(numbers),
                    tokens=taken,
                )
        used_to = item.tokens[-1] + 1
        marks &= {"TARGET_WORD", "EACH"}


def _phrase(text: str, tokens: Sequence[Token], positions: Sequence[int]) -> tuple[str, Span | None]:
    """Join the noun-like tokens at `positions` to one phrase; a one-sign verb inside a phrase is part of a word
    (拥有量).
    """
    kept = [
        tokens[position]
        for position in positions
        if tokens[position].kind not in _SILENT or _inside(tokens, positions, position)
    ]
    kept = [token for token in kept if token.kind != "ASIDE" or _qualifies(token)]
    if not kept:
        return "", None
    span = Span(kept[0].span.start, kept[-1].span.end)
    return "".join(token.text for token in kept).strip(" 、"), span


def _ranked(clause: Clause, index: int, item: Item, subject: str, span: Span | None) -> Statement:
    """Return the statement that something holds a rank (居第三位)."""
    token = clause.tokens[item.tokens[0]]
    rank = Fraction(ordinal_of(token.text) or 0)
    number = Number(rank, rank, Fraction(1))
    reading = Reading(Measure(number, PURE, "", Interval.exactly(rank), token.text))
    claim = Claim(token.span, Kind.RANK, reading.measure)
    return Statement(claim, reading, "rank", index, clause.depth, subject, span, tokens=(token,))


def _unchanged(text: str, clause: Clause, index: int, item: Item, used_to: int, marks: frozenset[str]) -> Statement:
    """Return the statement that something did not change (与上年持平): a growth of nought, to a tenth of a percent."""
    token = clause.tokens[item.tokens[0]]
    reading = read_quantity(_NO_GROWTH)
    assert reading is not None
    claim = Claim(
        token.span, Kind.GROWTH, replace(reading.measure, written=token.text), traits=frozenset({"unchanged"})
    )
    subject, span = _phrase(text, clause.tokens, range(used_to, item.tokens[0]))
    return Statement(claim, reading, "change", index, clause.depth, subject, span, marks=marks, tokens=(token,))


def _inside(tokens: Sequence[Token], positions: Sequence[int], position: int) -> bool:
    neighbours = position - 1 in positions and position + 1 in positions
    return neighbours and tokens[position].kind == "LEVEL_VERB" and len(tokens[position].text) == 1


def _qualifies(aside: Token) -> bool:
    """Tell whether a bracket narrows the metric before it (不含农户) rather than repeating it (GDP) or adding
    numbers.
    """
    inner = aside.text.strip("() ")
    return not inner.isascii() and not any(sign.isdigit() for sign in inner)


def _tail(tokens: Sequence[Token], last: int) -> str:
    """Return the noun phrase that directly follows a number, as in 6家跨国公司地区总部."""
    phrase: list[str] = []
    for token in tokens[last + 1 :]:
        if token.kind not in ("NOUN", "NAME", "LABEL") or (not phrase and token.span.start != tokens[last].span.end):
            break
        phrase.append(token.text)
    return "".join(phrase)


def _shared_unit(run: Sequence[Token]) -> str:
    """Return the multiplier and unit that a run of bare numbers shares with its last member:
    48.47、51.50、39.07亿元.
    """
    bare = all(token.text.replace(".", "").replace(",", "").isdigit() for token in run[:-1])
    return run[-1].text.lstrip("0123456789.,- ") if len(run) > 1 and bare else ""


@dataclass(frozen=True, slots=True)
class _Around:
    """What a clause says of all its numbers: what changes are measured from, on which basis, and further traits."""

    bases: tuple[Token, ...]
    basis: str | None
    traits: frozenset[str]


def _around(clause: Clause) -> _Around:
    bases = tuple(token for token in clause.tokens if token.kind in ("BASE", "BROKEN_DATE"))
    basis = next((token.text for token in clause.tokens if token.kind == "BASIS_WORD"), None)
    traits = {token.kind.lower() for token in clause.tokens if token.kind in _TRAITS}
    if any(token.kind == "LEVEL_VERB" and token.text in words("CUMULATIVE") for token in clause.tokens):
        traits.add("cumulative")
    return _Around(bases, basis, frozenset(traits))


def _statement(
    text: str, item: Item, taken: Sequence[Token], token: Token, shared: str, around: _Around
) -> tuple[Claim, Reading] | None:
    reading = read_quantity(token.text + shared)
    if reading is None:
        return None
    kind = _kind(item, token, reading)
    if kind is Kind.NUMBER and _ends_a_clause(text, token):
        kind = Kind.COUNT
    direction, word = _direction(taken)
    if item.rule not in ("change", "gap"):
        direction = 0
    base = next((before.text for before in around.bases if before.span.end <= token.span.start), None)
    fields = {} if base is None else {"base": base}
    if around.basis:
        fields["basis"] = around.basis
    about = any(words("SHARE_OF").get(one.text) for one in taken)
    if about and reading.measure.number.hedge is Hedge.NONE:
        reading = replace(reading, measure=_about(reading.measure))
    traits = around.traits | {one.kind.lower() for one in taken if one.kind in _CHANGES}
    if reading.ambiguous:
        traits |= {"ambiguous"}
    return (
        Claim(token.span, kind, reading.measure, direction=direction, word=word, traits=frozenset(traits), **fields),  # type: ignore[arg-type]
        reading,
    )


def _about(measure: Measure) -> Measure:
    """Return a measure softened by a word that stands away from its number (约占全部的80%)."""
    number = replace(measure.number, hedge=Hedge.ABOUT)
    return replace(measure, number=number, interval=number.interval().scaled(measure.unit.factor))


def _direction(taken: Sequence[Token]) -> tuple[int, Span | None]:
    for token in taken:
        if token.kind in _RISING:
            return 1, token.span
        if token.kind in _FALLING:
            return -1, token.span
        if token.kind in ("NARROW", "WIDEN"):
            return 0, token.span
    return 0, None


def _kind(item: Item, token: Token, reading: Reading) -> Kind:
    if token.kind == "RATIO":
        return Kind.COMPOSITION
    if reading.ranged:
        return Kind.RANGE
    unit = reading.measure.unit
    if _is_bare(reading):
        return Kind.LEVEL if reading.measure.number.place > 1 else Kind.NUMBER
    match _class_of(reading), item.rule:
        case "POINTS", _:
            return Kind.SHIFT
        case "TIMES", _:
            return Kind.MULTIPLE
        case "PERCENT", "change":
            return Kind.GROWTH
        case "PERCENT", _:
            return Kind.SHARE
        case _, "change" | "gap":
            return Kind.DIFFERENCE
    if unit.dimension in ((("duration", 1),), (("months", 1),), (("years", 1),)):
        return Kind.DURATION
    return Kind.COUNT if unit.countable else Kind.LEVEL


def _ends_a_clause(text: str, token: Token) -> bool:
    """Tell whether a number without a unit stands where a unit was due: glued to a word, with the clause ending after
    it.
    """
    before = text[token.span.start - 1 : token.span.start]
    after = text[token.span.end : token.span.end + 1]
    year = token.text.isdigit() and len(token.text) == 4 and token.text[:2] in ("19", "20")
    glued = (before.isalpha() and not before.isascii()) or before in ("”", "》")
    return glued and (after in "\r\n,;。、)" or not after) and not year


__all__ = ["Clause", "Sentence", "Statement", "read_prose"]
