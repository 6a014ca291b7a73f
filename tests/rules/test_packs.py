"""The rule packs of the documentation are users' rules: valid, proved by their examples, and each of some size."""

from pathlib import Path

import pytest

from checker import api
from checker.rules.loading import load

PACKS = Path(__file__).parents[2] / "docs" / "rule-packs"
FILES = sorted(PACKS.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_of_a_pack_does_what_its_examples_say(path: Path) -> None:
    (rule,) = load((path,))
    outcomes = list(api.test_rules((rule,), "zh"))
    assert len(outcomes) == len(rule.examples) >= 2
    assert not [problem for _, _, problem in outcomes if problem]


def test_there_is_a_pack_for_each_kind_of_report() -> None:
    packs = {folder.name: len(list(folder.glob("*.yaml"))) for folder in PACKS.iterdir()}
    assert set(packs) == {"budget", "communique", "disclosure"}
    assert min(packs.values()) >= 3


def test_packs_and_packaged_rules_have_names_of_their_own() -> None:
    assert not {path.stem for path in FILES} & {rule.id for rule in api.load_rules()}
