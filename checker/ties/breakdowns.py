"""A whole and its parts: 其中, 合计, and closed sets of parts such as 税收 and 非税.

`exhaustive` marks a breakdown whose parts must make up the whole; without it they only may not exceed it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from checker.claims import Fact, Group, Role
from checker.context import Reading
from checker.parsing.grammar import words
from checker.parsing.phrases import names_any, split_list
from checker.source import Span
from checker.ties.closedsets import complete, known_sets
from checker.ties.partshares import in_run, with_shares
from checker.ties.runs import run_on, views
from checker.ties.siblings import siblings
from checker.ties.wholes import (
    Seen,
    added_on,
    beyond_chance,
    breakdown,
    counted_as,
    earlier_end,
    facts_of,
    make_up,
    names_all,
    outgrows,
    peers,
    role_of,
    subject_of,
)

_MOST_SUBSETS = 10
"""Among so many parts at most, those that make up the whole are looked for."""


def find(reading: Reading) -> Iterator[Group]:
    """Yield a `breakdown` (whole, parts) for every whole with parts that a passage words as such, a `run_on` (whole,
    parts) for what runs on after a first part, `part_shares` (shares).
    """
    for passage in reading.passages:
        facts = facts_of(passage, reading)
        taken: set[tuple[str, Span, tuple[Span, ...]]] = set()
        opened = list(_of_which(facts))
        worded = [group for group in opened if group.kind == "breakdown"]
        listed = {part.span: number for number, group in enumerate(worded) for part in group.members["parts"]}
        closed = list(siblings(facts, listed))
        yield from with_shares(passage, closed)
        yield from in_run(passage)
        found = (*opened, *_totals(facts), *_balances(facts), *closed, *views(passage, facts))
        for group in sorted(found, key=_told_least):
            key = (group.kind, group.members["whole"].span, tuple(part.span for part in group.members["parts"]))
            if key not in taken:
                taken.add(key)
                yield group


def _told_least(group: Group) -> bool:
    """Tell whether only arithmetic speaks for a breakdown: of two alike the one that the wording ties is kept."""
    return group.kind == "breakdown" and group.traits.isdisjoint({"opened", "exhaustive"})


def in_table(facts: Sequence[Fact]) -> Iterator[Group]:
    """Yield the breakdowns by closed sets among the facts of one column of a table, row by row."""
    seen = [
        Seen(fact, fact.fields["level"].measure.unit.dimension, order)
        for order, fact in enumerate(facts)
        if "level" in fact.fields
    ]
    groups = siblings([replace(one, order=order) for order, one in enumerate(seen)])
    yield from (group for group in groups if "exhaustive" in group.traits)


# ---------------------------------------------------------------- 其中
def _of_which(facts: Sequence[Seen]) -> Iterator[Group]:
    for index, opening in enumerate(facts):
        if "OF_WHICH" not in opening.fact.marks and not (
            opening.fact.place.depth and "INCLUDING" in opening.fact.marks
        ):
            continue
        whole = _whole_before(facts[:index], opening)
        if not opening.fact.place.depth:
            counted = whole or _whole_before([counted_as(seen, opening) for seen in facts[:index]], opening)
            yield from run_on(counted, facts[index:]) if counted else ()
        if not whole:
            continue
        found = _parts_from(facts[index:], opening, whole)
        parts = _summed(whole, found)
        if parts:
            listed = bool(opening.fact.marks & {"COLON", "COMMA"})
            traits = {"opened"} if listed else set[str]()
            traits |= beyond_chance(found, whole)
            yield breakdown(whole, parts, names_all(whole.fact, [part.fact for part in parts]), traits)


def _summed(whole: Seen, parts: list[Seen]) -> list[Seen]:
    """Return the parts that make up the whole exactly, if some do: the others belong to one of them, or to something
    else.
    """
    stated = all("level" in seen.fact.fields for seen in (whole, *parts))
    for size in range(len(parts), 1, -1) if stated and len(parts) <= _MOST_SUBSETS else ():
        for others in combinations(parts[1:], size - 1):
            chosen = [parts[0], *others]
            if make_up(chosen, whole):
                return chosen
    return parts


def _whole_before(earlier: Sequence[Seen], opening: Seen) -> Seen | None:
    """Return the nearest earlier fact that can hold the part: same dimension and brackets, this sentence or the last.

    Where the sentence before lists several amounts of the kind, any of them may be meant, and none is taken; nor is
    one beyond an amount that leaves its unit out (人员132.7万，其中医师110.8万人).
    """
    place = opening.fact.place
    for candidate in reversed(earlier):
        theirs = candidate.fact.place
        if place.sentence - theirs.sentence > 1:
            return None
        if theirs.depth > place.depth or role_of(candidate.fact) is Role.COMPARATOR:
            continue
        glued = not opening.fact.marks & {"COLON", "COMMA"}
        if place.sentence == theirs.sentence and place.stretch - theirs.stretch > (0 if glued else 1):
            return None
        if candidate.dimension == () and opening.dimension and theirs.sentence == place.sentence:
            return None
        same_kind = candidate.dimension == opening.dimension and bool(subject_of(candidate.fact))
        if opening.dimension is None:
            same_kind = "growth" in opening.fact.fields and "growth" in candidate.fact.fields
        if same_kind and theirs.sentence == place.sentence:
            return candidate
        if same_kind:
            return candidate if sum(_peer(seen, candidate) for seen in earlier) == 1 else None
    return None


def _peer(seen: Seen, candidate: Seen) -> bool:
    same_kind = seen.dimension == candidate.dimension and ("growth" in seen.fact.fields) == (
        "growth" in candidate.fact.fields
    )
    return same_kind and seen.fact.place.sentence == candidate.fact.place.sentence and bool(subject_of(seen.fact))


def _parts_from(following: Sequence[Seen], opening: Seen, whole: Seen) -> list[Seen]:
    """Return the parts that 其中 opens.

    Glued to a noun (其中高速公路) it holds for its clause; before a comma or colon, for the list after it.
    """
    place, parts = opening.fact.place, list[Seen]()
    for part, after in zip(following, [*following[1:], None], strict=True):
        theirs = part.fact.place
        if theirs.depth != place.depth and theirs.sentence == place.sentence:
            continue
        if theirs.sentence != place.sentence and not _continues(parts, part):
            break
        if part is not opening and (part.fact.marks & {"OF_WHICH", "TOTAL", "PLUS"} or not _listed_on(parts, part)):
            break
        if added_on(part.fact) or (part is not opening and peers(whole.fact, part.fact)):
            break
        if parts and theirs.stretch != parts[0].fact.place.stretch and after and "OF_WHICH" in after.fact.marks:
            break
        comparable = (
            part.dimension == opening.dimension if opening.dimension is not None else "growth" in part.fact.fields
        )
        if not comparable or earlier_end(part, after):
            continue
        if outgrows(parts, part, whole):
            break
        if (
            not subject_of(part.fact)
            or subject_of(part.fact) == subject_of(whole.fact)
            or role_of(part.fact) is not role_of(opening.fact)
        ):
            continue
        parts.append(part)
    return parts


def _listed_on(parts: Sequence[Seen], candidate: Seen) -> bool:
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
    alike = subject_of(candidate.fact)[-1:] == subject_of(first)[-1:]
    return place.stretch == first.place.stretch or alike


def _continues(parts: Sequence[Seen], candidate: Seen) -> bool:
    """Tell whether a fact of the next sentence is the missing sibling of a closed set (税收收入…。非税收入…)."""
    if not parts:
        return False
    names = [subject_of(part.fact) for part in parts]
    if candidate.fact.place.sentence != parts[-1].fact.place.sentence + 1:
        return False
    return any(
        complete(closed, [*names, subject_of(candidate.fact)]) and not complete(closed, names)
        for closed in known_sets()
    )


# ---------------------------------------------------------------- 合计
def _totals(facts: Sequence[Seen]) -> Iterator[Group]:
    """Yield a stated sum with the items before it: those since 加上 with the amount that it is added to, or the list of
    the sentence.
    """
    for index, total in enumerate(facts):
        if "TOTAL" not in total.fact.marks or total.dimension is None or "OF_WHICH" in total.fact.marks:
            continue
        if _of_others(total, facts[:index]):
            continue
        parts: list[Seen] = []
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
            if part.dimension != total.dimension or role_of(part.fact) is not role_of(total.fact):
                break
            parts.insert(0, part)
        if len(parts) > 1 and not _balance(parts, total) and not _stock(parts[-1], total):
            yield breakdown(total, parts, exhaustive=True, traits={"added_up"})


def _of_others(total: Seen, before: Sequence[Seen]) -> bool:
    """Tell whether a sum is of what its own clause lists or leaves over (房产税、契税等其他各税合计)."""
    names = split_list(subject_of(total.fact))
    known = {subject_of(seen.fact) for seen in before}
    listed = len(names) > 1 and known.isdisjoint(names)
    return listed or names_any(subject_of(total.fact), "OTHERS")


def _balances(facts: Sequence[Seen]) -> Iterator[Group]:
    """Yield the sums of a balance: 收入 a。加上 b、c、d，收入总计 T.

    What b, c, d are added to is the nearest amount that fits, or the nearest.
    """
    for index, first in enumerate(facts):
        if "PLUS" not in first.fact.marks or first.dimension is None:
            continue
        items: list[Seen] = []
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
        fitting = [lead for lead in leads if make_up([lead, *added], total)]
        for lead in (fitting or leads)[:1]:
            yield breakdown(total, [lead, *added], exhaustive=True, traits={"added_up", "balance"})


def _leads(seen: Seen, first: Seen) -> bool:
    """Tell whether an amount may be what a balance begins with: of the same kind and role, shortly before, and no part
    or budget.
    """
    near = first.fact.place.sentence - seen.fact.place.sentence <= 2 and seen.fact.place.depth <= first.fact.place.depth
    plain = (
        not seen.fact.marks & {"OF_WHICH", "TOTAL", "PLUS"}
        and not _budgeted(seen)
        and role_of(seen.fact) is role_of(first.fact)
    )
    return near and plain and seen.dimension == first.dimension and names_any(subject_of(seen.fact), "HEAD")


def _budgeted(part: Seen) -> bool:
    """Tell whether an amount is only named to be compared with (为年初预算288,555万元的99.9%)."""
    return "LEVEL_VERB" in part.fact.marks and subject_of(part.fact).endswith(tuple(words("BUDGET_WORD")))


def _stock(flow: Seen, total: Seen) -> bool:
    """Tell whether a total is the whole stock of what the item before it added to (新增企业3家，总数达15家)."""
    before = subject_of(flow.fact)
    return before.startswith(tuple(words("FLOW_VERB"))) and before[1:].endswith(subject_of(total.fact))


def _balance(parts: Sequence[Seen], total: Seen) -> bool:
    """Tell whether the items are added to an amount of an earlier sentence (加上…收入总计); which is not certain."""
    opened = any("PLUS" in part.fact.marks for part in parts)
    named = subject_of(total.fact) != subject_of(parts[-1].fact)
    return opened or (named and subject_of(total.fact).endswith(tuple(words("BALANCE_TOTAL"))))
