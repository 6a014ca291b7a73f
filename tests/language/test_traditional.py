"""Traditional text is read as simplified text is: the same claims, the same findings, at the same places."""

import pytest

from checker.api import check, load_rules
from checker.parsing.grammar import word_lists
from checker.readers import read_bytes
from checker.source import normalise
from checker.units import unit_words

PAIRS = [
    (
        "全縣收入為70.46億元，其中稅收收入52.96億元、非稅收入18.50億元。",
        "全县收入为70.46亿元，其中税收收入52.96亿元、非税收入18.50亿元。",
    ),
    (
        "全縣收入為70.46億元，其中稅收收入52.96億元、非稅收入17.50億元。",
        "全县收入为70.46亿元，其中税收收入52.96亿元、非税收入17.50亿元。",
    ),
    ("出口總額由50億元增加至60億元，同比增長20%。", "出口总额由50亿元增加至60亿元，同比增长20%。"),
    ("進口下降3.2%，降幅較上年收窄1.1個百分點。", "进口下降3.2%，降幅较上年收窄1.1个百分点。"),
]


@pytest.mark.parametrize(("traditional", "simplified"), PAIRS)
def test_traditional_text_is_checked_as_simplified_text_is(traditional: str, simplified: str) -> None:
    one, other = (check(read_bytes(text.encode(), "a.txt"), load_rules()) for text in (traditional, simplified))
    assert one.claims == other.claims and one.claims
    assert [(finding.rule, finding.at, finding.message) for finding in one.findings] == [
        (finding.rule, finding.at, finding.message) for finding in other.findings
    ]
    assert one.document.text == traditional


def test_folding_keeps_every_offset() -> None:
    text = "（一）億萬兩餘來數幾屆點個將於後裏為說衞，Ａ１％"
    assert len(normalise(text)) == len(text)
    assert normalise("乾坤、著作、慰藉") == "乾坤、著作、慰藉"


def folded(word: str) -> bool:
    return any("一" <= sign <= "龥" and normalise(sign) != sign for sign in word)


@pytest.mark.parametrize("section", word_lists())
def test_words_stand_in_the_form_that_the_parsers_see(section: str) -> None:
    assert not list(filter(folded, word_lists()[section]))


def test_units_stand_in_the_form_that_the_parsers_see() -> None:
    assert not list(filter(folded, unit_words()))
