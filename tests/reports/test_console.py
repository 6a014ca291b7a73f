import dataclasses
import re
from itertools import pairwise

import pytest
from world import PARTS, TEXT, document, finding, report

from checker.finding import Evidence, Report
from checker.reports import Style
from checker.reports.console import render, render_finding
from checker.reports.frames import MOST
from checker.reports.terminal import cells
from checker.source import Span

WIDE = Style("zh", width=120)


def test_a_finding_is_framed_with_its_evidence_its_sum_and_what_to_do() -> None:
    shown = render_finding(report().document, report().findings[0], WIDE)
    assert shown == (
        "错误[parts-sum-to-total] 合计与分项之和不符：写作 10234.5 亿元，分项相加 10144.4 亿元\n"
        "  --> report.md:3:11 · 一、综合\n"
        "   | 全年全市地区生产总值10234.5亿元，其中第一产业512.3亿元，第二产业4120.0亿元，第三产业5512.1亿元。\n"
        "   |                     ^^^^^^^^^^^              ---------          ----------          ----------\n"
        "   |                     合计                     分项①              分项②               分项③\n"
        "  ::: report.md:5:8 · Sheet1!B2“地区生产总值”\n"
        "   | 地区生产总值 10144.4\n"
        "   |              ------- 表中为 10144.4\n"
        "   = 算式: 512.3 + 4120.0 + 5512.1 = 10144.4 ≠ 10234.5（舍入最多 ±0.20）\n"
        "   = 疑为: 10144.4亿元\n"
        "   = 忽略: <!-- checker: ignore[parts-sum-to-total] 理由 -->   说明: checker rule parts-sum-to-total\n"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_every_mark_stands_under_its_text_at_every_width(width: int) -> None:
    subject = report()
    lines = render_finding(subject.document, subject.findings[0], Style("zh", width=width)).splitlines()
    pointed = []
    for source, marks in pairwise(lines):
        if not re.fullmatch(r"   \| [ ^-]*[\^-].*", marks):
            continue
        positions = [sum(map(cells, source[:index])) for index in range(len(source) + 1)]
        assert cells(source) <= width
        for match in re.finditer(r"\^+|-+", marks.split("表")[0]):
            start, end = positions.index(match.start()), positions.index(match.end())
            pointed.append(source[start:end])
    assert sorted(pointed) == sorted(["10234.5亿元", *(quoted for quoted, _ in PARTS), "10144.4"])


def test_a_long_line_is_shown_through_a_window_that_cuts_no_number() -> None:
    text = "甲" * 100 + "12345.67亿元" + "，乙" * 14 + "合计99亿元" + "，占98.76%" * 20
    shown = render_finding(document(text), finding(text, "99亿元"), Style("zh", width=90)).splitlines()[2]
    assert shown.startswith("   | ...")
    assert shown.endswith("...")
    assert cells(shown) <= 90
    window = shown.removeprefix("   | ...").removesuffix("...")
    before, after = text[text.index(window) - 1], text[text.index(window) + len(window)]
    assert not (before.isdecimal() and window[0].isdecimal())
    assert not (after in "0123456789.%" and window[-1] in "0123456789.")


def test_labels_repeat_the_text_only_where_widths_are_uncertain() -> None:
    plain, quoted = "共9人，其中男4人、女4人。", "“共”9人，其中男4人、女4人。"
    for text, label in ((plain, "合计"), (quoted, "合计 9人")):
        lines = render_finding(document(text), finding(text, "9人", [("男4人", "分项①")]), WIDE).splitlines()
        assert any(line.split("分项")[0].removeprefix("   |").strip() == label for line in lines[4:6])


def test_more_places_than_frames_are_counted() -> None:
    text = "\n".join(f"第{number}行合计{number}0人" for number in range(1, 9))
    evidence = [(f"{number}0人", f"第{number}次") for number in range(2, 9)]
    shown = render_finding(document(text), finding(text, "10人", evidence), WIDE)
    assert shown.count("  :::") == MOST - 1
    assert "另有 4 处依据未显示" in shown
    few = render_finding(document(text), finding(text, "10人", evidence[:3]), WIDE)
    assert few.count("  :::") == 3
    assert "未显示" not in few


@pytest.mark.parametrize("at", [Span(0, 0), Span(len(TEXT), len(TEXT)), Span(0, len(TEXT)), Span(5, 6)])
def test_any_span_can_be_shown(at: Span) -> None:
    because = (Evidence(at), Evidence(Span(4, 5)))
    odd = dataclasses.replace(report().findings[0], at=Evidence(at, "合计"), because=because)
    assert "^" in render_finding(document(), odd, Style("zh", width=50))


def test_hostile_text_cannot_act_on_the_terminal() -> None:
    text = "共\x1b[2J9人\u202e，其中4人"
    shown = render_finding(document(text), finding(text, "9人", [("4人", "\x1b]0;x\x07")], message="\x1b[31m"), WIDE)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_color_changes_no_character() -> None:
    subject = report()
    plain = render([subject], [], WIDE)
    assert re.sub(r"\x1b\[[0-9;]*m", "", render([subject], [], WIDE._replace(color=True))) == plain
    assert "\x1b" not in plain


def test_formats_without_lines_are_named_by_page_and_ignored_by_fingerprint() -> None:
    subject = dataclasses.replace(report(), document=document(path="r.pdf", format="pdf", pages=(0, 20, 60)))
    shown = render_finding(subject.document, subject.findings[0], WIDE)
    assert "  --> r.pdf · 第1页 · 一、综合\n" in shown
    assert f"= 忽略: r.pdf.checker-ignore ← {subject.findings[0].fingerprint} parts-sum-to-total 理由" in shown


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "zh",
            [
                "1 个文档：错误 1，警告 1，提示 0",
                "识别数字论断 7，已勾稽 5（71%），未勾稽 2（--show-untied），未能识别的数字 1",
            ],
        ),
        (
            "en",
            [
                "1 documents: 1 errors, 1 warnings, 0 hints",
                "numeric claims read 7, tied 5 (71%), not tied 2 (--show-untied), numbers not understood 1",
            ],
        ),
    ],
)
def test_the_summary_says_what_was_not_checked(lang: str, lines: list[str]) -> None:
    assert render([report()], [], Style(lang)).splitlines()[-2:] == lines


def test_a_clean_report_says_so() -> None:
    clean = Report(document(), (), (), (), ())
    assert render([clean], [], WIDE).splitlines() == ["1 个文档，未发现问题", "识别数字论断 0，已勾稽 0（–），未勾稽 0"]


def test_untied_claims_and_statistics_are_shown_when_asked_for() -> None:
    shown = render([report()], [], WIDE._replace(show_untied=True, statistics=True))
    assert "report.md:6:16: 未勾稽 share 三成至四成\n" in shown
    assert "     1  parts-sum-to-total  error\n" in shown
    silent = render([report()], [], WIDE)
    assert "未勾稽 share" not in silent
    assert "     1  parts" not in silent
