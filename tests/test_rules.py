"""The packaged rules: each is sound by the schema, speaks both languages, and does what its examples say."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from checker import api
from checker.errors import RuleError
from checker.finding import Report
from checker.readers import read_bytes
from checker.resources import rules_home
from checker.rules.loading import load_file
from checker.rules.model import Rule
from checker.rules.notation import parsed
from checker.rules.testing import run_examples
from checker.rules.validation import validate

FEWEST_RULES = 50


def rule_files(folder: Path) -> list[Path]:
    """Return the rule files of a folder; no rules at all are a mistake, not a success."""
    found = sorted(folder.rglob("*.yaml"))
    if not found:
        raise AssertionError(f"no rules in {folder}")
    return found


FILES = rule_files(rules_home())
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def packaged() -> dict[str, Rule]:
    return {rule.id: rule for rule in api.load_rules()}


def check_text(text: str, suffix: str, beside: str = "") -> Report:
    rules = tuple(packaged().values())
    texts = {f"beside{suffix}": beside, f"example{suffix}": text}
    documents = [read_bytes(said.encode(), name) for name, said in texts.items() if said]
    if not beside:
        return api.check(documents[0], rules)
    return api.compare([api.check(document, rules, together=True) for document in documents], lambda _: rules)[-1]


def test_there_are_rules_and_an_empty_folder_is_no_success(tmp_path: Path) -> None:
    assert len(FILES) >= FEWEST_RULES
    assert set(packaged()) == {path.stem for path in FILES}
    with pytest.raises(AssertionError, match="no rules"):
        rule_files(tmp_path)


@each_file
def test_it_is_sound_by_the_schema_and_the_vocabulary(path: Path) -> None:
    text = path.read_text("utf-8")
    validate(parsed(text, path), text, path)


@each_file
def test_it_is_named_as_its_file_and_lies_in_a_family(path: Path) -> None:
    assert load_file(path, trusted=True).id == path.stem
    assert path.parent.parent == rules_home()


@each_file
def test_it_speaks_both_languages(path: Path) -> None:
    rule = load_file(path, trusted=True)
    for said in (rule.title, rule.message, *rule.labels.values()):
        assert set(said) == {"zh", "en"}
        assert any("一" <= sign <= "鿿" for sign in said["zh"]), said
        assert sum("a" <= sign <= "z" for sign in said["en"]) > 2, "English may quote Chinese, but is English"


@each_file
def test_its_examples_hold(path: Path) -> None:
    wrong = [
        f"{example.text!r}: {problem}"
        for _, example, problem in run_examples([packaged()[path.stem]], check_text)
        if problem
    ]
    assert not wrong, "\n".join(wrong)


@each_file
def test_its_examples_show_both_sides_of_the_line_once(path: Path) -> None:
    rule = load_file(path, trusted=True)
    assert {example.passes for example in rule.examples} == {True, False}
    texts = [example.text for example in rule.examples]
    assert len(set(texts)) == len(texts)


def broken_rules() -> Iterator[tuple[str, str, str]]:
    sound = (rules_home() / "totals" / "parts-sum-to-total.yaml").read_text("utf-8")
    yield "an unknown key", sound.replace("severity:", "severty:"), "severty"
    yield "an unknown severity", sound.replace("severity: error", "severity: fatal"), "fatal"
    yield "an unknown member", sound.replace("sum(parts", "sum(prats"), "prats"
    yield "no example that fails", sound.replace("    fail:", "    pass:"), "examples"


@pytest.mark.parametrize(("text", "named"), [pytest.param(*case[1:], id=case[0]) for case in broken_rules()])
def test_a_mistake_in_a_rule_is_named_with_its_place(text: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "parts-sum-to-total.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(RuleError) as caught:
        load_file(path, trusted=False)
    assert str(path) in str(caught.value)
    assert named in str(caught.value)


def test_an_example_that_does_not_hold_is_told() -> None:
    rule = packaged()["parts-sum-to-total"]
    other = next(example for example in rule.examples if not example.passes)
    from dataclasses import replace

    wrong = replace(rule, examples=(replace(other, passes=True, quote=""),))
    [(_, _, problem)] = run_examples([wrong], check_text)
    assert problem and problem.startswith("raised at")
