"""A whole and its parts: 其中, 合计, and closed sets of parts such as 税收 and 非税.

`exhaustive` marks a breakdown whose parts must make up the whole; without it they only may not exceed it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, pairwise

from checker.claims import UNSTATED, Claim, Fact, Group, Kind, Role
from checker.context import Passage, Reading
from checker.parsing.grammar import word_lists, words
from checker.parsing.phrases import longest_first, names_any
from checker.quantity import Interval
from checker.source import Span
from checker.units import Dimension

_MOST_SUBSETS = 10
"""Among so many parts at most, those that make up the whole are looked for."""


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
        opened = list(_of_which(facts))
        listed = {part.span: number for number, group in enumerate(opened) for part in group.members["parts"]}
        closed = list(_closed_sets(facts, listed))
        yield from _with_shares(passage, closed)
        yield from _shares_in_run(passage)
        for group in (*opened, *_totals(facts), *_balances(facts), *closed):
            key = (group.members["whole"].span, tuple(part.span for part in group.members["parts"]))
            if key not in taken:
                taken.add(key)
                yield group


def in_table(facts: Sequence[Fact]) -> Iterator[Group]:
    """Yield the breakdowns by closed sets among the facts of one column of a table, row by row."""
    seen = [
        _Seen(fact, fact.fields["level"].measure.unit.dimension, order)
        for order, fact in enumerate(facts)
        if "level" in fact.fields
    ]
    groups = _closed_sets([replace(one, order=order) for order, one in enumerate(seen)])
    yield from (group for group in groups if "exhaustive" in group.traits)


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
        if "OF_WHICH" not in opening.fact.marks and not (
            opening.fact.place.depth and "INCLUDING" in opening.fact.marks
        ):
            continue
        whole = _whole_before(facts[:index], opening)
        if not whole:
            continue
        parts = _parts_from(facts[index:], opening, whole)
        parts = _summed(whole, parts)
        if parts:
            listed = bool(opening.fact.marks & {"COLON", "COMMA"})
            traits = {"opened"} if listed else set[str]()
            yield _group(whole, parts, _exhaustive(whole.fact, [part.fact for part in parts]), traits)


def _summed(whole: _Seen, parts: list[_Seen]) -> list[_Seen]:
    """Return the parts that make up the whole exactly, if some do: the others belong to one of them, or to something
    else.
    """
    goal = whole.fact.fields.get("level")
    levels = [level for part in parts if (level := part.fact.fields.get("level"))]
    if goal is None or len(levels) < len(parts) or len(parts) > _MOST_SUBSETS:
        return parts
    for size in range(len(parts), 1, -1):
        for chosen in combinations(range(len(parts)), size):
            total = sum((levels[one].interval for one in chosen), Interval.exactly(0))
            if chosen[0] == 0 and total.meets(goal.interval):
                return [parts[one] for one in chosen]
    return parts


def _whole_before(earlier: Sequence[_Seen], opening: _Seen) -> _Seen | None:
    """Return the nearest earlier fact that can hold the part: same dimension, same brackets or outside them, this
    sentence or the last.

    Where the sentence before lists several amounts of the kind, any of them may be meant, and none is taken.
    """
    place = opening.fact.place
    for candidate in reversed(earlier):
        theirs = candidate.fact.place
        if (
            place.sentence - theirs.sentence > 1
            or theirs.depth > place.depth
            or _role(candidate.fact) is Role.COMPARATOR
        ):
            continue
        glued = not opening.fact.marks & {"COLON", "COMMA"}
        if place.sentence == theirs.sentence and place.stretch - theirs.stretch > (0 if glued else 1):
            return None
        same_kind = candidate.dimension == opening.dimension and bool(_subject(candidate.fact))
        if opening.dimension is None:
            same_kind = "growth" in opening.fact.fields and "growth" in candidate.fact.fields
        if same_kind:
            peers = [seen for seen in earlier if _peer(seen, candidate)]
            return candidate if theirs.sentence == place.sentence or len(peers) == 1 else None
    return None


def _peer(seen: _Seen, candidate: _Seen) -> bool:
    same_kind = seen.dimension == candidate.dimension and ("growth" in seen.fact.fields) == (
        "growth" in candidate.fact.fields
    )
    return same_kind and seen.fact.place.sentence == candidate.fact.place.sentence and bool(_subject(seen.fact))


def _parts_from(following: Sequence[_Seen], opening: _Seen, whole: _Seen) -> list[_Seen]:
    """Return the parts that 其中 opens.

    Glued to a noun (其中高速公路) it holds for its clause; before a comma or colon, for the list after it.
    """
    place, parts = opening.fact.place, list[_Seen]()
    for part, after in zip(following, [*following[1:], None], strict=True):
        theirs = part.fact.place
        if theirs.depth != place.depth and theirs.sentence == place.sentence:
            continue
        if theirs.sentence != place.sentence and not _continues(parts, part):
            break
        if part is not opening and (part.fact.marks & {"OF_WHICH", "TOTAL", "PLUS"} or not _listed_on(parts, part)):
            break
        if parts and theirs.stretch != parts[0].fact.place.stretch and after and "OF_WHICH" in after.fact.marks:
            break
        comparable = (
            part.dimension == opening.dimension if opening.dimension is not None else "growth" in part.fact.fields
        )
        if not comparable:
            continue
        if (
            not _subject(part.fact)
            or _subject(part.fact) == _subject(whole.fact)
            or _role(part.fact) is not _role(opening.fact)
        ):
            continue
        parts.append(part)
    return parts


def _listed_on(parts: Sequence[_Seen], candidate: _Seen) -> bool:
    """Tell whether a fact still belongs to the list of parts."""
    if not parts:
        return True
    first, place = parts[0].fact, candidate.fact.place
    if place.clause == first.place.clause or place.sentence != first.place.sentence:
        return True
    if "COLON" in first.marks:
        return True
    if "COMMA" not in first.marks:
        return False
    alike = _subject(candidate.fact)[-1:] == _subject(first)[-1:]
    return place.stretch == first.place.stretch or alike


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
    """Yield a stated sum with the items before it: those since 加上 with the amount that it is added to, or the list of
    the sentence.
    """
    for index, total in enumerate(facts):
        if "TOTAL" not in total.fact.marks or total.dimension is None or "OF_WHICH" in total.fact.marks:
            continue
        parts: list[_Seen] = []
        for part in reversed(facts[:index]):
            place = part.fact.place
            if place.depth > total.fact.place.depth or place.sentence < total.fact.place.sentence - 1:
                continue
            if (
                place.sentence != total.fact.place.sentence
                or part.fact.marks & {"TOTAL", "OF_WHICH"}
                or _budgeted(part)
            ):
                break
            if part.dimension != total.dimension or _role(part.fact) is not _role(total.fact):
                break
            parts.insert(0, part)
        if len(parts) > 1 and not _balance(parts, total) and not _stock(parts[-1], total):
            yield _group(total, parts, exhaustive=True, traits={"added_up"})


def _balances(facts: Sequence[_Seen]) -> Iterator[Group]:
    """Yield the sums of a balance: 收入 a。加上 b、c、d，收入总计 T.

    What b, c, d are added to is the nearest amount that fits, or the nearest.
    """
    for index, first in enumerate(facts):
        if "PLUS" not in first.fact.marks or first.dimension is None:
            continue
        items: list[_Seen] = []
        for seen in facts[index:]:
            if seen.fact.place.sentence != first.fact.place.sentence or seen.fact.marks & {"OF_WHICH"}:
                break
            if seen.dimension != first.dimension or seen.fact.place.depth > first.fact.place.depth or _budgeted(seen):
                continue
            items.append(seen)
            if "TOTAL" in seen.fact.marks:
                break
        if len(items) < 2 or "TOTAL" not in items[-1].fact.marks:
            continue
        total, added = items[-1], items[:-1]
        leads = [seen for seen in reversed(facts[:index]) if _leads(seen, first)]
        fitting = [
            lead
            for lead in leads
            if _summed(total, [lead, *added]) == [lead, *added] and _adds_up(total, [lead, *added])
        ]
        for lead in (fitting or leads)[:1]:
            yield _group(total, [lead, *added], exhaustive=True, traits={"added_up", "balance"})


def _leads(seen: _Seen, first: _Seen) -> bool:
    """Tell whether an amount may be what a balance begins with: of the same kind and role, shortly before, and no part
    or budget.
    """
    near = first.fact.place.sentence - seen.fact.place.sentence <= 2 and seen.fact.place.depth <= first.fact.place.depth
    plain = (
        not seen.fact.marks & {"OF_WHICH", "TOTAL", "PLUS"}
        and not _budgeted(seen)
        and _role(seen.fact) is _role(first.fact)
    )
    return near and plain and seen.dimension == first.dimension and names_any(_subject(seen.fact), "HEAD")


def _adds_up(whole: _Seen, parts: Sequence[_Seen]) -> bool:
    total = sum((part.fact.fields["level"].interval for part in parts), Interval.exactly(0))
    return total.meets(whole.fact.fields["level"].interval)


def _budgeted(part: _Seen) -> bool:
    """Tell whether an amount is only named to be compared with (为年初预算288,555万元的99.9%)."""
    return "LEVEL_VERB" in part.fact.marks and _subject(part.fact).endswith(tuple(words("BUDGET_WORD")))


def _stock(flow: _Seen, total: _Seen) -> bool:
    """Tell whether a total is the whole stock of what the item before it added to (新增企业3家，总数达15家)."""
    before = _subject(flow.fact)
    return before.startswith(tuple(words("FLOW_VERB"))) and before[1:].endswith(_subject(total.fact))


def _balance(parts: Sequence[_Seen], total: _Seen) -> bool:
    """Tell whether the items are added to an amount of an earlier sentence (加上…收入总计); which is not certain."""
    opened = any("PLUS" in part.fact.marks for part in parts)
    named = _subject(total.fact) != _subject(parts[-1].fact)
    return opened or (named and _subject(total.fact).endswith(tuple(words("BALANCE_TOTAL"))))


# ---------------------------------------------------------------- closed sets
@dataclass(frozen=True, slots=True)
class _Set:
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
def _sets() -> tuple[_Set, ...]:
    listed = [section for name, section in word_lists().items() if name.startswith("SET_")]
    return tuple(
        _Set(*(tuple(word for word, mark in section.items() if mark == wanted) for wanted in ("", "whole", "of")))
        for section in listed
    )


def _member(closed: _Set, subject: str) -> str | None:
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


def _complete(closed: _Set, names: Sequence[str]) -> bool:
    found = [_member(closed, name) for name in names]
    return None not in found and sorted(str(name) for name in found) == sorted(closed.members)


def _exhaustive(whole: Fact, parts: Sequence[Fact]) -> bool:
    names = [_subject(part) for part in parts]
    if any(_qualified(name) - _qualified(_subject(whole)) for name in names):
        return False
    return any(_complete(closed, names) for closed in _sets())


def _closed_sets(facts: Sequence[_Seen], listed: Mapping[Span, int] | None = None) -> Iterator[Group]:
    if len(facts) < 2:
        return
    split: set[int] = set()
    names = "\n".join(_subject(seen.fact) for seen in facts)
    for closed in (*_sets(), *_denials(facts)):
        if not all(member in names for member in closed.members):
            continue
        size = len(closed.members)
        named = [(seen, _member(closed, _subject(seen.fact))) for seen in facts]
        chosen = [(seen, member) for seen, member in named if member]
        for first in range(len(chosen) - size + 1):
            window = chosen[first : first + size]
            parts = [seen for seen, _ in window]
            members = [str(member) for _, member in window]
            if sorted(members) != sorted(closed.members) or not _together(parts) or _interrupted(facts, parts):
                continue
            rests = {
                _bare(_subject(part.fact).replace(member, "", 1)) for part, member in zip(parts, members, strict=True)
            }
            rests = {"".join(sorted(set(rest))) for rest in rests - {""}} or {""}
            candidates = [seen for seen in facts[: parts[0].order] if seen.order not in split]
            rest = _bare(_subject(parts[0].fact).replace(members[0], "", 1))
            whole = _whole_of(candidates, parts, closed, rest) if len(rests) == 1 else None
            split.update(part.order for part in parts)
            if whole and not _peers(whole, parts[0], listed or {}):
                yield _group(whole, parts, exhaustive=not _goes_on(facts, parts))


def _with_shares(passage: Passage, breakdowns: Sequence[Group]) -> Iterator[Group]:
    """Yield `part_shares` (shares) where each part of an exhaustive breakdown is followed by one share of the same
    name.
    """
    for group in breakdowns:
        parts: tuple[Fact, ...] = group.members["parts"]
        starts = [min(claim.span.start for claim in part.fields.values()) for part in parts]
        ends = [*starts[1:], max(starts) + 120]
        shares = []
        for start, end in zip(starts, ends, strict=True):
            inside = [
                told.claim
                for told in passage.told
                if start < told.claim.span.start < end and told.claim.kind is Kind.SHARE
            ]
            shares += inside[:1]
        names = {(claim.metric, claim.quantifier) for claim in shares}
        same_sentence = len({part.place.sentence for part in parts}) == 1
        if (
            "exhaustive" in group.traits
            and len(shares) == len(parts)
            and same_sentence
            and len(names) == 1
            and _about_whole(shares[0])
        ):
            span = Span(shares[0].span.start, shares[-1].span.end)
            yield Group("part_shares", span, {"shares": tuple(shares)})


def _shares_in_run(passage: Passage) -> Iterator[Group]:
    """Yield `part_shares` for a run of shares of all members of a set named at once:
    三次产业占GDP的比重分别为x、y、z.
    """
    for index, told in enumerate(passage.told):
        run = [one.claim for one in passage.told[index : index + told.statement.run]]
        if (
            told.statement.listed
            or told.claim.kind is not Kind.SHARE
            or len(run) != 3
            or "EACH" not in told.statement.marks
        ):
            continue
        clause = passage.sentences[told.place.sentence].clauses[told.place.clause]
        said = "".join(token.text for token in clause.tokens if token.start < told.claim.span.start)
        if names_any(said, "ALL_SECTORS") and names_any(said, "SHARE_OF_WHOLE"):
            yield Group("part_shares", Span(run[0].span.start, run[-1].span.end), {"shares": tuple(run)})


def _about_whole(share: Claim) -> bool:
    """Tell whether a share is one of the whole (贡献率, 占比, 比重), not a rate of the part's own."""
    name = f"{share.metric if share.metric else ''}{share.quantifier if share.quantifier else ''}"
    return any(word in name for word in words("SHARE_OF_WHOLE")) or "by_share" in share.traits


def _peers(whole: _Seen, part: _Seen, listed: Mapping[Span, int]) -> bool:
    """Tell whether a would-be whole stands beside its would-be part in one list of parts."""
    return whole.fact.span in listed and listed.get(whole.fact.span) == listed.get(part.fact.span)


def _bare(rest: str) -> str:
    """Return what is left of a part's name without the signs that only say how much (总, 额, 数)."""
    return "".join(sign for sign in rest if sign not in words("GENERIC_SIGN"))


def _denials(facts: Sequence[_Seen]) -> list[_Set]:
    """Return a closed set for each pair of neighbours of which one denies the other: 石油工业 and 非石油工业."""
    sets = []
    for first, second in pairwise(facts):
        one, other = (_unqualified(_subject(seen.fact)) for seen in (first, second))
        for denial in words("DENIAL"):
            for plain, denied in ((one, other), (other, one)):
                if len(plain) > 2 and denied == f"{denial}{plain}":
                    stem = plain[:2]
                    apart = {seen.fact.place.sentence for seen in facts[: first.order]} - {first.fact.place.sentence}
                    if apart and first.fact.place.sentence - 1 in apart:
                        sets.append(_Set((stem, f"{denial}{stem}"), (), ()))
    return sets


def _comparable(seen: _Seen, part: _Seen) -> bool:
    """Tell whether a fact could be another part: of one dimension, and where things are counted, of one noun."""
    level, other = seen.fact.fields.get("level"), part.fact.fields.get("level")
    if seen.dimension != part.dimension or level is None or other is None:
        return False
    return not level.measure.unit.countable or _subject(seen.fact)[-1:] == _subject(part.fact)[-1:]


def _goes_on(facts: Sequence[_Seen], parts: Sequence[_Seen]) -> bool:
    """Tell whether another amount of the kind follows the last part in its sentence, so that the set may not be all."""
    last = parts[-1]
    following = facts[last.order + 1 : last.order + 2]
    return last.dimension is not None and any(
        _comparable(seen, last)
        and seen.fact.place.sentence == last.fact.place.sentence
        and seen.fact.place.depth == last.fact.place.depth
        and not seen.fact.marks & {"OF_WHICH", "TOTAL", "PLUS"}
        and bool(_subject(seen.fact))
        for seen in following
    )


def _together(parts: Sequence[_Seen]) -> bool:
    first, last = parts[0].fact.place, parts[-1].fact.place
    same = len({part.dimension for part in parts}) == 1 and len({_role(part.fact) for part in parts}) == 1
    return same and last.sentence - first.sentence <= 1 and first.depth == last.depth


def _interrupted(facts: Sequence[_Seen], parts: Sequence[_Seen]) -> bool:
    """Tell whether another amount of the same kind stands among the parts, so that they may not be all
    (夏粮、早稻、秋粮).
    """
    orders = {part.order for part in parts}
    between = [seen for seen in facts[parts[0].order : parts[-1].order] if seen.order not in orders]
    return parts[0].dimension is not None and any(
        _comparable(seen, parts[0]) and not seen.fact.marks & {"OF_WHICH", "INCLUDING"} and not seen.fact.place.depth
        for seen in between
    )


def _whole_of(earlier: Sequence[_Seen], parts: Sequence[_Seen], closed: _Set, rest: str) -> _Seen | None:
    """Return the whole that a closed set splits: the nearest fact before it that is of the same kind, if its name is
    akin to the parts'.
    """
    place = parts[0].fact.place
    counted = parts[0].dimension is not None
    for candidate in reversed(earlier):
        theirs = candidate.fact.place
        if theirs.depth > place.depth or not _subject(candidate.fact):
            continue
        if not (candidate.dimension == parts[0].dimension if counted else "growth" in candidate.fact.fields):
            continue
        if place.sentence - theirs.sentence > (2 if counted else 1) or place.depth - theirs.depth > 1:
            return None
        same_role = _role(candidate.fact) is _role(parts[0].fact)
        sample = all(_qualified(_subject(part.fact)) <= _qualified(_subject(candidate.fact)) for part in parts)
        alone = counted or _only_one(earlier, candidate)
        averaged = names_any(_subject(candidate.fact), "NOT_ADDITIVE") == names_any(
            _subject(parts[0].fact), "NOT_ADDITIVE"
        )
        if same_role and sample and alone and averaged and _akin(rest, closed, _subject(candidate.fact)):
            return candidate
        return _kin_before(earlier, parts[0], closed)
    return None


def _kin_before(earlier: Sequence[_Seen], part: _Seen, closed: _Set) -> _Seen | None:
    """Return the nearest earlier fact of the passage whose name is one of the wholes that the set is known to split."""
    for candidate in reversed(earlier):
        named = any(name in _subject(candidate.fact) for name in closed.kin)
        named = named and _qualified(_subject(part.fact)) <= _qualified(_subject(candidate.fact))
        near = (
            part.fact.place.sentence - candidate.fact.place.sentence <= 5
            and candidate.fact.place.depth == part.fact.place.depth
        )
        if named and near and part.dimension is not None and candidate.dimension == part.dimension:
            return candidate if _role(candidate.fact) is _role(part.fact) else None
    return None


def _only_one(facts: Sequence[_Seen], one: _Seen) -> bool:
    """Tell whether a fact is the only one of its sentence, so that what follows can only be about it."""
    return not any(seen is not one and seen.fact.place.sentence == one.fact.place.sentence for seen in facts)


def _akin(rest: str, closed: _Set, whole: str) -> bool:
    """Tell whether a whole's name speaks of what the parts' names share."""
    if any(name in whole for name in closed.kin):
        return True
    letters = set(rest) or closed.common
    return bool(letters) and (
        len(letters & set(whole)) * 5 >= len(letters) * 4 or (len(rest) > 1 and rest[-2:] in whole)
    )


def _unqualified(name: str) -> str:
    for word in longest_first("SAMPLE_WORD"):
        name = name.removeprefix(word)
    return name


def _qualified(name: str) -> frozenset[str]:
    """Return the words in a name that restrict it to a sample (规模以上, 限额以上): parts of a sample are no parts of
    the whole.
    """
    return frozenset(word for word in words("SAMPLE_WORD") if word in name)


# ---------------------------------------------------------------- groups
def _group(whole: _Seen, parts: Sequence[_Seen], exhaustive: bool, traits: set[str] | None = None) -> Group:
    names = _subject(whole.fact) + "".join(_subject(part.fact) for part in parts)
    found = set(traits or ())
    if exhaustive:
        found.add("exhaustive")
    for trait, section in (
        ("not_additive", "NOT_ADDITIVE"),
        ("may_be_negative", "MAY_BE_NEGATIVE"),
        ("real", "REAL_GROWTH"),
    ):
        if any(word in names for word in words(section)):
            found.add(trait)
    if any(_with_basis(seen.fact) for seen in (whole, *parts)):
        found.add("basis")
    facts = tuple(part.fact for part in parts)
    if len(facts) == 1 and _opposite(_subject(whole.fact), _subject(facts[0])):
        found.add("opposite_kind")
    if all(_digits_of(fact) > 3 for fact in (whole.fact,)) and len(facts) > 1:
        found.add("many_digits")
    if len({claim.period for fact in (whole.fact, *facts) for claim in _levels(fact)}) > 1:
        found.add("mixed_periods")
    span = Span(
        min(fact.span.start for fact in (whole.fact, *facts)), max(fact.span.end for fact in (whole.fact, *facts))
    )
    return Group("breakdown", span, {"whole": whole.fact, "parts": facts}, frozenset(found))


def _opposite(whole: str, part: str) -> bool:
    """Tell whether a whole is named as one member of a closed set and its part as another (公办小学含民办小学)."""
    for closed in _sets():
        if len(closed.members) == 2:
            ours, theirs = _member(closed, whole), _member(closed, part)
            if ours and theirs and ours != theirs and ours not in part and theirs not in whole:
                rests = (whole.replace(ours, ""), part.replace(theirs, ""))
                return bool(rests[1]) and rests[0].endswith(rests[1])
    return False


def _digits_of(fact: Fact) -> int:
    level = fact.fields.get("level")
    return sum(sign.isdigit() for sign in level.measure.written) if level else 0


def _levels(fact: Fact) -> list[Claim]:
    return [claim for name, claim in fact.fields.items() if name in ("level", "growth")]


def _with_basis(fact: Fact) -> bool:
    return any(claim.basis is not UNSTATED for claim in fact.fields.values())
