"""Closed sets of parts, such as 税收 and 非税: what the word lists say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from checker.parsing.grammar import word_lists, words
from checker.parsing.phrases import longest_first


@dataclass(frozen=True, slots=True)
class ClosedSet:
    """A closed set: its member words, words that hold a member's name without being one, and names of wholes that it
    splits.
    """

    members: tuple[str, ...]
    wholes: tuple[str, ...]
    kin: tuple[str, ...]

    @property
    def common(self) -> frozenset[str]:
        """The signs that all members share: 一般债务 and 专项债务 are both 债务."""
        return frozenset.intersection(*(frozenset(member) for member in self.members))


@cache
def known_sets() -> tuple[ClosedSet, ...]:
    """Return the closed sets of the word lists."""
    listed = [section for name, section in word_lists().items() if name.startswith("SET_")]
    return tuple(
        ClosedSet(*(tuple(word for word, mark in section.items() if mark == wanted) for wanted in ("", "whole", "of")))
        for section in listed
    )


def member(closed: ClosedSet, subject: str) -> str | None:
    """Return the one member of a closed set that a subject names; none if it names several, none, or a whole (进出口).

    Of two members that overlap in the text (非税收入 holds 税收) the one that begins first is meant.
    """
    holding = [name for name in closed.kin if any(member in name for member in closed.members)]
    if any(whole in subject for whole in (*closed.wholes, *holding)):
        return None
    places = sorted((subject.index(member), -len(member), member) for member in closed.members if member in subject)
    if not places:
        return None
    start, length, first = places[0]
    return first if all(place < start - length for place, _, _ in places) else None


def complete(closed: ClosedSet, names: Sequence[str]) -> bool:
    """Tell whether the names are those of all members of a set, each once."""
    found = [member(closed, name) for name in names]
    return None not in found and sorted(str(name) for name in found) == sorted(closed.members)


def opposite(whole: str, part: str) -> bool:
    """Tell whether a whole is named as one member of a closed set and its part as another (公办小学含民办小学)."""
    for closed in known_sets():
        if len(closed.members) == 2:
            ours, theirs = member(closed, whole), member(closed, part)
            if ours and theirs and ours != theirs and ours not in part and theirs not in whole:
                rests = (whole.replace(ours, ""), part.replace(theirs, ""))
                return bool(rests[1]) and rests[0].endswith(rests[1])
    return False


def unqualified(name: str) -> str:
    """Return a name without the words that restrict it to a sample."""
    for word in longest_first("SAMPLE_WORD"):
        name = name.removeprefix(word)
    return name


def qualified(name: str) -> frozenset[str]:
    """Return the words in a name that restrict it to a sample (规模以上, 限额以上): parts of a sample are no parts of
    the whole.
    """
    return frozenset(word for word in words("SAMPLE_WORD") if word in name)
