"""A whole and its parts: 其中, 合计, and closed sets of parts such as 税收 and 非税.

`exhaustive` marks a breakdown whose parts must make up the whole; without it they only may not exceed it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from checker.claims import UNSTATED, Claim, Fact, Group, Role
from checker.context import Passage, Reading
from checker.parsing.grammar import word_lists, words
from checker.source import Span
from checker.units import Dimension


@dataclass(frozen=True, slots=True)
class _Seen:
    """A fact of the passage at hand, with the dimension of its level, if it has one."""

    fact: Fact
    dimension: Dimension | None
    order: int


def find(reading: Reading) -> Iterator[Group]:
    """Yield a `breakdown` (members: whole, parts) for every whole with parts that a passage words as such."""
    for passage in reading.passages:
        facts = _facts(passage, reading)
        taken: set[tuple[Span, tuple[Span, ...]]] = set()
        for group in (*_of_which(facts), *_totals(facts), *_closed_sets(facts)):
            key = (group.members["whole"].span, tuple(part.span for part in group.members["parts"]))
            if key not in taken:
                taken.add(key)
                yield group


def _facts(passage: Passage, reading: Reading) -> list[_Seen]:
    indexes = sorted({told.fact for told in passage.told})
    seen = []
    for order, index in enumerate(indexes):
        fact = reading.facts[index]
        level = fact.fields.get("level")
        seen.append(_Seen(fact, level.measure.unit.dimension if level else None, order))
    return seen


def _role(fact: Fact) -> Role:
    return next(iter(fact.fields.values())).role


def _subject(fact: Fact) -> str:
    return "" if fact.subject is UNSTATED else str(fact.subject)


# ---------------------------------------------------------------- 其中
def _of_which(facts: Sequence[_Seen]) -> Iterator[Group]:
    for index, opening in enumerate(facts):
        if "OF_WHICH" not in opening.fact.marks and not (opening.fact.place.depth and "INCLUDING" in opening.fact.marks):
            continue
        whole = _whole_before(facts[:index], opening)
        if not whole:
            continue
        parts = _parts_from(facts[index:], opening, whole)
        if parts:
            yield _group(whole, parts, _exhaustive(whole.fact, [part.fact for part in parts]))


def _whole_before(earlier: Sequence[_Seen], opening: _Seen) -> _Seen | None:
    """Return the nearest earlier fact that can hold the part: same dimension, same brackets or outside them, this sentence or the last."""
    place = opening.fact.place
    for candidate in reversed(earlier):
        theirs = candidate.fact.place
        if place.sentence - theirs.sentence > 1 or theirs.depth > place.depth or _role(candidate.fact) is Role.COMPARATOR:
            continue
        if opening.dimension is not None and candidate.dimension == opening.dimension and _subject(candidate.fact):
            return candidate
        if opening.dimension is None and "growth" in opening.fact.fields and "growth" in candidate.fact.fields:
            return candidate
    return None


def _parts_from(following: Sequence[_Seen], opening: _Seen, whole: _Seen) -> list[_Seen]:
    place, parts = opening.fact.place, list[_Seen]()
    for part in following:
        theirs = part.fact.place
        if theirs.depth != place.depth and theirs.sentence == place.sentence:
            continue
        if theirs.sentence != place.sentence and not _continues(parts, part):
            break
        if part is not opening and part.fact.marks & {"OF_WHICH", "TOTAL"}:
            break
        comparable = part.dimension == opening.dimension if opening.dimension is not None else "growth" in part.fact.fields
        if not comparable:
            continue
        if not _subject(part.fact) or _subject(part.fact) == _subject(whole.fact) or _role(part.fact) is not _role(opening.fact):
            continue
        parts.append(part)
    return parts


def _continues(parts: Sequence[_Seen], candidate: _Seen) -> bool:
    """Tell whether a fact of the next sentence is the missing sibling of a closed set (税收收入…。非税收入…)."""
    if not parts:
        return False
    names = [_subject(part.fact) for part in parts]
    if candidate.fact.place.sentence != parts[-1].fact.place.sentence + 1:
        return False
    return any(
        _complete(closed, [*names, _subject(candidate.fact)]) and not _complete(closed, names) for closed in _sets()
    )


# ---------------------------------------------------------------- 合计
def _totals(facts: Sequence[_Seen]) -> Iterator[Group]:
    for index, total in enumerate(facts):
        if "TOTAL" not in total.fact.marks or total.dimension is None or "OF_WHICH" in total.fact.marks:
            continue
        parts = []
        for part in reversed(facts[:index]):
            same_sentence = part.fact.place.sentence == total.fact.place.sentence and part.fact.place.depth == total.fact.place.depth
            if not same_sentence or part.dimension != total.dimension or _role(part.fact) is not _role(total.fact):
                break
            parts.append(part)
        if len(parts) > 1 and not any("TOTAL" in part.fact.marks for part in parts):
            yield _group(total, parts[::-1], exhaustive=True, traits={"added_up"})


# ---------------------------------------------------------------- closed sets
@dataclass(frozen=True, slots=True)
class _Set:
    """A closed set: its member words, and the words that hold a member's name without being one."""

    members: tuple[str, ...]
    wholes: tuple[str, ...]


@cache
def _sets() -> tuple[_Set, ...]:
    listed = [section for name, section in word_lists().items() if name.startswith("SET_")]
    return tuple(
        _Set(tuple(word for word, mark in section.items() if not mark), tuple(word for word, mark in section.items() if mark))
        for section in listed
    )


def _member(closed: _Set, subject: str) -> str | None:
    """Return the one member of a closed set that a subject names; none if it names several, none, or a whole (进出口).

    Of two members that overlap in the text (非税收入 holds 税收) the one that begins first is meant.
    """
    if any(whole in subject for whole in closed.wholes):
        return None
    places = sorted((subject.index(member), -len(member), member) for member in closed.members if member in subject)
    if not places:
        return None
    start, length, first = places[0]
    return first if all(place < start - length for place, _, _ in places) else None


def _complete(closed: _Set, names: Sequence[str]) -> bool:
    found = [_member(closed, name) for name in names]
    return None not in found and sorted(str(name) for name in found) == sorted(closed.members)


def _exhaustive(whole: Fact, parts: Sequence[Fact]) -> bool:
    names = [_subject(part) for part in parts]
    if any(_qualified(name) - _qualified(_subject(whole)) for name in names):
        return False
    return any(_complete(closed, names) for closed in _sets())


def _closed_sets(facts: Sequence[_Seen]) -> Iterator[Group]:
    split: set[int] = set()
    for closed in _sets():
        size = len(closed.members)
        named = [(seen, _member(closed, _subject(seen.fact))) for seen in facts]
        chosen = [(seen, member) for seen, member in named if member]
        for first in range(len(chosen) - size + 1):
            window = chosen[first : first + size]
            parts = [seen for seen, _ in window]
            if sorted(str(member) for _, member in window) != sorted(closed.members) or not _together(parts):
                continue
            if _interrupted(facts, parts):
                continue
            candidates = [seen for seen in facts[: parts[0].order] if seen.order not in split]
            whole = _whole_of(candidates, parts, [str(member) for _, member in window])
            if whole:
                split.update(part.order for part in parts)
                yield _group(whole, parts, exhaustive=True)


def _together(parts: Sequence[_Seen]) -> bool:
    first, last = parts[0].fact.place, parts[-1].fact.place
    same = len({part.dimension for part in parts}) == 1 and len({_role(part.fact) for part in parts}) == 1
    return same and last.sentence - first.sentence <= 1 and first.depth == last.depth


def _interrupted(facts: Sequence[_Seen], parts: Sequence[_Seen]) -> bool:
    """Tell whether another amount of the same kind stands among the parts, so that they may not be all (夏粮、早稻、秋粮)."""
    orders = {part.order for part in parts}
    between = [seen for seen in facts[parts[0].order : parts[-1].order] if seen.order not in orders]
    return parts[0].dimension is not None and any(
        seen.dimension == parts[0].dimension and not seen.fact.marks & {"OF_WHICH", "INCLUDING"} and not seen.fact.place.depth
        for seen in between
    )


def _whole_of(earlier: Sequence[_Seen], parts: Sequence[_Seen], members: Sequence[str]) -> _Seen | None:
    """Return the whole that a closed set splits: nearest before, same dimension, and named by what the parts' names share."""
    place = parts[0].fact.place
    rests = [_subject(part.fact).replace(member, "") for part, member in zip(parts, members, strict=True)]
    for candidate in reversed(earlier):
        theirs = candidate.fact.place
        if place.sentence - theirs.sentence > 2 or place.block != theirs.block:
            return None
        name = _subject(candidate.fact)
        comparable = candidate.dimension == parts[0].dimension if parts[0].dimension is not None else "growth" in candidate.fact.fields
        if not comparable or theirs.depth != place.depth or _role(candidate.fact) is not _role(parts[0].fact) or not name:
            continue
        if _qualified(name) != _qualified(_subject(parts[0].fact)):
            continue
        if all(_akin(rest, name) for rest in rests):
            return candidate
    return None


def _akin(rest: str, whole: str) -> bool:
    """Tell whether what is left of a part's name without its member word speaks of the whole: most of its characters are in it."""
    letters = set(rest) - set(words("GENERIC_SIGN"))
    return not letters or len(letters & set(whole)) * 2 >= len(letters)


def _qualified(name: str) -> frozenset[str]:
    """Return the words in a name that restrict it to a sample (规模以上, 限额以上): parts of a sample are no parts of the whole."""
    return frozenset(word for word in words("SAMPLE_WORD") if word in name)


# ---------------------------------------------------------------- groups
def _group(whole: _Seen, parts: Sequence[_Seen], exhaustive: bool, traits: set[str] | None = None) -> Group:
    names = _subject(whole.fact) + "".join(_subject(part.fact) for part in parts)
    found = set(traits or ())
    if exhaustive:
        found.add("exhaustive")
    for trait, section in (("not_additive", "NOT_ADDITIVE"), ("may_be_negative", "MAY_BE_NEGATIVE"), ("real", "REAL_GROWTH")):
        if any(word in names for word in words(section)):
            found.add(trait)
    if any(_with_basis(seen.fact) for seen in (whole, *parts)):
        found.add("basis")
    facts = tuple(part.fact for part in parts)
    if len({claim.period for fact in (whole.fact, *facts) for claim in _levels(fact)}) > 1:
        found.add("mixed_periods")
    span = Span(min(fact.span.start for fact in (whole.fact, *facts)), max(fact.span.end for fact in (whole.fact, *facts)))
    return Group("breakdown", span, {"whole": whole.fact, "parts": facts}, frozenset(found))


def _levels(fact: Fact) -> list[Claim]:
    return [claim for name, claim in fact.fields.items() if name in ("level", "growth")]


def _with_basis(fact: Fact) -> bool:
    return any(claim.basis is not UNSTATED for claim in fact.fields.values())
