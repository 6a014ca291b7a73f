"""Complete what each clause leaves unsaid: the subject carried over commas, the period and role from sentence,
paragraph and heading.

What cannot be filled with confidence stays UNSTATED, and a rule that needs it abstains.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from checker.claims import UNSTATED, Claim, Fact, Kind, Place, Role, Stated
from checker.parsing.about import Around
from checker.parsing.budgets import budgeted, completed_of, is_budget, of_budget, reaches, settle_aim
from checker.parsing.dating import (
    first_number,
    first_period,
    is_ahead,
    lasts,
    period_before,
    since_last_period,
    stated_now,
    titled,
)
from checker.parsing.funds import fund_named, fund_of
from checker.parsing.grammar import words
from checker.parsing.kinds import field_of
from checker.parsing.memory import Draft, State
from checker.parsing.naming import (
    bound_name,
    carried,
    in_place,
    is_compared,
    leads,
    measured_by,
    own_name,
    ranked,
    respective,
    shown_name,
    told_of,
)
from checker.parsing.outline import Outline, is_headline, topic_of
from checker.parsing.pages import continued, unit_of_all
from checker.parsing.phrases import split_aim
from checker.parsing.prose import Sentence, Statement, measured_among, read_prose, sample_of, stretches_of
from checker.parsing.segments import cut_block
from checker.parsing.tables import TableReading, read_tables
from checker.source import Block, Document, Table


class Told(NamedTuple):
    """A completed statement and the fact that it belongs to (an index into `Reading.facts`)."""

    statement: Statement
    claim: Claim
    fact: int
    place: Place


class Passage(NamedTuple):
    """One block with its sentences and what they tell."""

    block: Block
    sentences: tuple[Sentence, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Reading:
    """A document as it was understood: passages in reading order, and all facts."""

    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    tables: tuple[TableReading, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every written quantity, in order; 持平 says one without writing it."""
        told = (told for passage in self.passages for told in passage.told)
        written = (one.claim for one in told if "unchanged" not in one.claim.traits)
        return tuple(
            sorted((*written, *(claim for table in self.tables for claim in table.cells.values())), key=_start)
        )

    @property
    def named(self) -> tuple[Claim, ...]:
        """Every date, name, ordinal, identifier and bare number, in order."""
        in_prose = (claim for passage in self.passages for sentence in passage.sentences for claim in sentence.named)
        return tuple(sorted((*in_prose, *(claim for table in self.tables for claim in table.named)), key=_start))


def complete(document: Document) -> Reading:
    """Return the document's statements with metric, period, scope and role filled in, and the facts that they make."""
    outline = Outline(*titled(document))
    state, drafts = State(outline), list[Draft]()
    passages, tables = list[Passage](), list[TableReading]()
    before: Table | None = None
    money = ""
    for index, block in enumerate(_pieces(document)):
        if isinstance(block, Table):
            before = continued(document.normal, block, before)
            tables.extend(read_tables(document.normal, before, index, Around(outline.period, outline.plan), money))
            continue
        money = unit_of_all(document.normal, block.span) or money
        before = before if block.kind == "caption" else None
        sentences = tuple(read_prose(document.normal, block.span))
        if is_headline(block, document.normal, sentences):
            outline.enter(block, document.normal, sentences)
        outline.turn(sentences)
        state.subject, state.lead, state.fact, state.whole, state.outer, state.fund = "", "", -1, "", None, outline.fund
        told = tuple(_tell(state, drafts, sentences, index))
        passages.append(Passage(block, sentences, told))
        outline.announce(document.normal, sentences)
    facts = tuple(
        Fact(draft.subject or UNSTATED, draft.span, draft.fields, draft.place, draft.marks) for draft in drafts
    )
    in_tables = (fact for table in tables for fact in table.facts)
    return Reading(tuple(passages), (*facts, *in_tables), tuple(tables))


def _pieces(document: Document) -> Iterator[Block | Table]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield block
        else:
            yield from cut_block(document.normal, block)


def _start(claim: Claim) -> int:
    return claim.span.start


def _tell(state: State, drafts: list[Draft], sentences: Sequence[Sentence], block: int) -> Iterator[Told]:
    default = state.period = whole = state.outline.period
    since: Stated = UNSTATED
    for number, sentence in enumerate(sentences):
        if not sentence.statements and (topic := topic_of(sentence)):
            state.subject = state.subject if number else topic
            state.fund = fund_named(topic) or state.fund
        stated = first_period([sentence], first_number(sentence)) if default == state.outline.period else UNSTATED
        if lasts(stated, default):
            default = stated
        goes_on = bool(sentence.statements) and "OF_WHICH" in sentence.statements[0].marks
        state.period = stated or (whole if goes_on else default)
        state.parts, state.funds, fund = ("", False), frozenset(), state.fund
        if not goes_on:
            if state.parted:
                state.subject, state.fact = state.parted, -1
            state.parted, state.measured = "", measured_among(sentence, state.measured)
        if not sentence.statements:
            default = stated_now(sentence) or default
            continue
        aims: set[int] = set()
        sampled, sample = sample_of(sentence)
        stretches = stretches_of(sentence)
        for statement in sentence.statements:
            period, passing = period_before(sentence, statement)
            if period is not UNSTATED and not passing and statement.depth == 0:
                state.period = period
            state.at_depth(statement.depth)
            place = Place(block, number, statement.clause, statement.depth, stretches[statement.clause])
            if "TARGET_WORD" in statement.marks:
                aims.add(place.stretch)
            among = sample if sampled < statement.clause else ""
            statement = since_last_period(statement, since) if goes_on else statement
            told = _one(state, drafts, statement, place, place.stretch in aims, period or state.period, among)
            since = told.claim.base if told.claim.kind is Kind.GROWTH else since
            whole = told.claim.period if told.claim.role is Role.ACTUAL and not place.depth else whole
            yield told
        state.fund = fund if len(state.funds) > 1 else state.fund


def _one(
    state: State, drafts: list[Draft], statement: Statement, place: Place, aims: bool, period: Stated, sample: str
) -> Told:  # fmt: skip
    own, noun = _names(state, statement, sample)
    claim, rule = statement.claim, statement.rule
    budget = claim.kind is Kind.LEVEL and is_budget(own)
    aimed = settle_aim(state, drafts, statement, place, own, budget=budget)
    ahead = claim.kind is not Kind.DURATION and is_ahead(period, state.outline.given)
    role = Role.TARGET if state.outline.plan or aims or aimed or ahead else Role.ACTUAL
    traits = claim.traits
    if claim.kind is Kind.SHARE and rule == "share":
        traits |= {"by_share"}
        state.whole = noun = noun or state.whole
    if of := completed_of(statement, own):
        traits |= {"completion"}
        own, noun = split_aim(of)
        own = "" if own == state.subject else own
    if rule == "gap":
        claim = replace(claim, direction=-claim.direction) if "fall_rate" in traits else claim
        traits |= {"gap"}
    if claim.kind is Kind.GROWTH and statement.marks & {"NARROW", "WIDEN"}:
        traits |= {"narrow_or_widen"}
    scope: Stated = UNSTATED
    if rule == "rank":
        own, among = ranked(own)
        scope = among or UNSTATED
    if rule == "value" and is_compared(statement, own):
        if own and statement.than:
            state.subject, state.fact = own, -1
        role, period, aside = Role.COMPARATOR, statement.than or period, True
        claim = replace(claim, base=UNSTATED)
    elif own in words("WIDER_SCOPE") and (place.depth or claim.kind is Kind.GROWTH):
        scope, role, own, aside = own, Role.COMPARATOR, "", True
    elif budget and statement.marks & {"LEVEL_VERB", "SHARE_OF"} and not statement.verb:
        own, aside = of_budget(own, state.subject), True
    else:
        own = of_budget(own, state.subject) if budget else own
        part = "OF_WHICH" in statement.marks or (bool(own) and "INCLUDING" in statement.marks)
        aside = bool(place.depth) and not part
        if not own and "INCLUDING" in statement.marks:
            statement = statement._replace(marks=statement.marks - {"INCLUDING"})
    return _told(state, drafts, statement, claim, traits, place, own, noun, scope, role, period, aside=aside)


def _names(state: State, statement: Statement, sample: str) -> tuple[str, str]:
    """Return the name that a clause gives to what its number is about, and the one inside what says it (占…的30%)."""
    own = own_name(statement, state.lead, state.subject, state.fund)
    if state.last and statement.subject_span:
        own = bound_name(own, *state.last, statement.subject_span)
    if sample and own and sample not in own:
        own = f"{sample}{own}"
    if not own and statement.rule == "value" and reaches(statement):
        own = budgeted(state.subject)
    if statement.rule == "share" and statement.claim.kind is Kind.LEVEL and (is_budget(statement.noun) or not own):
        return statement.noun, ""
    return own, statement.noun


def _told(
    state: State, drafts: list[Draft], statement: Statement, claim: Claim, traits: frozenset[str], place: Place,
    own: str, noun: str, scope: Stated, role: Role, period: Stated, *, aside: bool,
) -> Told:  # fmt: skip
    name = field_of(claim, traits)
    subject = carried(own, state.subject, statement)
    if statement.run > 1 and own:
        subject = respective(own, statement.listed, statement.run, each="EACH" in statement.marks)
    if statement.run > 1 and not own and "EACH" in statement.marks and not statement.listed:
        of = "share" if claim.kind is Kind.SHIFT else "level"
        state.run = _last_facts(drafts, place, statement.run, of) or state.run
    if (
        statement.run > 1
        and not own
        and len(state.run) == statement.run
        and _same_sentence(drafts[state.run[0]].place, place)
    ):
        state.fact = state.run[statement.listed]
        subject = drafts[state.fact].subject
        statement = statement._replace(listed=0)
    if "OF_WHICH" in statement.marks and not statement.listed:
        state.parted = state.subject
    state.measured = measured_by(subject) or state.measured
    fresh = own or state.fact < 0 or name in drafts[state.fact].fields or statement.listed > 0
    metric = in_place(told_of(subject, statement, state.whole_around(place.depth), state.measured), state.parts[0])
    same = state.last is not None and state.last[1].measure.unit == claim.measure.unit
    claim = Claim(
        claim.span,
        Kind.TARGET if role is Role.TARGET and claim.kind is not Kind.RANGE else claim.kind,
        claim.measure,
        metric=shown_name(metric, statement, state.subject if same else "") or UNSTATED,
        period=period,
        scope=scope,
        role=role,
        direction=claim.direction,
        base=claim.base,
        basis=claim.basis,
        quantifier=noun or UNSTATED,
        traits=traits | {"of"} if noun else traits,
        word=claim.word,
    )
    if fresh or aside:
        drafts.append(Draft(subject, statement.subject_span or claim.span, place, statement.marks))
        index = len(drafts) - 1
        if not aside:
            if statement.run > 1:
                state.run = [*state.run, index] if statement.listed else [index]
            state.fact, state.subject = index, subject
            state.lead = subject if leads(subject, state.lead) else state.lead
            state.speak_of(fund_of(subject))
    else:
        index = state.fact
    drafts[index].fields[name] = claim
    state.last = statement.subject, claim
    return Told(statement, claim, index, place)


def _last_facts(drafts: Sequence[Draft], place: Place, count: int, name: str) -> list[int]:
    """Return the last facts of the sentence that state a level each, or a share where points are spoken of: what 分别
    without subjects of its own speaks of.
    """
    near = takewhile(lambda index: drafts[index].place[:2] == place[:2], reversed(range(len(drafts))))
    mine = [index for index in near if drafts[index].place.depth == place.depth and name in drafts[index].fields]
    return mine[::-1] if len(mine) == count else []


def _same_sentence(one: Place, other: Place) -> bool:
    return (one.block, one.sentence, one.depth) == (other.block, other.sentence, other.depth)
