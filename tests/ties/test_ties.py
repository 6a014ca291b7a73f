"""Which numbers the wording ties together: texts, each beside some that look alike and tie nothing, or less.

A file of cases is one family. `kinds` names the groups that it looks at; `ties` lists all of them that a text makes,
with their members as written, in order: a fact by its first number, an amount computed from the text as a number.
`beside` is the text of another document, `beside_format` how it is read: the groups are those between the two. `traits`
are some that the group has, `without` some that it has not. `near` are the neighbours: `why` they differ.
`not_yet` marks what the reading gets wrong today and says how; whoever mends it takes the mark away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.claims import Claim, Fact, Group
from checker.context import complete
from checker.readers import read_bytes
from checker.rules.validation import kinds, traits
from checker.ties import tie
from checker.ties.accounts import account
from checker.ties.across import find

HERE = Path(__file__).parent
FAMILIES = sorted(HERE.glob("*.yaml"))
NOT_MEMBERS = {"kind", "traits", "without"}


@dataclass(frozen=True)
class Case:
    """One text with the groups that it makes."""

    family: str
    kinds: frozenset[str]
    text: str
    ties: list[dict[str, Any]]
    suffix: str
    not_yet: str
    beside: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        return f"{self.family}: {' / '.join(self.text.split())}"


@cache
def content(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text("utf-8"), yaml.BaseLoader))


def cases() -> Iterator[Case]:
    for path in FAMILIES:
        family = content(path)
        for case in family["cases"]:
            for one in (case, *case["near"]):
                suffix = one.get("format", case.get("format", ".txt"))
                ties, not_yet = one.get("ties", []), one.get("not_yet", "")
                beside = (
                    one.get("beside", case.get("beside", "")),
                    one.get("beside_format", case.get("beside_format", ".txt")),
                )
                yield Case(path.stem, frozenset(family["kinds"]), one["text"], ties, suffix, not_yet, beside)


CASES = [
    pytest.param(
        case, id=str(case), marks=[pytest.mark.xfail(reason=case.not_yet, strict=True)] if case.not_yet else []
    )
    for case in cases()
]


def groups(text: str, suffix: str = ".txt", beside: tuple[str, str] = ("", "")) -> list[Group]:
    """Return the groups of a text, each once; beside another text, those between the two."""
    document = read_bytes(text.encode(), f"case{suffix}")
    if beside[0]:
        other = read_bytes(beside[0].encode(), f"beside{beside[1]}")
        here, there = (account(one, complete(one)) for one in (document, other))
        return list(find(here, [(other.path, there)]))
    once: list[Group] = []
    once.extend(group for group in tie(document, complete(document)) if group not in once)
    return once


def shown(member: Any) -> Any:
    """Return a member as the tables write it."""
    match member:
        case Claim():
            return member.measure.written
        case Fact():
            return next(iter(member.fields.values())).measure.written
        case tuple():
            return [shown(one) for one in member]
        case Fraction():
            return str(member)
        case _:
            return str(member)


def fits(expected: Mapping[str, Any], group: Group) -> bool:
    wanted = {name: value for name, value in expected.items() if name not in NOT_MEMBERS}
    members = {name: shown(member) for name, member in group.members.items()}
    has = set(expected.get("traits", ())) <= group.traits and not set(expected.get("without", ())) & group.traits
    return expected["kind"] == group.kind and has and all(members.get(name) == value for name, value in wanted.items())


@pytest.mark.parametrize("case", CASES)
def test_the_wording_ties_these_and_no_others(case: Case) -> None:
    found = sorted(
        (group for group in groups(case.text, case.suffix, case.beside) if group.kind in case.kinds),
        key=lambda one: one.span,
    )
    told = [
        f"{one.kind} { {name: shown(member) for name, member in one.members.items()} } {sorted(one.traits)}"
        for one in found
    ]
    left = list(found)
    for expected in case.ties:
        match = next((group for group in left if fits(expected, group)), None)
        assert match, f"{expected} is not among\n" + "\n".join(told)
        left.remove(match)
    assert not left, "also tied:\n" + "\n".join(told)


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
def test_every_case_has_a_neighbour_that_differs_and_says_why(path: Path) -> None:
    for case in content(path)["cases"]:
        assert case["ties"] and case["near"], case["text"]
        for near in case["near"]:
            assert near["why"], near["text"]
            assert near["text"] != case["text"]
            assert near.get("ties", []) != case["ties"], near["text"]


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
def test_the_tables_speak_the_words_of_the_rules(path: Path) -> None:
    """What a table names is what a rule may name: kinds of group, their members, and traits."""
    known = kinds()
    family = content(path)
    assert set(family["kinds"]) <= set(known)
    for case in family["cases"]:
        for one in (case, *case["near"]):
            for expected in one.get("ties", []):
                assert expected["kind"] in family["kinds"]
                assert set(expected) - NOT_MEMBERS <= known[expected["kind"]], expected
                assert set(expected.get("traits", [])) | set(expected.get("without", [])) <= traits(), expected


def test_every_kind_of_group_is_in_a_table() -> None:
    shown_kinds = {kind for path in FAMILIES for kind in content(path)["kinds"]}
    assert set(kinds()) <= shown_kinds
