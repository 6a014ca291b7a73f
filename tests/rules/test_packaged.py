"""The packaged rules: valid, each proved by its examples, and within a vocabulary that is what is really tied."""

from pathlib import Path

import pytest
import yaml

from checker.api import load_rules, test_rules
from checker.claims import Fact
from checker.context import complete
from checker.readers import read, read_bytes
from checker.resources import rules_home
from checker.rules.notation import RuleLoader
from checker.rules.testing import SUFFIXES
from checker.rules.validation import kinds, schema, validate
from checker.source import Document
from checker.ties import tie

test_rules.__test__ = False  # type: ignore[attr-defined]
FILES = sorted(rules_home().rglob("*.yaml"))
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*/document.txt"))


def test_there_are_rules_and_seeds() -> None:
    assert len(FILES) > 30 and SEEDS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rule_files_are_valid(path: Path) -> None:
    text = path.read_text("utf-8")
    data = yaml.load(text, RuleLoader)
    validate(data, text, path)
    assert data["id"] == path.stem, "a rule is found by its name"


def test_every_example_comes_out_as_it_says() -> None:
    wrong = [f"{rule.id}: {problem}: {example.text}" for rule, example, problem in test_rules(load_rules()) if problem]
    assert not wrong


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
