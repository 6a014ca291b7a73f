"""Breakdowns that need no 其中, because their parts are all members of a closed set (税收收入…，非税收入…)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from checker.claims import Group
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any
from checker.source import Span
from checker.ties.closedsets import ClosedSet, known_sets, member, qualified, unqualified
from checker.ties.wholes import Seen, breakdown, role_of, subject_of


def siblings(facts: Sequence[Seen], listed: Mapping[Span, int] | None = None) -> Iterator[Group]:
    """Yield a `breakdown` for each whole before all members of a closed set; `listed` numbers the lists of parts that
    are known, by the spans of their facts.
    """
    if len(facts) < 2:
        return
    split: set[int] = set()
    names = "\n".join(subject_of(seen.fact) for seen in facts)
    for closed in (*known_sets(), *_denials(facts)):
        if not all(member in names for member in closed.members):
            continue
        size = len(closed.members)
        named = [(seen, member(closed, subject_of(seen.fact))) for seen in facts]
        chosen = [(seen, member) for seen, member in named if member]
        for first in range(len(chosen) - size + 1):
            window = chosen[first : first + size]
            parts = [seen for seen, _ in window]
            members = [str(member) for _, member in window]
            if sorted(members) != sorted(closed.members) or not _together(parts) or _interrupted(facts, parts):
                continue
            rests = {
                _bare(subject_of(part.fact).replace(member, "", 1)) for part, member in zip(parts, members, strict=True)
            }
            rests = {"".join(sorted(set(rest))) for rest in rests - {""}} or {""}
            candidates = [seen for seen in facts[: parts[0].order] if seen.order not in split]
            rest = _bare(subject_of(parts[0].fact).replace(members[0], "", 1))
            whole = _whole_of(candidates, parts, closed, rest) if len(rests) == 1 else None
            split.update(part.order for part in parts)
            if whole and not _peers(whole, parts[0], listed or {}):
                yield breakdown(whole, parts, exhaustive=not _goes_on(facts, parts))


def _peers(whole: Seen, part: Seen, listed: Mapping[Span, int]) -> bool:
    """Tell whether a would-be whole stands beside its would-be part in one list of parts."""
    return whole.fact.span in listed and listed.get(whole.fact.span) == listed.get(part.fact.span)


def _bare(rest: str) -> str:
    """Return what is left of a part's name without the signs that only say how much (总, 额, 数)."""
    return "".join(sign for sign in rest if sign not in words("GENERIC_SIGN"))


def _denials(facts: Sequence[Seen]) -> list[ClosedSet]:
    """Return a closed set for each pair of neighbours of which one denies the other: 石油工业 and 非石油工业."""
    sets = []
    for first, second in pairwise(facts):
        one, other = (unqualified(subject_of(seen.fact)) for seen in (first, second))
        for denial in words("DENIAL"):
            for plain, denied in ((one, other), (other, one)):
                if len(plain) > 2 and denied == f"{denial}{plain}":
                    stem = plain[:2]
                    apart = {seen.fact.place.sentence for seen in facts[: first.order]} - {first.fact.place.sentence}
                    if apart and first.fact.place.sentence - 1 in apart:
                        sets.append(ClosedSet((stem, f"{denial}{stem}"), (), ()))
    return sets


def _comparable(seen: Seen, part: Seen) -> bool:
    """Tell whether a fact could be another part: of one dimension, and where things are counted, of one noun."""
    level, other = seen.fact.fields.get("level"), part.fact.fields.get("level")
    if seen.dimension != part.dimension or level is None or other is None:
        return False
    return not level.measure.unit.countable or subject_of(seen.fact)[-1:] == subject_of(part.fact)[-1:]


def _goes_on(facts: Sequence[Seen], parts: Sequence[Seen]) -> bool:
    """Tell whether another amount of the kind follows the last part in its sentence, so that the set may not be all."""
    last = parts[-1]
    following = facts[last.order + 1 : last.order + 2]
    return last.dimension is not None and any(
        _comparable(seen, last)
        and seen.fact.place.sentence == last.fact.place.sentence
        and seen.fact.place.depth == last.fact.place.depth
        and not seen.fact.marks & {"OF_WHICH", "TOTAL", "PLUS"}
        and bool(subject_of(seen.fact))
        for seen in following
    )


def _together(parts: Sequence[Seen]) -> bool:
    first, last = parts[0].fact.place, parts[-1].fact.place
    same = len({part.dimension for part in parts}) == 1 and len({role_of(part.fact) for part in parts}) == 1
    return same and last.sentence - first.sentence <= 1 and first.depth == last.depth


def _interrupted(facts: Sequence[Seen], parts: Sequence[Seen]) -> bool:
    """Tell whether another amount of the same kind stands among the parts, so that they may not be all
    (夏粮、早稻、秋粮).
    """
    orders = {part.order for part in parts}
    between = [seen for seen in facts[parts[0].order : parts[-1].order] if seen.order not in orders]
    return parts[0].dimension is not None and any(
        _comparable(seen, parts[0]) and not seen.fact.marks & {"OF_WHICH", "INCLUDING"} and not seen.fact.place.depth
        for seen in between
    )


def _whole_of(earlier: Sequence[Seen], parts: Sequence[Seen], closed: ClosedSet, rest: str) -> Seen | None:
    """Return the whole that a closed set splits: the nearest fact before it that is of the same kind, if its name is
    akin to the parts'.
    """
    place = parts[0].fact.place
    counted = parts[0].dimension is not None
    for candidate in reversed(earlier):
        theirs = candidate.fact.place
        if theirs.depth > place.depth or not subject_of(candidate.fact):
            continue
        if not (candidate.dimension == parts[0].dimension if counted else "growth" in candidate.fact.fields):
            continue
        if place.sentence - theirs.sentence > (2 if counted else 1) or place.depth - theirs.depth > 1:
            return None
        same_role = role_of(candidate.fact) is role_of(parts[0].fact)
        sample = all(qualified(subject_of(part.fact)) <= qualified(subject_of(candidate.fact)) for part in parts)
        alone = counted or _only_one(earlier, candidate)
        averaged = names_any(subject_of(candidate.fact), "NOT_ADDITIVE") == names_any(
            subject_of(parts[0].fact), "NOT_ADDITIVE"
        )
        if same_role and sample and alone and averaged and _akin(rest, closed, subject_of(candidate.fact)):
            return candidate
        return _kin_before(earlier, parts[0], closed)
    return None


def _kin_before(earlier: Sequence[Seen], part: Seen, closed: ClosedSet) -> Seen | None:
    """Return the nearest earlier fact of the passage whose name is one of the wholes that the set is known to split."""
    for candidate in reversed(earlier):
        named = any(name in subject_of(candidate.fact) for name in closed.kin)
        named = named and qualified(subject_of(part.fact)) <= qualified(subject_of(candidate.fact))
        near = (
            part.fact.place.sentence - candidate.fact.place.sentence <= 5
            and candidate.fact.place.depth == part.fact.place.depth
        )
        if named and near and part.dimension is not None and candidate.dimension == part.dimension:
            return candidate if role_of(candidate.fact) is role_of(part.fact) else None
    return None


def _only_one(facts: Sequence[Seen], one: Seen) -> bool:
    """Tell whether a fact is the only one of its sentence, so that what follows can only be about it."""
    return not any(seen is not one and seen.fact.place.sentence == one.fact.place.sentence for seen in facts)


def _akin(rest: str, closed: ClosedSet, whole: str) -> bool:
    """Tell whether a whole's name speaks of what the parts' names share."""
    if any(name in whole for name in closed.kin):
        return True
    letters = set(rest) or closed.common
    return bool(letters) and (
        len(letters & set(whole)) * 5 >= len(letters) * 4 or (len(rest) > 1 and rest[-2:] in whole)
    )
