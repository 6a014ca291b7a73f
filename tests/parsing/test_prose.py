"""From running text to statements: sentences, clauses, brackets, and what each clause says with each number."""

import pytest

from checker.claims import Kind
from checker.parsing.prose import Sentence, Statement, read_prose
from checker.source import Span, normalise


def sentences(text: str) -> list[Sentence]:
    return read_prose(normalise(text), Span(0, len(text)))


def statements(text: str) -> list[Statement]:
    return [statement for sentence in sentences(text) for statement in sentence.statements]


def test_sentences_tile_the_text() -> None:
    text = "收入1亿元。支出2亿元；结余3亿元！还有4个？"
    found = sentences(text)
    assert [sentence.span.of(text) for sentence in found] == ["收入1亿元。", "支出2亿元；结余3亿元！", "还有4个？"]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("收入1亿元，增长2%", ["收入1亿元", "增长2%"]),
        ("收入1亿元；支出2亿元", ["收入1亿元", "支出2亿元"]),
        ("其中：税收1亿元", ["其中", "税收1亿元"]),
        ("收入1.5亿元", ["收入1.5亿元"]),
        ("收入1,500万元", ["收入1,500万元"]),
        ("收入、支出均增长", ["收入、支出均增长"]),
    ],
)
def test_clauses_are_cut_at_punctuation_but_not_inside_numbers(text: str, clauses: list[str]) -> None:
    [sentence] = sentences(text)
    assert [clause.span.of(text) for clause in sentence.clauses] == clauses


def test_a_bracket_is_a_clause_one_level_deeper_and_one_token_to_the_clause_around_it() -> None:
    text = "下降8.93%（全市（含农户）下降19.8%），好于预期"
    [sentence] = sentences(text)
    assert [(clause.span.of(text), clause.depth) for clause in sentence.clauses] == [
        ("下降8.93%（全市（含农户）下降19.8%）", 0),
        ("全市（含农户）下降19.8%", 1),
        ("含农户", 2),
        ("好于预期", 0),
    ]
    assert [token.kind for token in sentence.clauses[0].tokens][-1] == "ASIDE"


@pytest.mark.parametrize(
    "text", ["下降8.93%（全市下降19.8%", "下降8.93%）全市下降19.8%", "（（收入1亿元", "））收入1亿元。"]
)
def test_unbalanced_brackets_lose_no_number(text: str) -> None:
    assert len(statements(text)) == text.count("%") + text.count("亿元")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("区级财政收入完成129.39亿元", [("129.39亿元", "value", "区级财政收入", "", "")]),
        ("新建6家跨国公司总部", [("6家", "value", "新建", "跨国公司总部", "")]),
        ("落后全市0.4个百分点", [("0.4个百分点", "gap", "", "", "全市")]),
        ("民生支出占财政支出的80%", [("80%", "share", "民生支出", "", "财政支出的")]),
        ("失业率由5.2%降至4.8%", [("5.2%", "transition", "失业率", "", ""), ("4.8%", "transition", "失业率", "", "")]),
        ("企业增至69家", [("69家", "arrival", "企业", "", "")]),
        ("产量分别下降1.7%、1.8%", [("1.7%", "change", "产量", "", ""), ("1.8%", "change", "产量", "", "")]),
        ("固定资产投资（不含农户）下降3%", [("3%", "change", "固定资产投资(不含农户)", "", "")]),
        ("优良率（AQI）达92.3%", [("92.3%", "value", "优良率", "", "")]),
    ],
)
def test_a_clause_says_this_with_its_numbers(text: str, said: list[tuple[str, ...]]) -> None:
    found = statements(text)
    assert [(one.claim.measure.written, one.rule, one.subject, one.tail, one.noun) for one in found] == said


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("增长6.1%", Kind.GROWTH, 1),
        ("下降6.1%", Kind.GROWTH, -1),
        ("增加224万吨", Kind.DIFFERENCE, 1),
        ("提高0.4个百分点", Kind.SHIFT, 1),
        ("高于全市0.4个百分点", Kind.SHIFT, 1),
        ("低于全市0.4个百分点", Kind.SHIFT, -1),
        ("降幅收窄1.6个百分点", Kind.SHIFT, 0),
        ("占比33.3%", Kind.SHARE, 0),
        ("立项率39%", Kind.SHARE, 0),
        ("收入1092亿元", Kind.LEVEL, 0),
        ("企业234家", Kind.COUNT, 0),
        ("历时3个月", Kind.DURATION, 0),
        ("比例为1.2：36.6：62.2", Kind.COMPOSITION, 0),
        ("每户3-5人", Kind.RANGE, 0),
        ("居全国第三位", Kind.RANK, 0),
        ("增长2倍", Kind.MULTIPLE, 1),
    ],
)
def test_the_words_around_a_number_make_its_kind_and_direction(text: str, kind: Kind, direction: int) -> None:
    [statement] = statements(text)
    assert (statement.claim.kind, statement.claim.direction) == (kind, direction)


def test_a_run_of_numbers_shares_the_unit_of_its_last() -> None:
    found = statements("分别投入48.47、51.50、39.07亿元")
    assert [(one.claim.span.of("分别投入48.47、51.50、39.07亿元"), one.claim.measure.written) for one in found] == [
        ("48.47", "48.47亿元"),
        ("51.50", "51.50亿元"),
        ("39.07亿元", "39.07亿元"),
    ]
    assert [(one.listed, one.run) for one in found] == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("其中税收1亿元", "OF_WHICH"),
        ("其中：税收1亿元", "COLON"),
        ("合计1亿元", "TOTAL"),
        ("力争达到1亿元", "TARGET_WORD"),
        ("分别为1亿元、2亿元", "EACH"),
    ],
)
def test_structural_words_before_a_number_are_its_marks(text: str, mark: str) -> None:
    assert mark in statements(text)[0].marks


def test_unchanged_is_a_growth_of_nought_without_a_number() -> None:
    [statement] = statements("收入与上年持平")
    assert statement.claim.kind is Kind.GROWTH
    assert statement.claim.interval.low is not None and statement.claim.interval.high is not None
    assert statement.claim.interval.low <= 0 <= statement.claim.interval.high
    assert "unchanged" in statement.claim.traits


@pytest.mark.parametrize("text", ["", "\n", "。。。", "，；：", "()", "2022年", "一、综合", "（一）"])
def test_what_says_nothing_with_numbers_makes_no_statement(text: str) -> None:
    assert statements(text) == []


def test_dates_names_and_item_numbers_are_named_and_not_counted() -> None:
    [sentence] = sentences("一、2025年“27条”措施第3批在5月31日前落实")
    named = {claim.measure.written: claim.kind for claim in sentence.named}
    assert named["“27条”"] is Kind.NAME
    assert named["2025年"] is Kind.PERIOD
    assert named["第3批"] is Kind.ORDINAL
    assert named["一、"] is Kind.IDENTIFIER
    assert sentence.statements == ()
