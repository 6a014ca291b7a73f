"""The engine: which rules look at which groups, what they say, what becomes one finding, what a crash costs."""

from dataclasses import replace

import pytest
from groups import World, rule

from checker import engine
from checker.claims import Fact, Group, Place
from checker.engine import MOST_EVIDENCE, evaluate
from checker.finding import Certainty, Finding, Outcome, Severity, Verdict
from checker.rules.model import Rule

SUM = rule("sum(parts.level) = whole.level", match="breakdown", where="exhaustive", at="whole.level")


def one(rule: Rule, group: Group, world: World, lang: str = "zh") -> tuple[Verdict, Finding | None]:
    findings, verdicts, failures = evaluate([group], [rule], world.text, lang)
    assert not failures and len(verdicts) == 1 and len(findings) <= 1
    return verdicts[0], findings[0] if findings else None


def arithmetic(expect: str, at: str = "", **members: object) -> tuple[str, ...]:
    world = World()
    _, finding = one(rule(expect, at=at), world.group(**members), world)
    assert finding
    return finding.arithmetic, finding.stated, finding.computed, finding.allowance, finding.repair


@pytest.mark.parametrize(
    ("whole", "parts", "outcome"),
    [
        ("120亿元", ["40亿元", "30亿元", "50亿元"], "holds"),
        ("120亿元", ["40亿元", "30亿元", "60亿元"], "broken"),
        ("1.2亿元", ["4033万元", "3021万元", "5001万元"], "holds"),
        ("1.2亿元", ["4033万元", "3021万元", "5501万元"], "broken"),
        ("100.0亿元", ["33.3亿元", "33.3亿元", "33.3亿元"], "holds"),
        ("100.0亿元", ["33.3亿元", "33.3亿元", "33.1亿元"], "broken"),
        ("909人", ["400人", "509人"], "holds"),
        ("909人", ["400人", "508人"], "broken"),
        ("909人", ["400人", "509万元"], "not_checked"),
    ],
)
def test_sums(whole: str, parts: list[str], outcome: str) -> None:
    world = World()
    verdict, finding = one(SUM, world.breakdown(whole, *parts), world)
    assert verdict.outcome == outcome
    assert (finding is not None) == (outcome == "broken")
    assert len(verdict.members) == len(parts) + 1


def test_a_finding_says_all_there_is_to_say() -> None:
    labels = {"whole": {"zh": "合计", "en": "total"}, "parts.level": {"zh": "分项", "en": "part"}}
    wording = {
        "zh": "{whole.subject}写作{stated}，{count(parts)}项相加为{computed}，差{difference}",
        "en": "{whole.level}",
    }
    world = World()
    group = world.breakdown("10234.5亿元", "512.3亿元", "4120.0亿元", "5512.1亿元")
    spoken = replace(SUM, labels=labels, message=wording)
    verdict, finding = one(spoken, group, world)
    assert finding and finding.message == "总数写作10234.5亿元，3项相加为10144.4亿元，差90.1亿元"
    assert finding.arithmetic == verdict.arithmetic == "512.3 + 4120.0 + 5512.1 = 10144.4亿元 ≠ 10234.5亿元"
    assert (finding.stated, finding.computed) == ("10234.5亿元", "10144.4亿元")
    assert (finding.allowance, finding.repair) == ("±0.2亿元", "10144.4亿元")
    assert (finding.at.span.of(world.text), finding.at.says) == ("10234.5亿元", "合计")
    assert [(each.span.of(world.text), each.says) for each in finding.because] == [
        ("512.3亿元", "分项"), ("4120.0亿元", "分项"), ("5512.1亿元", "分项"),
    ]  # fmt: skip
    assert one(spoken, group, world, "en")[1].message == "10234.5亿元"  # type: ignore[union-attr]
    assert verdict.outcome is Outcome.BROKEN and len(verdict.members) == 4


@pytest.mark.parametrize(
    ("expect", "members", "shown"),
    [
        # a calculation comes first, without the units that go without saying
        ("growth = now / was - 1", {"now": "1150万元", "was": "1000万元", "growth": "13.0%"},
         ("1150 ÷ 1000 − 1 = 15.0% ≠ 13.0%", "13.0%", "15.0%", "±0.16%", "15.0%")),
        ("growth = now / was - 1", {"now": "1.15亿元", "was": "9999万元", "growth": "13.0%"},
         ("1.15亿元 ÷ 9999万元 − 1 = 15.0% ≠ 13.0%", "13.0%", "15.0%", "±0.56%", "15.0%")),
        # a fall: signs are shown where the two sides do not share one
        ("growth = now / was - 1", {"now": "1100万元", "was": "1200万元", "growth": "−9.3%"},
         ("1100 ÷ 1200 − 1 = −8.3% ≠ −9.3%", "9.3%", "8.3%", "±0.13%", "8.3%")),
        ("growth = now / was - 1", {"now": "1100万元", "was": "1200万元", "growth": "8.3%"},
         ("1100 ÷ 1200 − 1 = −8.3% ≠ 8.3%", "8.3%", "−8.3%", "±0.13%", "")),
        # points keep their percentages
        ("points(own - other) = gap", {"own": "−8.93%", "other": "−19.80%", "gap": "10.78个百分点"},
         ("−8.93% − (−19.80%) = 10.87个百分点 ≠ 10.78个百分点", "10.78个百分点", "10.87个百分点", "±0.015个百分点",
          "10.87个百分点")),
        # no calculation: in the rule's own order
        ("part <= whole", {"part": "1.58万人", "whole": "1.2万人"},
         ("1.58万人 > 1.2万人", "1.2万人", "1.58万人", "", "")),
        ("whole >= part", {"part": "1.58万人", "whole": "1.2万人"},
         ("1.2万人 < 1.58万人", "1.58万人", "1.2万人", "", "")),
        ("share <= 100%", {"share": "128%"}, ("128% > 100%", "128%", "100%", "", "")),
        ("share < 100%", {"share": "−128%", "other": "1%"}, None),
        # as many decimals as it takes to see the difference
        ("a + b = c", {"a": "1.04亿元", "b": "1.04亿元", "c": "2.2亿元"},
         ("1.04 + 1.04 = 2.1亿元 ≠ 2.2亿元", "2.2亿元", "2.1亿元", "±0.06亿元", "2.1亿元")),
        ("exact(a) = exact(b)", {"a": "2.04亿元", "b": "2.0亿元"},
         ("2.04亿元 ≠ 2.0亿元", "2.0亿元", "2.04亿元", "", "")),
        ("number(a) × 1.001 = number(b)", {"a": "40件", "b": "40件"},
         ("40 × 1.001 = 40.04件 ≠ 40件", "40件", "40.04件", "", "")),
        # two calculations meet in the middle
        ("a + b = c + d", {"a": "1亿元", "b": "2亿元", "c": "3亿元", "d": "4亿元"},
         ("1 + 2 = 3亿元 ≠ 7亿元 = 3 + 4", "7亿元", "3亿元", "±2亿元", "")),
        # a product of pure numbers is no percentage any more
        ("rate × 100 = index - 100", {"rate": "1.0%", "index": "99.0"},
         ("99.0 − 100 = −1.0 ≠ 1.0 = 1.0% × 100", "1.0", "−1.0", "±0.1", "")),
        # the rule's own numbers
        ("sum(terms) = 100", {"terms": ["21.5", "36.1", "43.4"]},
         ("21.5 + 36.1 + 43.4 = 101.0 ≠ 100", "100", "101.0", "±0.15", "")),
        # nothing to calculate
        ("word = '甲'", {"word": "乙", "a": "1件"}, ("", "", "", "", "")),
    ],
)  # fmt: skip
def test_arithmetic_as_people_write_it(expect: str, members: dict[str, object], shown: tuple[str, ...] | None) -> None:
    if shown:
        assert arithmetic(expect, at="c" if "d" in members else "", **members) == shown
    else:
        world = World()
        assert one(rule(expect), world.group(**members), world)[1] is None


@pytest.mark.parametrize(
    ("expect", "members", "written"),
    [
        ("a + b = c", {"a": "1亿元", "b": "2亿元", "c": "3亿元"}, "1 + 2 = 3亿元"),
        ("a + b = c", {"a": "1.04亿元", "b": "2亿元", "c": "3亿元"}, "1.04 + 2 = 3亿元"),
        ("a + b = c", {"a": "1.3亿元", "b": "2.3亿元", "c": "3亿元"}, "1.3 + 2.3 = 3.6亿元 ≈ 3亿元"),
        ("a <= b", {"a": "1亿元", "b": "2亿元"}, "1亿元 ≤ 2亿元"),
        ("stated(a)", {"a": "1亿元"}, ""),
    ],
)
def test_what_holds_shows_its_arithmetic_too(expect: str, members: dict[str, str], written: str) -> None:
    world = World()
    verdict, _ = one(rule(expect), world.group(**members), world)
    assert (verdict.outcome, verdict.arithmetic) == (Outcome.HOLDS, written)


@pytest.mark.parametrize(
    ("at", "underlined"),
    [
        ("", "5亿元"),  # the plain side of the comparison
        ("whole.level", "5亿元"),
        ("parts.level", "9亿元"),  # the one that broke, not the first
        ("whole", "5亿元"),
        ("missing", "5亿元"),
    ],
)
def test_where_a_finding_stands(at: str, underlined: str) -> None:
    world = World()
    group = world.breakdown("5亿元", "1亿元", "9亿元", "2亿元")
    _, finding = one(rule("each(parts.level <= whole.level)", match="breakdown", at=at), group, world)
    assert finding and finding.at.span.of(world.text) == underlined
    assert {each.span.of(world.text) for each in (finding.at, *finding.because)} == {"5亿元", "9亿元"}


def test_a_trait_that_breaks_points_at_the_whole_group() -> None:
    world = World()
    group = world.group(traits="truncated", first="1亿元", second="2亿元")
    _, finding = one(rule("not truncated", at="second", message={"zh": "{second}被截尾"}), group, world, "en")
    assert finding and finding.message == "2亿元被截尾"
    assert [each.span.of(world.text) for each in (finding.at, *finding.because)] == ["2亿元", "1亿元"]


def test_evidence_is_not_endless() -> None:
    world = World()
    _, finding = one(SUM, world.breakdown("5亿元", *["1亿元"] * 30), world)
    assert finding and len(finding.because) == MOST_EVIDENCE


@pytest.mark.parametrize(
    ("guards", "traits", "outcome"),
    [
        ({"where": "exhaustive"}, "exhaustive", "broken"),
        ({"where": "exhaustive"}, "", None),
        ({"unless": "revised"}, "", "broken"),
        ({"unless": "revised"}, "revised", None),
        ({"unless": "revised or mixed"}, "mixed", None),
        ({"where": "exhaustive", "unless": "revised"}, "exhaustive revised", None),
        ({"where": "a > 5 × a"}, "", None),
        ({"where": "missing = a"}, "", "not_checked"),
        ({"unless": "missing = a"}, "", "not_checked"),
        ({"where": "exhaustive", "unless": "missing = a"}, "", None),
    ],
)
def test_guards(guards: dict[str, str], traits: str, outcome: str | None) -> None:
    world = World()
    group = world.group(traits=traits, a="1亿元", b="3亿元")
    findings, verdicts, _ = evaluate([group], [rule("a = b", **guards)], world.text)
    assert [str(verdict.outcome) for verdict in verdicts] == ([outcome] if outcome else [])
    assert len(findings) == (outcome == "broken")


@pytest.mark.parametrize(
    ("expect", "lang", "reason"),
    [
        ("missing = a", "zh", "文中没有写出缺项"),
        ("missing = a", "en", "the gap is unstated"),
        ("absent = a", "en", "absent is unstated"),
        ("a = rate", "zh", "1亿元与5%单位不同"),
        ("a = rate", "en", "the units of 1亿元 and 5% differ"),
    ],
)
def test_reasons_are_in_the_readers_language(expect: str, lang: str, reason: str) -> None:
    world = World()
    spoken = rule(expect, labels={"missing": {"zh": "缺项", "en": "the gap"}})
    verdict, _ = one(spoken, world.group(a="1亿元", rate="5%"), world, lang)
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_CHECKED, reason)


def test_a_crash_is_one_failure_and_stops_nobody() -> None:
    world = World()
    groups = [world.group(a="1亿元", b="3亿元"), world.group(a="1亿元", b="3亿元")]
    rules = [rule("near(a)", id="no-rule"), rule("a = b", id="good-rule")]
    findings, verdicts, failures = evaluate(groups, rules, world.text)
    assert failures == ("rule no-rule: near takes 2 arguments, not 1",)
    assert len(findings) == len(verdicts) == 2


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ({"severity": Severity.WARNING}, {"severity": Severity.ERROR}, "two"),
        ({"severity": Severity.ERROR}, {"severity": Severity.INFO}, "one"),
        ({"certainty": Certainty.POSSIBLE}, {"certainty": Certainty.LIKELY}, "two"),
        ({}, {}, "one"),
    ],
)
def test_one_place_and_evidence_is_one_finding(first: dict[str, str], second: dict[str, str], kept: str) -> None:
    world = World()
    rules = [rule("a = b", id="one", **first), rule("b = a", id="two", at="b", **second)]
    findings, verdicts, _ = evaluate([world.group(a="1亿元", b="3亿元")], rules, world.text)
    assert [finding.rule for finding in findings] == [kept]
    assert [verdict.outcome for verdict in verdicts] == [Outcome.BROKEN] * 2


def test_findings_are_in_reading_order_with_lasting_names() -> None:
    world = World()
    groups = [world.group(a="1亿元", b="3亿元") for _ in range(3)]
    findings, _, _ = evaluate(groups[::-1], [rule("a = b")], world.text)
    assert [finding.at.span for finding in findings] == sorted(finding.at.span for finding in findings)
    assert len({finding.fingerprint for finding in findings}) == 3
    again, _, _ = evaluate(groups[::-1], [rule("a = b")], f"{world.text}more")
    assert [finding.fingerprint for finding in again] == [finding.fingerprint for finding in findings]


@pytest.mark.parametrize(
    ("subjects", "outcome"),
    [
        (["城镇人口", "全市常住人口", "城镇化率"], "holds"),
        (["城镇人口", "全市户籍人口", "城镇化率"], None),  # not the whole that was named
        (["城镇人口", "常住人口", "城镇化率", "全区常住人口"], None),  # which of them?
    ],
)
def test_indicators_by_name(subjects: list[str], outcome: str | None) -> None:
    named = {"urban": {"level": "城镇人口"}, "total": {"level": "常住人口|总人口"}, "rate": {"share": "城镇化率"}}
    world = World()
    levels = ["151.93万人", "312.87万人", "", "300万人"]
    facts = [
        world.fact(subject, share="48.56%") if subject == "城镇化率" else world.fact(subject, level=level)
        for subject, level in zip(subjects, levels, strict=False)
    ]
    groups = [world.group("passage", facts=tuple(facts))]
    _, verdicts, _ = evaluate(groups, [rule("urban / total = rate", match=named)], world.text)
    assert [str(verdict.outcome) for verdict in verdicts] == ([outcome] if outcome else [])


@pytest.mark.parametrize(
    ("within", "second", "third", "outcome"),
    [
        ("stretch", 0, 0, "holds"),
        ("stretch", 0, 1, None),  # a semicolon between them
        ("passage", 0, 1, "holds"),
        ("passage", 1, 0, None),  # another paragraph
        ("document", 1, 0, "holds"),
    ],
)
def test_how_far_apart_indicators_may_stand(within: str, second: int, third: int, outcome: str | None) -> None:
    world = World()
    named = {"whole": {"level": "总量"}, "parts": {"level": ["甲项", "乙项", "丙项"]}}
    facts = [world.fact("总量", level="9亿元"), world.fact("甲项", level="3亿元"), world.fact("乙项", level="4亿元")]
    places = [Place(0, 0, 0), Place(second, second, 0, 0, third), Place(second, second, 0, 0, third)]
    placed = [replace(fact, place=place) for fact, place in zip(facts, places, strict=True)]
    passages = [tuple(fact for fact in placed if fact.place.block == block) for block in (0, 1)]
    groups = [world.group("passage", facts=passage) for passage in passages if passage]
    held = rule("sum(parts) <= whole", match=named, within=within, at="whole")
    _, verdicts, _ = evaluate(groups, [held], world.text)
    assert [str(verdict.outcome) for verdict in verdicts] == ([outcome] if outcome else [])


@pytest.mark.parametrize(
    ("subject", "level", "period", "outcome"),
    [
        ("总量", "9亿元", "2025年", "holds"),
        ("规模以上总量", "9亿元", "2025年", None),  # in a document the name is exact
        ("全市总量", "9.0亿元", "2025年", "holds"),  # said twice, alike
        ("全市总量", "6亿元", "2025年", None),  # said twice, which is it?
        ("总量", "9亿元", "2024年", None),
    ],
)
def test_indicators_of_a_document(subject: str, level: str, period: str, outcome: str | None) -> None:
    world = World()
    named = {"whole": {"level": "总量"}, "part": {"level": "甲项"}}
    facts = [world.fact(subject, level=level), world.fact("甲项", level="3亿元")]
    facts += [world.fact("总量", level="9亿元")] if subject == "全市总量" else []
    facts = [_in_year(fact, period if fact.subject == subject else "2025年") for fact in facts]
    groups = [world.group("passage", facts=tuple(facts))]
    held = rule("part <= whole", match=named, within="document", unless="mixed_periods")
    _, verdicts, _ = evaluate(groups, [held], world.text)
    assert [str(verdict.outcome) for verdict in verdicts] == ([outcome] if outcome else [])


def _in_year(fact: Fact, year: str) -> Fact:
    return replace(fact, fields={name: replace(claim, period=year) for name, claim in fact.fields.items()})


@pytest.mark.parametrize(
    ("only_slips", "whole", "repair"),
    [
        ("", "71.46亿元", "70.46亿元"),
        ("any", "71.46亿元", "70.46亿元"),  # one digit
        ("swaps", "71.46亿元", None),
        ("swaps", "74.06亿元", "70.46亿元"),  # two digits swapped
        ("swaps", "7.046亿元", "70.46亿元"),  # the point
        ("swaps", "70.46万元", "70.46亿元"),  # 万 for 亿
        ("any", "95.00亿元", None),  # no single slip: the numbers may not belong together
        ("", "95.00亿元", "70.46亿元"),
    ],
)
def test_only_slips(only_slips: str, whole: str, repair: str | None) -> None:
    world = World()
    verdict, finding = one(replace(SUM, only_slips=only_slips), world.breakdown(whole, "52.96亿元", "17.50亿元"), world)
    assert verdict.outcome == ("broken" if repair else "not_checked")
    assert (finding.repair if finding else None) == repair


@pytest.mark.parametrize(
    ("expect", "repair"),
    [
        ("sum(parts.level) = whole.level", "70.46亿元"),
        ("whole.level - sum(parts.level) = 0 × whole.level", "70.46亿元"),  # two calculations: only a slip can tell
        ("sum(parts.level) >= whole.level", ""),  # a bound tells nothing
    ],
)
def test_what_slips_tell(expect: str, repair: str) -> None:
    world = World()
    bounded = rule(expect, match="breakdown", at="whole.level", only_slips="swaps")
    _, finding = one(bounded, world.breakdown("74.06亿元", "52.96亿元", "17.50亿元"), world)
    assert finding and finding.repair == repair


def test_rules_are_held_against_groups_of_their_kind_only(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    groups = [world.breakdown("120亿元", "40亿元", "30亿元", "50亿元") for _ in range(3)]
    others = [rule("a = b", id=f"other-{number}", match="other") for number in range(80)]
    held: list[str] = []
    hold = engine._hold
    monkeypatch.setattr(engine, "_hold", lambda rule, *rest: held.append(rule.id) or hold(rule, *rest))
    evaluate(groups, [*others, SUM], world.text)
    assert held == [SUM.id] * len(groups)
