"""The word lists: every section is used, every section used is there, and no word stands twice in one."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import checker
from checker.parsing.grammar import word_lists
from checker.resources import grammar_home, rules_home

CODE = Path(checker.__file__).parent
LISTS = sorted((grammar_home() / "words").glob("*.txt"))
FAMILIES = ("SET_", "SYNONYM_")
"""Sections that python goes through by the beginning of their names."""
ASKED_BY_NAME = re.compile(
    r'\b(?:words|values|listed|longest_first|names_any)\([^()"\']*(?:\([^()]*\))?[^()"\']*["\']([A-Z][A-Z0-9_]*)["\']'
)


@cache
def code() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(CODE.rglob("*.py")))


@cache
def grammars() -> str:
    """Return the grammar files without their comments."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(grammar_home().glob("*.lark")))
    return re.sub(r"//.*", "", text)


def sections(path: Path) -> dict[str, list[str]]:
    """Return the sections of one word list with their words as they stand, repeated ones too."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        text = line.strip()
        if text.startswith("["):
            words = found.setdefault(text.strip("[+]"), [])
        elif text and not text.startswith("#"):
            words.append(text.split(" ")[0])
    return found


def test_there_are_word_lists() -> None:
    assert LISTS
    assert {name for path in LISTS for name in sections(path)} == set(word_lists())


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_section_is_empty(path: Path) -> None:
    """A pattern of no words would be found in every name."""
    assert not [name for name, words in sections(path).items() if not words]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_word_stands_twice_in_one_section(path: Path) -> None:
    twice = {
        name: [word for word, count in Counter(words).items() if count > 1] for name, words in sections(path).items()
    }
    assert not {name: words for name, words in twice.items() if words}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_section_is_empty_or_dead(path: Path) -> None:
    in_rules = "\n".join(rule.read_text("utf-8") for rule in rules_home().rglob("*.yaml"))
    for name, words in sections(path).items():
        assert words, f"[{name}] is empty"
        asked = re.search(rf"\b{name}\b", grammars()) or re.search(rf"[\"']{name}[\"']", code())
        asked = asked or re.search(rf"\b{name.lower()}\b", in_rules)
        assert asked or name.startswith(FAMILIES), f"nobody asks for [{name}]"


def test_every_section_that_python_asks_for_is_there() -> None:
    asked = set(ASKED_BY_NAME.findall(code()))
    assert len(asked) > 40
    assert not asked - set(word_lists())


def test_every_terminal_that_a_grammar_uses_is_defined_or_a_section() -> None:
    """Lark refuses a terminal that is nowhere; here the error is told before a document is read."""
    from checker.parsing.clauses import read_clause
    from checker.parsing.quantities import read_quantity
    from checker.parsing.scanning import scan

    assert scan("增长1.5%", 0, 5)
    assert read_quantity("1.5亿元")
    assert read_clause(("NOUN", "AMOUNT")).items


def test_every_member_of_a_closed_set_has_company() -> None:
    for name, section in word_lists().items():
        if name.startswith("SET_"):
            assert sum(mark == "" for mark in section.values()) > 1, name
            assert set(section.values()) <= {"", "of", "whole"}, name
        if name.startswith("SYNONYM_"):
            assert len(section) > 1, name


def test_words_that_say_on_which_prices_are_words_of_change() -> None:
    """Only clauses with a word of change are asked for them."""
    assert set(word_lists()["ON_PRICES"]) <= {*word_lists()["RISE"], *word_lists()["FALL"]}
