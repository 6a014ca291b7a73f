"""How a number's subject is named: by the noun phrase before it or behind it, by a member of a list, by the name before
it that lends its modifiers.
"""

from functools import cache

from checker.claims import Kind
from checker.parsing.funds import of_fund
from checker.parsing.grammar import words
from checker.parsing.phrases import first_named, longest_first, metric_name, split_list
from checker.parsing.statements import Statement


def own_name(statement: Statement, lead: str, before: str, fund: str) -> str:
    """Return the name that a clause gives to what its number is about, empty where it gives none.

    `lead` is the name that lends its modifiers to bare heads, `before` the name of the number before this one, `fund`
    the fund that bare heads are of.
    """
    name = metric_name(statement.subject)
    alone = name in words("NO_NAME") or is_nameless(name)
    if statement.rule == "value" and statement.tail:
        unnamed = alone or not (name or before) or "ETC" in statement.marks
        given = not name or name.endswith(longest_first("VERB_ALONE"))
        if (unnamed or (given and first_named(statement.tail, "MONEY_FOR"))) and _names(statement.tail):
            thing = _thing(statement.tail)
            if unnamed:
                return thing
            if thing.endswith(longest_first("MONEY_FOR")):
                return f"{name}{thing}"
    if name in words("NO_NAME"):
        return ""
    name = with_modifiers(of_fund(name, fund), lead, before)
    if statement.claim.kind is Kind.DURATION and statement.tail.startswith(tuple(words("TERMED"))):
        return f"{_without_doing(name)}{statement.claim.measure.written}{_thing(statement.tail)}"
    if not statement.tail or not statement.claim.measure.unit.countable:
        return name
    if statement.rule == "value":
        return _counted(name, statement)
    return name or (metric_name(statement.tail) if statement.rule == "change" else "")


def _names(tail: str) -> bool:
    """Tell whether what follows a number is a thing (惠及1.2万农户), not what was done with it (统筹3亿元支持学校)."""
    return bool(tail) and not tail.startswith(_not_things())


@cache
def _not_things() -> tuple[str, ...]:
    return (*(verb for verb in words("DOING") if len(verb) > 1), *words("POSSESSIVE"))


def _without_doing(name: str) -> str:
    """Return a name without the verbs that it begins with (深入实施林业发展 → 林业发展)."""
    while doing := next((verb for verb in longest_first("DOING") if name.startswith(verb)), ""):
        name = name[len(doing) :]
    return name


def _thing(tail: str) -> str:
    """Return the name of what a number is of: what follows it, up to what that does (3家企业入选, 8个行业增加值)."""
    doing = first_named(tail[1:], "PREDICATE")
    name = metric_name(tail[: tail.index(doing, 1)] if doing else tail)
    if not name.endswith(amounts := longest_first("UNCOUNTED")):
        return name
    return name.removesuffix(next(amount for amount in amounts if name.endswith(amount))) or name


def _counted(name: str, statement: Statement) -> str:
    """Return the name of what is counted (6家跨国公司地区总部) with what stands before the number, unless that is a
    list of examples or a verb with its object (全面落实营商环境32条措施).
    """
    counted = _thing(statement.tail)
    doing = name.startswith(longest_first("DOING")) and name not in words("DOING")
    listing = "ETC" in statement.marks or any(sign in name for sign in words("SEP"))
    return counted if doing or listing else f"{name}{counted}"


def is_nameless(name: str) -> bool:
    """Tell whether a name is a verb alone (统筹1.35亿元): it names nothing, and the name before it does not hold on."""
    return name in words("VERB_ALONE")


def leads(subject: str, before: str) -> bool:
    """Tell whether a subject lends its modifiers to bare heads after it: the first of a block, or one that names its
    place.
    """
    if not subject.endswith(longest_first("HEAD")):
        return False
    return not before or subject.startswith((*words("WIDER_SCOPE"), *words("SAMPLE_WORD")))


def with_modifiers(name: str, lead: str, before: str) -> str:
    """Give a bare head the modifiers of the name that leads (全市一般公共预算收入, 支出), or of the name right before
    (普通高中招生, 在校生).
    """
    for heads, model in (("HEAD", lead), ("SISTER_HEAD", before)):
        if name in words(heads):
            replaced = next((head for head in longest_first(heads) if model.endswith(head) and model != head), None)
            return f"{model[: -len(replaced)]}{name}" if replaced else name
    return name


def in_place(name: str, whole: str) -> str:
    """Return a mere place with what is parted among places (市本级 of 全市税收收入 → 市本级税收收入)."""
    if not whole or not (name in words("PART_PLACE") or name.endswith(longest_first("PLACE_ENDING"))):
        return name
    places = (*longest_first("EXTENT"), *longest_first("PART_PLACE"))
    parted = whole.removeprefix(next((place for place in places if whole.startswith(place) and whole != place), ""))
    return name if parted in name else f"{name}{parted}"


def respective(subjects: str, place: int, count: int) -> str:
    """Return the subject at `place` of `count` values that are given to a list, all where the counts differ. The last
    member's head is every member's: 牛肉、羊肉产量 are two amounts.
    """
    parts = split_list(subjects)
    if len(parts) != count:
        return subjects
    head = next((head for head in longest_first("SHARED_HEAD") if parts[-1].endswith(head) and parts[-1] != head), "")
    bare = not parts[place].endswith(longest_first("SHARED_HEAD"))
    return f"{parts[place]}{head}" if bare else parts[place]


def without_flow(name: str) -> str:
    """Return a name without the verb that made it a flow: after 新增3家, 总数达15家 is of the whole stock."""
    verb = next((verb for verb in longest_first("FLOW_VERB") if name.startswith(verb) and name != verb), "")
    return name[len(verb) :]


def ranked(name: str) -> tuple[str, str]:
    """Return who holds a rank and among whom: 产量居全国 → 产量, 全国."""
    for verb in longest_first("RANK_VERB"):
        before, found, among = name.partition(verb)
        if found and (not among or among in words("WIDER_SCOPE") or among.endswith(longest_first("RANKED_AMONG"))):
            return before, among
    return name, ""
