"""Rule files: what is read, and every mistake with its line, its column and the nearest known word."""

import re
import time
from pathlib import Path

import pytest

from checker.errors import RuleError
from checker.finding import Certainty, Severity
from checker.resources import rules_home
from checker.rules.loading import load

GOOD = """\
id: parts-sum
title: {zh: 分项之和, en: parts add up}
severity: error
certainty: certain
why: |
  分项相加应等于合计，不多不少。
match: breakdown
where: exhaustive
unless: not_additive
expect: sum(parts.level) = whole.level
at: whole.level
labels: {whole: {zh: 合计, en: total}, parts.level: {zh: 分项, en: part}}
message: {zh: "写作{stated}，{count(parts)}项", en: "written {whole.level}"}
examples:
  - text: 收入3亿元，其中税收1亿元、非税2亿元
    pass: 恰好相等
  - text: 收入5.10亿元，其中税收1亿元、非税2亿元
    fail: 5.10
    note: 多了
"""


def written(folder: Path, text: str, name: str = "mine/rule.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_rule_is_read_as_written(tmp_path: Path) -> None:
    (rule,) = load([written(tmp_path, GOOD)])
    assert (rule.id, rule.severity, rule.certainty, rule.family) == (
        "parts-sum",
        Severity.ERROR,
        Certainty.CERTAIN,
        "mine",
    )
    assert (rule.match, rule.where, rule.unless, rule.at) == ("breakdown", "exhaustive", "not_additive", "whole.level")
    right, wrong = rule.examples
    assert (right.passes, right.note, right.quote, right.format) == (True, "恰好相等", "", "text")
    assert (wrong.passes, wrong.note, wrong.quote) == (False, "多了", "5.10")
    assert not rule.preview and not rule.only_slips and rule.source == ""


def test_folders_are_searched_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b/two", "a/one", "b/deep/three"):
        written(tmp_path, GOOD.replace("parts-sum", Path(name).name), f"{name}.yaml")
    written(tmp_path, "no rule", "a/readme.txt")
    assert [rule.id for rule in load([tmp_path])] == ["one", "three", "two"]


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("severity: error", "severty: error", "3:1", "unknown key 'severty', did you mean 'severity'?"),
        ("severity: error", "severity: fatal", "3:1", "'fatal' is none of error, warning, info"),
        ("certainty: certain\n", "", "1:1", "'certainty' is a required property"),
        ("match: breakdown", "match: brakdown", "7:1", "unknown kind of group 'brakdown', did you mean 'breakdown'?"),
        ("match: breakdown", "match: {a: {levl: 收入}, b: {level: 支出}}", "7:9", "'levl' is none of level"),
        ("where: exhaustive", "where: exhaustiv", "8:8", "unknown trait 'exhaustiv', did you mean 'exhaustive'?"),
        ("where: exhaustive", 'where: "not exhaustiv"', "8:13", "unknown trait 'exhaustiv'"),
        ("where: exhaustive", "where: exhaustive and", "8:22", "the expression ends too early"),
        ("unless: not_additive", "unless: whole", "9:9", "unknown trait 'whole'"),
        ("sum(parts.level) =", "sum(part.level) =", "10:13", "unknown member 'part', did you mean 'parts'?"),
        ("sum(parts.level) =", "sum(parts.levle) =", "10:19", "unknown field 'levle', did you mean 'level'?"),
        ("sum(parts.level) =", "smu(parts.level) =", "10:9", "unknown function 'smu', did you mean 'sum'?"),
        ("= whole.level\n", "\n", "10:9", "a condition is needed here"),
        ("at: whole.level", "at: hole.level", "11:5", "unknown member 'hole', did you mean 'whole'?"),
        ("labels: {whole:", "labels: {hole:", "12:10", "unknown member 'hole'"),
        ("{count(parts)}", "{count(prts)}", "13:34", "unknown member 'prts'"),
        ("{stated}", "{statd}", "13:19", "unknown member 'statd'"),
        ("    pass: 恰好相等", "    passes: 恰好相等", "16:5", "unknown key 'passes', did you mean 'pass'?"),
        ("    pass: 恰好相等\n", "", "15:5", "an example has either pass or fail"),
        ("title: {zh: 分项之和, en: parts add up}", "title: {zh: 分项之和}", "2:1", "'en' is a required property"),
        ("id: parts-sum", "id: Parts Sum", "1:1", "does not match"),
        ("severity: error", "severity: [error", "4:10", "expected ',' or ']'"),
        ("match: breakdown", "match: {a: {level: 收入}}", "7:1", "does not have enough properties"),
        ("    fail: 5.10\n    note: 多了", "    pass: 对", "14:1", "examples need at least one pass and one fail"),
        (GOOD, "- a list", "1:1", "is not of type 'object'"),
        (GOOD, "", "1:1", "is not of type 'object'"),
    ],
)
def test_mistakes_name_their_place(tmp_path: Path, old: str, new: str, place: str, said: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(RuleError, match=re.escape(said)) as mistake:
        load([path])
    assert mistake.value.place == f"{path}:{place}"


@pytest.mark.parametrize("match", ["{urban: {level: 城镇人口}, total: {level: 常住人口}, rate: {share: 城镇化率}}"])
def test_indicators_are_the_members(tmp_path: Path, match: str) -> None:
    text = (
        GOOD.replace("match: breakdown", f"match: {match}")
        .replace("labels:", "#")
        .replace("at: whole.level", "at: rate")
    )
    text = text.replace("expect: sum(parts.level) = whole.level", "expect: urban / total = rate")
    text = re.sub(r"message: .*", "message: {zh: '{rate}', en: '{rate}'}", text)
    (rule,) = load([written(tmp_path, text)])
    assert isinstance(rule.match, dict)


def test_one_id_is_one_rule(tmp_path: Path) -> None:
    written(tmp_path, GOOD, "a.yaml")
    second = written(tmp_path, GOOD, "b.yaml")
    with pytest.raises(RuleError, match=r"'parts-sum' is also used by .*a\.yaml") as mistake:
        load([tmp_path])
    assert mistake.value.place == f"{second}:1"


def test_what_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such rule file or folder"):
        load([tmp_path / "missing"])
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RuleError, match=r"binary\.yaml"):
        load([tmp_path])


def test_packaged_rules_load_fast() -> None:
    started = time.process_time()
    rules = load([rules_home()])
    assert (time.process_time() - started) / len(rules) < 0.01, "a hundred rules are to load in a fraction of a second"


def test_a_file_named_twice_is_one_rule_and_another_of_its_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parts-sum.yaml"
    path.write_text(GOOD, "utf-8")
    assert len(load([tmp_path, path])) == 1
    other = tmp_path / "other" / "parts-sum.yaml"
    other.parent.mkdir()
    other.write_text(GOOD, "utf-8")
    with pytest.raises(RuleError, match="also used by"):
        load([path, other])
