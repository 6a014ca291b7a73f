from world import report

from checker.claims import Phrase
from checker.reports import Style
from checker.reports.explain import render


def test_a_line_is_explained_number_by_number() -> None:
    shown = render(report(), 3, [], Style("zh"))
    assert shown.startswith("3:11  10234.5亿元  level  1,023,450,000,000\n")
    assert "    metric: 地区生产总值\n" in shown
    assert "    不一致 parts-sum-to-total: 512.3 + 4120.0 + 5512.1 = 10144.4 ≠ 10234.5\n" in shown
    assert "    一致 restated-value: 10144.4 = 10144.4\n" in shown
    assert "period" not in shown


def test_what_was_not_checked_says_why() -> None:
    shown = render(report(), 6, [], Style("zh"))
    assert "未核对 share-of-whole: 没有整体" in shown
    assert "20%  share  20 (over)" in shown
    assert "    未勾稽" in shown
    assert "345.39.3  未能识别" in shown
    assert "图1  ordinal" in shown


def test_a_line_without_numbers_says_so() -> None:
    assert render(report(), 2, [], Style("en")) == "no numbers on line 2\n"


def test_the_tokens_of_a_clause_stand_above_its_numbers() -> None:
    clause = [Phrase("other", (("NOUN", "第三产业"),)), Phrase("change", (("RISE", "增长"), ("PERCENT", "3%")))]
    shown = render(report(), 3, [clause], Style("zh"))
    assert shown.startswith("NOUN:第三产业  change(RISE:增长 PERCENT:3%)\n\n3:11  10234.5亿元")
    assert render(report(), 3, [], Style("zh")).startswith("3:11")
