"""What `import checker` offers, that it costs next to nothing, and the table of claims."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker.errors import CheckerError, DocumentError, RuleError
from checker.frame import COLUMNS
from checker.readers import read_bytes

WRONG = "全县收入70.46亿元，同比增长约3%，其中税收收入52.96亿元、非税收入18.50亿元。"
RULE = """
id: no-tax
title: {zh: 不说税收, en: no tax}
severity: warning
certainty: certain
why: 这是测试用的规则，凡增速必为零。
match: growth
expect: claim = 0
message: {zh: "写作{stated}", en: "written {stated}"}
examples:
  - {text: 收入增长0.0%。, pass: 恰好为零}
  - {text: 收入增长3%。, fail: 3%}
"""
HEAVY = {"pint", "lark", "yaml", "pandas", "numpy", "rich", "jsonschema", "lxml", "pypdfium2", "charset_normalizer"}


def test_it_offers_what_it_says_and_documents_it() -> None:
    assert checker.__all__ == ["Document", "Finding", "Report", "check"]
    for name in checker.__all__:
        assert inspect.getdoc(getattr(checker, name)), name
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = checker.nothing_of_the_kind


def test_its_types_are_there_for_those_who_use_it() -> None:
    assert (Path(checker.__file__).parent / "py.typed").is_file()


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, checker; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & HEAVY
    assert {module for module in loaded if module.startswith("checker.")} == set()


def test_a_check_imports_nothing_of_what_made_the_tables_that_are_kept() -> None:
    code = f"import sys, checker; checker.check({WRONG!r}); print(*sys.modules)"
    for _ in "12":
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & HEAVY


def test_a_string_is_a_text_and_a_path_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(WRONG, "utf-8")
    document = read_bytes(WRONG.encode(), "report.txt")
    for source in (WRONG, path, document):
        report = checker.check(source)
        assert isinstance(report, checker.Report)
        assert [finding.rule for finding in report.findings] == ["parts-sum-to-total"]
        assert isinstance(report.findings[0], checker.Finding)
        assert isinstance(report.document, checker.Document)


def test_messages_come_in_the_language_asked_for() -> None:
    assert checker.check(WRONG, lang="en").findings[0].message.startswith("total written")


def test_markdown_is_read_as_markdown() -> None:
    table = "|部门|支出（亿元）|上年（亿元）|\n|---|---|---|\n|教育|40.1|39.2|\n|卫生|30.2|30.1|\n|合计|71.3|69.3|\n"
    [finding] = checker.check(table, suffix=".md").findings
    assert finding.rule == "column-total"


def test_what_the_text_asks_to_ignore_is_left_out() -> None:
    text = f"<!-- checker: ignore[parts-sum-to-total] 原文如此 -->\n{WRONG}\n"
    assert checker.check(text, suffix=".md").findings == ()


def test_rules_of_ones_own_are_held_beside_the_packaged_ones(tmp_path: Path) -> None:
    path = tmp_path / "no-tax.yaml"
    path.write_text(RULE, "utf-8")
    found = {finding.rule for finding in checker.check(WRONG, rules=[path]).findings}
    assert found == {"no-tax", "parts-sum-to-total"}


def test_faults_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        checker.check(tmp_path / "missing.txt")
    broken = tmp_path / "broken.yaml"
    broken.write_text(RULE.replace("expect:", "expct:"), "utf-8")
    with pytest.raises(RuleError, match="expct"):
        checker.check(WRONG, rules=[broken])
    with pytest.raises(CheckerError):
        checker.check(WRONG, rules=[tmp_path / "missing"])


# ---------------------------------------------------------------- the table of claims
def test_the_frame_holds_one_row_a_claim_with_the_documented_columns() -> None:
    frame = checker.check(WRONG).to_frame()
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["text"]) == ["70.46亿元", "约3%", "52.96亿元", "18.50亿元"]
    assert list(frame["metric"]) == ["全县收入", "全县收入", "税收收入", "非税收入"]
    assert list(frame["kind"]) == ["level", "growth_rate", "level", "level"]
    assert list(frame["unit"]) == ["yuan", "percent", "yuan", "yuan"]
    first = frame.iloc[0]
    assert (first["value"], first["low"], first["high"]) == (7_046_000_000, 7_045_500_000, 7_046_500_000)
    assert (first["start"], first["end"], first["line"]) == (4, 11, 1)
    assert frame["scope"].isna().all()
    assert frame["tied"].tolist()[0] is True
    assert frame["hedge"].tolist() == ["none", "about", "none", "none"]


def test_ranges_falls_and_open_ends_are_told() -> None:
    frame = checker.check("一、综合\n\n产量下降6.1%，用工3-5人，投资超过20亿元。", suffix=".md").to_frame()
    fall, spread, over = (frame.iloc[row] for row in range(3))
    assert fall["direction"] == -1 and fall["low"] < fall["high"] < 0
    assert spread["kind"] == "range" and spread["value"] != spread["value"]
    assert spread["low"] <= 3 < 5 <= spread["high"]
    assert over["high"] == float("inf")


def test_the_frame_of_a_text_without_numbers_has_the_columns_too() -> None:
    frame = checker.check("没有数字。").to_frame()
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 0
    assert frame["value"].dtype == "float64"
