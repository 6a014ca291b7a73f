"""The vocabulary of the packaged rules is what is really tied; tests/test_rules.py holds the rules themselves."""

from pathlib import Path

from checker.api import load_rules
from checker.claims import Fact
from checker.context import complete
from checker.readers import read, read_bytes
from checker.resources import rules_home
from checker.rules.testing import SUFFIXES
from checker.rules.validation import kinds, schema
from checker.source import Document
from checker.ties import tie

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/document.txt"))


def test_there_are_seeds() -> None:
    assert SEEDS


def documents() -> list[Document]:
    examples = [example for rule in load_rules() for example in rule.examples]
    read_in = [read_bytes(example.text.encode(), f"example{SUFFIXES[example.format]}") for example in examples]
    return [*read_in, *map(read, SEEDS)]


def test_the_vocabulary_names_all_that_is_tied() -> None:
    known, fields = kinds(), set(schema()["$defs"]["field"]["enum"])
    for document in documents():
        for group in tie(document, complete(document)):
            assert group.kind in known, f"add the kind {group.kind} to {rules_home()}/rule.schema.json"
            assert set(group.members) <= known[group.kind], f"add members of {group.kind} to the schema"
            facts = [
                one for member in group.members.values() for one in (member if isinstance(member, tuple) else (member,))
            ]
            assert {name for fact in facts if isinstance(fact, Fact) for name in fact.fields} <= fields
