"""Names as they can be compared: what only leads up to a metric is trimmed, a list of names is split."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from checker.parsing.grammar import any_of, terminal, word_lists, words
from checker.parsing.patterns import compiled

_FIRST_OF_CHINESE = "\u2e80"


@cache
def longest_first(section: str) -> tuple[str, ...]:
    """Return the words of a section, the longest first."""
    return tuple(sorted(words(section), key=len, reverse=True))


@cache
def _lengths(section: str) -> tuple[int, ...]:
    """Return how long the words of a section are, the longest first."""
    return tuple(sorted({len(word) for word in words(section)}, reverse=True))


def leading(name: str, section: str, *, part: bool = False) -> str:
    """Return the longest word of a section that a name begins with, empty if none does; as a `part`, the word is not
    all of the name.
    """
    if not name.startswith(longest_first(section)):
        return ""
    known, beginnings = words(section), (name[:length] for length in _lengths(section))
    return next((word for word in beginnings if word in known and not (part and word == name)), "")


def trailing(name: str, section: str, *, part: bool = False) -> str:
    """Return the longest word of a section that a name ends with, empty if none does; as a `part`, the word is not all
    of the name.
    """
    if not name.endswith(longest_first(section)):
        return ""
    known, endings = words(section), (name[-length:] for length in _lengths(section))
    return next((word for word in endings if word in known and not (part and word == name)), "")


def names_any(name: str, section: str) -> bool:
    """Tell whether a name holds one of the words of a section."""
    return _any_word(section).search(name) is not None


@cache
def _any_word(section: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words(section))))


def is_foreign(phrase: str) -> bool:
    """Tell whether a phrase is of words in Latin letters: what they name is not known. GDP is a name in Chinese too."""
    if phrase[:1].isalpha() and phrase[0] >= _FIRST_OF_CHINESE:
        return False
    letters = [sign for sign in phrase if sign.isalpha()]
    return bool(letters) and max(letters) < _FIRST_OF_CHINESE and not phrase.isupper()


@cache
def _finder(section: str) -> re.Pattern[str]:
    return compiled(any_of(words(section)))


def first_named(name: str, section: str) -> str:
    """Return the word of a section that stands first in a name, empty if none does."""
    found = _finder(section).search(name)
    return found[0] if found else ""


def all_named(name: str, section: str) -> list[str]:
    """Return the words of a section that stand in a name, in order."""
    return _finder(section).findall(name)


def last_named(name: str, section: str) -> str:
    """Return the word of a section that stands last in a name, empty if none does."""
    return next((found[0] for found in reversed([*_finder(section).finditer(name)])), "")


@cache
def synonyms() -> Mapping[str, str]:
    """Return every word that has synonyms with the first of them, which stands for all."""
    groups = [list(section) for name, section in word_lists().items() if name.startswith("SYNONYM_")]
    return {word: group[0] for group in groups for word in group}


@lru_cache(maxsize=16384)
def metric_name(phrase: str) -> str:
    """Return the name of a metric as it can be compared: without spaces and without the words that only lead up to it
    or end it.
    """
    edges = "".join(words("EDGE_SIGN"))
    name = "".join(phrase.split()).strip(edges)
    if fixed := first_named(name, "FIXED_BY"):
        name = name.rpartition(fixed)[2] or name
    prefixes, suffixes = longest_first("METRIC_PREFIX"), longest_first("METRIC_SUFFIX")
    for verb in words("INNER_VERB"):
        name = name.replace(verb, "") or name
    kept = longest_first("KEPT_BEGINNING")
    trimmed = True
    while trimmed and name not in words("METRIC_PREFIX") and (name.startswith(prefixes) or name.endswith(suffixes)):
        trimmed = False
        for prefix in prefixes:
            if name.startswith(prefix) and len(name) > len(prefix) and not name.startswith(kept):
                name, trimmed = name[len(prefix) :].lstrip(edges), True
        for suffix in suffixes:
            if name.endswith(suffix) and len(name) > len(suffix) + 1 and not keeps_ending(name):
                name, trimmed = name[: -len(suffix)], True
    return name


@cache
def _shape(name: str) -> re.Pattern[str]:
    return compiled(terminal(name, "phrases"))


@lru_cache(maxsize=16384)
def subject_name(phrase: str) -> str:
    """Return the name of what a clause speaks of, without the circumstances that it begins with (在国内比赛中, 据统计);
    empty where it names nothing else.
    """
    name = metric_name(phrase)
    while aside := _shape("CIRCUMSTANCE").match(name):
        name = metric_name(name[aside.end() :])
    return name


@lru_cache(maxsize=16384)
def without_doer(name: str) -> str:
    """Return a name from the verb on, where someone does something to what is counted (各地还办了中学 → 中学); whose
    figure it is stays (市本级及时偿还本息 → 市本级偿还本息).
    """
    deed = _shape("DEED").match(name)
    if not deed:
        return name
    return f"{leading(name, 'EXTENT')}{metric_name(trailing(deed[0], 'ACT') + name[deed.end() :])}"


def without_rank(name: str) -> str:
    """Return a name without the rank that it was raised from (产量从全国第9位升至 → 产量)."""
    found = _shape("FROM_RANK").search(name)
    return name[: found.start()] if found else name


def split_aim(name: str) -> tuple[str, str]:
    """Return what is measured and the aim that it is held against (税收收入年初预算 → 税收收入, 年初预算); the whole
    name is the aim where it ends with none.
    """
    aim = _shape("AIMED_AT").search(name)
    return (name[: aim.start()], aim[0]) if aim else ("", name)


def keeps_ending(name: str) -> bool:
    """Tell whether the word that a name ends with is part of it, though it only ends others (收入总计)."""
    return name.endswith(longest_first("KEPT_ENDING")) or name in words("KEPT_NAME")


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(f"{any_of(words('SEP'))}|(?<=.){any_of(words('JOINER'))}(?=.)")


def split_list(phrase: str) -> list[str]:
    """Return the names that a phrase lists, joined by 、 or by 和 与 及 between two of them."""
    return [name for name in _joints().split(phrase) if name.strip()]
