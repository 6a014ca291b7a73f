"""What a rule is held against: the groups of its kind, or the claims that it names by their indicators.

Indicators are looked for within a stretch between semicolons, a passage or the whole document. The further apart they
may stand, the more exact their names must be: in a document, 利润总额 is not the 利润总额 of a group of enterprises.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import groupby

from checker.claims import Claim, Fact, Group, Role
from checker.parsing.grammar import words
from checker.parsing.periods import read_period
from checker.parsing.phrases import longest_first
from checker.quantity import share_a_value
from checker.rules.model import Rule
from checker.source import Span, normalise

PASSAGE = "passage"
"""The kind of group that holds all facts of a passage."""
Key = tuple[str, str]
"""A field of a fact, and a name."""


@dataclass(frozen=True)
class Wanted:
    """The names of indicators in the rules at hand, and how long they are."""

    names: frozenset[str]

    @cached_property
    def sizes(self) -> Sequence[int]:
        """The lengths of the names."""
        return sorted({len(name) for name in self.names})


@dataclass(frozen=True)
class Facts:
    """Facts that stand together, their claims found by field and name, for the names that are wanted."""

    facts: Sequence[Fact]
    wanted: Wanted

    @cached_property
    def span(self) -> Span:
        """From the first fact to the last."""
        return Span(self.facts[0].span.start, max(fact.span.end for fact in self.facts))

    @cached_property
    def named(self) -> Mapping[Key, Sequence[Claim]]:
        """The claims whose subject is a name, alone or after a place; a bracket in a subject does not count. What the
        subject leaves to the period or to a word of sum is part of the name too: 上年结余, 收入总计.
        """
        return self._index(lambda subject: (_without_place(subject),))

    @cached_property
    def ending(self) -> Mapping[Key, Sequence[Claim]]:
        """The claims whose subject ends with a name."""
        return self._index(lambda subject: (subject[-size:] for size in self.wanted.sizes if size <= len(subject)))

    def _index(self, names: Callable[[str], Iterable[str]]) -> Mapping[Key, Sequence[Claim]]:
        index: dict[Key, list[Claim]] = defaultdict(list)
        for fact in self.facts:
            subject = _without_brackets(str(fact.subject)) if fact.subject else ""
            summed = [f"{subject}{word}" for word in words("TOTAL")] if "TOTAL" in fact.marks else []
            found = {name for said in (subject, *summed) for name in names(said) if name in self.wanted.names}
            for role, claim in fact.fields.items() if subject else ():
                dated = names(f"{claim.period}{subject}") if claim.period else ()
                for name in found.union(name for name in dated if name in self.wanted.names):
                    index[role, name].append(claim)
        return index


@dataclass(frozen=True)
class Index:
    """The groups of a document by their kind, and its facts by where they stand."""

    groups: Mapping[str, Sequence[Group]]
    wanted: Wanted

    @cached_property
    def passage(self) -> Sequence[Facts]:
        """The facts of each passage, and of each table."""
        return [Facts(group.members["facts"], self.wanted) for group in self.groups.get(PASSAGE, ())]

    @cached_property
    def stretch(self) -> Sequence[Facts]:
        """The facts of each stretch between full stops and semicolons, where there are several."""
        runs = (list(run) for passage in self.passage for _, run in groupby(passage.facts, _stretch))
        return [Facts(run, self.wanted) for run in runs if len(run) > 1]

    @cached_property
    def document(self) -> Sequence[Facts]:
        """All facts of the running text."""
        facts = [fact for passage in self.passage for fact in passage.facts if "TABLE" not in fact.marks]
        return [Facts(facts, self.wanted)] if facts else []


def _stretch(fact: Fact) -> tuple[int, int]:
    return fact.place.sentence, fact.place.stretch


def by_kind(groups: Iterable[Group], rules: Iterable[Rule]) -> Index:
    """Return the groups by their kind, in order, and what `rules` name."""
    index: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        index[group.kind].append(group)
    wanted = (name for rule in rules for _, (_, names) in _wanted(rule) for name in _spelled(names))
    return Index(index, Wanted(frozenset(wanted)))


def matches(rule: Rule, index: Index) -> Iterable[Group]:
    """Return the groups that a rule speaks of: those of its kind, or one a place that states all its indicators."""
    if isinstance(rule.match, str):
        return index.groups.get(rule.match, ())
    places: Sequence[Facts] = getattr(index, rule.within)
    field, names = next(iter(_wanted(rule)))[1]
    stated = (facts for facts in places if any((field, name) in facts.ending for name in _spelled(names)))
    return [group for facts in stated if (group := _indicators(rule, facts))]


def _spelled(names: str | Sequence[str]) -> Iterator[str]:
    """Yield each name of a role as a report's text would spell it."""
    for one in (names,) if isinstance(names, str) else names:
        yield from _alternatives(one)


@cache
def _alternatives(names: str) -> Sequence[str]:
    return normalise(names).split("|")


def _indicators(rule: Rule, facts: Facts) -> Group | None:
    """Return the group of the claims that a rule names, None if one is missing or could be several.

    A claim that only one role can be is not another's: 城镇常住人口 ends with 常住人口 and is not it.
    """
    exact = rule.within == "document"
    single: dict[str, list[Claim]] = {}
    members: dict[str, Claim | tuple[Claim, ...]] = {}
    for role, (field, names) in _wanted(rule):
        if isinstance(names, str):
            found = single[role] = _named(facts, field, names, exact=exact)
        else:
            each = (_named(facts, field, name, exact=exact) for name in names)
            found = [claims[0] for claims in each if len(claims) == 1]
            members[role] = tuple(found)
        if not found:
            return None
    settled = [claims[0] for claims in single.values() if len(claims) == 1]
    for role, claims in single.items():
        left = [claim for claim in claims if claim not in settled] if len(claims) > 1 else claims
        if len(left) != 1:
            return None
        members[role] = left[0]
    return Group("indicators", facts.span, members, _traits(members.values()))


def _wanted(rule: Rule) -> Iterator[tuple[str, tuple[str, str | Sequence[str]]]]:
    """Yield each role of a rule with the field and the names that it wants."""
    for role, wanted in rule.match.items() if not isinstance(rule.match, str) else ():
        yield role, next(iter(wanted.items()))


def _named(facts: Facts, field: str, names: str, *, exact: bool) -> list[Claim]:
    """Return the claims of a field whose subject is one of the names; unless it must be exact, else whose subject ends
    with one. In a document, what is said twice is one claim if the two agree.
    """
    alike = _alternatives(names)
    named = _each_once(facts.named, field, alike)
    if exact:
        named = [claim for claim in named if claim.role is Role.ACTUAL]
        return named[:1] if share_a_value(claim.interval for claim in named) else []
    return named or _each_once(facts.ending, field, alike)


def _each_once(index: Mapping[Key, Sequence[Claim]], field: str, names: Sequence[str]) -> list[Claim]:
    """Return the claims under several names, one that has more than one of them once."""
    return list({claim.span: claim for name in names for claim in index.get((field, name), ())}.values())


def _traits(members: Iterable[Claim | tuple[Claim, ...]]) -> frozenset[str]:
    return frozenset({"mixed_periods"} if len(set(_years(members))) > 1 else ())


def _years(members: Iterable[Claim | tuple[Claim, ...]]) -> Iterator[int]:
    for member in members:
        for claim in member if isinstance(member, tuple) else (member,):
            months = read_period(str(claim.period)) if claim.period else None
            if months and months.year is not None:
                yield months.year


def _without_brackets(subject: str) -> str:
    before, _, rest = subject.partition("(")
    return before + rest.rpartition(")")[2]


@lru_cache(maxsize=8192)
def _without_place(subject: str) -> str:
    return next(
        (subject.removeprefix(place) for place in longest_first("WIDER_SCOPE") if subject.startswith(place)), subject
    )
