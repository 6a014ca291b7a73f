"""What a rule says in words: its message with the numbers put in, its labels, and why something was not checked."""

from collections.abc import Mapping

from checker.rules.amounts import Amount, Item, Reason, Unknown
from checker.rules.evaluation import Scope, evaluate
from checker.rules.expectations import Path, parse_value
from checker.rules.model import Rule
from checker.rules.showing import Shown, worth

SHOWN = ("stated", "computed", "difference", "allowance")
"""Placeholders that the arithmetic fills; any other is a value such as whole.level or count(parts)."""

_REASONS: Mapping[Reason, Mapping[str, str]] = {
    Reason.UNSTATED: {"zh": "文中没有写出{0}", "en": "{0} is unstated"},
    Reason.UNITS_DIFFER: {"zh": "{0}与{1}单位不同", "en": "the units of {0} and {1} differ"},
    Reason.LENGTHS_DIFFER: {"zh": "两边的项数不同", "en": "the two lists are not equally long"},
    Reason.NOTHING_LISTED: {"zh": "没有可比的项", "en": "there is nothing to compare"},
    Reason.UNBOUNDED: {"zh": "{0}没有上下限", "en": "{0} is not bounded"},
    Reason.NOT_COMPARABLE: {"zh": "不能与文字比较", "en": "a number cannot be compared with words"},
    Reason.NO_SINGLE_SLIP: {"zh": "没有一处笔误能解释差异", "en": "no single slip explains the difference"},
}


def in_language(words: Mapping[str, str], lang: str) -> str:
    """Return the words in `lang`, else in the first language that they are given in, empty if in none."""
    return words.get(lang) or next(iter(words.values()), "")


def label(rule: Rule, path: Path, lang: str) -> str:
    """Return what the rule calls the claim at `path`: by the whole path, else by its first name."""
    return in_language(rule.labels.get(str(path)) or rule.labels.get(path.names[0]) or {}, lang)


def reason(unknown: Unknown, rule: Rule, lang: str) -> str:
    """Return why a relation was not checked."""
    about = unknown.about
    if unknown.reason is Reason.UNSTATED:
        path = Path(tuple(about[0].split(".")))
        about = (label(rule, path, lang) or about[0],)
    return in_language(_REASONS[unknown.reason], lang).format(*about, *("", ""))


def message(rule: Rule, scope: Scope, shown: Shown, lang: str) -> str:
    """Return the rule's message with every placeholder filled; one that the text leaves unstated is left empty.

    Raises:
        RuleError: a placeholder is no value.
    """
    head, *parts = in_language(rule.message, lang).split("{")
    filled = [head]
    for part in parts:
        name, _, rest = part.partition("}")
        filled += [str(getattr(shown, name)) if name in SHOWN else _words(name, scope), rest]
    # What is quoted may bring the quotation marks of the report with it.
    return "".join(filled).replace("““", "“").replace("””", "”")


def placeholders(text: str) -> list[str]:
    """Return what stands in braces in a message."""
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def _words(name: str, scope: Scope) -> str:
    value = evaluate(parse_value(name), Scope(scope.group))
    return "、".join(map(_word, value)) if isinstance(value, tuple) else _word(value)


def _word(item: Item) -> str:
    match item:
        case Amount():
            return item.claim.measure.written if item.claim else worth(item)
        case str():
            return item
        case Unknown():
            return ""
