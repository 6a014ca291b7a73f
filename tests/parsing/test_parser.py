"""The tables that lark makes of a grammar are run here as lark runs them."""

from functools import partial
from typing import Any

import pytest
from lark import Token
from lark import Tree as LarkTree

from checker.api import load_rules
from checker.parsing.grammar import build
from checker.parsing.parser import Leaf, Parser, Tree, UnreadError

TEXTS = {
    "periods": ["2024年上半年", "今年1-5月", "3月份", "上年同期", "全年度", "2023 年 1 至 11 月"],
    "expectations": [
        "a",
        "not a or b and (c or d)",
        "- a - b + c / 2 × -d <= 5% * e",
        "number(a.level, 'x') >= 500 '千克/亩' and each(b = c) and f()",
        *(text for rule in load_rules() for text in (rule.expect, rule.where, rule.unless) if text),
    ],
}
ROWS = [(grammar, text) for grammar, texts in TEXTS.items() for text in texts]


def plain(node: Any) -> Any:
    """Return a tree of either kind in one shape."""
    match node:
        case LarkTree(data=name, children=children) | Tree(data=name, children=children):
            return str(name), [plain(child) for child in children]
        case Token():
            return node.type, str(node), node.start_pos
        case Leaf():
            return node.type, str(node), node.start
    raise AssertionError(node)


def parser(grammar: str) -> Parser:
    return Parser(grammar, make=lambda name: partial(Tree, name))


@pytest.mark.parametrize(("grammar", "text"), ROWS)
def test_a_text_is_read_as_lark_reads_it(grammar: str, text: str) -> None:
    assert plain(parser(grammar).read(text)) == plain(build(grammar).parse(text))


@pytest.mark.parametrize(
    ("text", "found", "start"),
    [("a = = b", "=", None), ("a = ", "", None), ("", "", None), ("a = ;b", ";", 4), ("a b = ;", "b", None)],
)
def test_what_has_no_reading_is_refused_at_its_first_token(text: str, found: str, start: int | None) -> None:
    with pytest.raises(UnreadError) as refused:
        parser("expectations").read(text)
    assert (refused.value.found, refused.value.start) == (found, start)
