"""How a number's subject is named: by the noun phrase before it or behind it, by a member of a list, by the name before
it that lends its modifiers.
"""

from functools import cache, lru_cache

from checker.claims import Claim, Kind
from checker.parsing.funds import of_fund
from checker.parsing.grammar import words
from checker.parsing.phrases import (
    first_named,
    leading,
    longest_first,
    metric_name,
    names_any,
    split_list,
    subject_name,
    trailing,
    without_doer,
    without_rank,
)
from checker.parsing.statements import Statement
from checker.quantity import Hedge
from checker.source import Span

_COMPARABLE = frozenset({Kind.LEVEL, Kind.COUNT, Kind.SHARE})
"""Kinds of claim that changes are measured from."""
_SIDES = 2
_LONG_LEVEL = 5
"""From how many signs on a name that ends like a level (4A级) is a name of its own."""


def own_name(statement: Statement, lead: str, before: str, fund: str) -> str:
    """Return the name that a clause gives to what its number is about, empty where it gives none.

    `lead` is the name that lends its modifiers to bare heads, `before` the name of the number before this one, `fund`
    the fund that bare heads are of.
    """
    name = subject_name(statement.subject)
    if statement.rule in ("change", "gap"):
        name = _before_comparison(name)
    nameless = is_nameless(name)
    leads_up = name in words("NO_NAME") or (name in words("METRIC_PREFIX") and not nameless)
    if statement.rule == "value" and statement.tail:
        unnamed = leads_up or nameless or not (name or before) or "ETC" in statement.marks
        behind = _named_behind(name, statement, unnamed=unnamed)
        if behind is not None:
            return behind
    if statement.classed and not name:
        return _thing(statement.tail)
    if leads_up:
        return ""
    name = with_modifiers(of_fund(name, fund), lead, before)
    if statement.claim.kind is Kind.DURATION and statement.tail.startswith(longest_first("TERMED")):
        return f"{_without_doing(name)}{statement.claim.measure.written}{_thing(statement.tail)}"
    if not statement.tail or not statement.claim.measure.unit.countable:
        return name
    if statement.rule == "value":
        return _counted(name, statement)
    return name or (metric_name(statement.tail) if statement.rule == "change" else "")


def _named_behind(name: str, statement: Statement, *, unnamed: bool) -> str | None:
    """Return the name that what follows a number gives it, None where the name before it is as good; `unnamed` says
    that what stands before names nothing.
    """
    tail, kind = statement.tail, statement.claim.kind
    if name.endswith(longest_first("YIELDING")):
        return _thing(tail)
    given = not name or name.endswith(longest_first("VERB_ALONE"))
    if (unnamed or (given and first_named(tail, "MONEY_FOR"))) and _names(tail):
        thing = _thing(tail)
        if unnamed:
            return thing
        if thing.endswith(longest_first("MONEY_FOR")):
            return f"{name}{thing}"
    share = kind is Kind.SHARE and name.startswith(longest_first("DOING"))
    of_what = tail.startswith(longest_first("POSSESSIVE")) and kind is not Kind.DURATION
    widest = of_what and kind is Kind.SHARE and name in words("WIDER_SCOPE")
    if not (widest or share or (unnamed and of_what)):
        return None
    thing = _thing(tail.removeprefix(*words("POSSESSIVE")))
    return f"{name}{thing}" if widest else thing or name


def _before_comparison(name: str) -> str:
    """Return a name without the comparison behind it (鱼类较十年前 → 鱼类)."""
    if not names_any(name, "NOT_COMPARED"):
        for sign in words("COMPARED"):
            head, _, other = name.rpartition(sign)
            name = head if len(head) > 1 and len(other) > 1 else name
    return name


def _names(tail: str) -> bool:
    """Tell whether what follows a number is a thing (惠及1.2万农户), not what was done with it (统筹3亿元支持学校)."""
    return bool(tail) and not tail.startswith(_not_things())


@cache
def _not_things() -> tuple[str, ...]:
    return (*(verb for verb in words("DOING") if len(verb) > 1), *words("POSSESSIVE"))


def _without_doing(name: str) -> str:
    """Return a name without the verbs that it begins with (深入实施林业发展 → 林业发展)."""
    while doing := leading(name, "DOING"):
        name = name[len(doing) :]
    return name


@lru_cache(maxsize=16384)
def _thing(tail: str) -> str:
    """Return the name of what a number is of: what follows it, up to what that does (3家企业入选, 8个行业增加值)."""
    doing = first_named(tail[1:], "PREDICATE")
    before = tail[: tail.index(doing, 1)] if doing else ""
    done = first_named(before or tail, "ASPECT")
    before = tail[: tail.index(done) - 1] if done else before
    name = metric_name(before if len(before) > 1 else tail)
    return name.removesuffix(trailing(name, "UNCOUNTED")) or name


def _counted(name: str, statement: Statement) -> str:
    """Return the name of what is counted (6家跨国公司地区总部) with what stands before the number, unless that is a
    list of examples or a verb with its object (全面落实营商环境32条措施).
    """
    counted = _thing(statement.tail)
    doing = name.startswith(longest_first("DOING")) and name not in words("DOING")
    doing = doing or name.endswith(longest_first("DONE_TO")) or bool(trailing(name, "ACT", part=True))
    listing = "ETC" in statement.marks or any(sign in name for sign in words("SEP"))
    return counted if doing or listing else f"{name}{counted}"


def carried(own: str, before: str, statement: Statement) -> str:
    """Return what a number is about: what its clause names, or the name before it that holds on, of the whole stock
    where the number is a total (新增3家，总数达15家).
    """
    if is_nameless(own, statement.claim.kind):
        return ""
    stock = statement.verb in words("STOCK_VERB") or statement.subject in words("STOCK_VERB")
    return own or (without_flow(before) if stock else before)


def is_compared(statement: Statement, own: str) -> bool:
    """Tell whether an amount is only there to be compared with (比上年的31起增加17起, 上年的100万吨)."""
    if statement.than:
        return statement.claim.kind in _COMPARABLE
    return statement.claim.kind is Kind.LEVEL and (own in words("THAN") or own.endswith(longest_first("POSSESSIVE")))


def is_nameless(name: str, kind: Kind | None = None) -> bool:
    """Tell whether a name is a verb alone (统筹1.35亿元), or says which years these are (极不平凡的五年): it names
    nothing, and the name before it does not hold on.
    """
    which = kind is Kind.DURATION and name.endswith(longest_first("POSSESSIVE"))
    return which or name in words("VERB_ALONE") or name.endswith(_leading_up())


@cache
def _leading_up() -> tuple[str, ...]:
    return (*words("ASPECT"), *words("LEADING_UP"))


def told_of(name: str, statement: Statement, whole: str, measured: str) -> str:
    """Return a name with what it leaves to the names before it: a side of a whole (保护区14个，其中省级6个), a class
    that grows by what was measured (制造业增加值增长7%，采矿业增长2%).
    """
    side = name in words("SIDE") or (len(name) < _LONG_LEVEL and name.endswith(longest_first("LEVEL_ENDING")))
    if side and whole and not whole.startswith(name):
        for leads_up in ("WIDER_SCOPE", "WHOLE_LEAD"):
            whole = whole.removeprefix(leading(whole, leads_up))
        return f"{name}{without_flow(whole)}"
    if statement.claim.kind is not Kind.GROWTH:
        return name
    lent = trailing(whole, "LENT_ENDING")
    if lent and not name.endswith((*longest_first("SHARED_HEAD"), *words("INDICATOR_ENDING"))):
        return f"{name}{lent}"
    grows = name.endswith(longest_first("CLASS_ENDING")) and not name.startswith(longest_first("FLOW_VERB"))
    return f"{name}{measured}" if grows and statement.subject else name


def shown_name(name: str, statement: Statement, before: str) -> str:
    """Return a name as a claim tells it: what was spoken of `before` in the same unit where it is only a flow
    (新增202万亩) or what a part of that does (6家牵头建设), and without whoever does something or 修订 behind it. Facts
    keep the name as it is, so that figures of two doers, or of two editions, are not held against each other.
    """
    if before and name in words("FLOW_VERB"):
        name = f"{name}{before}"
    elif before and not statement.subject and name.startswith(longest_first("PREDICATE")):
        name = before
    return without_doer(name.removesuffix(trailing(name, "REVISED", part=True)))


def bound_name(name: str, before: str, number: Claim, span: Span) -> str:
    """Return the name at `span` with the phrase `before` a number where it begins with that number or right behind it
    (收入10万元以上的村), without 的 where that number is a share of something else.
    """
    begins = name and span.start == number.span.start
    if not begins and span.start != number.span.end:
        return name
    before = metric_name(before)
    if begins:
        return f"{before}{name}" if len(before) > 1 else name
    possessive = tuple(words("POSSESSIVE"))
    if name.startswith(tuple(words("INSIDE"))):
        return f"{before}{number.measure.written}{name}"
    if not name.startswith(possessive):
        return name
    bound = number.kind is not Kind.SHARE and number.measure.number.hedge is not Hedge.NONE
    return f"{before}{number.measure.written}{name}" if bound else name.removeprefix(*possessive)


@lru_cache(maxsize=16384)
def measured_by(phrase: str) -> str:
    """Return what the name of an amount measures of a class (制造业增加值), empty where it measures none."""
    head = trailing(phrase, "SHARED_HEAD")
    return head if head and phrase.removesuffix(head).endswith(longest_first("CLASS_ENDING")) else ""


def leads(subject: str, before: str) -> bool:
    """Tell whether a subject lends its modifiers to bare heads after it: the first of a block, or one that names its
    place.
    """
    if not subject.endswith(longest_first("HEAD")):
        return False
    return not before or bool(leading(subject, "WIDER_SCOPE") or leading(subject, "SAMPLE_WORD"))


def with_modifiers(name: str, lead: str, before: str) -> str:
    """Give a bare head the modifiers of the name that leads (全市一般公共预算收入, 支出), or of the name right before
    (普通高中招生, 在校生; 中等职业学校9所, 招生).
    """
    for heads, model in (("HEAD", lead), ("SISTER_HEAD", before)):
        if name in words(heads):
            replaced = trailing(model, heads, part=True)
            if replaced:
                return f"{model[: -len(replaced)]}{name}"
    housed = name in words("OF_HOUSE") and before.endswith(longest_first("HOUSE_ENDING"))
    return f"{before}{name}" if housed else name


def in_place(name: str, whole: str) -> str:
    """Return a mere place with what is parted among places (市本级 of 全市税收收入 → 市本级税收收入)."""
    if not whole or not (name in words("PART_PLACE") or name.endswith(longest_first("PLACE_ENDING"))):
        return name
    places = (*longest_first("EXTENT"), *longest_first("PART_PLACE"))
    parted = whole.removeprefix(next((place for place in places if whole.startswith(place) and whole != place), ""))
    return name if parted in name else f"{name}{parted}"


def respective(subjects: str, place: int, count: int, *, each: bool = False) -> str:
    """Return the subject at `place` of `count` values that are given to a list, all where the counts differ. The last
    member's head is every member's: 牛肉、羊肉产量 are two amounts, 城镇和农村居民收入 are those of two sides, so are
    城乡居民收入 where `each` is said to have its own.
    """
    parts = split_list(subjects)
    if len(parts) != count:
        return _one_side(subjects, place) if each and count == _SIDES else subjects
    part, last = parts[place], parts[-1]
    other = leading(last, "SIDE", part=True)
    if other and part in words("SIDE"):
        return f"{part}{last.removeprefix(other)}"
    head = trailing(last, "SHARED_HEAD", part=True)
    bare = not part.endswith((*longest_first("SHARED_HEAD"), *words("INDICATOR_ENDING")))
    return f"{part}{head}" if bare else part


def _one_side(subject: str, place: int) -> str:
    """Return the subject at `place` of two that one word names at once (城乡居民收入 → 城镇居民收入), as it is where it
    names no two.
    """
    both = first_named(subject, "BOTH_SIDES")
    return subject.replace(both, words("BOTH_SIDES")[both].split("/")[place], 1) if both else subject


def without_flow(name: str) -> str:
    """Return a name without the verb that made it a flow: after 新增3家, 总数达15家 is of the whole stock."""
    return name.removeprefix(leading(name, "FLOW_VERB", part=True))


def ranked(name: str) -> tuple[str, str]:
    """Return who holds a rank and among whom: 产量居全国 → 产量, 全国; 产量从第9位升至 → 产量."""
    name = without_rank(name)
    for verb in longest_first("RANK_VERB"):
        before, found, among = name.partition(verb)
        if found and (not among or among in words("WIDER_SCOPE") or among.endswith(longest_first("RANKED_AMONG"))):
            return before, among
    among = trailing(name, "WIDER_SCOPE", part=True)
    return (name.removesuffix(among), among) if len(among) > 1 else (name, "")
