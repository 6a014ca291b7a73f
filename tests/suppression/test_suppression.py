from pathlib import Path

import pytest

from checker import check
from checker.errors import ConfigurationError
from checker.finding import Certainty, Evidence, Finding, Report, Severity, fingerprint
from checker.source import Document, Span
from checker.suppression import REASONLESS, RULES, UNUSED, suppress

MARK = "<!-- checker: ignore[{rule}] {reason} -->"


def report(text: str, path: str = "report.md", rule: str = "parts") -> Report:
    """Return a report with a finding of `rule` at each 坏."""
    places = [at for at, sign in enumerate(text) if sign == "坏"]
    findings = tuple(
        Finding(
            rule=rule,
            title="",
            message="",
            severity=Severity.ERROR,
            certainty=Certainty.CERTAIN,
            at=Evidence(Span(at, at + 1)),
            fingerprint=fingerprint(rule, "坏", number),
        )
        for number, at in enumerate(places)
    )
    return Report(Document(path, text, ()), (), (), findings, ())


def rules_left(subject: Report, known: frozenset[str] = frozenset({"parts", "other"})) -> list[str]:
    return [finding.rule for finding in suppress(subject, enabled={"parts", *RULES}, known=known).findings]


OK = MARK.format(rule="parts", reason="原文如此")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("坏", ["parts"]),
        (f"坏 {OK}", []),
        (f"{OK} 坏", []),
        (f"{OK}\n坏", []),
        (f"{OK}\n\n坏", []),
        (f"  {OK}  \n{OK.replace('如此', '印错')}\n坏", []),
        (f"{OK}\n好\n坏", ["unused-suppression", "parts"]),
        (f"好 {OK}\n坏", ["unused-suppression", "parts"]),
        (f"坏\n{OK}", ["parts", "unused-suppression"]),
        (f"坏坏 {OK}", []),
        (f"坏 {MARK.format(rule='other', reason='理由')}", ["parts"]),
        (f"坏 {MARK.format(rule='parts, other', reason='理由')}", []),
        (f"坏 {MARK.format(rule='no-such-rule', reason='理由')}", ["parts", "unused-suppression"]),
        (f"坏 {MARK.format(rule='parts', reason='')}", ["parts", "suppression-without-reason"]),
        (f"好 {MARK.format(rule='parts', reason='')}", ["suppression-without-reason"]),
        (f"好 {OK}", ["unused-suppression"]),
        ("坏 <!-- checker:ignore[parts] 理由-->", []),
        ("坏 <!-- ignore[parts] 理由 -->", ["parts"]),
    ],
)
def test_comments_speak_for_their_line_or_the_next_line_of_text(text: str, left: list[str]) -> None:
    assert rules_left(report(text)) == left


def test_a_suppression_of_no_rule_names_the_nearest() -> None:
    text = f"坏 {MARK.format(rule='partz', reason='理由')}"
    _, idle = suppress(report(text), enabled={"parts", *RULES}, known={"parts", "shares"}).findings
    assert (idle.rule, idle.message) == ("unused-suppression", "没有规则 partz，是否指 parts？")


def test_what_is_said_of_suppressions_can_be_ignored() -> None:
    for text in (f"好 {OK}", f"好 {MARK.format(rule='parts', reason='')}"):
        assert suppress(report(text), enabled={"parts"}, known={"parts"}).findings == ()


def test_idle_suppressions_are_findings_at_the_comment() -> None:
    text = f"好 {OK}"
    [idle] = suppress(report(text), enabled={"parts", *RULES}, known={"parts"}, lang="en").findings
    assert idle.at.span.of(text) == OK
    assert (idle.severity, idle.message) == (Severity.WARNING, "parts finds nothing here: remove this")
    assert idle.fingerprint


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("", ["parts", "parts"]),
        ("{first} parts 原文如此\n", ["parts"]),
        ("# 说明\n\n{first} parts 原文如此\n{second} parts 同上\n", []),
        ("{first} other 原文如此\n", ["parts", "parts"]),
        ("{first} parts\n", ["parts", "suppression-without-reason", "parts"]),
        ("0123456789abcdef parts 早已改正\n", ["parts", "unused-suppression", "parts"]),
    ],
)
def test_the_file_beside_a_document_goes_by_fingerprints(lines: str, left: list[str], tmp_path: Path) -> None:
    subject = report("坏\n坏", path=str(tmp_path / "report.docx"))
    first, second = (finding.fingerprint for finding in subject.findings)
    (tmp_path / "report.docx.checker-ignore").write_text(lines.format(first=first, second=second), "utf-8")
    assert rules_left(subject) == left


def test_an_idle_line_of_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "report.docx.checker-ignore"
    path.write_text("# 说明\n0123456789abcdef parts 早已改正\n", "utf-8")
    [idle] = suppress(
        report("好", path=str(tmp_path / "report.docx")), enabled={"parts", *RULES}, known={"parts"}
    ).findings
    assert idle.message == f"{path}:2: parts 在这里没有发现问题，请删去忽略标记"


def test_a_line_without_a_rule_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "report.docx.checker-ignore").write_text("# 说明\n0123456789abcdef\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"checker-ignore:2: a line is: fingerprint rule reason"):
        rules = {"parts", *RULES}
        suppress(report("坏", path=str(tmp_path / "report.docx")), enabled=rules, known=rules, lang="en")


PARTS = "全县收入70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。"
KEPT = "<!-- checker: ignore[parts-sum-to-total] 已核 -->"
CELLS = "".join(
    f"<tr><td>{name}</td><td>{one}</td><td>{two}</td></tr>"
    for name, one, two in (("地区", "招生数（人）", "毕业生数（人）"), ("甲县", "120", "80"), ("乙县", "203", "95"))
)
TOTAL = "<tr><td>合计</td><td>332{}</td><td>175</td></tr>"
OF_COLUMN = "<!-- checker: ignore[column-total] 含外县 -->"


@pytest.mark.parametrize(
    ("page", "left"),
    [
        (f"<p>{PARTS}</p>", ["parts-sum-to-total"]),
        (f"<p>{PARTS}{KEPT}</p>", []),
        (f"<p>{PARTS.replace('70.46', f'<b>70.46</b>{KEPT}')}</p>", []),
        (f"{KEPT}\n<p>{PARTS}</p>", []),
        (f"{KEPT}<p>全县平稳。</p><p>{PARTS}</p>", ["unused-suppression", "parts-sum-to-total"]),
        (f"<p>{PARTS}</p>{KEPT}", ["parts-sum-to-total", "unused-suppression"]),
        (f"<p>{PARTS}<!-- checker: ignore[parts-sum-to-total] --></p>", ["parts-sum-to-total", REASONLESS]),
        (f"<p>{PARTS}<!-- 见附件 checker: ignore[parts-sum-to-total] 已核 --></p>", ["parts-sum-to-total"]),
        (f"<table>{CELLS}{TOTAL.format('')}</table>", ["column-total"]),
        (f"<table>{CELLS}{TOTAL.format(OF_COLUMN)}</table>", []),
        (f"<table>{OF_COLUMN}{CELLS}{TOTAL.format('')}</table>", []),
        (f"<table>{CELLS.replace('120', f'120{OF_COLUMN}')}{TOTAL.format('')}</table>", [UNUSED, "column-total"]),
    ],
)
def test_comments_of_a_web_page_speak_for_their_paragraph_or_cell_or_the_next(page: str, left: list[str]) -> None:
    found = check(f"<html><body><h1>一、收入</h1>{page}</body></html>", suffix=".html").findings
    assert sorted(each.rule for each in found) == sorted(left)
