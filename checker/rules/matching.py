"""What a rule is held against: the groups of its kind, or the claims of a passage that it names by their indicators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from checker.claims import Claim, Group
from checker.parsing.phrases import longest_first
from checker.rules.model import Rule

PASSAGE = "passage"
"""The kind of group that holds all facts of a passage."""


def by_kind(groups: Iterable[Group]) -> Mapping[str, Sequence[Group]]:
    """Return the groups by their kind, in order."""
    index: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        index[group.kind].append(group)
    return dict(index)


def matches(rule: Rule, groups: Mapping[str, Sequence[Group]]) -> Iterable[Group]:
    """Return the groups that a rule speaks of: those of its kind, or one a passage that states all its indicators."""
    if isinstance(rule.match, str):
        return groups.get(rule.match, ())
    named = (_indicators(rule.match, passage) for passage in groups.get(PASSAGE, ()))
    return [group for group in named if group]


def _indicators(match: Mapping[str, Mapping[str, str]], passage: Group) -> Group | None:
    """Return the group of a passage's claims that a rule names, None if one is missing or could be several.

    A claim that only one role can be is not another's: 城镇常住人口 ends with 常住人口 and is not it.
    """
    found = {role: _named(passage, *next(iter(wanted.items()))) for role, wanted in match.items()}
    settled = [claims[0] for claims in found.values() if len(claims) == 1]
    members: dict[str, Claim] = {}
    for role, claims in found.items():
        left = [claim for claim in claims if claim not in settled] if len(claims) > 1 else claims
        if len(left) != 1:
            return None
        members[role] = left[0]
    return Group("indicators", passage.span, members, passage.traits)


def _named(passage: Group, field: str, name: str) -> list[Claim]:
    """Return the claims of a field whose subject is one of the names, alone or after a place; a bracket in a subject
    does not count.
    """
    names = tuple(name.split("|"))
    claims = [
        (str(fact.subject).partition("(")[0], fact.fields[field])
        for fact in passage.members["facts"]
        if field in fact.fields
    ]
    named = [claim for subject, claim in claims if _without_place(subject) in names]
    return named or [claim for subject, claim in claims if subject.endswith(names)]


def _without_place(subject: str) -> str:
    return next(
        (subject.removeprefix(place) for place in longest_first("WIDER_SCOPE") if subject.startswith(place)), subject
    )
