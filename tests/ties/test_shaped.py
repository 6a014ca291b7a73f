"""The forms of grammar/formats.lark: each is shown by an example of a rule, and the word lists speak of no others."""

from collections.abc import Iterator

import pytest

from checker.api import load_rules
from checker.errors import GrammarError
from checker.parsing.grammar import build, word_lists, words
from checker.readers import read_bytes
from checker.source import Document
from checker.ties.shaped import found


def forms() -> list[str]:
    own = {terminal.name for terminal in build("numerals", "formats").terminals} - set(word_lists())
    shared = {terminal.name for terminal in build("numerals", "quantities").terminals} | {"UNIT"}
    return sorted(own - shared)


def examples() -> Iterator[Document]:
    for rule in load_rules():
        for example in rule.examples:
            yield read_bytes(example.text.encode(), "example.txt")


def test_every_form_is_shown_by_an_example() -> None:
    unseen = set(forms())
    for document in examples():
        unseen -= {form for form in unseen if any(found(document, form))}
    assert len(forms()) > 30 and not unseen


@pytest.mark.parametrize("section", ["SIGN_OF", "KIND_OF", "MOST"])
def test_word_lists_speak_of_forms(section: str) -> None:
    assert set(words(section)) <= set(forms())


def test_a_misspelt_form_is_said() -> None:
    with pytest.raises(GrammarError, match="WEEKDAYS"):
        list(found(read_bytes("2024年".encode(), "a.txt"), "WEEKDAYS"))
