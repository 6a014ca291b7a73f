"""English text: numbers are read with their units and directions; what they are about is not, so that nothing is tied
that only looks alike.
"""

import pytest

from checker.api import check, load_rules
from checker.claims import UNSTATED, Kind
from checker.context import complete
from checker.readers import read_bytes

NOTE = "in English"
TEXT = """The local economy grew by 6.9 percent last year, and output reached 82.7 billion yuan.
Exports rose by 8 per cent year-on-year. A total of HK$1.2 billion was set aside.
The unemployment rate fell by 0.2 percentage points to 4.8 percent. Imports were down 3.5 percent.
Revenue increased by 5 percent in the first half. Revenue increased by 7 percent in the second half.
Of these, 30 percent and 80 percent were spent.
"""


def test_kinds_directions_and_bases_are_read() -> None:
    claims = complete(read_bytes(TEXT.encode(), "report.txt")).claims
    said = [(claim.measure.written, claim.kind, claim.direction) for claim in claims]
    assert said == [
        ("6.9 percent", Kind.GROWTH, 1),
        ("82.7 billion yuan", Kind.LEVEL, 0),
        ("8 per cent", Kind.GROWTH, 1),
        ("HK$1.2 billion", Kind.LEVEL, 0),
        ("0.2 percentage points", Kind.SHIFT, -1),
        ("4.8 percent", Kind.SHARE, 0),
        ("3.5 percent", Kind.GROWTH, -1),
        ("5 percent", Kind.GROWTH, 1),
        ("7 percent", Kind.GROWTH, 1),
        ("30 percent", Kind.SHARE, 0),
        ("80 percent", Kind.SHARE, 0),
    ]
    assert {claim.metric for claim in claims} == {UNSTATED}
    assert [claim.base for claim in claims if claim.base] == ["year-on-year"]


def test_nothing_is_tied_by_words_that_are_not_understood() -> None:
    report = check(read_bytes(TEXT.encode(), "report.txt"), load_rules())
    assert not report.findings
    assert any(NOTE in note for note in report.document.unread)


@pytest.mark.parametrize(
    "text",
    [
        "全年GDP增长6.9%，CPI上涨2.1%，PPI下降0.3%。",
        "The report 工作报告：全年收入120亿元，其中教育40亿元、卫生30亿元、城建50亿元，同比增长5%。",
        "GDP 6.9%",
    ],
)
def test_names_in_latin_letters_make_no_english_document(text: str) -> None:
    document = read_bytes(text.encode(), "a.txt")
    assert not any(NOTE in note for note in document.unread)


def test_a_chinese_metric_in_latin_letters_is_a_metric() -> None:
    claims = complete(read_bytes("全年GDP增长6.9%，CPI上涨2.1%。".encode(), "a.txt")).claims
    assert [claim.metric for claim in claims] == ["GDP", "CPI"]
