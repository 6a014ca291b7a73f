"""The expectation language: what it reads, what it refuses and where, what it makes of numbers."""

import pytest
from groups import World

from checker.finding import Outcome
from checker.rules.amounts import Amount, Reason
from checker.rules.evaluation import Scope, evaluate, judge
from checker.rules.expectations import ExpressionError, Path, Trait, inside, parse, parse_value

MEMBERS = {
    "a": "100亿元", "b": "60.1亿元", "c": "39.9亿元", "small": "8500万元", "rate": "15%", "fall": "−6.1%",
    "points": "0.4个百分点", "five": "5件", "six": "6件", "word": "甲", "none": "", "list": ["1亿元", "2亿元", "3亿元"],
}  # fmt: skip


def outcome(expression: str, traits: str = "", **members: object) -> Outcome:
    world = World()
    return judge(parse(expression), Scope(world.group(traits=traits, **(MEMBERS | members)))).outcome


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        # = means that the intervals meet, with closed ends
        ("b + c = a", "holds"),
        ("b + c = 98", "not_checked"),  # a pure number is no money
        ("b - c = 20.2", "not_checked"),
        ("a = 100", "not_checked"),
        ("five = 5", "not_checked"),
        ("number(five) = 5", "holds"),
        ("number(five) = 6", "broken"),
        ("five + 1 = six", "not_checked"),
        ("small = a", "broken"),
        ("rate = 15%", "holds"),
        ("rate = 0.154", "holds"),
        ("rate = 0.155", "holds"),  # the closed end
        ("rate = 0.1551", "broken"),
        ("exact(rate) = 0.154", "broken"),
        ("loose(rate) = 0.16", "holds"),
        ("near(0.16, rate)", "holds"),
        ("near(0.161, rate)", "broken"),
        ("fall = -6.1%", "holds"),
        ("fall = 6.1%", "broken"),
        ("abs(fall) = 6.1%", "holds"),
        # <= is broken only where the left must be larger, < where it cannot be smaller
        ("a <= b", "broken"),
        ("b <= a", "holds"),
        ("five <= five", "holds"),
        ("five < five", "broken"),
        ("rate < 15%", "holds"),
        ("rate > 15.5%", "broken"),
        ("rate >= 15.5%", "holds"),
        ("five != five", "broken"),
        ("five != six", "holds"),
        ("rate != rate", "holds"),
        # the ladder of precedence
        ("c + b - a × 2 ÷ 2 = 0 × a", "holds"),
        ("a / b * 60.1% = 100%", "holds"),
        ("-fall = abs(fall)", "holds"),
        ("not a = a", "broken"),
        # points are no percentages
        ("points(rate - 14.6%) = points", "holds"),
        ("rate - 14.6% = points", "not_checked"),
        ("points(rate - 10%) = points", "broken"),
        ("points(a) = points", "not_checked"),
        # words
        ("word = '甲'", "holds"),
        ("word = '乙'", "broken"),
        ("word != '乙'", "holds"),
        ("word <= '乙'", "not_checked"),
        ("word = 1", "not_checked"),
        # lists: a comparison holds for each, a sum needs all
        ("sum(list) = 6 × sum(list) ÷ 6", "holds"),
        ("list <= a", "holds"),
        ("each(list < 1.4 × b)", "holds"),
        ("list <= small", "broken"),
        ("a >= list", "holds"),
        ("list = list", "holds"),
        ("max(list) <= a and min(list) >= small", "holds"),
        ("min(a, b, c) = c", "holds"),
        ("max(a, list) = a", "holds"),
        ("count(list) = 3", "holds"),
        ("sum(missing) = a", "not_checked"),
        # numbers of the rule's own with their unit
        ("a = 100 '亿元'", "holds"),
        ("a = 1000000 '万元'", "holds"),
        ("a > 101 '亿元'", "broken"),
        ("a > 1 '万人'", "not_checked"),
        ("a / six >= 1600000000 '元/件' and a / six <= 1700000000 '元/件'", "holds"),
        # shares of whole things
        ("whole_count(97.5%, 40)", "holds"),
        ("whole_count(97.3%, 40)", "broken"),
        ("whole_count(rate, number(six))", "broken"),
        ("whole_count(missing, six)", "not_checked"),
        # what is stated
        ("stated(a)", "holds"),
        ("stated(missing)", "broken"),
        ("stated(none)", "broken"),
        ("stated(list)", "holds"),
    ],
)
def test_comparisons(expression: str, expected: str) -> None:
    assert outcome(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("closed", "holds"),
        ("open", "broken"),
        ("not open", "holds"),
        ("closed and not open", "holds"),
        ("open or closed", "holds"),
        # three-valued: what decides, decides; else one unknown part makes the whole unknown
        ("open and missing = 1", "broken"),
        ("missing = 1 and open", "broken"),
        ("closed and missing = 1", "not_checked"),
        ("closed or missing = 1", "holds"),
        ("missing = 1 or open", "not_checked"),
        ("not missing = 1", "not_checked"),
        # and binds closer than or
        ("closed or open and missing = 1", "holds"),
        ("(closed or open) and open", "broken"),
        # a bare name is a trait where a truth is due, though a member has that name
        ("a", "broken"),
    ],
)
def test_conditions(expression: str, expected: str) -> None:
    assert outcome(expression, traits="closed") == expected


def breakdown(world: World) -> Scope:
    parts = (world.fact("甲", level="1亿元"), world.fact("乙", level="9亿元", growth="3%"))
    return Scope(world.group("breakdown", whole=world.fact("总数", level="5亿元"), parts=parts))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("parts.level <= whole.level", "broken"),
        ("sum(parts.level) = whole.level", "broken"),
        # one part has no growth: a sum, a least and a largest need all of them
        ("sum(parts.growth) = 3%", "not_checked"),
        ("min(parts.growth) <= 5%", "not_checked"),
        # but one that is stated may break what must hold for each
        ("parts.growth <= 2%", "broken"),
        ("parts.growth <= 5%", "not_checked"),
        ("count(parts) = 2", "holds"),
        ("count(parts.growth) = 1", "holds"),
        ("stated(parts.growth)", "broken"),
        ("stated(parts.level)", "holds"),
        ("whole.subject = '总数'", "holds"),
        ("parts.subject = '甲'", "broken"),
        ("parts.level = sum(parts.level)", "broken"),
        ("whole.level.period = '2022年'", "not_checked"),
    ],
)
def test_fields_of_facts(expression: str, expected: str) -> None:
    assert judge(parse(expression), breakdown(World())).outcome == expected


def test_attributes_of_claims() -> None:
    world = World()
    scope = Scope(world.group(now=world.claim("5%", period="2023年"), was=world.claim("4%", period="2022年")))
    assert judge(parse("now.period != was.period"), scope).outcome is Outcome.HOLDS
    assert judge(parse("now.scope = was.scope"), scope).outcome is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("missing = 1", Reason.UNSTATED),
        ("a = rate", Reason.UNITS_DIFFER),
        ("a + rate = 1", Reason.UNITS_DIFFER),
        ("list = pair", Reason.LENGTHS_DIFFER),
        ("sum(nothing) = a", Reason.NOTHING_LISTED),
        ("nothing = a", Reason.NOTHING_LISTED),
        ("word + 1 = 2", Reason.NOT_COMPARABLE),
        ("abs(word) = 2", Reason.NOT_COMPARABLE),
    ],
)
def test_why_not_checked(expression: str, reason: Reason) -> None:
    world = World()
    scope = Scope(world.group(**(MEMBERS | {"pair": ["1亿元", "2亿元"], "nothing": ()})))
    unknown = judge(parse(expression), scope).unknown
    assert unknown and unknown.reason is reason


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a + b", "100亿元 + 60.1亿元"),
        ("a - (b + c)", "100亿元 − (60.1亿元 + 39.9亿元)"),
        ("a - b - c", "100亿元 − 60.1亿元 − 39.9亿元"),
        ("a / b - 1", "100亿元 ÷ 60.1亿元 − 1"),
        ("a / (1 + rate)", "100亿元 ÷ (1 + 15%)"),
        ("a / (1 + fall)", "100亿元 ÷ (1 − 6.1%)"),
        ("fall - fall", "−6.1% − (−6.1%)"),
        ("rate + fall", "15% − 6.1%"),
        ("a × b × c", "100亿元 × 60.1亿元 × 39.9亿元"),
        ("a ÷ (b ÷ c)", "100亿元 ÷ (60.1亿元 ÷ 39.9亿元)"),
        ("(a + b) × 2", "(100亿元 + 60.1亿元) × 2"),
        ("-(a + b)", "−(100亿元 + 60.1亿元)"),
        ("-a", "−100亿元"),
        ("--a", "100亿元"),
        ("-5%", "−5%"),
        ("a / 5 '千克/亩'", "100亿元 ÷ 5千克/亩"),
        ("abs(fall)", "6.1%"),
        ("abs(a - b)", "|100亿元 − 60.1亿元|"),
        ("max(b, c)", "60.1亿元"),
        ("sum(list)", "1亿元 + 2亿元 + 3亿元"),
        ("sum(long)", "1件 + 2件 + 3件 + 4件 + 5件 + 6件 + … + 20件"),
        ("count(list)", "3"),
    ],
)
def test_formulas_as_people_write_them(value: str, written: str) -> None:
    amount = evaluate(
        parse_value(value), Scope(World().group(**MEMBERS, long=[f"{number}件" for number in range(1, 21)]))
    )
    assert isinstance(amount, Amount)
    assert amount.show() == written


@pytest.mark.parametrize(
    ("expression", "offset", "said"),
    [
        ("suum(a) = 1", 0, "unknown function 'suum', did you mean 'sum'?"),
        ("a = 1 and eahc(b)", 10, "unknown function 'eahc', did you mean 'each'?"),
        ("a +", 3, "the expression ends too early"),
        ("", 0, "the expression ends too early"),
        ("a = 1 '甲乙'", 6, "'甲乙' is no unit"),
        ("a = 1)", 5, "did not expect ')' here"),
        ("a = b = c", 6, "did not expect '=' here"),
        ("a & b", 2, "'&' is no part of the language"),
        ("甲 = 1", 0, "'甲' is no part of the language"),
        ("whole.level", 0, "a condition is needed here, this is a value"),
        ("closed and sum(a)", 11, "a condition is needed here, this is a value"),
        ("a = (b and c)", 5, "a value is needed here, this is a condition"),
        ("a = stated(b)", 4, "a value is needed here, this is a condition"),
        ("sum(a = b) = 1", 4, "a value is needed here, this is a condition"),
        ("near(a)", 0, "near takes 2 arguments, not 1"),
        ("min() = 1", 0, "min takes some arguments, not 0"),
        ("each(a, b)", 0, "each takes 1 arguments, not 2"),
    ],
)
def test_refusals_name_the_place(expression: str, offset: int, said: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(expression)
    assert (refusal.value.offset, refusal.value.message) == (offset, said)


def test_the_names_in_an_expression() -> None:
    nodes = list(inside(parse("closed and each(parts.level <= whole.level) or near(-a, b + 1)")))
    assert [str(node) for node in nodes if isinstance(node, Path)] == ["parts.level", "whole.level", "a", "b"]
    assert [node.name for node in nodes if isinstance(node, Trait)] == ["closed"]


def test_stating_uses_no_claim() -> None:
    scope = Scope(World().group(a="1亿元", b="2亿元"))
    judge(parse("stated(a) and b = b"), scope)
    assert [str(path) for _, path in scope.used.values()] == ["b"]
