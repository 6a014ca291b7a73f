"""How the name of one subject is made from another: a bare head takes the modifiers of the name before it, a value of a
list its own member.
"""

from checker.parsing.grammar import words
from checker.parsing.phrases import longest_first, split_list


def leads(subject: str, before: str) -> bool:
    """Tell whether a subject lends its modifiers to bare heads after it: the first of a block, or one that names its
    place.
    """
    headed = subject.endswith(longest_first("HEAD"))
    return headed and (not before or subject.startswith(longest_first("WIDER_SCOPE") + longest_first("SAMPLE_WORD")))


def with_modifiers(name: str, before: str) -> str:
    """Give a bare head (支出) the modifiers of the name before it (全市一般公共预算收入 → 全市一般公共预算支出)."""
    heads = words("HEAD")
    if name not in heads:
        return name
    replaced = next((head for head in longest_first("HEAD") if before.endswith(head) and before != head), None)
    return f"{before[: -len(replaced)]}{name}" if replaced else name


def respective(subjects: str, place: int, count: int) -> str:
    """Return the subject at `place` of `count` values that 分别 gives to a list, all where the counts differ."""
    parts = split_list(subjects)
    return parts[place] if len(parts) == count else subjects
